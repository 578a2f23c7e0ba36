package browsertest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// oneFile builds 公表.html with so many faces; GONGBIAO_ONEFILE names a folder of builds that are there already.
func oneFile(t *testing.T, faces string) string {
	t.Helper()
	if world.why != "" {
		Missing(t, world.why)
	}
	if dir := os.Getenv("GONGBIAO_ONEFILE"); dir != "" {
		return filepath.Join(dir, faces+".html")
	}
	file := filepath.Join(world.dir, faces, "公表.html")
	if _, err := os.Stat(file); err == nil {
		return file
	}
	c := exec.Command("go", "run", "./cmd/onefile", "-faces", faces, "-o", file)
	c.Dir = filepath.Join("..", "..")
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("onefile: %v\n%s", err, said)
	}
	return file
}

// wholly says whether sweeps go through everything, as in .ci/full.
func wholly() bool { return os.Getenv("GONGBIAO_FULL") != "" }

// two are the faces of the cut build.
const two = "song,bold"

// oneFilePage opens 公表.html from the disk and waits for its engine.
func oneFilePage(t *testing.T, faces, hash string) *Page {
	t.Helper()
	file := oneFile(t, faces)
	p := blank(t, 1280, 900)
	p.Workers()
	p.Open("file://" + strings.ReplaceAll(filepath.ToSlash(file), "公表", "%E5%85%AC%E8%A1%A8") + hash)
	p.Wait("the engine has started", `document.documentElement.dataset.engineStarted`)
	return p
}

// ask is an answer of the engine in the file: what it says if it refuses, else the bytes.
func (p *Page) ask(method, path, body string) (b []byte, refused string) {
	p.t.Helper()
	var r struct{ Text, Refused string }
	sent := "null"
	if body != "" {
		sent = quote(body)
	}
	p.Eval(&r, `gongbiao.send(`+quote(method)+`, `+quote(path)+`, `+sent+`).then(async (a) => { const b = new Uint8Array(await a.bytes());
		let s = ''; for (let i = 0; i < b.length; i += 30000) s += String.fromCharCode(...b.subarray(i, i + 30000)); return {Text: btoa(s)}; },
		(e) => ({Refused: JSON.stringify(e.errors || String(e))}))`)
	b, err := base64.StdEncoding.DecodeString(r.Text)
	if err != nil {
		p.t.Fatal(err)
	}
	return b, r.Refused
}

// sameAsCommand holds the files the page makes of a record against those of the command.
func (p *Page) sameAsCommand(t *testing.T, record []byte, name string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "record.json")
	if err := os.WriteFile(file, record, 0o600); err != nil {
		t.Fatal(err)
	}
	gongbiao(t, "render", file, "-f", "pdf,xlsx", "-o", filepath.Join(dir, "out"))
	for _, format := range []string{"pdf", "xlsx"} {
		all, err := filepath.Glob(filepath.Join(dir, "out", "*."+format))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		want, err := os.ReadFile(all[0])
		if err != nil {
			t.Fatal(err)
		}
		got, refused := p.ask("POST", "v1/render?format="+format, string(record))
		if refused != "" || !bytes.Equal(got, want) {
			t.Errorf("%s: the %s is not what the command makes: %d bytes, not %d; %s", name, format, len(got), len(want), refused)
		}
	}
}

// asked are the requests that are more than the file itself and what is in it.
func (p *Page) asked() (out []string) {
	for _, r := range p.Requests() {
		if !strings.HasPrefix(r, "data:") && !strings.HasPrefix(r, "blob:null/") && !strings.HasSuffix(strings.SplitN(r, "#", 2)[0], ".html") {
			out = append(out, r)
		}
	}
	return out
}

