package judgetest

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// fontEnvironments are machines without the fonts of Windows, as far as fonts go: the folders LibreOffice finds faces
// in. The faces come from packages of Debian; DejaVu is on every one of them.
var fontEnvironments = []struct {
	name string
	dirs []string
}{
	{"liberation-wqy", []string{"truetype/liberation", "truetype/wqy"}}, // the one tried in every run
	{"liberation-noto", []string{"truetype/liberation", "truetype/crosextra", "opentype/noto"}},
	{"liberation-nocjk", []string{"truetype/liberation", "truetype/crosextra"}},
	{"urw-wqy", []string{"opentype/urw-base35", "truetype/wqy"}},
	{"urw-noto", []string{"opentype/urw-base35", "opentype/noto"}},
	{"exported-wqy", []string{"FACES", "truetype/wqy"}}, // what “fonts export” gives, installed beside DejaVu
	{"exported", []string{"FACES"}},
}

// TestFontEnvironments prints the workbooks of all samples and examples where 宋体 is missing: as many pages as the
// PDF, no ####, the table as wide, the indents as deep. All environments are tried when GONGBIAO_FONTENVS is “all”,
// otherwise the first.
func TestFontEnvironments(t *testing.T) {
	t.Parallel()
	shared(t)
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	dir := t.TempDir()
	var names []string
	for _, record := range records(t) {
		name := fmt.Sprintf("%02d-%s", len(names), strings.TrimSuffix(filepath.Base(record), ".json"))
		gongbiao(t, "render", record, "-o", dir, "--name", name)
		names = append(names, name)
	}
	gongbiao(t, "render", filepath.Join("testdata", "indent", "indent.json"), "--templates", "testdata", "-o", dir)
	names = append(names, "indent")
	want := printed(t, dir, names)
	list := fontEnvironments
	if os.Getenv("GONGBIAO_FONTENVS") != "all" {
		list = list[:1]
	}
	for _, e := range list {
		t.Run(e.name, func(t *testing.T) {
			out := t.TempDir()
			args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(out) + "/profile", "--headless", "--convert-to", "pdf", "--outdir", out}
			for _, n := range names {
				args = append(args, filepath.Join(dir, n+".xlsx"))
			}
			if o := run(t, "", fontEnvironment(t, out, e.dirs), "soffice", args...); o.code != 0 {
				t.Fatal(short(o.stderr))
			}
			for n, got := range printed(t, out, names) {
				got.compare(t, n, want[n])
			}
		})
	}
}

// fontEnvironment writes a fontconfig file that knows the faces of some folders, those of the system's own choice of
// substitutes.
func fontEnvironment(t *testing.T, dir string, folders []string) []string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("fontconfig")
	}
	faces, err := filepath.Abs(filepath.Join(root, "fonts", "faces"))
	if err != nil {
		t.Fatal(err)
	}
	conf := "<fontconfig>"
	for _, f := range append([]string{"truetype/dejavu"}, folders...) {
		f = filepath.Join("/usr/share/fonts", f)
		if strings.HasSuffix(f, "FACES") {
			f = faces
		}
		if _, err := os.Stat(f); err != nil {
			missing(t, f)
		}
		conf += "<dir>" + f + "</dir>"
	}
	conf += "<cachedir>" + filepath.Join(dir, "cache") + `</cachedir><include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>`
	file := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(file, []byte(conf), 0o666); err != nil {
		t.Fatal(err)
	}
	return []string{"FONTCONFIG_FILE=" + file}
}

// print is what is read from a PDF, of LibreOffice or of ours.
type print struct {
	Pages   int
	Widths  []float64 // mm, of the ruled tables, page by page
	Text    string
	Indents map[string]float64 // pt, by the first word: from the line of 零字
}

const printsScript = `
import sys, json, os
sys.path.insert(0, sys.argv[1])
import pdf_grid
out = {}
for name in sys.argv[3:]:
    g = pdf_grid.grid(os.path.join(sys.argv[2], name + ".pdf"))
    out[name] = {"pages": len(g["pages"]), "widths": [round(max([t["box_mm"][2] for t in p["tables"]]) - min([t["box_mm"][0] for t in p["tables"]]), 3) for p in g["pages"] if p["tables"]]}
print(json.dumps(out))
`

// printed reads PDFs of a folder.
func printed(t *testing.T, dir string, names []string) map[string]print {
	t.Helper()
	for _, n := range names {
		if _, err := os.Stat(filepath.Join(dir, n+".pdf")); err != nil {
			t.Fatal(err)
		}
	}
	o := passes(t, python, append([]string{"-B", "-c", printsScript, shared(t, "judges"), dir}, names...)...)
	var out map[string]print
	if err := json.Unmarshal([]byte(o.stdout), &out); err != nil {
		t.Fatal(err, short(o.stderr))
	}
	for n, p := range out {
		file := filepath.Join(dir, n+".pdf")
		p.Text = passes(t, "pdftotext", file, "-").stdout
		if n == "indent" {
			p.Indents = indents(t, passes(t, "pdftotext", "-bbox", file, "-").stdout)
		}
		out[n] = p
	}
	return out
}

// indents are the left edges of the words that end in 字, from that of 零字.
func indents(t *testing.T, bbox string) map[string]float64 {
	t.Helper()
	at := map[string]float64{}
	for line := range strings.Lines(bbox) {
		_, rest, ok := strings.Cut(line, `<word xMin="`)
		x, rest, _ := strings.Cut(rest, `"`)
		_, word, _ := strings.Cut(rest, ">")
		word, _, _ = strings.Cut(word, "<")
		if v, err := strconv.ParseFloat(x, 64); ok && err == nil && strings.HasSuffix(word, "字") {
			at[word] = v
		}
	}
	if len(at) != 5 {
		t.Errorf("indented words: %v", at)
	}
	for w, v := range at {
		if w != "零字" {
			at[w] = v - at["零字"]
		}
	}
	delete(at, "零字")
	return at
}

func (got print) compare(t *testing.T, name string, want print) {
	t.Helper()
	if got.Pages != want.Pages {
		t.Errorf("%s: %d pages, the PDF has %d", name, got.Pages, want.Pages)
		return
	}
	if strings.Contains(got.Text, "##") {
		t.Errorf("%s: a number shows as ####", name)
	}
	if len(got.Widths) != len(want.Widths) {
		t.Errorf("%s: tables on %d pages, the PDF has them on %d", name, len(got.Widths), len(want.Widths))
		return
	}
	for i, w := range want.Widths {
		if math.Abs(got.Widths[i]-w) > 0.1 {
			t.Errorf("%s: page %d: the table is %.2f mm wide, %.2f in the PDF", name, i+1, got.Widths[i], w)
		}
	}
	for w, x := range want.Indents {
		if math.Abs(got.Indents[w]-x) > 0.5 {
			t.Errorf("%s: %s is indented by %.2f pt, %.2f in the PDF", name, w, got.Indents[w], x)
		}
	}
}
