package browsertest

import (
	"os"
	"path/filepath"
	"testing"
)

// Every view, in both languages, on a desktop and on a telephone: axe-core finds no violation of WCAG 2.1 A and AA, the
// page is no wider than the window, and it says no error, breaks no policy and asks nobody else (see Page).
func TestViews(t *testing.T) {
	dir := judges(t)
	axe, err := os.ReadFile(filepath.Join(dir, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	forms := invented(t, "self-evaluation/shanghai", 6, 3, false)
	for _, v := range []struct {
		name string
		open func(p *Page)
	}{
		{"choose", func(p *Page) {
			p.Open(world.site + "#/")
			p.Wait("forms are offered", "document.querySelectorAll('.card').length > 10")
		}},
		{"nothing", func(p *Page) { p.Open(world.site + "#/fill") }},
		{"fill", func(p *Page) { filled(p) }},
		{"pages", func(p *Page) {
			filled(p)
			p.Click("#tab-pages")
			p.Wait("the pages are there", "document.querySelector('#panel-pages svg text')")
		}},
		{"layout", func(p *Page) {
			p.Open(world.site + "#/layout")
			p.Eval(nil, "fetch('v1/layouts/self-evaluation/anhui/source.yaml').then(r => r.text()).then(s => { const a = document.querySelector('#layout-text'); a.value = s.replace('columns: [7.95', 'columns: [40'); a.dispatchEvent(new Event('input')); })")
			p.Wait("it is tried", "document.querySelector('.result .pages svg text') && document.querySelector('.result .said li')")
		}},
		{"many", func(p *Page) {
			p.Open(world.site + "#/many")
			p.Drop("main", forms...)
			p.checked(6)
			p.Eval(nil, `document.querySelector('table.list button[aria-expanded]') && document.querySelector('table.list button[aria-expanded]').click()`)
		}},
	} {
		t.Run(v.name, func(t *testing.T) {
			p := blank(t, 1280, 900)
			v.open(p)
			p.Call(nil, "Page.setBypassCSP", map[string]any{"enabled": false})
			for _, language := range []string{"zh", "en"} {
				p.Wait("the language is there", "document.documentElement.lang.startsWith('"+language+"')")
				for _, width := range []int{1280, 360} {
					p.Resize(width, 900)
					var found []string
					p.Eval(nil, string(axe)+";true")
					p.Eval(&found, `axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r =>
						r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).slice(0, 4).join('; ').slice(0, 900)))`)
					for _, f := range found {
						t.Errorf("%s, %d wide: %s", language, width, f)
					}
					var over int
					if p.Eval(&over, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
						t.Errorf("%s: %d pixels wider than a screen of %d", language, over, width)
					}
					if width == 1280 {
						p.keep(language)
					} else {
						p.keep(language + "-phone")
					}
				}
				p.Resize(1280, 900)
				if language == "zh" {
					p.Click("#lang")
				}
			}
		})
	}
}

// filled opens an example of a form.
func filled(p *Page) {
	p.Open(world.site + "#/")
	p.Wait("forms are offered", "document.querySelectorAll('.card').length > 10")
	p.Eval(nil, `{ const c = Array.from(document.querySelectorAll('.card')).find(c => c.textContent.includes('上海') && c.textContent.includes('自评'));
		Array.from(c.querySelectorAll('button')).find(b => b.textContent.includes('例子')).click(); }`)
	p.Wait("the form is there", "location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 20")
}
