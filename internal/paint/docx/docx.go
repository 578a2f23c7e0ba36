// Package docx writes measured forms as Word documents. In: grid.Measured, every size decided. Out: the bytes of a
// .docx with the same cells, merges, widths, least heights, rules, repeated headings and pages set up as the PDF; a
// section a page set-up. It measures nothing.
//
// A Word document is for offices that must hand in a file that can be edited; the print is the PDF. Texts are the
// form's, unbroken: Word breaks the lines, and rows grow when somebody writes more. No macros, no fields but page
// numbers, nothing that is fetched.
//
// A row of the grid that is taller than a row of a spreadsheet is one row again here. Word repeats heading rows only at
// the head of a table, so the ruled table is divided above each repeated heading, by a paragraph of one point.
package docx

import (
	"fmt"
	"io"
	"time"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Options are settings of a document; the zero value is a good one.
type Options struct {
	Date        time.Time  // dates in the document's properties; zero: none
	Application string     // name of the writing program in the properties; empty: Gongbiao
	Meta        *grid.Meta // properties of the document; nil: those of its first form
}

// Write writes one form or several, one after the other, each with pages counted from 1. Errors: *finding.DataError
// DOCX-CHARACTER for a text that no XML holds; everything else is an error of w.
func Write(w io.Writer, forms []*grid.Measured, o Options) error {
	if err := check(forms); err != nil {
		return err
	}
	d := &document{pack: ooxml.NewPackage(), alone: len(forms) == 1}
	d.x = append(d.x, head+`<w:document `+names+`><w:body>`...)
	for i, m := range forms {
		d.form(m, i == len(forms)-1)
	}
	d.x = append(d.x, `</w:body></w:document>`...)
	return d.write(w, forms, o)
}

// check refuses what XML cannot hold; the door of the data lets none of it in.
func check(forms []*grid.Measured) error {
	var l finding.List
	for _, m := range forms {
		for i := range m.Tables {
			t := &m.Tables[i]
			for k := range t.Cells {
				if c := &t.Cells[k]; !base.Clean(c.Text) {
					l = append(l, finding.Finding{Code: "DOCX-CHARACTER", Record: m.Meta.Name, Path: c.Path, Place: c.Place,
						Message: "文字里有 Word 文件装不下的字符", English: "the text has a character that no Word document holds"})
				}
			}
		}
	}
	return l.AsData()
}

// Notes says what of a form a Word document shows otherwise than the PDF: notes, never errors.
func Notes(m *grid.Measured) (list finding.List) {
	for i := range m.Tables {
		t := &m.Tables[i]
		if len(t.Pages) < 2 {
			continue
		}
		rows := logical(t)
		for _, b := range blocks(t, rows) {
			if b.kind == ruled && b.kept {
				list = append(list, finding.Finding{Code: "DOCX-TITLE-ROWS", Severity: finding.Note, Record: m.Meta.Name,
					Place: t.Name, Message: "有合并格跨过重复的表头，Word 里这段表头不在各页重复",
					English: "a merged cell runs across a repeated heading, which a Word document then does not repeat"})
				break
			}
		}
	}
	return list
}

// document is a Word document while it grows.
type document struct {
	pack     *ooxml.Package
	rels     ooxml.Relations
	x        []byte // word/document.xml
	alone    bool   // the only form: pages of the document are its pages
	pages    int    // of the form being written
	code     string // its verification code
	start    bool   // the next section begins a form
	outside  bool   // some page number is at the outer edge
	edges    int    // headers and footers so far
	pictures int
	comments []int // numbers of the findings
}

// form adds a form; last says whether its last section is the document's.
func (d *document) form(m *grid.Measured, last bool) {
	d.pages, d.code, d.start = m.PageCount(), m.Meta.Code, true
	for i := range m.Tables {
		t := &m.Tables[i]
		d.table(t)
		if i+1 < len(m.Tables) && m.Tables[i+1].Follows {
			d.gap()
			continue
		}
		d.section(t, i+1 == len(m.Tables) && last)
	}
}

func (d *document) f(format string, a ...any) { d.x = fmt.Appendf(d.x, format, a...) }
