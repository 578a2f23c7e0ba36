package ledger

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Limits of a workbook that holds a ledger: far more than a form, and still what one machine reads in seconds.
var limits = intake.Limits{File: MaxBytes, Unzip: 1 << 30, Part: 512 << 20, Sheets: 256, Kept: 1 << 40, Rows: 1 << 20,
	Cells: 6_000_000}

// sheetReader gives the rows of a sheet, merged cells spread over theirs.
type sheetReader struct {
	t     *found.Table
	said  finding.List
	line  int
	at    int // in t.Rows
	heads int
	sweep *found.Sweep
	seen  map[found.Span]cell // first cells of merged ranges, once read
}

func openSheet(f *intake.File, sheet string) (rowReader, error) {
	b, err := xlsx.Open(f)
	if err != nil {
		return nil, err
	}
	t, err := pick(f.Name, b, sheet)
	if err != nil {
		return nil, err
	}
	x := &sheetReader{t: t, heads: 1, said: append(b.Notes, t.Notes...), sweep: found.NewSweep(t.Spans),
		seen: map[found.Span]cell{}}
	for _, s := range t.Spans {
		if s.Row == 1 { // a header is as high as the ranges that begin in the first row
			x.heads = min(max(x.heads, s.LastRow), 5)
		}
	}
	return x, nil
}

// pick chooses the sheet: the one asked for, else the only visible one that is not empty.
func pick(name string, b *xlsx.Book, want string) (*found.Table, error) {
	var names, filled []string
	var out *found.Table
	for _, s := range b.Sheets {
		names = append(names, s.Name)
		if s.Name == want {
			return b.Table(s)
		}
		if want != "" || s.Hidden {
			continue
		}
		t, err := b.Table(s)
		if err != nil {
			return nil, err
		}
		if len(t.Rows) == 0 {
			continue
		}
		filled = append(filled, s.Name)
		if out == nil {
			out = t
		}
	}
	switch {
	case want != "":
		return nil, stop(name, "LEDGER-SHEET", 0, 0,
			fmt.Sprintf("工作簿里没有工作表“%s”，有：%s。", want, strings.Join(names, "、")), "")
	case len(filled) == 0:
		return nil, stop(name, "DATA-EMPTY", 0, 0, "工作簿是空的。", "")
	case len(filled) > 1:
		return nil, stop(name, "LEDGER-SHEET", 0, 0, "有内容的工作表不止一张："+strings.Join(filled, "、")+"。", "用 --sheet 说明台账是哪一张")
	}
	return out, nil
}

func (x *sheetReader) head() int           { return x.heads }
func (x *sheetReader) notes() finding.List { return x.said }

// next gives the next row with something in it, or of the header.
func (x *sheetReader) next() (*row, error) {
	x.line++
	switch {
	case x.line <= x.heads:
	case x.at == len(x.t.Rows):
		return nil, nil
	default:
		x.line = x.t.Rows[x.at].Number
	}
	out := &row{line: x.line}
	if x.at < len(x.t.Rows) && x.t.Rows[x.at].Number == x.line {
		for i := range x.t.Rows[x.at].Cells {
			c := &x.t.Rows[x.at].Cells[i]
			out.put(c.Col, cellOf(c))
		}
		x.at++
	} else if x.at == len(x.t.Rows) && x.line > 1 {
		return nil, nil
	}
	if err := x.sweep.To(x.line); err != nil {
		return nil, err
	}
	x.spread(out)
	return out, nil
}

func cellOf(c *found.Cell) cell {
	return cell{text: c.Text, number: c.Raw, kind: c.Kind, hides: c.Hides, said: c.Said()}
}

// put sets a cell of a row, columns counting from 1.
func (r *row) put(col int, c cell) {
	for len(r.cells) < col {
		r.cells = append(r.cells, cell{})
	}
	r.cells[col-1] = c
}

// spread gives every row of a merged range its text; in the header every column too. In the body there is nothing
// beside the first column of a range.
func (x *sheetReader) spread(r *row) {
	for _, s := range x.sweep.Open() {
		if s.Row == r.line {
			var first cell
			if s.Col <= len(r.cells) {
				first = r.cells[s.Col-1]
			}
			x.seen[s] = first
			if r.line > x.heads {
				continue
			}
		}
		c := x.seen[s]
		if s.Row != r.line || s.Col != s.LastCol {
			c.said = errorsOf(c.said)
		}
		to := s.Col
		if r.line <= x.heads {
			to = min(s.LastCol, s.Col+511)
		}
		for col := s.Col; col <= to && !c.empty(); col++ {
			if s.Row != r.line || s.Col != col {
				r.put(col, c)
			}
		}
		if s.LastRow <= r.line {
			delete(x.seen, s)
		}
	}
}

// errorsOf is what a cell that repeats another still has to say.
func errorsOf(l finding.List) (out finding.List) {
	for _, f := range l {
		if f.Severity == finding.Error {
			out = append(out, f)
		}
	}
	return out
}
