// Package ooxml writes SpreadsheetML workbooks (ECMA-376 Part 1, transitional). In: sheets as data, rows and columns
// from 0. Out: the bytes of an .xlsx, the same for the same input.
//
// It decides nothing about forms: what a cell looks like and whether a text is a number is said by its caller. It
// refuses what Excel would call damaged, and stores every text so that it reads back unchanged.
package ooxml

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	nsMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	ctMain = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// Name is a defined name. Sheet is the index of the sheet it belongs to, -1 for the whole workbook.
type Name struct {
	Name, Refers string
	Sheet        int
	Hidden       bool
}

// Book collects the sheets of a workbook. Each is rendered and compressed by Add, so memory holds little more than the
// file.
type Book struct {
	Props       Props
	Active      int  // sheet shown first; set before Add
	Recalculate bool // formulas are computed when the file is opened

	styles  *styles
	strings sharedStrings
	names   []Name
	sheets  []sheetEntry
	used    map[string]bool // names of sheets, folded
	pack    *Package
}

// sheets keeps the buffer of a sheet that was compressed for the next, of whichever workbook.
var sheets = sync.Pool{New: func() any { return new([]byte) }}

type sheetEntry struct {
	name  string
	state State
}

// New is an empty workbook.
func New(p Props) *Book {
	return &Book{Props: p, styles: newStyles(), strings: sharedStrings{index: map[string]int{}},
		used: map[string]bool{}, pack: NewPackage()}
}

// Style is the number by which cells name a format.
func (b *Book) Style(f Format) int { return b.styles.format(f) }

// TextStyle is Style for a cell that holds a text: one a spreadsheet might take for something else keeps being a text.
func (b *Book) TextStyle(f Format, text string) int {
	f.Quote = Risky(text)
	return b.Style(f)
}

// Define adds a defined name.
func (b *Book) Define(n Name) { b.names = append(b.names, n) }

// Add renders a sheet; s is not kept. The error says what Excel would refuse.
func (b *Book) Add(s *Sheet) error {
	if err := b.check(s); err != nil {
		return fmt.Errorf("sheet %q: %w", s.Name, err)
	}
	n := len(b.sheets)
	part := fmt.Sprintf("worksheets/sheet%d.xml", n+1)
	var rels Relations
	drawing, notes := "", ""
	if len(s.Pictures) > 0 {
		drawing = rels.Add("drawing", fmt.Sprintf("../drawings/drawing%d.xml", n+1))
		b.addDrawing(n, s)
	}
	if len(s.Notes) > 0 {
		notes = rels.Add("vmlDrawing", fmt.Sprintf("../drawings/vmlDrawing%d.vml", n+1))
		rels.Add("comments", fmt.Sprintf("../comments%d.xml", n+1))
		b.addNotes(n, s)
	}
	x := sheets.Get().(*[]byte)
	*x = b.appendSheet((*x)[:0], s, drawing, notes)
	b.pack.Add("xl/"+part, ctMain+"worksheet+xml", *x)
	if cap(*x) <= 1<<20 {
		sheets.Put(x)
	}
	if rels.n > 0 {
		b.pack.Relate("xl/"+part, rels)
	}
	b.sheets = append(b.sheets, sheetEntry{s.Name, s.State})
	b.used[fold(s.Name)] = true
	if a := s.Print.Area; a != (Range{}) {
		b.Define(Name{Name: "_xlnm.Print_Area", Refers: a.Absolute(s.Name), Sheet: n})
	}
	if t := s.Print.Titles; t != nil {
		b.Define(Name{Name: "_xlnm.Print_Titles", Refers: t.Rows(s.Name), Sheet: n})
	}
	if f := s.Filter; f != nil {
		b.Define(Name{Name: "_xlnm._FilterDatabase", Refers: f.Absolute(s.Name), Sheet: n, Hidden: true})
	}
	return nil
}

// check holds the limits beyond which Excel offers to repair a file, or cuts in silence.
func (b *Book) check(s *Sheet) error {
	if s.Name == "" || UTF16Len(s.Name) > MaxName || strings.ContainsAny(s.Name, forbidden) ||
		strings.HasPrefix(s.Name, "'") || strings.HasSuffix(s.Name, "'") {
		return fmt.Errorf("not a sheet name")
	}
	if b.used[fold(s.Name)] {
		return fmt.Errorf("name used twice")
	}
	if len(s.Rows) > MaxRows || len(s.Columns) > MaxCols {
		return fmt.Errorf("%d rows × %d columns are more than a sheet holds", len(s.Rows), len(s.Columns))
	}
	if p := s.Print.Scale; p != 0 && (p < 10 || p > 400) {
		return fmt.Errorf("a scale of %d %% is not between 10 and 400", p)
	}
	for i, c := range s.Columns {
		if c.Width < 0 || c.Width > 255*columnUnit {
			return fmt.Errorf("column %d is %v wide, more than 255 digits", i+1, c.Width)
		}
	}
	for i := range s.Rows {
		if err := checkRow(i, &s.Rows[i]); err != nil {
			return err
		}
	}
	for i := range s.Pictures {
		if PictureKind(s.Pictures[i].Data) == "" {
			return fmt.Errorf("picture %d is neither PNG nor JPEG", i+1)
		}
	}
	for _, h := range [6]string{s.Print.OddHeader, s.Print.OddFooter, s.Print.EvenHeader, s.Print.EvenFooter,
		s.Print.FirstHeader, s.Print.FirstFooter} {
		if UTF16Len(h) > MaxHeader {
			return fmt.Errorf("header or footer %q is longer than %d characters", h, MaxHeader)
		}
	}
	for _, v := range s.Validations {
		if UTF16Len(v.PromptTitle) > 32 || UTF16Len(v.ErrorTitle) > 32 || UTF16Len(v.Prompt) > 255 ||
			UTF16Len(v.Error) > 255 || UTF16Len(v.Formula1) > 255 {
			return fmt.Errorf("the validation of %v has a text that is too long", v.Ranges)
		}
	}
	return nil
}

