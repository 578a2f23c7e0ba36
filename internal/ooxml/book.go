// Package ooxml writes SpreadsheetML workbooks (ECMA-376 Part 1, transitional). In: sheets as data, rows and columns
// from 0. Out: the bytes of an .xlsx, the same for the same input.
//
// It decides nothing about forms: what a cell looks like and whether a text is a number is said by its caller. It
// refuses what Excel would call damaged, and stores every text so that it reads back unchanged.
package ooxml

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsMain  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg   = "http://schemas.openxmlformats.org/package/2006/relationships"
	ctMain  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// Props are the document's properties. Empty ones are left out; a zero Date leaves both dates out. A workbook always
// names who made it: the Creator, or else the program.
type Props struct {
	Title, Creator, Subject, Keywords, Language string
	Identifier                                  string
	Application                                 string // empty: Gongbiao
	Date                                        time.Time
}

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

	styles   *styles
	strings  sharedStrings
	names    []Name
	sheets   []sheetEntry
	used     map[string]bool // names of sheets, folded
	parts    []part
	images   map[[32]byte]string
	defaults map[string]string // content types by extension
	override []typedPart
	scratch  []byte
}

type sheetEntry struct {
	name  string
	state State
}

type typedPart struct{ part, contentType string }

// New is an empty workbook.
func New(p Props) *Book {
	return &Book{Props: p, styles: newStyles(), strings: sharedStrings{index: map[string]int{}},
		images: map[[32]byte]string{}, used: map[string]bool{},
		defaults: map[string]string{"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}}
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
	var rels relations
	drawing, notes := "", ""
	if len(s.Pictures) > 0 {
		drawing = rels.add("drawing", fmt.Sprintf("../drawings/drawing%d.xml", n+1))
		b.addDrawing(n, s)
	}
	if len(s.Notes) > 0 {
		notes = rels.add("vmlDrawing", fmt.Sprintf("../drawings/vmlDrawing%d.vml", n+1))
		rels.add("comments", fmt.Sprintf("../comments%d.xml", n+1))
		b.addNotes(n, s)
	}
	b.scratch = b.appendSheet(b.scratch[:0], s, drawing, notes)
	b.typed("xl/"+part, ctMain+"worksheet+xml", b.scratch)
	if rels.n > 0 {
		b.parts = append(b.parts, deflated(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", n+1), rels.part()))
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
		if s.Pictures[i].format() == "" {
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
	var rels relations
	ids := make([]string, len(s.Pictures))
	byName := map[string]string{}
	for i := range s.Pictures {
		name := b.image(&s.Pictures[i])
		if byName[name] == "" {
			byName[name] = rels.add("image", "../"+name)
		}
		ids[i] = byName[name]
	}
	b.typed(fmt.Sprintf("xl/drawings/drawing%d.xml", n+1),
		"application/vnd.openxmlformats-officedocument.drawing+xml", appendDrawing(nil, s, ids))
	b.parts = append(b.parts, deflated(fmt.Sprintf("xl/drawings/_rels/drawing%d.xml.rels", n+1), rels.part()))
}

func (b *Book) addNotes(n int, s *Sheet) {
	b.typed(fmt.Sprintf("xl/comments%d.xml", n+1), ctMain+"comments+xml", appendNotes(nil, s.Notes))
	b.defaults["vml"] = "application/vnd.openxmlformats-officedocument.vmlDrawing"
	b.parts = append(b.parts, deflated(fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", n+1), appendNoteShapes(nil, n, s.Notes)))
}

func (b *Book) typed(name, contentType string, data []byte) {
	b.parts = append(b.parts, deflated(name, data))
	b.override = append(b.override, typedPart{name, contentType})
}

// Write writes the workbook. It may be called once, after the last Add.
func (b *Book) Write(w io.Writer) error {
	if len(b.sheets) == 0 {
		return fmt.Errorf("a workbook needs a sheet")
	}
	b.typed("xl/styles.xml", ctMain+"styles+xml", b.styles.part())
	b.typed("xl/sharedStrings.xml", ctMain+"sharedStrings+xml", b.strings.part())
	b.typed("xl/workbook.xml", ctMain+"sheet.main+xml", b.workbook())
	var rels relations
	for i := range b.sheets {
		rels.add("worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1))
	}
	rels.add("styles", "styles.xml")
	rels.add("sharedStrings", "sharedStrings.xml")
	b.parts = append(b.parts, deflated("xl/_rels/workbook.xml.rels", rels.part()))
	b.typed("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", b.Props.core())
	b.typed("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", b.Props.app())
	rels = relations{}
	rels.add("officeDocument", "xl/workbook.xml")
	rels.addType("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
	rels.add("extended-properties", "docProps/app.xml")
	b.parts = append(b.parts, deflated("_rels/.rels", rels.part()), deflated("[Content_Types].xml", b.contentTypes()))
	return writeZip(w, b.parts)
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

func (b *Book) contentTypes() []byte {
	x := append([]byte(nil), xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`...)
	var exts []string
	for e := range b.defaults {
		exts = append(exts, e)
	}
	slices.Sort(exts)
	for _, e := range exts {
		x = append(x, `<Default Extension="`+e+`" ContentType="`+b.defaults[e]+`"/>`...)
	}
	for _, p := range b.override {
		x = append(x, `<Override PartName="/`+p.part+`" ContentType="`+p.contentType+`"/>`...)
	}
	return append(x, `</Types>`...)
}

// relations is a relationships part; ids are rId1, rId2, …
type relations struct {
	n   int
	xml []byte
}

func (r *relations) add(kind, target string) string { return r.addType(nsRel+"/"+kind, target) }

func (r *relations) addType(uri, target string) string {
	r.n++
	id := "rId" + strconv.Itoa(r.n)
	r.xml = append(r.xml, `<Relationship Id="`+id+`" Type="`+uri+`" Target="`+target+`"/>`...)
	return id
}

func (r *relations) part() []byte {
	x := append([]byte(nil), xmlHead+`<Relationships xmlns="`+nsPkg+`">`...)
	return append(append(x, r.xml...), `</Relationships>`...)
}

func (p *Props) core() []byte {
	x := append([]byte(nil), xmlHead+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`...)
	creator := cmp.Or(p.Creator, p.application())
	for _, e := range [7]struct{ name, text string }{{"dc:title", p.Title}, {"dc:subject", p.Subject},
		{"dc:creator", creator}, {"cp:keywords", p.Keywords},
		{"cp:lastModifiedBy", creator}, {"dc:language", p.Language}, {"dc:identifier", p.Identifier}} {
		if e.text != "" {
			x = append(appendXML(append(x, `<`+e.name+`>`...), e.text), `</`+e.name+`>`...)
		}
	}
	if !p.Date.IsZero() {
		for _, e := range [2]string{"created", "modified"} {
			x = append(x, `<dcterms:`+e+` xsi:type="dcterms:W3CDTF">`+p.Date.UTC().Format("2006-01-02T15:04:05Z")+`</dcterms:`+e+`>`...)
		}
	}
	return append(x, `</cp:coreProperties>`...)
}

func (p *Props) app() []byte {
	x := append([]byte(nil), xmlHead+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">`...)
	x = append(appendXML(append(x, `<Application>`...), p.application()), `</Application>`...)
	return append(x, `</Properties>`...)
}

func (p *Props) application() string { return cmp.Or(p.Application, "Gongbiao") }
