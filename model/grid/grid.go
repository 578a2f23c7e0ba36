// Package grid has a form as a table: first Grid (rows, columns, merged cells, texts, styles, no sizes), then Measured
// (every width, height, line and page break decided). In: what templates expands, what layout decides. Out:
// what every back end paints; XLSX paints Measured, paged formats paint what layout places from it.
//
// Rows and columns count from 0. A Cell is at its top left corner; the positions it covers have no cell of their
// own.
package grid

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Meta is what a document says about itself.
type Meta struct {
	Title    string // the form's title line
	Author   string // 实施单位, or what the form names as its author
	Subject  string // what the form is about: 项目名称 and year
	Name     string // short name of this record for outlines and sheet names, e.g. 项目名称
	Form     string // form id: self-evaluation
	Layout   string // layout id with version: self-evaluation/shanghai@2022
	Lang     string // BCP 47, zh-CN unless the form says otherwise
	Keywords string
	Code     string // verification code, printed at the foot of each page; empty: none
}

// Grid is one record printed by one layout, before any size is decided: one or more tables in print order.
type Grid struct {
	Meta   Meta
	Tables []Table
	Across *Across      // 骑缝章; nil: none
	Notes  finding.List // warnings and notes made on the way (never errors)
}

// Table is one ruled table with the lines above and below it, on paper of its own. The lines above and below are rows
// too (RoleTitle …), without borders, so that every back end sees one grid.
type Table struct {
	Name       string // sheet name, section name
	Paper      Paper
	Columns    []unit.Length // wanted widths
	Rows       []Row
	Cells      []Cell // sorted by Row, then Col; together they cover every position exactly once
	PageNumber PageNumber
	Header     string // text at the head of each page, outside the table; may hold {page} {pages}
	Footer     string // likewise at the foot
	Continued  string // text at the head of each page but the table's first, where no Header is: form and project; empty: none
	Watermark  string // printed large, light gray and slanting behind each page of paged formats; empty: none
	NewPage    bool   // begins on a new page (the first table always does)
	CutMerges  bool   // xlsx.merges: page — merged cells are cut at page breaks in the XLSX too
	FitPage    int    // percent: set smaller down to this where that makes it one page; 0: never
	Tighten    int    // percent: set smaller down to this where that saves a last page of three rows or fewer; 0: never
	MaxScale   int    // percent; 0 means 100. A table too wide for its paper is scaled below this, and reported
}

// Paper is a sheet with its margins; Width and Height are as seen by the reader (landscape: Width > Height).
type Paper struct {
	Name                     string // A4, A3
	Width, Height            unit.Length
	Top, Right, Bottom, Left unit.Length
}

// Landscape says whether the sheet lies on its long side.
func (p Paper) Landscape() bool { return p.Width > p.Height }

// PageNumber says how pages are numbered: Format with {page} and {pages}, empty for none.
type PageNumber struct {
	Format  string // "-{page}-", "第 {page} 页 共 {pages} 页"
	Align   Align  // AlignCenter, or AlignOutside for odd right, even left
	Size    unit.Length
	Family  string
	OnlyIf2 bool // no number when the form has one page
	Default bool // nobody asked for it: it gives way to a header or footer that holds a number
}

// RowRole says what a row is for.
type RowRole uint8

const (
	RoleBody     RowRole = iota
	RoleTitle            // the form's title, above the table, no border
	RoleSubtitle         // year line
	RoleHead             // head line: 单位, 填报日期, 单位：万元
	RoleHeader           // column header that repeats on each further page
	RoleTotal            // total row: never first on a page
	RoleNote             // note or signature line below the table, no border
)

// Bordered says whether rows of this role belong to the ruled table.
func (r RowRole) Bordered() bool { return r == RoleBody || r == RoleHeader || r == RoleTotal }

// Row is a row before sizes.
type Row struct {
	Role      RowRole
	Height    unit.Length // fixed height, 0: as high as its texts
	MinHeight unit.Length // at least this high
	Air       unit.Length // room above and below the texts of cells that begin here, beside the usual 1.5 pt
	KeepAbove bool        // stays on the page of the row above it (总分)
	BreakTo   bool        // a new page begins here
	Foot      bool        // one of the last rows of a table, which are at the foot of each of its pages
	Fill      bool        // a blank row that is there as often as its page has room for
	Header    int         // number of the header group this row belongs to or is headed by: rows of role RoleHeader with the same number repeat on each page that begins with a row of this number; 0: none
	Under     int         // number of the header group over that one, whose rows repeat above its own (heads of a list, then of a block); 0: none
	Section   string      // name of the section that begins here, for outlines; empty: none
}

// CellRole is what a cell is to a reader, for tags.
type CellRole uint8

const (
	Data         CellRole = iota
	ColumnHeader          // heads the cells below it
	RowHeader             // heads the cells to its right
	BothHeader
	TextLine // a text line outside the ruled table
)

// Entered says what was entered in a cell that shows nothing, or the mark of an absent value.
type Entered uint8

const (
	AsShown   Entered = iota // what the cell shows, or nothing at all
	AsEmpty                  // an empty text
	AsNothing                // the blank or the mark itself
)

