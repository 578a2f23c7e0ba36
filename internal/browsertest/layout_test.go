package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A layout is tried out: one that is there is taken, spoiled, mended and dropped as a file; what is wrong is said with
// line and column, and a key goes there. The pages stand beside it.
func TestLayout(t *testing.T) {
	p := page(t, "#/layout")
	p.Allow("422") // the layout that is wrong
	pages := func(what string) {
		p.Wait(what, "document.querySelectorAll('.result .pages:not(.old) svg text').length > 50")
	}
	p.Wait("layouts are offered", "document.querySelectorAll('.view-layout select option').length > 10")
	p.Eval(nil, `{ const s = document.querySelector('.view-layout select'); s.value = 'self-evaluation/anhui@2022'; s.dispatchEvent(new Event('change')); }`)
	pages("the pages of a layout that is there")
	whole := p.Text("document.querySelector('#layout-text').value")
	if !strings.Contains(whole, "layout: self-evaluation/anhui") {
		t.Fatalf("the text is %q", whole[:min(200, len(whole))])
	}
	// Typed at the top, which has the focus: a key that there is not.
	p.Type("没有的: 1\r")
	const first = "document.querySelector('.result .said li.is-error button')"
	p.Wait("the line is named", first+" && "+first+".textContent.includes('1')")
	p.tabTo("the place", func(s string) bool { return strings.HasPrefix(s, "#第 1 行第 1 列") }, 12)
	p.Press("Enter")
	if at := p.Text("String(document.activeElement.id + ' ' + document.activeElement.selectionStart + ' ' + document.activeElement.selectionEnd)"); at != "layout-text 0 6" {
		t.Errorf("the place leads to %s", at)
	}
	file := filepath.Join(t.TempDir(), "probe.yaml")
	if err := os.WriteFile(file, []byte("layout: self-evaluation/probe\nversion: \"2026\"\nname: 试\nplace: 某市\nsource: 样张\nconfirmed: 未确认\nextends: self-evaluation/national\n"+
		"columns: [7.95, 20.4, 23.6, 26.75, 22, 20.4, 12.45, 10.9, 40]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Drop("main", file)
	pages("the pages of a file")
	p.Wait("lint says what to look at", `document.querySelector('.result .said li.is-warning button').textContent === '第 8 行第 10 列'`)
	p.keep("tried")
}