// The whole product in one file, opened from the disk: a form is filled in and printed, the files are the command's, a
// character that was left out is named, nothing is asked for and no draft is kept before somebody says so.
func TestOneFile(t *testing.T) {
	p := oneFilePage(t, two, "#/")
	p.Wait("the layouts are there", `document.querySelectorAll('main img').length > 5`)
	record, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	p.sameAsCommand(t, record, "seed-1")

	_, refused := p.ask("POST", "v1/render?format=pdf", strings.ReplaceAll(string(record), "交通行业行政服务经费", "交通行业行政服务经费㐀"))
	if !strings.Contains(refused, "㐀") || !strings.Contains(refused, "精简版") {
		t.Errorf("a character that was left out: %s", refused)
	}
	sample, _ := p.ask("GET", "v1/layouts/rectification/common/sample?seed=1&kind=plain", "")
	if _, refused = p.ask("POST", "v1/render?format=pdf", string(sample)); len(sample) > 0 && !strings.Contains(refused, "仿宋") {
		t.Errorf("a face that was left out: %.300s", refused)
	}
	if _, refused = p.ask("POST", "v1/render?format=pdf&painter=gopdf", string(record)); !strings.Contains(refused, "PAINTER-NONE") {
		t.Errorf("a painter that was left out: %.300s", refused)
	}
	stands, _ := p.ask("GET", "v1/layouts", "")
	if made, refused := p.ask("GET", "v1/layouts?", ""); refused != "" || len(made) == 0 || !bytes.Equal(stands, made) {
		t.Errorf("the list in the file is not what the engine says: %d bytes, not %d; %s", len(stands), len(made), refused)
	}

	p.Drop("main", "../../examples/seed-1.json")
	p.Wait("the form is open", `location.hash === '#/fill' && document.querySelector('[data-path]')`)
	drafts := func() (n int) {
		p.Eval(&n, `indexedDB.databases().then((d) => d.length)`)
		return n
	}
	time.Sleep(time.Second) // longer than it takes to keep one
	if n := drafts(); n != 0 {
		t.Errorf("%d stores of drafts before anybody wanted one", n)
	}
	p.Click("#keep")
	p.Wait("drafts are kept from now on", `document.documentElement.dataset.publicPc === undefined`)
	p.keep("fill")
	// Out and back: the workbook that the file hands out, filled in, and an old form; each is dropped on the page.
	dir := t.TempDir()
	blank, refused := p.ask("GET", "v1/layouts/self-evaluation/shanghai/blank.xlsx", "")
	if refused != "" {
		t.Fatal(refused)
	}
	const name = "甲乙丙丁项目经费"
	book := filepath.Join(dir, "填好的.xlsx")
	if err := os.WriteFile(book, filledIn(t, blank, "项目名称", name), 0o600); err != nil {
		t.Fatal(err)
	}
	gongbiao(t, "render", "../../examples/seed-1.json", "-f", "docx,xlsx", "-o", dir)
	old, err := filepath.Glob(filepath.Join(dir, "*.*"))
	if err != nil || len(old) != 3 { // and the workbook
		t.Fatal(old, err)
	}
	shows := func(file, want string) {
		p.Drop("main", file)
		p.Wait(filepath.Base(file)+" is read: "+want, `(() => { const b = document.querySelector('.read button'); if (b) b.click();
			const paper = location.hash === '#/fill' && document.querySelector('form-paper');
			return paper && (paper.textContent + Array.from(paper.querySelectorAll('input, textarea'), (i) => i.value)).includes(`+quote(want)+`); })()`)
	}
	for _, file := range old {
		if file != book {
			shows(book, name)
			shows(file, "交通行业行政服务经费")
		}
	}
	p.keep("back")
	if asked := p.asked(); len(asked) > 0 {
		t.Errorf("the file asks for %q", asked)
	}
	p.Allow("Content Security Policy")
	p.Allow("ContentSecurityPolicyIssue")
	p.Allow("policy:")
	p.Allow("example.com")
	var sent bool
	if p.Eval(&sent, `fetch('https://example.com/').then(() => true, () => false)`); sent {
		t.Error("the page may send what it likes")
	}
	t.Logf("the engine's memory: %s bytes; started %s ms after the file was opened",
		p.Text("document.documentElement.dataset.engineMemory"), p.Text("document.documentElement.dataset.engineStarted"))
}