// Cell is one cell, merged or not. Nothing in it depends on sizes.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int // at least 1
	Role             CellRole
	Text             string           // what is printed, complete; "\n" is a line break
	Number           *decimal.Decimal // the value when the cell is a number (a rate of 97.98% is 0.9798); Text stays the truth
	Format           string           // number format in which a spreadsheet shows Number as Text, where Text does not tell; else empty
	Shift            int32            // Text and Number show the datum times ten to this: -4 in a column of 万元 over data in 元
	Style            *Style           // shared between cells
	Path             string           // JSON Pointer of the datum, empty for fixed text
	Place            string           // the place as a person names it: 绩效指标 第 3 行 得分
	Computed         bool             // not entered: computed by the form
	Entered          Entered          // of an answer cell that shows nothing
	Formula          string           // how Text follows from other cells, named by path in braces: ({/甲}/{/乙}), SUM({/丙|/丁}); empty: nobody asked, or it does not
	Spans            []Span           // parts of Text in a style of their own, in order
	PageSum          *PageSum         // Text is a sum over the items of the page; what it is on the table's last page, or on all before there are pages
	Slants           int              // diagonals through the cell, 0 to 2, between which the lines of Text stand, from the upper right on
	Border           Border           // wanted border; the measured grid holds the winners
	Picture          *Picture
	Seal             *Seal
	Mark             int  // number of the entry drawn on the proof copy, 0 for none
	Answered         bool // somebody has answered what the mark is about
	Input            bool // an answer cell: what a fill-in workbook leaves open
}

// PageSum is a sum over the cells of a page that show one field of the items of a list.
type PageSum struct {
	List, Field string // JSON Pointers: /明细, and within an item /金额
	Format      string // number format of the sum
	Absent      string // where there is nothing to sum, or what is no number
}

// of says whether the datum at path is one of those summed up.
func (s *PageSum) of(path string) bool {
	rest, ok := strings.CutPrefix(path, s.List+"/")
	if !ok || !strings.HasSuffix(rest, s.Field) {
		return false
	}
	item := strings.TrimSuffix(rest, s.Field)
	return item != "" && !strings.Contains(item, "/")
}

// Add adds what a cell shows to a sum, nil so far. A cell of another field and a value left out change nothing; where
// one is no number there is no sum, and ok is false.
func (s *PageSum) Add(sum *decimal.Decimal, c *Cell) (_ *decimal.Decimal, ok bool) {
	switch {
	case !s.of(c.Path), c.Number == nil && strings.IndexFunc(c.Text, unicode.IsDigit) < 0:
		return sum, true
	case c.Number == nil:
		return nil, false
	case sum == nil:
		return c.Number, true
	}
	both := sum.Add(*c.Number)
	return &both, true
}

// Picture is an image to be placed in a cell. Data is PNG or JPEG.
type Picture struct {
	Data          []byte
	Width, Height unit.Length // wanted size; 0: from the other and the image's proportion
	Alt           string
}

// Seal is a place for a seal or signature: kept free and described to readers, empty but for Frame, a thin gray frame,
// or Line, a line to sign on at its foot, unless the record has the seal.
type Seal struct {
	Name          string // 单位盖章
	Width, Height unit.Length
	Frame, Line   bool
	Ink           []byte      // the seal itself as a PNG without its paper, where the record has it: on pages it lies under the letters
	Thin          []byte      // the same, thin enough to lie over letters
	InkW, InkH    unit.Length // its size, once measured
}

// Across is a seal over the edges of all pages of a form, 骑缝章: each page has a strip of it at its right edge. Paged
// formats only.
type Across struct {
	Ink  []byte      // PNG without its paper
	Size unit.Length // of its longer side, all strips together
	Name string
}

// Align is horizontal or vertical alignment.
type Align uint8

const (
	AlignDefault    Align = iota
	AlignLeft             // or top
	AlignCenter           // or middle
	AlignRight            // or bottom
	AlignDistribute       // 分散对齐, every line
	AlignJustify          // both ends, not the last line
	AlignOutside          // page numbers only: odd right, even left
)

// Overflow is what happens to a text that is too long for a cell that cannot grow.
type Overflow uint8

const (
	Grow   Overflow = iota // the row grows (default)
	Shrink                 // the text shrinks to Style.Floor, then it is an error
	Refuse                 // an error
)

// BorderKind orders border winners: a later kind wins over an earlier one.
type BorderKind uint8

const (
	NoBorder BorderKind = iota
	Hair                // 0.25 pt
	Thin                // 0.5 pt
	Medium              // 1 pt
	Thick               // 1.5 pt
	Double
)

// Border is the wanted border of a cell's four sides.
type Border struct{ Top, Right, Bottom, Left BorderKind }

// Leading is the distance of two baselines; the zero value is the usual one.
type Leading struct {
	Times int         // of the usual one, in hundredths
	Fixed unit.Length // at the size of the style, and in proportion at a smaller one
}

// Style is how a cell's text is set. Styles are values shared by pointer: equal styles of one grid are one pointer.
type Style struct {
	Name      string // the layout's name for it, for messages
	Family    string // 宋体 黑体 仿宋 楷体 小标宋, or a name of the user's style map
	Bold      bool
	Latin     string // family for Latin letters and digits, empty: the same ("Times": Liberation Serif)
	Size      unit.Length
	Align     Align
	VAlign    Align
	Stack     bool // vertical: one cluster a line, upright
	Overflow  Overflow
	Floor     unit.Length // smallest size for Shrink; 0: 6 pt
	Long      unit.Length // size down to which a text is set that takes more than a third of a page; 0: never
	Indent    int         // left indent in em (hundredths)
	PadLeft   unit.Length // extra padding beside the normal cell padding
	Gray      uint8       // 0 black … 255 white
	Color     uint32      // 0xRRGGBB instead of Gray; 0: Gray
	Underline bool
	Strike    bool
	Raise     int8 // 1: superscript, -1: subscript; of spans
	First     int  // first line of each paragraph, in hundredths of an em beside Indent
	Letter    int  // room after each character, in hundredths of an em
	Leading   Leading
	Rotate    int   // degrees counter-clockwise: 0, 90, 270; the lines are as long as the cell is high
	Fill      uint8 // 0: none; otherwise gray level of the background, 255 = white
}
