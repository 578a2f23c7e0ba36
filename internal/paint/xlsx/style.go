package xlsx

import (
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// look is everything that decides a cell's format, small enough to be compared for each cell.
type look struct {
	style  *grid.Style
	size   unit.Length
	edges  edges
	valign grid.Align // instead of the style's; AlignDefault: the style's
	number string
	quote  bool
	wrap   bool
	shrink bool // a number: where its digits are set in a wider face than ours, smaller rather than as ####
	latin  bool // all of the text is set in the style's Latin family

	slants bool // a diagonal through the cell

	derived bool // not entered as it is: computed by the form, or the mark of an empty text
	meant   bool // a blank, or the mark of an absent value, that was entered
	Edit
}

// edges are the rules on a position's sides.
type edges struct{ top, right, bottom, left grid.BorderKind }

// faced is a look, by its number, with edges: what is asked for at every position of a sheet.
type faced struct {
	look  int
	edges edges
}

// look is the number of a look without its edges.
func (b *Book) look(l *look) int {
	n, ok := b.looks[*l]
	if !ok {
		n = len(b.looks)
		b.looks[*l] = n
	}
	return n
}

// style is the number of the format of look n, which is l, with edges, made once a workbook.
func (b *Book) style(n int, l *look, e edges) int {
	id, ok := b.faces[faced{n, e}]
	if !ok {
		with := *l
		with.edges = e
		id = b.out.Style(with.format())
		b.faces[faced{n, e}] = id
	}
	return id
}

var borderStyles = [...]ooxml.BorderStyle{grid.NoBorder: "", grid.Hair: "hair", grid.Thin: "thin",
	grid.Medium: "medium", grid.Thick: "thick", grid.Double: "double"}

var (
	horizontal = [...]string{grid.AlignDefault: "left", grid.AlignLeft: "left", grid.AlignCenter: "center", grid.AlignRight: "right",
		grid.AlignDistribute: "distributed", grid.AlignJustify: "justify", grid.AlignOutside: "right"}
	vertical = [...]string{grid.AlignDefault: "center", grid.AlignLeft: "top", grid.AlignCenter: "center", grid.AlignRight: "bottom",
		grid.AlignDistribute: "distributed", grid.AlignJustify: "justify", grid.AlignOutside: "center"}
)

// plain is the font of a cell without a style.
var plain = ooxml.Font{Name: "宋体", Size: 12 * unit.Pt}

func (l look) format() ooxml.Format {
	e := l.edges
	f := ooxml.Format{Number: l.number, Quote: l.quote, Border: ooxml.Border{Top: borderStyles[e.top],
		Right: borderStyles[e.right], Bottom: borderStyles[e.bottom], Left: borderStyles[e.left]}}
	f.NoFormula = l.derived
	if l.slants {
		f.Border.Down = borderStyles[grid.Thin]
	}
	f.Unlocked = l.Open
	if l.Edit.Number != "" {
		f.Number = l.Edit.Number
	}
	s := l.style
	if s == nil {
		f.Font = plain
		return f
	}
	f.Font = font(s, l.size, l.latin)
	if s.Fill != 0 {
		f.Fill = ooxml.RGB(s.Fill, s.Fill, s.Fill)
	}
	if l.Fill != 0 {
		f.Fill = l.Fill
	}
	f.Align = ooxml.Alignment{Horizontal: horizontal[s.Align], Vertical: vertical[s.VAlign], Wrap: l.wrap, Shrink: l.shrink}
	f.Align.LeftToRight = l.meant
	if l.slants { // its lines are pushed to their places by blanks
		f.Align.Horizontal, f.Align.Vertical = "left", "distributed"
	}
	if l.valign != grid.AlignDefault {
		f.Align.Vertical = vertical[l.valign]
	}
	switch {
	case s.Stack:
		f.Align.Rotation = 255
	case s.Rotate == 270: // clockwise: from 91 on
		f.Align.Rotation = 180
	case s.Rotate != 0:
		f.Align.Rotation = s.Rotate
	}
	if f.Align.Horizontal == "left" {
		// Rounded down: a wider indent would break lines that the height does not provide for.
		f.Align.Indent = int((l.size.Scale(int64(s.Indent), 100) + s.PadLeft) / ooxml.IndentStep)
	}
	return f
}

// font is a style's font by its Windows name, for its Latin letters if latin is set.
func font(s *grid.Style, size unit.Length, latin bool) ooxml.Font {
	f := ooxml.Font{Name: ooxml.FontName(s.Family), Size: size, Bold: s.Bold, Color: ooxml.RGB(s.Gray, s.Gray, s.Gray)}
	f.Underline, f.Strike = s.Underline, s.Strike
	if s.Color != 0 {
		f.Color = ooxml.RGB(uint8(s.Color>>16), uint8(s.Color>>8), uint8(s.Color))
	}
	switch {
	case s.Raise > 0:
		f.Raise = "superscript"
	case s.Raise < 0:
		f.Raise = "subscript"
	}
	if s.Family == "小标宋" {
		f.Bold = true // Windows has no 小标宋; its look is that of a bold 宋体
	}
	if latin {
		f.Name = ooxml.FontName(s.Latin)
	}
	return f
}
