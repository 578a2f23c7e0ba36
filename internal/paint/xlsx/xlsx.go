// Package xlsx writes measured forms as workbooks. In: grid.Measured, every size and break decided. Out: the bytes of
// an .xlsx with the same cells, merges, widths, heights, rules and page breaks as the PDF; one sheet a table. It
// measures nothing.
//
// Texts stay texts, whatever they begin with; a cell is a number only when a number format shows exactly the text
// entered. The arithmetic of widths and heights that holds in Excel, WPS and LibreOffice rests on the Normal style
// being Times New Roman 12.
package xlsx

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Options are settings of a workbook; the zero value is a good one.
type Options struct {
	Date        time.Time  // dates in the document's properties; zero: none
	Application string     // name of the writing program in the properties; empty: Gongbiao
	Formulas    bool       // computed cells become formulas with their value beside them, see Cell.Formula
	Meta        *grid.Meta // properties of the workbook; nil: those of its first form

	// For workbooks to be filled in; nil: a printed form. Edit says how a cell differs from print, Finish makes the
	// last changes to the sheet of a table before it is added to the workbook.
	Edit   func(table int, c *grid.MeasuredCell) Edit
	Finish func(table int, s *ooxml.Sheet, b *ooxml.Book) error
	Named  func(sheets []string) // is told the names of the sheets of a form's tables before the first is made
}

// Edit is how a cell of a workbook to be filled in differs from the printed form.
type Edit struct {
	Open    bool        // may be changed in a protected sheet
	Fill    ooxml.Color // 0: as printed
	Shrink  bool        // what does not fit is set smaller, not wrapped: numbers, which would show as ####
	Number  string      // number format; "@" keeps whatever is typed a text. Empty: as printed
	Formula string      // without the equals sign
	Kind    ooxml.CellKind
	Value   string // with a Formula: what it came to, of that kind; Blank: an empty text
}

// Write writes one form. Errors: *finding.DataError when a text is more than a cell holds, *finding.TemplateError when
// the layout's paper or header cannot be expressed; everything else is an error of w.
func Write(w io.Writer, m *grid.Measured, o Options) error {
	return WriteBook(w, []*grid.Measured{m}, o)
}

// WriteBook writes several forms into one workbook, sheets named after Meta.Name. Excel grows slow with more than some
// 200 sheets; splitting is the caller's.
func WriteBook(w io.Writer, forms []*grid.Measured, o Options) error {
	b := NewBook(o)
	for _, m := range forms {
		if _, err := b.Add(m, len(forms) > 1); err != nil {
			return err
		}
	}
	return b.Write(w)
}

// Book is a workbook that grows form by form. Sheets are rendered and compressed as they come.
type Book struct {
	o     Options
	meta  *grid.Meta
	out   *ooxml.Book
	names ooxml.Namer
	looks map[look]int  // numbers of looks without edges
	faces map[faced]int // styles of looks with edges
	ids   []string      // verification codes of the forms
}

// NewBook is an empty workbook.
func NewBook(o Options) *Book {
	return &Book{o: o, meta: o.Meta, out: ooxml.New(ooxml.Props{}), looks: map[look]int{}, faces: map[faced]int{}}
}

// Link makes a cell of a table lead to a sheet of the workbook, named as SheetNames gives it; the sheet may be added
// later.
type Link struct {
	Table    int
	Row, Col int
	Sheet    string
}

// SheetNames are the names the tables of a form ask for in a workbook of many forms; the workbook's own namer makes
// them fit and differ.
func SheetNames(m *grid.Measured) (names []string) {
	for i := range m.Tables {
		names = append(names, sheetName(m, &m.Tables[i], true))
	}
	return names
}

// Add adds the tables of a form, a sheet each, and returns the names of the sheets. In a workbook of many forms (many)
// the sheets are named after the form's record, and each form's pages are numbered from 1.
func (b *Book) Add(m *grid.Measured, many bool, links ...Link) ([]string, error) {
	if b.meta == nil {
		b.meta = &m.Meta
	}
	if err := Check(m); err != nil {
		return nil, err
	}
	if m.Meta.Code != "" {
		b.ids = append(b.ids, m.Meta.Code)
	}
	f := &form{Book: b, m: m, many: many || len(m.Tables) > 1}
	for i := range m.Tables {
		f.names = append(f.names, b.names.Name(sheetName(m, &m.Tables[i], many)))
		f.pages += max(len(m.Tables[i].Pages), 1)
	}
	if b.o.Named != nil {
		b.o.Named(f.names)
	}
	if b.o.Formulas {
		f.index()
	}
	page := 1
	for i := range m.Tables {
		s, err := f.sheet(i, page)
		if err != nil {
			return nil, err
		}
		if b.o.Finish != nil {
			if err := b.o.Finish(i, s, b.out); err != nil {
				return nil, err
			}
		}
		for _, l := range links {
			if l.Table == i {
				s.Links = append(s.Links, ooxml.Link{At: ooxml.Range{R1: l.Row, C1: l.Col, R2: l.Row, C2: l.Col},
					Target: ooxml.Quote(l.Sheet) + "!A1"})
			}
		}
		if err := b.out.Add(s); err != nil {
			return nil, fmt.Errorf("xlsx: %w", err)
		}
		page += max(len(m.Tables[i].Pages), 1)
	}
	return f.names, nil
}