// filledIn is a workbook with a text in the cell behind a label.
func filledIn(t *testing.T, book []byte, label, text string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		at, err := f.SearchSheet(sheet, label)
		if err != nil || len(at) == 0 {
			continue
		}
		merged, err := f.GetMergeCells(sheet)
		if err != nil {
			t.Fatal(err)
		}
		end := at[0]
		for _, m := range merged {
			if m.GetStartAxis() == end {
				end = m.GetEndAxis()
			}
		}
		column, _, err1 := excelize.CellNameToCoordinates(end)
		_, row, err2 := excelize.CellNameToCoordinates(at[0])
		cell, err3 := excelize.CoordinatesToCellName(column+1, row)
		if err := errors.Join(err1, err2, err3, f.SetCellStr(sheet, cell, text)); err != nil {
			t.Fatal(err)
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	t.Fatal("no cell says " + label)
	return nil
}

// Every layout that ships, in the file with all faces and in the cut one: byte for byte the command's, or, where a
// layout wants a face or a record a character that was left out, refused by its name.
func TestOneFileLayouts(t *testing.T) {
	if !wholly() {
		t.Skip("long: GONGBIAO_FULL=1")
	}
	for _, faces := range []string{"full", two} {
		t.Run(faces, func(t *testing.T) {
			p := oneFilePage(t, faces, "#/many")
			text, _ := p.ask("GET", "v1/layouts", "")
			var list []struct{ ID string }
			if json.Unmarshal(text, &list) != nil {
				var o struct{ Layouts []struct{ ID string } }
				if err := json.Unmarshal(text, &o); err != nil {
					t.Fatal(err)
				}
				list = o.Layouts
			}
			var left []string
			for _, l := range list {
				id, edition, _ := strings.Cut(l.ID, "@")
				path := "v1/layouts/" + id
				if edition != "" {
					path += "@" + edition
				}
				record, refused := p.ask("GET", path+"/sample?seed=1&kind=plain", "")
				if refused != "" {
					if record, refused = p.ask("GET", path+"/sample?seed=1", ""); refused != "" {
						t.Fatal(l.ID, refused)
					}
				}
				if _, refused = p.ask("POST", "v1/render?format=pdf", string(record)); refused != "" && faces != "full" && strings.Contains(refused, "精简版") {
					left = append(left, l.ID)
					continue
				}
				p.sameAsCommand(t, record, l.ID)
			}
			t.Logf("%d layouts, of them refused by name for what was left out: %q", len(list), left)
			if len(list) < 20 || len(left) > len(list)/4 {
				t.Errorf("%d layouts, %d refused", len(list), len(left))
			}
		})
	}
}

// Three hundred records to a ZIP in the file: the page goes on answering, the files are the command's.
func TestOneFileMany(t *testing.T) {
	if !wholly() {
		t.Skip("long: GONGBIAO_FULL=1")
	}
	p := oneFilePage(t, two, "#/many")
	file := invented(t, "self-evaluation/shanghai", 300, 5, true)[0]
	p.Drop("main", file)
	p.checked(300)
	p.Eval(nil, `{ window.slowest = 0; let last = performance.now(); setInterval(() => { const now = performance.now(); window.slowest = Math.max(window.slowest, now - last); last = now; }, 10); }`)
	const start = ".work form button[type=submit]"
	p.Click(start)
	p.Wait("the batch is under way", `document.querySelector('.job[data-state=running] progress') && document.querySelector('.job progress').value > 0`)
	p.Click(".job button")
	p.Wait("it is cancelled", `document.querySelector('.job').dataset.state === 'cancelled'`)
	begun := time.Now()
	p.Click(start)
	p.Wait("the batch is under way", `document.querySelector('.job[data-state=running] progress') && document.querySelector('.job progress').value > 0`)
	asked := time.Now()
	if _, refused := p.ask("GET", "v1/layouts/self-evaluation/shanghai/new", ""); refused != "" {
		t.Error(refused)
	}
	t.Logf("an answer while the batch runs took %s", time.Since(asked))
	p.Wait("the batch is done", `document.querySelector('.job').dataset.state === 'done'`)
	t.Logf("300 records to PDF and XLSX in %s; the page stood still for %s ms at most; the engine has %s bytes", time.Since(begun),
		p.Text(`String(Math.round(window.slowest))`), p.Text("document.documentElement.dataset.engineMemory"))
	p.keep("done")
	p.Click(".job a.button")
	_, content := p.Downloaded(".zip")
	got := unpacked(t, content)
	asTheCommand(t, file, got, 600)
	if asked := p.asked(); len(asked) > 0 {
		t.Errorf("the file asks for %q", asked)
	}
}

// unwatched is a tab as a clerk has it: of a browser that has come to rest, in the profile itself, with nobody who is
// told what it does. A private window starts the file a second later, one whose network is watched another 0.7 s.
func unwatched(t *testing.T) *Page {
	t.Helper()
	oneFile(t, two)
	b := Start(t, t.TempDir())
	t.Cleanup(b.Close)
	p := &Page{t: t, b: b}
	time.Sleep(3 * time.Second) // a new browser has a page of its own
	var target struct{ TargetID string }
	var session struct{ SessionID string }
	if err := p.b.call(&target, "", "Target.createTarget", map[string]any{"url": "about:blank"}); err != nil {
		t.Fatal(err)
	}
	if err := p.b.call(&session, "", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}); err != nil {
		t.Fatal(err)
	}
	p.session = session.SessionID
	return p
}

// What the file takes from being opened to its first PDF, and for the next ones: printed, for docs/onefile.md.
func TestOneFileTimes(t *testing.T) {
	if !wholly() {
		t.Skip("it measures: GONGBIAO_FULL=1")
	}
	record, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	address := "file://" + strings.ReplaceAll(filepath.ToSlash(oneFile(t, two)), "公表", "%E5%85%AC%E8%A1%A8") + "#/many"
	for range 5 {
		t.Run("", func(t *testing.T) {
			p := unwatched(t)
			p.Call(nil, "Page.navigate", map[string]any{"url": address})
			time.Sleep(time.Second) // the page must be there to be asked
			var took []int
			p.Eval(&took, `(async () => { while (!document.documentElement.dataset.engineStarted) await new Promise((done) => setTimeout(done, 5));
			const took = []; for (let i = 0; i < 12; i++) { const from = i ? performance.now() : 0;
			await (await gongbiao.send('POST', 'v1/render?format=pdf', `+quote(string(record))+`)).bytes();
			took.push(Math.round(performance.now() - from)); } return took; })()`)
			t.Logf("started %s ms after it was opened; the first PDF after %d ms; then %v ms; memory %s",
				p.Text("document.documentElement.dataset.engineStarted"), took[0], took[1:],
				p.Text("document.documentElement.dataset.engineMemory"))
		})
	}
}
