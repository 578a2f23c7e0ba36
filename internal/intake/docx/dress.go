package docx

import (
	"cmp"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// dressOf is how a text is set by one style over another.
func dressOf(under, l look) look {
	l.face, l.size, l.bold = cmp.Or(l.face, under.face), cmp.Or(l.size, under.size), l.bold || under.bold
	l.aligns = cmp.Or(l.aligns, under.aligns)
	return l
}

// halfPoints is a size of a face.
func halfPoints(n int) unit.Length { return unit.Length(n) * unit.Pt / 2 }

// setParagraph sets the cell or paragraph as text without properties is set.
func (r *reader) setParagraph() {
	r.b.Set(func(l *found.Look) {
		if l.Size == 0 {
			l.Size, l.Font, l.Bold = halfPoints(cmp.Or(r.base.size, 20)), r.base.face, r.base.bold
			r.dressed = false
		}
	})
}

// setText sets it as its first text is set.
func (r *reader) setText() {
	if r.dressed || !r.b.Looks() {
		return
	}
	r.dressed = true
	x := dressOf(r.base, dressOf(r.under, r.look))
	r.b.Set(func(l *found.Look) {
		l.Size, l.Font, l.Bold = halfPoints(cmp.Or(x.size, 20)), x.face, r.look.bold || r.under.bold
	})
}

// aligned says how the paragraph is aligned, or the style that is being read.
func (r *reader) aligned(a grid.Align) {
	if r.jc != nil {
		*r.jc = a
	} else if a != grid.AlignDefault && r.b.Looks() {
		r.b.Set(func(l *found.Look) { l.Align = a })
	}
}

func alignOf(jc string) grid.Align {
	switch jc {
	case "center":
		return grid.AlignCenter
	case "right", "end":
		return grid.AlignRight
	case "both":
		return grid.AlignLeft
	case "distribute":
		return grid.AlignDistribute
	case "left", "start":
		return grid.AlignLeft
	}
	return grid.AlignDefault
}

// section reads the paper of what stands above (17.6.17).
func (r *reader) section() error {
	var p grid.Paper
	err := r.children(func(name string) error {
		switch name {
		case "pgSz":
			p.Width, p.Height = flow.Twips(r.length("w")), flow.Twips(r.length("h"))
		case "pgMar":
			p.Top, p.Right = flow.Twips(r.length("top")), flow.Twips(r.length("right"))
			p.Bottom, p.Left = flow.Twips(r.length("bottom")), flow.Twips(r.length("left"))
		}
		return nil
	})
	r.b.Paper(p)
	return err
}

// rules reads the borders of a table or cell (17.4.38, 17.4.66).
func (r *reader) rules(around, between *grid.Border) error {
	return r.children(func(name string) error {
		k := r.rule()
		switch name {
		case "top":
			around.Top = k
		case "bottom":
			around.Bottom = k
		case "left", "start":
			around.Left = k
		case "right", "end":
			around.Right = k
		case "insideH":
			between.Top, between.Bottom = k, k
		case "insideV":
			between.Left, between.Right = k, k
		}
		return nil
	})
}

// rule is one border: sizes are eighths of a point.
func (r *reader) rule() grid.BorderKind {
	switch n := r.number("sz"); {
	case !r.val() || r.Attr("val") == "nil":
		return grid.NoBorder
	case r.Attr("val") == "double":
		return grid.Double
	case n > 0 && n <= 3:
		return grid.Hair
	case n <= 8:
		return grid.Thin
	case n <= 15:
		return grid.Medium
	}
	return grid.Thick
}
