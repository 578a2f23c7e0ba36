package browsertest

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// view is one view of the page: how it is come to, and when it is there whole, in whatever language.
type view struct {
	name, there string
	come        func(p *Page)
}

const cards = "document.querySelectorAll('.card').length > 10"

// Every view, in both languages, on a desktop and on a telephone: axe-core finds no violation of WCAG 2.1 A and AA, the
// page is no wider than the window, and it says no error, breaks no policy and asks nobody else (see Page). A tab for
// those that lead to each other.
func TestViews(t *testing.T) {
	dir := judges(t)
	axe, err := os.ReadFile(filepath.Join(dir, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	forms := invented(t, "self-evaluation/shanghai", 6, 3, false)
	for _, tab := range [][]view{
		{
			{"nothing", "document.querySelector('.lone a')", func(p *Page) { p.Open(world.site + "#/fill") }},
			{"choose", cards, func(p *Page) { p.Eval(nil, "location.hash = '#/'") }},
			{"layout", "document.querySelector('.result .pages svg text') && document.querySelector('.result .said li')", func(p *Page) {
				p.Eval(nil, "location.hash = '#/layout'")
				p.Wait("there is a text", "document.querySelector('#layout-text')")
				p.Eval(nil, "fetch('v1/layouts/self-evaluation/anhui/source.yaml').then(r => r.text()).then(s => { const a = document.querySelector('#layout-text'); a.value = s.replace('columns: [7.95', 'columns: [40'); a.dispatchEvent(new Event('input')); })")
			}},
		},
		{
			{"fill", "document.querySelectorAll('form-findings li.remark').length > 10 && document.querySelectorAll('form-paper [data-path]').length > 20", filled},
			{"pages", "document.querySelector('#panel-pages svg text')", func(p *Page) { p.Click("#tab-pages") }},
		},
		{
			{"many", "document.querySelectorAll('table.list tr[data-key]').length === 6 && !document.querySelector('.reading *')", func(p *Page) {
				p.Open(world.site + "#/many")
				p.Drop("main", forms...)
				p.checked(6)
				p.Eval(nil, `document.querySelector('table.list button[aria-expanded]') && document.querySelector('table.list button[aria-expanded]').click()`)
			}},
		},
	} {
		p := blank(t, 1280, 900)
		for _, v := range tab {
			v.come(p)
			p.looked(v, "zh", string(axe), 1280, 1366, 360)
			p.Click("#lang")
			if v.name == "pages" {
				p.Click("#tab-pages")
			}
			p.looked(v, "en", string(axe), 360, 1280, 1366)
			p.Click("#lang")
		}
	}
}

// looked judges a view in one language, at several widths: by axe-core at the first of them, the widest in one language
// and the narrowest in the other, since neither changes what the other does.
func (p *Page) looked(v view, language, axe string, widths ...int) {
	p.t.Helper()
	for i, width := range widths {
		p.Resize(width, 900)
		p.Wait(v.name+" is there", "document.documentElement.lang.startsWith('"+language+"') && "+v.there)
		if i == 0 {
			var have bool
			if p.Eval(&have, "!!window.axe"); !have {
				p.Eval(nil, axe+";true")
			}
			var found []string
			p.Eval(&found, `axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r =>
				r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).slice(0, 4).join('; ').slice(0, 900)))`)
			for _, f := range found {
				p.t.Errorf("%s, %s, %d wide: %s", v.name, language, width, f)
			}
		}
		var over int
		if p.Eval(&over, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			p.t.Errorf("%s, %s: %d pixels wider than a screen of %d", v.name, language, over, width)
		}
		p.keep(v.name + "-" + language + "-" + strconv.Itoa(width))
	}
	p.Resize(1280, 900)
}

// filled opens a form that much is said of.
func filled(p *Page) {
	p.Open(world.site + "#/")
	p.Wait("forms are offered", cards)
	p.Drop("main", "../../examples/seed-1.json")
}