func checkRow(i int, r *Row) error {
	if r.Height < 0 || r.Height > 409*unit.Pt+unit.Pt/2 {
		return fmt.Errorf("row %d is %v high, more than 409.5 pt", i+1, r.Height)
	}
	last := -1
	for j := range r.Cells {
		c := &r.Cells[j]
		if c.Col <= last || c.Col >= MaxCols {
			return fmt.Errorf("%s is out of order", Ref(i, max(c.Col, 0)))
		}
		last = c.Col
		text := c.Value
		if len(c.Runs) > 0 {
			text = ""
			for _, r := range c.Runs {
				text += r.Text
			}
		}
		if !utf8.ValidString(text) {
			return fmt.Errorf("%s is not UTF-8", Ref(i, c.Col))
		}
		if len(text) > MaxText && UTF16Len(text) > MaxText {
			return fmt.Errorf("the text of %s is longer than %d UTF-16 units", Ref(i, c.Col), MaxText)
		}
	}
	return nil
}

func (b *Book) addDrawing(n int, s *Sheet) {
	var rels Relations
	ids := make([]string, len(s.Pictures))
	byName := map[string]string{}
	for i := range s.Pictures {
		name := b.pack.Picture("xl/media", s.Pictures[i].Data)
		if byName[name] == "" {
			byName[name] = rels.Add("image", "../media/"+name)
		}
		ids[i] = byName[name]
	}
	b.pack.Add(fmt.Sprintf("xl/drawings/drawing%d.xml", n+1),
		"application/vnd.openxmlformats-officedocument.drawing+xml", appendDrawing(nil, s, ids))
	b.pack.Relate(fmt.Sprintf("xl/drawings/drawing%d.xml", n+1), rels)
}

func (b *Book) addNotes(n int, s *Sheet) {
	b.pack.Add(fmt.Sprintf("xl/comments%d.xml", n+1), ctMain+"comments+xml", appendNotes(nil, s.Notes))
	b.pack.Add(fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", n+1), "", appendNoteShapes(nil, n, s.Notes))
}

// Write writes the workbook. It may be called once, after the last Add.
func (b *Book) Write(w io.Writer) error {
	if len(b.sheets) == 0 {
		return fmt.Errorf("a workbook needs a sheet")
	}
	b.pack.Add("xl/styles.xml", ctMain+"styles+xml", b.styles.part())
	b.pack.Add("xl/sharedStrings.xml", ctMain+"sharedStrings+xml", b.strings.part())
	b.pack.Add("xl/workbook.xml", ctMain+"sheet.main+xml", b.workbook())
	var rels Relations
	for i := range b.sheets {
		rels.Add("worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1))
	}
	rels.Add("styles", "styles.xml")
	rels.Add("sharedStrings", "sharedStrings.xml")
	b.pack.Relate("xl/workbook.xml", rels)
	return b.pack.Write(w, b.Props, "xl/workbook.xml")
}

func (b *Book) workbook() []byte {
	x := append([]byte(nil), xmlHead+`<workbook xmlns="`+nsMain+`" xmlns:r="`+nsRel+`"><workbookPr/><bookViews><workbookView`...)
	x = fmt.Appendf(x, ` xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" activeTab="%d"/></bookViews><sheets>`, b.Active)
	for i, s := range b.sheets {
		x = append(appendAttr(append(x, `<sheet name="`...), s.name), '"')
		x = fmt.Appendf(x, ` sheetId="%d"`, i+1)
		x = append(x, [...]string{"", ` state="hidden"`, ` state="veryHidden"`}[s.state]...)
		x = fmt.Appendf(x, ` r:id="rId%d"/>`, i+1)
	}
	x = append(x, `</sheets>`...)
	if len(b.names) > 0 {
		x = append(x, `<definedNames>`...)
		for _, n := range b.names {
			x = append(appendAttr(append(x, `<definedName name="`...), n.Name), '"')
			if n.Sheet >= 0 {
				x = fmt.Appendf(x, ` localSheetId="%d"`, n.Sheet)
			}
			x = when(x, n.Hidden, ` hidden="1"`)
			x = append(appendText(append(x, '>'), n.Refers), `</definedName>`...)
		}
		x = append(x, `</definedNames>`...)
	}
	// A calculation id keeps Excel from recalculating, and then asking to save, a file it has only opened.
	x = append(x, `<calcPr calcId="191029"`...)
	x = when(x, b.Recalculate, ` fullCalcOnLoad="1"`)
	return append(x, `/></workbook>`...)
}
