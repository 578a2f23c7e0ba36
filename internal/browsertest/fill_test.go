package browsertest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// focus is what has the focus: the path of an answer, or the words of what else it is.
const focus = `(() => { const a = document.activeElement; return a.dataset.path || '#' + (a.getAttribute('aria-label') || a.textContent); })()`

// tabTo presses Tab until something has the focus.
func (p *Page) tabTo(what string, is func(focus string) bool, most int) {
	p.t.Helper()
	for range most {
		if is(p.Text(focus)) {
			return
		}
		p.Press("Tab")
	}
	p.keep("failed")
	p.t.Fatalf("Tab does not come to %s; it is at %s", what, p.Text(focus))
}

// settled waits until what the page shows is about what was typed.
func (p *Page) settled() {
	p.t.Helper()
	p.Wait("the answer is about what was typed", `await import('./session.js').then(m => { const s = m.now(); return !!s && s.viewVersion === s.edits.version; })`)
}

// record is the record as the page holds it.
func (p *Page) record() string {
	p.t.Helper()
	return p.Text(`Promise.all([import('./session.js'), import('./json.js')]).then(([s, j]) => j.stringify(s.now().edits.record))`)
}

// saved presses Ctrl+S and gives the file.
func (p *Page) saved() string {
	p.t.Helper()
	p.Press("Ctrl+s")
	_, b := p.Downloaded(".json")
	file := filepath.Join(p.t.(*testing.T).TempDir(), "record.json")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return file
}

// same holds a file from the page against what the command makes of the record.
func (p *Page) same(record, format string, got []byte) {
	p.t.Helper()
	dir := p.t.(*testing.T).TempDir()
	gongbiao(p.t.(*testing.T), "render", record, "-f", format, "-o", dir)
	all, err := filepath.Glob(filepath.Join(dir, "*."+format))
	if err != nil || len(all) != 1 {
		p.t.Fatalf("the command makes %v, %v", all, err)
	}
	want, err := os.ReadFile(all[0])
	if err != nil {
		p.t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		p.t.Errorf("the %s of the page (%d bytes) is not that of the command (%d)", format, len(got), len(want))
	}
}

// at is the text at a JSON Pointer of a value.
func at(v any, path string) string {
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[strings.NewReplacer("~1", "/", "~0", "~").Replace(name)]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				return ""
			}
			v = x[i]
		default:
			return ""
		}
	}
	s, _ := v.(string)
	return s
}

// From nothing to a PDF with the keyboard alone: the form is chosen, filled in, a row added, the PDF taken. It is byte
// for byte the one that the command makes of the record that the page has saved.
func TestKeyboard(t *testing.T) {
	text, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	var example any
	if err := json.Unmarshal(text, &example); err != nil {
		t.Fatal(err)
	}
	p := page(t, "")
	p.Wait("forms are offered", "document.querySelectorAll('.card').length > 10")
	p.tabTo("the form", func(s string) bool {
		return strings.Contains(s, "财政项目支出绩效自评表") && strings.Contains(s, "上海") && strings.HasPrefix(s, "#填这张表") // the button says which
	}, 200)
	p.Press("Enter")
	p.Wait("the form is there", "document.querySelectorAll('form-paper [data-path]').length > 10")
	p.settled()
	p.tabTo("the first answer", func(s string) bool { return strings.HasPrefix(s, "/") }, 60)
	filled, seen := 0, map[string]bool{}
	for range 120 {
		path := p.Text(focus)
		if !strings.HasPrefix(path, "/") {
			break
		}
		if s := at(example, path); s != "" && !seen[path] && p.Text("document.activeElement.tagName") == "TEXTAREA" {
			p.Type(s)
			filled++
		}
		seen[path] = true
		p.Press("Tab")
	}
	if filled < 20 {
		t.Fatalf("only %d answers were filled in", filled)
	}
	p.settled()
	if said := p.Text("document.querySelector('form-findings').innerText"); said == "" {
		t.Error("nothing is said of the form")
	}
	file := p.saved()
	p.tabTo("the menu", func(s string) bool { return s == "#下载" }, 250)
	p.Press("Enter")
	p.tabTo("PDF", func(s string) bool { return s == "#PDF" }, 4)
	p.Press("Enter")
	_, pdf := p.Downloaded(".pdf")
	p.same(file, "pdf", pdf)
	saved, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(saved, &got); err != nil {
		t.Fatal(err)
	}
	for path := range seen {
		if s := at(got, path); s != "" && s != at(example, path) {
			t.Errorf("%s: %q was typed and %q stands in the record", path, at(example, path), s)
		}
	}
}

// open drops a file on the page and waits until it is the form being filled in.
func open(t *testing.T, file string) *Page {
	t.Helper()
	p := page(t, "")
	p.Wait("the layouts are there", "document.querySelector('main li.card')")
	p.Drop("main", file)
	p.Wait("the form is there", "location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 10")
	p.settled()
	return p
}

// write goes to an answer, from elsewhere, and puts a text into it.
func (p *Page) write(path, text string) {
	p.t.Helper()
	p.Eval(nil, "document.activeElement.blur()") // what was typed before is a step of its own
	p.Eval(nil, `document.querySelector('form-paper [data-path="`+path+`"]').focus()`)
	p.Press("Ctrl+a")
	p.Type(text)
	p.settled()
}

