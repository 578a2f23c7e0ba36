package xls

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
)

// reader reads one sheet.
type reader struct {
	*Book
	s      *sheet.Sheet
	rec    records
	cells  []*placed // pointers: a list that grows is copied
	hidden []int     // rows
	said   map[int]bool
	base   bool // rows that are not told of are hidden
	arrays map[[2]int]bool
}

// placed is a cell at its place, from 1.
type placed struct {
	row, col int
	cell     found.Cell
}

// costPlaced is what is counted for the place of a cell until all are put in order.
const costPlaced = 32

// The size of a sheet in BIFF8; numbers beyond are damage.
const lastCol = 256

// read goes through the records of a sheet up to its end.
func (r *reader) read() error {
	first, ok := r.rec.next()
	if !ok || first.id != recBOF {
		return errDamaged("找不到它的内容")
	}
	if first.u16(2) == 0x40 || first.u16(2) == 0x20 {
		return nil // a macro sheet or chart that is listed as a sheet
	}
	depth := 1
	for depth > 0 {
		x, ok := r.rec.next()
		if !ok {
			return errDamaged("后半截没有了，多半是下载或拷贝时断了")
		}
		switch {
		case x.id == recBOF:
			depth++ // a chart that lies on the sheet
		case x.id == recEOF:
			depth--
		case depth == 1:
			if err := r.take(x); err != nil {
				return err
			}
		}
	}
	return r.finish()
}

// take takes a record of the sheet itself.
func (r *reader) take(x record) error {
	switch x.id {
	case recFormula:
		return r.formula(x)
	case recLabelSST:
		n := x.u32(6)
		return r.cell(x, 10, func(d *sheet.Cell, l sheet.Look) {
			if n >= r.strings.count() {
				d.NoText()
				return
			}
			d.Text(r.looks.runs(r.strings.at(n), l)...)
		})
	case recLabel, recRString:
		return r.label(x)
	case recNumber:
		return r.cell(x, 14, func(d *sheet.Cell, _ sheet.Look) { real(d, x.data[6:]) })
	case recRK:
		return r.cell(x, 10, func(d *sheet.Cell, _ sheet.Look) { rk(d, x.u32(6)) })
	case recMulRK:
		return r.several(x)
	case recBoolErr:
		return r.cell(x, 8, func(d *sheet.Cell, _ sheet.Look) { boolErr(d, x.u8(7) != 0, x.u8(6)) })
	case recMergeCells:
		for i := range x.u16(0) {
			at := 2 + 8*i
			s := found.Span{Row: x.u16(at) + 1, LastRow: x.u16(at+2) + 1, Col: x.u16(at+4) + 1, LastCol: x.u16(at+6) + 1}
			if at+8 > len(x.data) || s.Row > s.LastRow || s.Col > s.LastCol || s.LastCol > lastCol {
				return errDamaged("合并单元格写得不对")
			}
			if s.Row != s.LastRow || s.Col != s.LastCol {
				if r.s.Merge(s); !r.keep(0) {
					return errMuch
				}
			}
		}
	case recRow:
		if r.said == nil {
			r.said = map[int]bool{}
		}
		r.said[x.u16(0)+1] = true
		if x.u16(12)&0x20 != 0 {
			r.hidden = append(r.hidden, x.u16(0)+1)
		}
	case recDefaultRow:
		r.base = x.u16(0)&2 != 0
	case recColInfo:
		if x.u16(8)&1 != 0 || x.u16(4) == 0 {
			r.s.HideColumns(x.u16(0)+1, min(x.u16(2)+1, lastCol))
		}
	case recObj:
		// A note (25) is no part of the sheet; 20 is the arrow of a filter or a list.
		if kind := x.u16(4); x.u16(0) == 0x15 && kind != 25 && kind != 20 {
			r.s.Objects()
		}
	}
	return nil
}

// cell decides about the cell of a record that begins with row, column and format and has at least so many bytes.
func (r *reader) cell(x record, size int, value func(*sheet.Cell, sheet.Look)) error {
	if len(x.data) < size {
		return errDamaged("有一格断了")
	}
	return r.put(x.u16(0)+1, x.u16(2)+1, x.u16(4), value)
}

func (r *reader) put(row, col, format int, value func(*sheet.Cell, sheet.Look)) error {
	if col > lastCol {
		return errDamaged(fmt.Sprintf("有一格的位置是 %s", found.Ref(row, col)))
	}
	l := r.looks.at(format)
	d := r.s.Cell(row, col, l)
	value(d, l)
	if len(r.cells) >= r.file.Limits.Cells {
		return errMany
	}
	r.cells = append(r.cells, &placed{row, col, d.Done()})
	if !r.keep(costPlaced) {
		return errMuch
	}
	return nil
}

// label is a text in the cell itself, as other programs write it; of an RSTRING the fonts follow.
func (r *reader) label(x record) error {
	if len(x.data) < 9 {
		return errDamaged("有一格断了")
	}
	p := pieces{now: x.data[6:]}
	n := p.number(2)
	t := text{s: p.characters(n, p.number(1)&1 != 0)}
	if x.id == recRString {
		for range p.number(2) {
			if p.bad {
				break
			}
			t.runs = append(t.runs, textRun{uint16(p.number(2)), uint16(p.number(2))})
		}
	}
	if p.bad {
		return errDamaged("有一格的文字断了")
	}
	return r.cell(x, 9, func(d *sheet.Cell, l sheet.Look) { d.Text(r.looks.runs(t, l)...) })
}

