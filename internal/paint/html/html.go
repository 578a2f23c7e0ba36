// Package html writes a form as a web page. In: grid.Grid, the form as a table before any size is decided. Out: one
// page with one accessible table a table of the form: every cell once with its spans, headings with what they head, the
// words of pictures. No page breaks, no script, nothing that is fetched; a style for screens and one for paper. It
// measures nothing: the browser does.
//
// What repeats on paper (headings, page numbers, "continued") stands once or not at all. The texts are those of the
// PDF, to the character.
package html

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Options of a page; the zero value works.
type Options struct {
	Producer string // named as generator; empty: Gongbiao
}

// Write writes one form. Errors: *finding.DataError HTML-CHARACTER for a text that no page holds; everything else is an
// error of w.
func Write(w io.Writer, g *grid.Grid, o Options) error {
	p, err := Of(g)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, head(g, p, o)+p.Body+"</main></body></html>\n")
	return err
}

// Part is a form without the page around it, for a page that has a frame of its own and Sheet among its styles.
type Part struct {
	Lang, Title string
	Style       string // what its cells look like, as CSS
	Body        string // from its heading to its last line
}

// Of makes the part of a page that is the form. Errors are those of Write.
func Of(g *grid.Grid) (*Part, error) {
	p := &page{styles: map[string]int{}}
	if err := p.check(g); err != nil {
		return nil, err
	}
	for i := range g.Tables {
		p.table(g, i)
	}
	if g.Meta.Code != "" {
		p.f(`<p class="code">校验码 %s</p>`, text(g.Meta.Code))
	}
	if !p.titled { // the title is a cell of the table, where no heading may be
		p.b = append(fmt.Appendf(nil, `<h1 class="away">%s</h1>`, text(g.Meta.Title)), p.b...)
	}
	out := &Part{Lang: cmp.Or(g.Meta.Lang, "zh-CN"), Title: titleOf(&g.Meta), Body: string(p.b)}
	for i, r := range p.rules {
		out.Style += fmt.Sprintf(`.c%d{%s}`, i, r)
	}
	return out, nil
}

// page is a web page while it grows.
type page struct {
	b      []byte
	styles map[string]int // CSS of cells → number of its class
	rules  []string       // the same, by number
	titled bool           // it has its heading
}

func (p *page) f(format string, a ...any) { p.b = fmt.Appendf(p.b, format, a...) }

func (p *page) check(g *grid.Grid) error {
	var l finding.List
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			if c := &g.Tables[i].Cells[k]; !base.Clean(c.Text) {
				l = append(l, finding.Finding{Code: "HTML-CHARACTER", Record: g.Meta.Name, Path: c.Path, Place: c.Place,
					Message: "文字里有网页装不下的字符", English: "the text has a character that no web page holds"})
			}
		}
	}
	return l.AsData()
}

// head is all before the tables.
func head(g *grid.Grid, p *Part, o Options) string {
	m := &g.Meta
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html>`+"\n"+`<html lang="%s"><head><meta charset="utf-8"><title>%s</title>`, text(p.Lang), text(p.Title))
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">`)
	for _, x := range [...]struct{ name, value string }{{"author", m.Author}, {"description", m.Subject}, {"keywords", m.Keywords},
		{"generator", cmp.Or(o.Producer, "Gongbiao")}} {
		if x.value != "" {
			fmt.Fprintf(&b, `<meta name="%s" content="%s">`, x.name, text(x.value))
		}
	}
	b.WriteString(`<style>` + Sheet + p.Style + `</style></head><body><main>`)
	return b.String()
}

// titleOf is the form's title with what it is about.
func titleOf(m *grid.Meta) string {
	if m.Name != "" && !strings.Contains(m.Title, m.Name) {
		return m.Title + " · " + m.Name
	}
	return m.Title
}

// text is a text for an element or an attribute in double quotes.
func text(s string) string { return escape.Replace(s) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Sheet is the style of every page. Screens narrower than the form scroll the table, not the page.
const Sheet = `:root{color-scheme:light}body{margin:0;background:#fff;color:#000;font:10.5pt/1.5 SimSun,"宋体","Songti SC","Noto Serif CJK SC",serif}` +
	`main{max-width:1100px;margin:0 auto;padding:1rem}h1{margin:.3em 0;text-align:center;font-size:1.6em}.lines{display:flex;gap:1em;margin:.4em 0}` +
	`.lines>*{flex:1;margin:0}.line{margin:.4em 0;white-space:pre-wrap}.scroll{overflow-x:auto}` +
	`table{border-collapse:collapse;width:100%;table-layout:fixed;min-width:40em}caption,.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}` +
	`td,th{border:1px solid #000;padding:.25em .3em;font-weight:inherit;overflow-wrap:anywhere;white-space:pre-wrap;vertical-align:middle}` +
	`td img{max-width:100%;height:auto}.open{border:0}.code{text-align:right;font-size:.85em}.water{position:fixed;inset:0;display:grid;place-items:center;` +
	`font-size:12vw;color:#0001;transform:rotate(-45deg);pointer-events:none;z-index:-1;margin:0}.mark{color:#b00;font-size:.8em}` +
	`a:focus-visible,.scroll:focus-visible{outline:2px solid #06c}@media print{main{max-width:none;padding:0}.scroll{overflow:visible}table{min-width:0}:is(td,th):not([rowspan]){break-inside:avoid}}`