const paid = "/资金/年度资金总额/全年执行数"

// A figure that is wrong is said to be, at its cell and in the list, while one types; it is repaired, and nothing is
// said any more. What was typed is undone, step by step, and done again.
func TestRepair(t *testing.T) {
	p := open(t, "../../examples/seed-1.json")
	cell := `document.querySelector('form-paper [data-path="` + paid + `"]')`
	before := p.Text(cell + ".value")
	errors := func() (n int) {
		p.Eval(&n, "document.querySelectorAll('form-findings li.says-error').length")
		return n
	}
	was := errors()
	p.write(paid, "99999999999.99")
	p.Wait("the cell is marked", cell+".getAttribute('aria-invalid') === 'true'")
	p.keep("wrong")
	if errors() <= was {
		t.Errorf("%d errors in the list, and %d before", errors(), was)
	}
	p.write(paid, before)
	p.Wait("the cell is not marked", cell+".getAttribute('aria-invalid') !== 'true'")
	if errors() != was {
		t.Errorf("%d errors after the repair, %d before", errors(), was)
	}
	repaired := p.record()
	p.Press("Ctrl+z")
	p.settled()
	if p.Text(cell+".value") == before {
		t.Error("nothing is undone")
	}
	p.Press("Ctrl+y")
	p.settled()
	if got := p.record(); got != repaired {
		t.Error("what was undone is not done again")
	}
}

// A block of cells from a spreadsheet goes into the list from the cell on, rows are added, and one step back takes it
// all away.
func TestPaste(t *testing.T) {
	p := open(t, "../../examples/seed-1.json")
	list := p.Text(`import('./session.js').then(m => m.now().view.lists[0].path)`)
	var n int
	p.Eval(&n, `import('./session.js').then(m => m.now().view.lists[0].items.length)`)
	path := list + "/" + strconv.Itoa(n-1) + "/"
	first := p.Text(`(() => { const e = Array.from(document.querySelectorAll('form-paper textarea')).filter(e => (e.dataset.path || '').startsWith(` + quote(path) + `)); return e[0].dataset.path; })()`)
	before := p.record()
	p.Eval(nil, `document.querySelector('form-paper [data-path="`+first+`"]').focus()`)
	p.Eval(nil, `navigator.clipboard.writeText('贴一\t贴二\n贴三\t贴四\n贴五\t贴六\n')`)
	p.Press("Ctrl+v")
	p.Wait("the block is there", `document.querySelector('#said').textContent.includes('3') && await import('./session.js').then(m => m.now().view.lists[0].items.length === `+strconv.Itoa(n+2)+`)`)
	p.settled()
	if got := p.record(); !strings.Contains(got, "贴一") || !strings.Contains(got, "贴六") {
		t.Errorf("the block is not in the record: %s", got)
	}
	p.keep("pasted")
	p.Press("Ctrl+z")
	p.settled()
	if got := p.record(); got != before {
		t.Error("one step back does not take the block away")
	}
}

// Answers that come late say nothing over what was typed meanwhile.
func TestLate(t *testing.T) {
	p := open(t, "../../examples/seed-1.json")
	p.Call(nil, "Network.emulateNetworkConditions", map[string]any{"offline": false, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1})
	const cell = "/项目名称"
	p.Eval(nil, `document.querySelector('form-paper [data-path="`+cell+`"]').focus()`)
	p.Press("Ctrl+a")
	typed := ""
	for i := range 60 { // some seconds, over several answers
		c := string(rune('一' + i))
		p.Type(c)
		typed += c
		var now string
		p.Eval(&now, `new Promise(done => setTimeout(() => done(document.querySelector('form-paper [data-path="`+cell+`"]').value), 40))`)
		if now != typed {
			t.Fatalf("%q stands where %q was typed", now, typed)
		}
	}
	p.settled()
	if now := p.Text(`document.querySelector('form-paper [data-path="` + cell + `"]').value`); now != typed {
		t.Errorf("%q stands where %q was typed", now, typed)
	}
	if !strings.Contains(p.record(), typed) {
		t.Error("the record has not what was typed")
	}
}

// A finding is answered: it stays in the list as answered, and the record has the waiver.
func TestWaiver(t *testing.T) {
	p := open(t, "../../examples/seed-1.json")
	p.write(paid, "18233182.15")
	const pick = `Array.from(document.querySelectorAll('form-findings li.remark')).find(e => !e.classList.contains('says-waived'))`
	p.Wait("something is said", pick)
	p.Eval(nil, `{ const l = `+pick+`; Array.from(l.querySelectorAll('button')).find(b => b.textContent.includes('说明为什么')).click(); }`)
	p.Wait("there is a form", "document.querySelector('form.waive textarea')")
	p.Type("拨款文件上就是这个数，已与财政核对")
	p.Eval(nil, `{ const i = document.querySelector('form.waive input[name=hand]'); i.value = '经办人甲'; }`)
	p.Eval(nil, `document.querySelector('form.waive button[type=submit]').click()`)
	p.Wait("it is answered", `document.querySelector('form-findings li.says-waived')`)
	p.keep("waived")
	if got := p.record(); !strings.Contains(got, "豁免") || !strings.Contains(got, "经办人甲") {
		t.Errorf("the record has no waiver: %s", got[max(0, len(got)-400):])
	}
}
