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
	for _, x := range [][2]string{{"title", d.Meta.Title}, {"author", d.Meta.Author}, {"subject", d.Meta.Subject},
		{"keywords", d.Meta.Keywords}, {"lang", d.Meta.Lang}, {"identifier", d.Meta.Identifier}} {
		if x[1] != "" {
			p.f("%s %s\n", x[0], strconv.Quote(x[1]))
		}
	}
	for _, o := range d.Outline {
		p.f("outline %s%s page %d y %s\n", strings.Repeat("  ", o.Level), strconv.Quote(o.Title), o.Page+1, o.Y)
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

// unless0 writes an attribute that is not the usual one.
func (p *dump) unless0(format string, v int) {
	if v != 0 {
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
	if e.ID != "" {
		p.f(" id=%s", e.ID)
	}
	if len(e.Headers) > 0 {
		p.f(" headers=%s", strings.Join(e.Headers, ","))
	}
	for _, x := range [][2]string{{"lang", e.Lang}, {"alt", e.Alt}, {"actual", e.Actual}, {"title", e.Title}} {
		if x[1] != "" {
			p.f(" %s=%s", x[0], strconv.Quote(x[1]))
		}
	}
	if e.Box != (Box{}) {
		p.f(" box page %d %s", e.BoxPage+1, e.Box)
	}
	p.f("\n")
}

func (p *dump) item(it Item) {
	switch it := it.(type) {
	case Text:
		p.f("text %s,%s %s %s %s", it.X.PtString(), it.Y.PtString(), it.Face, it.Size.PtString(), strconv.Quote(it.Text))
		if it.Entered != "" {
			p.f(" for %s", strconv.Quote(it.Entered))
		}
		if it.Spacing != 0 {
			p.f(" spacing=%s", it.Spacing.PtString())
		}
		p.unless0(" gray=%d", int(it.Gray))
		p.unless0(" rotate=%d", it.Rotate)
	case Rule:
		p.f("rule %s,%s–%s,%s width=%s", it.X1.PtString(), it.Y1.PtString(), it.X2.PtString(), it.Y2.PtString(), it.Width.PtString())
		p.unless0(" gray=%d", int(it.Gray))
	case Fill:
		p.f("fill %s gray=%d", it.Box, it.Gray)
	case Picture:
		p.f("picture %s %d bytes", it.Box, len(it.Data))
	case Link:
		p.f("link %s to page %d y %s %s", it.Box, it.Page+1, it.Y.PtString(), strconv.Quote(it.Contents))
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
	names := [...]string{"Document", "Sect", "H1", "H2", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Note", "Link", "TOC", "TOCI",
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
