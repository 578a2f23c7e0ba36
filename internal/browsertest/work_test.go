package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// written is a file of the test's own.
func written(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// made waits for the newest job and gives the files of its result.
func (p *Page) made(t *testing.T, what string) map[string][]byte {
	t.Helper()
	p.Wait(what, "document.querySelector('.job') && document.querySelector('.job').dataset.state === 'done'")
	p.Click(".job a.button")
	_, content := p.Downloaded(".zip")
	return unpacked(t, content)
}

// The table of many is sorted by a column and back, and shows one state; a book is made of what is in it, though the
// server's events do not come through: how far it is is then asked for.
func TestTable(t *testing.T) {
	p := page(t, "#/many")
	p.Allow("ERR_BLOCKED") // the events
	files := invented(t, "self-evaluation/shanghai", 4, 8, false)
	text, err := os.ReadFile(files[2])
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Replace(text, []byte(`"实施单位":"`), []byte(`"实施单位":"","乱":"`), 1) // a key that there is not: an error
	if bytes.Equal(bad, text) {
		bad = bytes.Replace(text, []byte(`"实施单位": "`), []byte(`"实施单位": "","乱": "`), 1)
	}
	if err := os.WriteFile(files[2], bad, 0o600); err != nil {
		t.Fatal(err)
	}
	p.Drop("main", files...)
	p.checked(4)
	names := func() (out []string) {
		p.Eval(&out, "Array.from(document.querySelectorAll('table.list tbody tr[data-key] th')).map(e => e.textContent)")
		return out
	}
	base := make([]string, len(files))
	for i, f := range files {
		base[i] = filepath.Base(f)
	}
	p.Click("table.list thead button") // by file
	up := names()
	p.Click("table.list thead button")
	down := names()
	slices.Reverse(down)
	if !slices.Equal(up, base) || !slices.Equal(down, base) {
		t.Errorf("sorted: %q, and down %q", up, down)
	}
	p.Eval(nil, "{ const s = document.querySelector('.forms select'); s.value = 'error'; s.dispatchEvent(new Event('change')); }")
	if got := names(); !slices.Equal(got, base[2:3]) {
		t.Errorf("with errors: %q", got)
	}
	p.Eval(nil, "{ const s = document.querySelector('.forms select'); s.value = ''; s.dispatchEvent(new Event('change')); }")
	p.Click("tr[data-state=error] button.quiet") // taken off the list
	p.checked(3)

	p.Call(nil, "Network.setBlockedURLs", map[string]any{"urls": []string{"*/events"}})
	p.Click(".work form:nth-of-type(2) button[type=submit]")
	got := p.made(t, "the book is made without events")
	if pdf := got["汇编.pdf"]; !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("the book has %d files, its PDF %d bytes", len(got), len(pdf))
	}
}

// A list of units becomes workbooks, each with what the list says; one that comes back is a form with its name, and the
// ledger of those that came says which did not. The empty workbook of a form that is open comes back as that form.
func TestHandout(t *testing.T) {
	p := page(t, "#/many")
	list := written(t, "名单.csv", "主管部门,实施单位,项目名称\n甲局,甲中心,设备购置\n甲局,乙中心,系统运维\n")
	const out, in = ".work form:nth-of-type(3)", ".work form:nth-of-type(4)"
	for _, form := range []string{out, in} {
		p.Wait("layouts are offered", "document.querySelectorAll('"+form+" option').length > 10")
		p.Eval(nil, "document.querySelector('"+form+" select').value = 'self-evaluation/shanghai@2022'")
	}
	p.Choose(out+" input[type=file]", list)
	p.Click(out + " button[type=submit]")
	books := p.made(t, "the workbooks are made")
	book := books["甲中心-设备购置.xlsx"]
	if len(books) != 2 || len(book) == 0 {
		t.Fatalf("%d workbooks", len(books))
	}
	file := written(t, "甲中心.xlsx", string(book))
	p.Drop("main", file)
	p.checked(1)
	if row := p.Text("document.querySelector('tr[data-key]').innerText"); !strings.Contains(row, "设备购置") || !strings.Contains(row, "甲中心") {
		t.Errorf("what came back is %q", row)
	}
	p.Choose(in+" input[name=books]", file)
	p.Choose(in+" input[type=file]:not([name])", list)
	p.Click(in + " button[type=submit]")
	back := p.made(t, "the workbooks are taken in")
	if len(back["台账.xlsx"]) == 0 || !bytes.Contains(back["收表.jsonl"], []byte("乙中心")) {
		t.Errorf("taken in: %d files, %s", len(back), back["收表.jsonl"])
	}

	p = open(t, "../../examples/seed-1.json")
	p.Eval(nil, "Array.from(document.querySelectorAll('.menu button')).pop().click()")
	_, empty := p.Downloaded(".xlsx")
	p.Drop("main", written(t, "空表.xlsx", string(empty)))
	p.Wait("the empty form is open, or asked about", "document.querySelector('.read button') || document.querySelector('form-paper [data-path=\"/项目名称\"]').value === ''")
}

// On a computer that many people use nothing is left in the browser: no draft, no setting, nothing of the session.
func TestPublicPC(t *testing.T) {
	if world.why != "" {
		Missing(t, world.why)
	}
	site, stop, err := serve("--public-pc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	p := blank(t, 1280, 900)
	p.Open(site)
	p.Wait("the layouts are there", "document.querySelector('main li.card')")
	p.Drop("main", "../../examples/seed-1.json")
	p.Wait("the form is there", "location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 10")
	p.settled()
	p.write("/项目名称", "公用电脑上填的")
	p.Click("#lang")
	p.Wait("it says that nothing is kept", "document.querySelector('.kept').textContent !== ''")
	var left []string
	p.Eval(&left, `indexedDB.databases().then(all => all.map(d => 'IndexedDB ' + d.name).concat(Object.keys(localStorage), Object.keys(sessionStorage), document.cookie || []))`)
	if len(left) > 0 {
		t.Errorf("left in the browser: %q", left)
	}
	p.saved() // now the page may be left
}

// A telephone: the form comes first, what is wrong is read and checked, and the page is no wider than the screen.
func TestPhone(t *testing.T) {
	p := blank(t, 360, 740)
	p.Open(world.site)
	p.Wait("the layouts are there", "document.querySelector('main li.card')")
	p.Drop("main", "../../examples/seed-1.json")
	p.Wait("the form comes first", "document.querySelector('#tab-paper') && document.querySelector('#tab-paper').getAttribute('aria-selected') === 'true' && document.querySelectorAll('form-paper [data-path]').length > 10")
	p.settled()
	p.write(paid, "99999999999.99")
	for _, tab := range []string{"remarks", "pages"} {
		p.Click("#tab-" + tab)
		p.Wait(tab+" are shown", "document.querySelector('#panel-"+tab+"').getBoundingClientRect().height > 100")
	}
	p.Click("#tab-remarks")
	p.Wait("the finding is in the list", `Array.from(document.querySelectorAll('form-findings li.says-error')).some(e => e.dataset.paths === '`+paid+`' || e.dataset.paths.split('\n').includes('`+paid+`'))`)
	p.Eval(nil, `Array.from(document.querySelectorAll('form-findings li.says-error')).find(e => e.dataset.paths.split('\n').includes('`+paid+`')).querySelector('button').click()`)
	p.Wait("its cell is there", `document.activeElement.dataset.path !== undefined && document.querySelector('form-paper').getBoundingClientRect().height > 100`)
	var over int
	if p.Eval(&over, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		t.Errorf("%d pixels wider than the screen", over)
	}
}