// several are numbers in cells side by side (2.4.175).
func (r *reader) several(x record) error {
	n := (len(x.data) - 6) / 6
	if n < 1 || len(x.data) != 6+6*n {
		return errDamaged("有几格断了")
	}
	for i := range n {
		v := x.u32(4 + 6*i + 2)
		err := r.put(x.u16(0)+1, x.u16(2)+1+i, x.u16(4+6*i), func(d *sheet.Cell, _ sheet.Look) { rk(d, v) })
		if err != nil {
			return err
		}
	}
	return nil
}

// formula is a cell with a formula and its stored result (2.4.127); a text follows in a STRING record, after the
// formula shared by several cells if there is one.
func (r *reader) formula(x record) error {
	if len(x.data) < 20 {
		return errDamaged("有一格的公式断了")
	}
	tokens := formula(x, 20)
	outward, picture := r.refs.tells(tokens)
	at := [2]int{x.u16(0), x.u16(2)}
	if len(tokens) >= 5 && tokens[0] == 1 { // of an array: where it begins
		e := record{data: tokens[1:]}
		outward = outward || r.arrays[[2]int{e.u16(0), e.u16(2)}]
	}
	var t *text
	for t == nil {
		next, ok := r.rec.peek()
		if !ok {
			break
		}
		if next.id == recArray {
			if out, _ := r.refs.tells(formula(next, 12)); out {
				if r.arrays == nil {
					r.arrays = map[[2]int]bool{}
				}
				r.arrays[at], outward = true, true
			}
		}
		if next.id != recArray && next.id != recShared && next.id != recTable && next.id != recString {
			break
		}
		if r.rec.next(); next.id == recString {
			p := r.rec.continued(next)
			n := p.number(2)
			t = &text{s: p.characters(n, p.number(1)&1 != 0)}
			if p.bad {
				return errDamaged("有一格的文字断了，或者断在一个字的中间")
			}
		}
	}
	return r.cell(x, 20, func(d *sheet.Cell, l sheet.Look) {
		d.Formula("")
		switch {
		case picture:
			d.Picture()
			return
		case outward:
			d.Outward()
		}
		switch kind := x.u8(6); {
		case x.u16(12) != 0xffff:
			real(d, x.data[6:])
		case kind == 0 && t == nil:
			d.NoResult()
		case kind == 0:
			d.Text(r.looks.runs(*t, l)...)
		case kind == 1 || kind == 2:
			boolErr(d, kind == 2, x.u8(8))
		case kind != 3: // 3 is an empty text
			d.NoResult()
		}
	})
}

// real is a number as the processor has it.
func real(d *sheet.Cell, b []byte) { exact(d, binary.LittleEndian.Uint64(b), 0) }

// exact is the shortest decimal that stands for a number, which is what was typed, in powers of ten.
func exact(d *sheet.Cell, bits uint64, power int32) {
	text := strconv.FormatFloat(math.Float64frombits(bits), 'g', -1, 64)
	n, err := decimal.NewFromString(text)
	if err != nil { // infinite, or none at all
		d.Broken(text)
		return
	}
	d.Number(n.Shift(power))
}

// rk is a number in four bytes: a whole one or the head of a real one, maybe in hundredths (2.5.217).
func rk(d *sheet.Cell, v int) {
	power := int32(-2 * (v & 1))
	if v&2 != 0 {
		d.Number(decimal.New(int64(int32(uint32(v))>>2), power))
		return
	}
	exact(d, uint64(uint32(v)&^3)<<32, power)
}

// faults are the error values (2.5.10).
var faults = map[int]string{0: "#NULL!", 7: "#DIV/0!", 0xf: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!",
	0x2a: "#N/A", 0x2b: "#GETTING_DATA"}

func boolErr(d *sheet.Cell, fault bool, v int) {
	switch {
	case !fault:
		d.Bool(v != 0)
	case faults[v] != "":
		d.Fault(faults[v])
	default:
		d.Fault(fmt.Sprintf("#%d", v))
	}
}

// finish puts the cells in order and hands them over.
func (r *reader) finish() error {
	byPlace := func(a, b *placed) int { return cmp.Or(a.row-b.row, a.col-b.col) }
	if !slices.IsSortedFunc(r.cells, byPlace) {
		slices.SortStableFunc(r.cells, byPlace)
	}
	rows, last := 0, 0
	for i := range r.cells {
		c := r.cells[i]
		if i > 0 && byPlace(r.cells[i-1], c) == 0 {
			return errDamaged(found.Ref(c.row, c.col) + " 有两份，不知以哪份为准")
		}
		if i > 0 {
			r.cells[i-1] = nil // its memory is needed for the table
		}
		if c.row != last {
			if rows, last = rows+1, c.row; r.base && !r.said[c.row] {
				r.hidden = append(r.hidden, c.row)
			}
		}
		r.s.Add(c.row, c.col, c.cell)
	}
	slices.Sort(r.hidden)
	for _, n := range slices.Compact(r.hidden) {
		r.s.HideRow(n)
	}
	if most := r.file.Limits.Rows; rows > most {
		return intake.Fail(r.file.Name, "READ-ROWS", fmt.Sprintf("工作表有 %d 行以上，超过上限。", most), "选中表格下面的全部空行，删除后再存",
			"too many rows in a sheet")
	}
	return nil
}
