"""Judges a built site. In: its folder. Out: exit code 1 and what is wrong, or one line of what was looked at.

1. Every link, picture, script and style is in the folder, every anchor on its page; nothing is fetched from outside.
2. In Chromium, from the disk: pages and searches ask for nothing but files of the folder; every page that has a phrase
   is found by it, whatever the phrase; a phrase that no page has finds none.
3. In Chromium, from a plain server: no page is wider than a phone of 390 pixels, or than a screen of 1280; all pictures are shown.
"""
import functools
import html.parser
import http.server
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

PHRASES = ["执行率", "结转", "合并单元格", "逐字节相同", "豁免", "骑缝章", "绩效指标", "manifest", "check 执行率"]
NOWHERE = "紫茄子飞过海"


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads, self.words, self.inside = set(), [], [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.ids.update(v for v in (a.get("id"), a.get("name")) if v)
        if tag == "a" and "href" in a:
            self.links.append(a["href"])
        if tag in ("img", "script", "source", "iframe") and a.get("src"):
            self.loads.append(a["src"])
        if tag == "link" and a.get("rel") in ("stylesheet", "icon", "preload", "shortcut icon"):
            self.loads.append(a["href"])
        if tag == "article":
            self.inside = 1

    def handle_endtag(self, tag):
        if tag == "article":
            self.inside = 0

    def handle_data(self, data):
        if self.inside:
            self.words.append(data)


def links(root, pages, wrong):
    n = 0
    for path, page in pages.items():
        for link, load in [(x, False) for x in page.links] + [(x, True) for x in page.loads]:
            u = urllib.parse.urlsplit(link)
            if u.scheme or u.netloc:
                if load or u.scheme not in ("https", "http", "mailto"):
                    wrong.append(f"{path.relative_to(root)} fetches {link}")
                continue
            n += 1
            to = (path.parent / urllib.parse.unquote(u.path)).resolve() if u.path else path
            if root not in to.parents or not to.is_file():
                wrong.append(f"{path.relative_to(root)} links {link}, which is not there")
            elif u.fragment and to in pages and urllib.parse.unquote(u.fragment) not in pages[to].ids:
                wrong.append(f"{path.relative_to(root)} links {link}, and the page has no such place")
    for css in root.rglob("*.css"):
        for url in re.findall(r"url\(\s*['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)", css.read_text("utf-8")):
            url = url[0] or url[1]
            if not url.startswith(("data:", "#")) and not (css.parent / url.split("?")[0].split("#")[0]).is_file():
                wrong.append(f"{css.relative_to(root)} uses {url}, which is not there")
    return n


def chromium(url, home, size="1280,900", wait=20000):
    log = pathlib.Path(home) / "net.json"
    log.unlink(missing_ok=True)
    r = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-default-apps", "--no-first-run", f"--user-data-dir={home}/profile", f"--window-size={size}",
         f"--virtual-time-budget={wait}", f"--log-net-log={log}", "--enable-logging=stderr", "--dump-dom", url],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600, check=True)
    # What pages ask for has an origin; what the browser asks for itself (its updates, its clock) has none.
    asked = [m.groups() for m in re.finditer(r'"initiator":"([^"]*)"[^\n]*?"url":"([^"]*)"', log.read_text("utf-8", "replace"))]
    outside = sorted({u for who, u in asked if who != "not an origin" and not u.startswith((url.split("/harness")[0], "data:", "blob:"))})
    said = re.findall(r'CONSOLE[^"]*"([^\n]*)', r.stderr.decode("utf-8", "replace"))
    return r.stdout.decode("utf-8"), [f"asks for {u}" for u in outside] + [f"says {s}" for s in said]


def searches(root, pages, home, wrong):
    plain = {p: re.sub(r"\s+", " ", "".join(page.words)).lower() for p, page in pages.items()}
    n = 0
    for phrase in PHRASES + [NOWHERE]:
        dom, amiss = chromium(f"{root.as_uri()}/search.html?q={urllib.parse.quote(phrase)}", home)
        wrong.extend(f"the search for {phrase} {a}" for a in amiss)
        listed = re.search(r'<ul class="search">(.*?)</ul>', dom, re.S)
        found = {(root / urllib.parse.unquote(h.split("#")[0].split("?")[0])).resolve() for h in re.findall(r'href="([^"]+)"', listed.group(1))} if listed else set()
        have = {p for p, text in plain.items() if p.name != "search.html" and all(w in text for w in phrase.lower().split())}
        for p in sorted(have - found):
            wrong.append(f"the search for {phrase} does not find {p.relative_to(root)}")
        if phrase != NOWHERE and not have:
            wrong.append(f"no page has {phrase}: ask for something else here")
        if phrase == NOWHERE and (found or "没有找到" not in dom):
            wrong.append(f"the search for {phrase} finds {len(found)} pages, or does not say in Chinese that it finds none")
        if phrase != NOWHERE and "找到" not in dom:
            wrong.append(f"the search for {phrase} does not say in Chinese how much it found")
        n += len(found)
    return n


HARNESS = """<!doctype html><meta charset="utf-8"><iframe id="f" style="border:0;width:%dpx;height:800px"></iframe><pre id="out"></pre><script>
(async () => {
  const f = document.getElementById("f"), out = [];
  for (const page of %s) {
    await new Promise((done) => { f.onload = done; f.src = page; });
    document.getElementById("out").textContent = "AT " + page;
    const d = f.contentDocument;
    for (const i of d.images) if (!i.naturalWidth) out.push(page + " does not show " + i.getAttribute("src"));
    const w = Math.max(d.documentElement.scrollWidth, d.body.scrollWidth);
    if (w > %d) out.push(page + " is " + w + " pixels wide on a screen of %d");
  }
  document.getElementById("out").textContent = "SEEN " + JSON.stringify(out);
})();
</script>"""


def widths(root, pages, home, wrong):
    names = [urllib.parse.quote(str(p.relative_to(root))) for p in sorted(pages)]

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            size = re.fullmatch(r"/harness-(\d+)", self.path)
            if not size:
                return super().do_GET()
            w = int(size.group(1))
            body = (HARNESS % (w, json.dumps(["/" + n for n in names]), w, w)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for width in (390, 1280):
        dom, amiss = chromium(f"http://127.0.0.1:{server.server_port}/harness-{width}", home, size="1400,900", wait=900000)
        seen = re.search(r'<pre id="out">SEEN (.*?)</pre>', dom, re.S)
        if not seen:
            wrong.append(f"the pages were not all looked at with {width} pixels")
            continue
        wrong.extend(json.loads(seen.group(1).replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")))
        wrong.extend(f"a page {a}" for a in amiss)
    server.shutdown()


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = {p.resolve(): Page(p.read_text("utf-8")) for p in sorted(root.rglob("*.html"))}
    wrong = []
    n = links(root, pages, wrong)
    if len(pages) < 120 or n < 5000:
        wrong.append(f"only {len(pages)} pages with {n} links")
    found = 0
    with tempfile.TemporaryDirectory() as home:
        if "--links" not in sys.argv:
            found = searches(root, pages, home, wrong)
            widths(root, pages, home, wrong)
    for w in wrong:
        print("site:", w, file=sys.stderr)
    print(f"site: {len(pages)} pages, {n} links within, {len(PHRASES) + 1} searches found {found} pages; {len(wrong)} things wrong")
    sys.exit(1 if wrong else 0)


main()
