package fromblank

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
)

// bases finds the looks most labels and most blanks have; the layout's label and text are these.
func (w *writer) bases(gs []*guesser) {
	w.base = map[string]dress{"head": builtin("head"), "note": builtin("note"), "title": builtin("title")}
	count := map[dress]int{}
	var seen []dress
	for i := range w.g.Tables {
		for n := range w.g.Tables[i].Cells {
			if d := w.dressOf(gs[i], n); d.usual == "label" || d.usual == "text" {
				if count[d]++; count[d] == 1 {
					seen = append(seen, d)
				}
			}
		}
	}
	for _, name := range []string{"label", "text"} {
		best := builtin(name)
		for _, d := range seen {
			if d.usual == name && count[d] > count[best] {
				best = d
			}
		}
		w.base[name] = best
		if a := attrs(best, builtin(name)); a != "" {
			w.order = append(w.order, fmt.Sprintf("%s: {%s}", name, a))
			if name == "text" {
				n := best
				n.usual = "number"
				if a := attrs(n, builtin("number")); a != "" {
					w.order = append(w.order, fmt.Sprintf("number: {%s}", a))
				}
			}
		} else if name == "text" {
			w.order = append(w.order, "number: {like: text}")
		}
		w.styles[best] = ""
	}
}

// dressOf is how cell n is set; usual is the style the loader would give it (number counts as text: both are set alike
// here).
func (w *writer) dressOf(g *guesser, n int) dress {
	c := &g.t.Cells[n]
	d := dress{style: *c.Style, border: c.Border, usual: "text"}
	d.style.Name = ""
	switch role := g.t.Rows[c.Row].Role; {
	case role == grid.RoleTitle:
		d.usual = "title"
	case role == grid.RoleNote:
		d.usual = "note"
	case !role.Bordered():
		d.usual = "head"
	case c.Text != "":
		if _, field := g.cells[n]; !field {
			d.usual = "label"
		}
	}
	return d
}

// styleOf is the name of the style of a cell, empty if it is the usual one.
func (w *writer) styleOf(d dress) string {
	if name, ok := w.styles[d]; ok {
		return name
	}
	base := w.base[d.usual]
	a := attrs(d, base)
	if a == "" && d.usual != "title" {
		w.styles[d] = ""
		return ""
	}
	if d.usual == "title" && a == "" {
		w.styles[d] = "title"
		return "title"
	}
	name := fmt.Sprintf("样式%d", len(w.styles)-1)
	w.styles[d] = name
	w.order = append(w.order, fmt.Sprintf("%s: {like: %s, %s}", name, d.usual, a))
	return name
}

var kindWords = [...]string{grid.NoBorder: "none", grid.Hair: "hair", grid.Thin: "thin", grid.Medium: "medium", grid.Thick: "thick", grid.Double: "double"}
var valignWords = map[grid.Align]string{grid.AlignLeft: "top", grid.AlignCenter: "middle", grid.AlignRight: "bottom"}

// attrs are the attributes in which a look differs from another.
func attrs(d, from dress) string {
	var out []string
	add := func(on bool, format string, args ...any) {
		if on {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	s, b := d.style, from.style
	add(s.Family != b.Family, "font: %s", s.Family)
	add(s.Latin != b.Latin, "latin: %q", s.Latin)
	add(s.Bold != b.Bold, "bold: %t", s.Bold)
	add(s.Size != b.Size, "size: %spt", s.Size.PtString())
	add(s.Align != b.Align, "align: %s", s.Align)
	add(s.VAlign != b.VAlign, "valign: %s", valignWords[s.VAlign])
	add(s.Stack != b.Stack, "stack: %t", s.Stack)
	add(s.PadLeft != b.PadLeft, "pad: %spt", s.PadLeft.PtString())
	add(s.Overflow != b.Overflow, "overflow: %s", map[grid.Overflow]string{grid.Grow: "grow", grid.Shrink: "shrink"}[s.Overflow])
	add(s.Gray != b.Gray, "gray: %d", s.Gray)
	add(s.Fill != b.Fill, "fill: %d", s.Fill)
	if x := d.border; x != from.border {
		if x.Top == x.Right && x.Top == x.Bottom && x.Top == x.Left {
			add(true, "border: %s", kindWords[x.Top])
		} else {
			add(true, "border: {top: %s, right: %s, bottom: %s, left: %s}", kindWords[x.Top], kindWords[x.Right], kindWords[x.Bottom], kindWords[x.Left])
		}
	}
	return strings.Join(out, ", ")
}
