package page

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Dump writes the document as text for people and goldens: the structure tree, indented, each element with its number;
// then the items of each page in the order of painting, places and sizes in pt from the top left, each with the element
// it belongs to (#7) or its kind of artifact (~repeat).
func (d *Document) Dump(w io.Writer) error {
	p := &dump{bufio.NewWriter(w)}
	p.f("document\n")
	opt(p, "title %q\n", d.Meta.Title)
	opt(p, "author %q\n", d.Meta.Author)
	opt(p, "subject %q\n", d.Meta.Subject)
	opt(p, "keywords %q\n", d.Meta.Keywords)
	opt(p, "lang %q\n", d.Meta.Lang)
	opt(p, "identifier %q\n", d.Meta.Identifier)
	for _, o := range d.Outline {
		p.f("outline %s%q page %d y %s\n", strings.Repeat("  ", o.Level), o.Title, o.Page+1, o.Y)
	}
	for _, l := range d.Labels {
		p.f("label from page %d %q %q %d\n", l.Page+1, l.Style, l.Prefix, l.Start)
	}
	depth := make([]int, len(d.Elems))
	for i := range d.Elems {
		e := &d.Elems[i]
		if e.Parent >= 0 && e.Parent < i {
			depth[i] = depth[e.Parent] + 1
		}
		p.f("%s#%d ", strings.Repeat("  ", depth[i]), i)
		p.elem(e)
	}
	for n, pg := range d.Pages {
		p.f("\npage %d %s×%s\n", n+1, pg.Width, pg.Height)
		for _, it := range pg.Items {
			p.item(it)
			if t := it.Mark(); t.Artifact != NotArtifact {
				p.f(" ~%s\n", t.Artifact)
			} else {
				p.f(" #%d\n", t.Elem)
			}
		}
	}
	return p.w.Flush()
}

type dump struct{ w *bufio.Writer }

func (p *dump) f(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

// opt writes v in a format, unless v is zero.
func opt[T comparable](p *dump, format string, v T) {
	if v != *new(T) {
		p.f(format, v)
	}
}

func (p *dump) elem(e *Elem) {
	p.f("%s", e.Role)
	if e.RowSpan > 1 || e.ColSpan > 1 {
		p.f(" %d×%d", max(e.RowSpan, 1), max(e.ColSpan, 1))
	}
	if e.Scope != ScopeNone {
		p.f(" scope=%s", [...]string{"", "column", "row", "both"}[e.Scope&3])
	}
	opt(p, " id=%s", e.ID)
	opt(p, " headers=%s", strings.Join(e.Headers, ","))
	opt(p, " lang=%q", e.Lang)
	opt(p, " alt=%q", e.Alt)
	opt(p, " actual=%q", e.Actual)
	opt(p, " title=%q", e.Title)
	if e.Box != (Box{}) {
		p.f(" box page %d %s", e.BoxPage+1, e.Box)
	}
	p.f("\n")
}

func (p *dump) item(it Item) {
	switch it := it.(type) {
	case Text:
		p.f("text %s,%s %s %s %q", it.X.PtString(), it.Y.PtString(), it.Face, it.Size.PtString(), it.Text)
		opt(p, " for %q", it.Entered)
		if it.Spacing != 0 {
			p.f(" spacing=%s", it.Spacing.PtString())
		}
		opt(p, " gray=%d", it.Gray)
		opt(p, " rotate=%d", it.Rotate)
	case Rule:
		p.f("rule %s,%s–%s,%s width=%s", it.X1.PtString(), it.Y1.PtString(), it.X2.PtString(), it.Y2.PtString(), it.Width.PtString())
		opt(p, " gray=%d", it.Gray)
	case Fill:
		p.f("fill %s gray=%d", it.Box, it.Gray)
	case Picture:
		p.f("picture %s %d bytes", it.Box, len(it.Data))
	case Link:
		p.f("link %s to page %d y %s %q", it.Box, it.Page+1, it.Y.PtString(), it.Contents)
	default:
		p.f("%T", it)
	}
}

// String is the box's corner and size in pt.
func (b Box) String() string {
	return b.X.PtString() + "," + b.Y.PtString() + " " + b.W.PtString() + "×" + b.H.PtString()
}

// String is the name of the structure type in PDF.
func (r Role) String() string {
	names := [...]string{"Document", "Sect", "H1", "H2", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure",
		"Note", "Link", "TOC", "TOCI",
		"Reference", "Caption", "L", "LI", "LBody", "Span", "Form"}
	if int(r) < len(names) {
		return names[r]
	}
	return "Role" + strconv.Itoa(int(r))
}

// String is the kind's word in dumps.
func (a Artifact) String() string {
	names := [...]string{"", "layout", "header", "footer", "watermark", "repeat", "background"}
	if int(a) < len(names) {
		return names[a]
	}
	return "artifact" + strconv.Itoa(int(a))
}
