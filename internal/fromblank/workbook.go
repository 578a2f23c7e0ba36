package fromblank

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// bookSheet is a sheet of a workbook, which says all there is to say of how it is set.
type bookSheet struct {
	*sheetReader
	b      *xlsx.Book
	step   unit.Length // of indentation
	looks  *xlsx.Looks
	styles map[*xlsx.Style]look
}

// workbook reads the sheets of a workbook.
func workbook(to *opened, f *intake.File) error {
	b, all, err := sheets(f)
	if err != nil {
		return err
	}
	to.grid.Notes = append(to.grid.Notes, b.Notes...)
	for _, x := range all {
		r := &sheetReader{sheet: x.in.Name, name: f.Name, in: x.in, shared: map[grid.Style]*grid.Style{}}
		r.source = &bookSheet{sheetReader: r, b: b, step: indentStep(b.Normal()), looks: x.looks, styles: map[*xlsx.Style]look{}}
		if err := r.into(to); err != nil {
			return err
		}
	}
	return nil
}

// dressed is a sheet: what its cells hold, and how they are set.
type dressed struct {
	in    *found.Table
	looks *xlsx.Looks
}

// sheets lets the workbook in and reads the texts of its visible sheets. What makes a cell unusable is an error, but
// for formulas: those of a blank form have no value yet, or an error for one, and the cell is a blank to be filled
// in.
func sheets(f *intake.File) (*xlsx.Book, []dressed, error) {
	b, err := xlsx.Open(f)
	if err != nil {
		return nil, nil, err
	}
	var out []dressed
	var wrong finding.List
	for _, s := range b.Sheets {
		if s.Hidden {
			continue
		}
		t, looks, err := b.Dressed(s)
		if err != nil {
			return nil, nil, err
		}
		wrong = append(wrong, usable(t)...)
		out = append(out, dressed{t, looks})
	}
	return b, out, wrong.AsData()
}

// extent finds how far the sheet reaches: the print area if it has one, else every cell with a text, a merge or a
// border.
func (r *bookSheet) extent() (rows, cols int) {
	for _, n := range r.b.Names {
		if _, at, ok := n.Range(); ok && n.Name == "_xlnm.Print_Area" && n.Sheet == r.sheet &&
			strings.Contains(n.Refers, ":") {
			rows, cols = at.LastRow, at.LastCol
			return rows, cols
		}
	}
	for _, row := range r.in.Rows {
		for _, c := range row.Cells {
			if c.Text != "" {
				rows, cols = max(rows, row.Number), max(cols, c.Col)
			}
		}
	}
	if rows == 0 {
		return 0, 0
	}
	for _, m := range r.in.Spans {
		if m.LastRow <= rows+50 && m.LastCol <= maxCols {
			rows, cols = max(rows, m.LastRow), max(cols, m.LastCol)
		}
	}
	for grown := true; grown; { // blank cells with borders at the foot and at the right belong to the form
		grown = false
		for c := 1; c <= cols && rows < maxRows; c++ {
			if r.lookAt(rows+1, c).border != (grid.Border{}) {
				rows, grown = rows+1, true
				break
			}
		}
		for n := 1; n <= rows && cols < maxCols; n++ {
			if b := r.lookAt(n, cols+1).border; b.Top != 0 || b.Bottom != 0 || b.Right != 0 {
				cols, grown = cols+1, true
				break
			}
		}
	}
	return rows, cols
}

func (r *bookSheet) hidden(row, col int) (hidden bool) {
	if col == 0 {
		_, hidden = r.looks.Row(row)
	} else {
		_, hidden = r.looks.Column(col)
	}
	return hidden
}

func (r *bookSheet) lookAt(row, col int) look {
	s := r.looks.At(row, col)
	l, ok := r.styles[s]
	if !ok {
		l = r.convert(s)
		r.styles[s] = l
	}
	return l
}

// runs looks into a text of several fonts: a family for Latin letters beside the Chinese one is kept, other changes
// are noted.
func (r *bookSheet) runs(row, col int, l *look) {
	runs := r.looks.Runs(row, col)
	if runs == nil && l.latin {
		l.style.Family, l.style.Latin = "宋体", "Times"
	}
	for _, f := range runs {
		if f.Name == "" {
			continue
		}
		if family, latin := familyOf(f.Name); latin {
			l.style.Latin = "Times"
		} else {
			l.style.Family = family
		}
		if s := points(size(f.Size, 0)); s > 0 && s != l.style.Size || f.Bold != l.style.Bold {
			r.note("FROM-RICH-TEXT", "%s 的文字里字号或粗细不一，只取了整格的。", found.Ref(row, col))
		}
	}
}

var printTitles = pattern.Late(`\$?(\d+):\$?(\d+)$`)

// titleRows are the rows that repeat on each page, from and to, −1 if there are none.
func (r *bookSheet) titleRows() (from, to int) {
	for _, n := range r.b.Names {
		if n.Name != "_xlnm.Print_Titles" || n.Sheet != r.sheet {
			continue
		}
		if m := printTitles.FindStringSubmatch(n.Refers); m != nil {
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[2])
			return a - 1, b - 1
		}
	}
	return -1, -1
}