// Raw is the workbook below the forms, for sheets of another kind.
func (b *Book) Raw() *ooxml.Book { return b.out }

// Write writes the workbook, once.
func (b *Book) Write(w io.Writer) error {
	p := &b.out.Props
	if m := b.meta; m != nil {
		p.Title, p.Creator, p.Subject, p.Keywords, p.Language = m.Title, m.Author, m.Subject, m.Keywords, m.Lang
	}
	p.Identifier = strings.Join(b.ids, " ")
	p.Date, p.Application = b.o.Date, b.o.Application
	return b.out.Write(w)
}

// sheetName is the name wanted for a table's sheet.
func sheetName(m *grid.Measured, t *grid.MeasuredTable, many bool) string {
	name := m.Meta.Title
	if many && m.Meta.Name != "" {
		name = m.Meta.Name
	}
	switch {
	case t.Name == "" || many && len(m.Tables) == 1:
		return name
	case many:
		return name + "-" + t.Name
	}
	return t.Name
}

// maxBreaks is how many page breaks a sheet of Excel has room for ([MS-XLS] 2.4.142 HorizontalPageBreaks; Excel's
// limits say the same).
const maxBreaks = 1026

// Check finds what a cell or a sheet cannot hold, all of it at once, and tables that are no tables. Write and Add do it
// themselves.
func Check(m *grid.Measured) error {
	var list finding.List
	for i := range m.Tables {
		t := &m.Tables[i]
		if err := whole(t); err != nil {
			return fmt.Errorf("xlsx: table %d of %q: %w", i+1, m.Meta.Title, err)
		}
		if n := len(t.Pages); n > maxBreaks+1 {
			list = append(list, finding.Finding{Code: "XLSX-TOO-MANY-PAGES", Record: m.Meta.Name, Place: t.Name, Hint: "请分成几份，或只输出 PDF",
				Message: fmt.Sprintf("“%s”有 %d 页，一张工作表最多 %d 页", t.Name, n, maxBreaks+1),
				English: fmt.Sprintf("%d pages, a sheet of Excel has at most %d", n, maxBreaks+1)})
		}
		for j := range t.Cells {
			c := &t.Cells[j]
			f := finding.Finding{Record: m.Meta.Name, Path: c.Path, Place: c.Place}
			switch {
			case !utf8.ValidString(c.Text):
				f.Code, f.Message, f.English = "XLSX-ENCODING", "文字不是 UTF-8 编码，无法写入单元格", "the text is not UTF-8"
			case len(c.Text) > ooxml.MaxText && ooxml.UTF16Len(c.Text) > ooxml.MaxText:
				n := ooxml.UTF16Len(c.Text)
				f.Code, f.Hint = "XLSX-TEXT-TOO-LONG", "请缩短文字，或只输出 PDF"
				f.Message = fmt.Sprintf("文字长 %d，超过 Excel 单元格的上限 %d", n, ooxml.MaxText)
				f.English = fmt.Sprintf("the text has %d UTF-16 units, a cell of Excel holds %d", n, ooxml.MaxText)
			default:
				continue
			}
			list = append(list, f)
		}
	}
	if err := fontSizes(m); err != nil {
		return err
	}
	return list.AsData()
}

// fontSizes refuses sizes that Excel calls damaged: it knows 1 to 409 pt.
func fontSizes(m *grid.Measured) error {
	for i := range m.Tables {
		for j := range m.Tables[i].Cells {
			if c := &m.Tables[i].Cells[j]; c.Style != nil && (c.Size < unit.Pt || c.Size > 409*unit.Pt) {
				return template("XLSX-FONT-SIZE", fmt.Sprintf("样式“%s”的字号 %s 超出电子表格的范围 1 至 409 磅", c.Style.Name, c.Size))
			}
		}
	}
	return nil
}

// whole says why a table's matrices and cells do not make one grid; only a mistake of ours does that.
func whole(t *grid.MeasuredTable) error {
	rows, cols := len(t.Rows), len(t.Columns)
	if len(t.VEdges) != rows || len(t.HEdges) != rows+1 {
		return fmt.Errorf("%d rows, but edges for %d and %d", rows, len(t.VEdges), len(t.HEdges))
	}
	for r := range rows + 1 {
		if r < rows && len(t.VEdges[r]) != cols+1 || len(t.HEdges[r]) != cols {
			return fmt.Errorf("edges of row %d do not match %d columns", r, cols)
		}
	}
	owned := make([]bool, rows*cols)
	n := 0
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan > rows || c.Col+c.ColSpan > cols {
			return fmt.Errorf("cell %d is outside the table", i)
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				if owned[r*cols+k] {
					return fmt.Errorf("two cells at %s", ooxml.Ref(r, k))
				}
				owned[r*cols+k] = true
				n++
			}
		}
	}
	if n != len(owned) {
		return fmt.Errorf("%d positions without a cell", len(owned)-n)
	}
	return nil
}
