package ooxml

import (
	"fmt"
	"strconv"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Sheet is a worksheet as data. Rows and columns count from 0; Rows[i] is row i.
type Sheet struct {
	Name        string
	State       State
	Tab         Color // color of the tab
	Gridlines   bool
	Freeze      Freeze
	Columns     []Column
	Rows        []Row
	Merges      []Range
	Protect     *Protection
	Filter      *Range // a table with its header row whose columns get filter buttons
	Conditions  []Condition
	Validations []Validation
	Links       []Link
	Print       Print
	Breaks      []int   // rows that begin a new page
	Ignore      []Range // cells whose numbers stored as text are meant: no green corners
	Pictures    []Picture
	Notes       []Note
}

// State says whether a sheet is seen.
type State uint8

const (
	Visible    State = iota
	Hidden           // the user may show it
	VeryHidden       // only a program may show it
)

// Freeze keeps the first rows and columns on the screen.
type Freeze struct{ Rows, Cols int }

// Column is a column. Width is rounded to whole pixels.
type Column struct {
	Width  unit.Length
	Hidden bool
	Style  int
}

// Row is a row; its height is always written, for no application measures merged cells. Cells are in the order of
// Col.
type Row struct {
	Height unit.Length // 0: left to the application
	Grows  bool        // the application may change the height when a text of the row changes
	Hidden bool
	Cells  []Cell
}

// CellKind is what a cell holds.
type CellKind uint8

const (
	Blank  CellKind = iota
	Text            // Value is the text, or Runs its pieces
	Number          // Value is a decimal literal
	Bool            // Value is 1 or 0
)

// Cell is a cell. With a Formula, Value is what it last came to.
type Cell struct {
	Col     int
	Style   int
	Kind    CellKind
	Value   string
	Runs    []TextRun
	Formula string // without the equals sign
}

// Protection locks a sheet without a password; true allows.
type Protection struct {
	FormatCells, FormatRows, FormatColumns, InsertRows, DeleteRows, Sort, AutoFilter bool
}

// Condition changes the look of cells for which a formula (written for the top left cell) is true.
type Condition struct {
	Ranges  []Range
	Formula string
	Look    Highlight
	Stop    bool
}

// Validation limits or explains what is entered. Type and Operator are names of ST_DataValidationType and …Operator; no
// Type: a note only.
type Validation struct {
	Ranges              []Range
	Type, Operator      string
	Formula1, Formula2  string
	Refuse              string // stop, warning, information; empty: anything is accepted
	ErrorTitle, Error   string
	PromptTitle, Prompt string // at most 32 and 255 UTF-16 units
}

// Link leads to a place in the workbook.
type Link struct {
	At     Range
	Target string // '表'!A1
	Tip    string
}

// Print is the print set-up. Scale is fixed: under fit-to-page Excel ignores manual breaks.
type Print struct {
	Paper                    int // ST_PaperSize code: 9 A4, 8 A3
	Landscape                bool
	BlackAndWhite            bool // no colors and no fills on paper
	Scale                    int  // percent, 0: 100
	Top, Right, Bottom, Left unit.Length
	Header, Footer           unit.Length // from the paper's edge
	Centered                 bool        // horizontally
	FirstPage                int         // number of the first page, 0: goes on from the sheet before
	OddHeader, OddFooter     string      // with codes: &P, &N
	EvenHeader, EvenFooter   string      // empty: as odd
	FirstHeader, FirstFooter string      // of the first page, if First
	First                    bool
	Area                     Range
	Titles                   *Range // whole rows repeated on each page
}

// FitWidth is the scale at which columns fit a width, 100 at most.
func FitWidth(cols []Column, room unit.Length) int {
	width := unit.Length(0)
	for _, c := range cols {
		width += c.Width.RoundTo(unit.Px)
	}
	if width <= room {
		return 100
	}
	return max(int(room*100/width), 10)
}

const sheetHead = xmlHead + `<worksheet xmlns="` + nsMain + `" xmlns:r="` + nsRel + `">`

// appendSheet writes the worksheet part; the order of its elements is the schema's, and Excel calls a file damaged that
// has another. drawing and notes are the ids of relationships, empty if there is none.
func (b *Book) appendSheet(x []byte, s *Sheet, drawing, notes string) []byte {
	x = append(x, sheetHead...)
	x = figure(x, `<sheetPr><tabColor rgb="%08X"/></sheetPr>`, s.Tab)
	x = appendRange(append(x, `<dimension ref="`...), s.used())
	x = append(x, `"/><sheetViews><sheetView`...)
	x = when(x, !s.Gridlines, ` showGridLines="0"`)
	x = when(x, len(b.sheets) == b.Active, ` tabSelected="1"`)
	x = append(x, ` workbookViewId="0"`...)
	x = append(appendFreeze(x, s.Freeze), `</sheetViews><sheetFormatPr defaultColWidth="9" defaultRowHeight="15.75"/>`...)
	x = appendColumns(x, s.Columns)
	x = append(x, `<sheetData>`...)
	for i := range s.Rows {
		x = b.appendRow(x, i, &s.Rows[i])
	}
	x = append(x, `</sheetData>`...)
	x = appendProtection(x, s.Protect)
	if s.Filter != nil {
		x = append(x, `<autoFilter ref="`+s.Filter.String()+`"/>`...)
	}
	if len(s.Merges) > 0 {
		x = fmt.Appendf(x, `<mergeCells count="%d">`, len(s.Merges))
		for _, m := range s.Merges {
			x = append(appendRange(append(x, `<mergeCell ref="`...), m), `"/>`...)
		}
		x = append(x, `</mergeCells>`...)
	}
	x = b.appendConditions(x, s.Conditions)
	x = appendValidations(x, s.Validations)
	x = appendLinks(x, s.Links)
	x = appendPrint(x, &s.Print)
	x = appendBreaks(x, s.Breaks)
	if len(s.Ignore) > 0 {
		x = appendRanges(append(x, `<ignoredErrors><ignoredError sqref="`...), s.Ignore)
		x = append(x, `" twoDigitTextYear="1" numberStoredAsText="1"/></ignoredErrors>`...)
	}
	if drawing != "" {
		x = append(x, `<drawing r:id="`+drawing+`"/>`...)
	}
	if notes != "" {
		x = append(x, `<legacyDrawing r:id="`+notes+`"/>`...)
	}
	return append(x, `</worksheet>`...)
}

// used is the range from A1 to the last cell.
func (s *Sheet) used() Range {
	r := Range{R2: max(len(s.Rows)-1, 0)}
	for i := range s.Rows {
		if c := s.Rows[i].Cells; len(c) > 0 {
			r.C2 = max(r.C2, c[len(c)-1].Col)
		}
	}
	return r
}

func appendFreeze(x []byte, f Freeze) []byte {
	if f == (Freeze{}) {
		return append(x, `/>`...)
	}
	pane := "bottomRight"
	x = append(x, `><pane`...)
	if f.Cols > 0 {
		x = fmt.Appendf(x, ` xSplit="%d"`, f.Cols)
	} else {
		pane = "bottomLeft"
	}
	if f.Rows > 0 {
		x = fmt.Appendf(x, ` ySplit="%d"`, f.Rows)
	} else {
		pane = "topRight"
	}
	return fmt.Appendf(x, ` topLeftCell="%s" activePane="%s" state="frozen"/><selection pane="%s"/></sheetView>`,
		Ref(f.Rows, f.Cols), pane, pane)
}

func appendColumns(x []byte, cols []Column) []byte {
	if len(cols) == 0 {
		return x
	}
	x = append(x, `<cols>`...)
	for i, c := range cols {
		x = strconv.AppendInt(append(x, `<col min="`...), int64(i)+1, 10)
		x = strconv.AppendInt(append(x, `" max="`...), int64(i)+1, 10)
		x = append(appendEighths(append(x, `" width="`...), int(c.Width.RoundTo(unit.Px)/unit.Px)), '"')
		x = figure(x, ` style="%d"`, c.Style)
		x = when(x, c.Hidden, ` hidden="1"`)
		x = append(x, ` customWidth="1"/>`...)
	}
	return append(x, `</cols>`...)
}

// appendEighths writes n/8 exactly: a width of n pixels in column units of 8.
func appendEighths(x []byte, n int) []byte {
	x = strconv.AppendInt(x, int64(n/8), 10)
	return append(x, [8]string{"", ".125", ".25", ".375", ".5", ".625", ".75", ".875"}[n%8]...)
}

func (b *Book) appendRow(x []byte, i int, r *Row) []byte {
	x = strconv.AppendInt(append(x, `<row r="`...), int64(i)+1, 10)
	x = append(x, '"')
	if r.Height > 0 {
		x = append(r.Height.AppendPt(append(x, ` ht="`...)), '"')
		x = when(x, !r.Grows, ` customHeight="1"`)
	}
	x = when(x, r.Hidden, ` hidden="1"`)
	x = append(x, '>')
	for j := range r.Cells {
		c := &r.Cells[j]
		x = appendRef(append(x, `<c r="`...), i, c.Col)
		x = append(x, '"')
		if c.Style != 0 {
			x = strconv.AppendInt(append(x, ` s="`...), int64(c.Style), 10)
			x = append(x, '"')
		}
		x = b.appendValue(x, c)
	}
	return append(x, `</row>`...)
}

func (b *Book) appendValue(x []byte, c *Cell) []byte {
	kind := c.Kind
	switch {
	case kind == Text && c.Formula != "":
		x = append(x, ` t="str"`...)
	case kind == Text:
		x = append(x, ` t="s"`...)
	case kind == Bool:
		x = append(x, ` t="b"`...)
	case kind == Blank && c.Formula == "":
		return append(x, `/>`...)
	}
	x = append(x, '>')
	x = element(x, "f", c.Formula)
	switch {
	case kind == Blank:
		return append(x, `</c>`...)
	case kind == Text && c.Formula == "":
		x = strconv.AppendInt(append(x, `<v>`...), int64(b.strings.add(c.Value, c.Runs)), 10)
	default:
		x = appendText(append(x, `<v>`...), c.Value)
	}
	return append(x, `</v></c>`...)
}

func appendPrint(x []byte, p *Print) []byte {
	x = when(x, p.Centered, `<printOptions horizontalCentered="1"/>`)
	x = append(x, `<pageMargins`...)
	for _, m := range [6]struct {
		name string
		l    unit.Length
	}{{"left", p.Left}, {"right", p.Right}, {"top", p.Top}, {"bottom", p.Bottom}, {"header", p.Header}, {"footer", p.Footer}} {
		x = appendInches(append(x, ` `+m.name+`="`...), m.l)
		x = append(x, '"')
	}
	orientation, scale := "portrait", p.Scale
	if p.Landscape {
		orientation = "landscape"
	}
	if scale == 0 {
		scale = 100
	}
	x = fmt.Appendf(x, `/><pageSetup paperSize="%d" scale="%d"`, p.Paper, scale)
	if p.FirstPage > 0 {
		x = fmt.Appendf(x, ` firstPageNumber="%d"`, p.FirstPage)
	}
	x = append(x, ` orientation="`+orientation+`"`...)
	x = when(x, p.BlackAndWhite, ` blackAndWhite="1"`)
	x = when(x, p.FirstPage > 0, ` useFirstPageNumber="1"`)
	x = append(x, `/>`...)
	if p.OddHeader+p.OddFooter+p.EvenHeader+p.EvenFooter == "" {
		return x
	}
	x = append(x, `<headerFooter`...)
	x = when(x, p.EvenHeader+p.EvenFooter != "", ` differentOddEven="1"`)
	x = when(x, p.First, ` differentFirst="1"`)
	x = when(x, scale != 100, ` scaleWithDoc="0"`) // header and footer keep their size
	x = append(x, '>')
	for _, h := range [6]struct{ name, text string }{{"oddHeader", p.OddHeader}, {"oddFooter", p.OddFooter},
		{"evenHeader", p.EvenHeader}, {"evenFooter", p.EvenFooter},
		{"firstHeader", p.FirstHeader}, {"firstFooter", p.FirstFooter}} {
		x = element(x, h.name, h.text)
	}
	return append(x, `</headerFooter>`...)
}

// appendInches writes l in inches to a millionth.
func appendInches(x []byte, l unit.Length) []byte {
	micro := int64(l.Scale(1000000, int64(unit.In)))
	return fmt.Appendf(x, "%d.%06d", micro/1000000, micro%1000000)
}

func appendBreaks(x []byte, rows []int) []byte {
	if len(rows) == 0 {
		return x
	}
	x = fmt.Appendf(x, `<rowBreaks count="%d" manualBreakCount="%d">`, len(rows), len(rows))
	for _, r := range rows {
		x = fmt.Appendf(x, `<brk id="%d" max="%d" man="1"/>`, r, MaxCols-1)
	}
	return append(x, `</rowBreaks>`...)
}
