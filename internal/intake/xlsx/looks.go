package xlsx

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/internal/found"
)

// Looks are how a sheet is set: the formats of its cells, also of those that hold nothing, widths, heights and what
// is set up for printing. Rows and columns count from 1.
type Looks struct {
	// Setup are the attributes of sheetFormatPr, pageSetUpPr, pageSetup, pageMargins and headerFooter as the file has
	// them, such as pageSetup.scale, and the texts of headers and footers by the names of their elements, such as
	// oddFooter.
	Setup map[string]string

	b    *Book
	cols []lines // as they come; they do not overlap
	rows []lines
	cell []styled          // by row and column
	runs map[[2]int][]Font // of texts in several fonts
}

// lines are columns or rows with a size or a format of their own.
type lines struct {
	from, to int
	size     string // as the file has it; empty: not said
	style    int    // -1: none
	hidden   bool
}

type styled struct{ row, col, style int32 }

// Dressed reads a sheet as Table does, with its looks.
func (b *Book) Dressed(s Sheet) (*found.Table, *Looks, error) {
	l := &Looks{b: b, Setup: map[string]string{}, runs: map[[2]int][]Font{}}
	t, err := b.table(s, l)
	return t, l, err
}

// Normal is the font that widths are measured in.
func (b *Book) Normal() Font {
	if len(b.styles.fonts) > 0 {
		return b.styles.fonts[0]
	}
	return Font{}
}

// At is the format of a cell: its own, else that of its row, else that of its column.
func (l *Looks) At(row, col int) *Style {
	i, ok := slices.BinarySearchFunc(l.cell, styled{row: int32(row), col: int32(col)}, func(a, b styled) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	if ok {
		return l.b.styles.at(int(l.cell[i].style))
	}
	for _, x := range []*lines{find(l.rows, row), find(l.cols, col)} {
		if x != nil && x.style > 0 {
			return l.b.styles.at(x.style)
		}
	}
	return l.b.styles.at(0)
}

// Runs are the fonts of a text set in several; those of runs that have none of their own are zero.
func (l *Looks) Runs(row, col int) []Font { return l.runs[[2]int{row, col}] }

// Row is the height of a row in points, as the file has it, and whether the row is hidden; Column the width of a
// column in digits of the Normal font. What the file does not say is empty.
func (l *Looks) Row(n int) (size string, hidden bool) { return find(l.rows, n).said() }

// Column: see Row.
func (l *Looks) Column(n int) (size string, hidden bool) { return find(l.cols, n).said() }

func (x *lines) said() (size string, hidden bool) {
	if x == nil {
		return "", false
	}
	return x.size, x.hidden
}

func find(all []lines, n int) *lines {
	i, ok := slices.BinarySearchFunc(all, n, func(x lines, n int) int {
		switch {
		case x.to < n:
			return -1
		case x.from > n:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &all[i]
}

// lines reads a row or column element.
func (s *scanner) lines(from, to int, size, style string) lines {
	return lines{from: from, to: to, size: s.Attr(size), style: s.number(style), hidden: s.On("hidden", false)}
}

// setup keeps the attributes of an element, or the text of one of a header or footer.
func (r *reader) setup(name string) error {
	switch name {
	case "sheetFormatPr", "pageSetUpPr", "pageSetup", "pageMargins", "headerFooter":
		for _, a := range r.Attrs {
			r.looks.Setup[name+"."+string(a.Name)] = string(a.Value)
		}
	case "oddHeader", "oddFooter", "firstHeader":
		text, err := r.All()
		r.looks.Setup[name] = text
		return err
	}
	return nil
}
