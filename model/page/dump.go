package page

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Dump writes the document as text for people and goldens: the structure tree, indented, each element with its number; then the items of
// each page in the order of painting, places and sizes in pt from the top left, each with the element it belongs to (#7) or
// its kind of artifact (~repeat).
func (d *Document) Dump(w io.Writer) error {
	b := bufio.NewWriter(w)
	f := func(format string, args ...any) { fmt.Fprintf(b, format, args...) }
	f("document\n")
	for _, x := range [][2]string{{"title", d.Meta.Title}, {"author", d.Meta.Author}, {"subject", d.Meta.Subject}, {"keywords", d.Meta.Keywords}, {"lang", d.Meta.Lang}, {"identifier", d.Meta.Identifier}} {
		if x[1] != "" {
			f("%s %s\n", x[0], strconv.Quote(x[1]))
		}
	}
	for _, o := range d.Outline {
		f("outline %s%s page %d y %s\n", strings.Repeat("  ", o.Level), strconv.Quote(o.Title), o.Page+1, o.Y)
	}
	for _, l := range d.Labels {
		f("label from page %d %q %q %d\n", l.Page+1, l.Style, l.Prefix, l.Start)
	}
	depth := make([]int, len(d.Elems))
	for i, e := range d.Elems {
		if e.Parent >= 0 && e.Parent < i {
			depth[i] = depth[e.Parent] + 1
		}
		f("%s#%d %s", strings.Repeat("  ", depth[i]), i, e.Role)
		if e.RowSpan > 1 || e.ColSpan > 1 {
			f(" %d×%d", max(e.RowSpan, 1), max(e.ColSpan, 1))
		}
		if e.Scope != ScopeNone {
			f(" scope=%s", [...]string{"", "column", "row", "both"}[e.Scope&3])
		}
		if e.ID != "" {
			f(" id=%s", e.ID)
		}
		if len(e.Headers) > 0 {
			f(" headers=%s", strings.Join(e.Headers, ","))
		}
		for _, x := range [][2]string{{"lang", e.Lang}, {"alt", e.Alt}, {"actual", e.Actual}, {"title", e.Title}} {
			if x[1] != "" {
				f(" %s=%s", x[0], strconv.Quote(x[1]))
			}
		}
		if e.Box != (Box{}) {
			f(" box page %d %s", e.BoxPage+1, e.Box)
		}
		f("\n")
	}
	for n, p := range d.Pages {
		f("\npage %d %s×%s\n", n+1, p.Width, p.Height)
		for _, it := range p.Items {
			t := it.Mark()
			switch it := it.(type) {
			case Text:
				f("text %s,%s %s %s %s", it.X.PtString(), it.Y.PtString(), it.Face, it.Size.PtString(), strconv.Quote(it.Text))
				if it.Entered != "" {
					f(" for %s", strconv.Quote(it.Entered))
				}
				if it.Spacing != 0 {
					f(" spacing=%s", it.Spacing.PtString())
				}
				if it.Gray != 0 {
					f(" gray=%d", it.Gray)
				}
				if it.Rotate != 0 {
					f(" rotate=%d", it.Rotate)
				}
			case Rule:
				f("rule %s,%s–%s,%s width=%s", it.X1.PtString(), it.Y1.PtString(), it.X2.PtString(), it.Y2.PtString(), it.Width.PtString())
				if it.Gray != 0 {
					f(" gray=%d", it.Gray)
				}
			case Fill:
				f("fill %s gray=%d", it.Box, it.Gray)
			case Picture:
				f("picture %s %d bytes", it.Box, len(it.Data))
			case Link:
				f("link %s to page %d y %s %s", it.Box, it.Page+1, it.Y.PtString(), strconv.Quote(it.Contents))
			default:
				f("%T", it)
			}
			if t.Artifact != NotArtifact {
				f(" ~%s\n", t.Artifact)
			} else {
				f(" #%d\n", t.Elem)
			}
		}
	}
	return b.Flush()
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
