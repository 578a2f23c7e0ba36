// Package tables is the one way from any file to its tables. In: the bytes of a file of whatever kind. Out: what it
// holds as package found has it, by the reader of its kind; or the one sentence that says why it is not read. Kinds are
// told by content, never by name.
package tables

import (
	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/csv"
	"github.com/gongbiao/gongbiao/internal/intake/docx"
	"github.com/gongbiao/gongbiao/internal/intake/html"
	"github.com/gongbiao/gongbiao/internal/intake/pdf"
	"github.com/gongbiao/gongbiao/internal/intake/xls"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
)

// Read reads a file; name is for messages. Errors are *finding.DataError: damaged, larger than the limits, or of a kind
// that no reader is for.
func Read(name string, data []byte, l intake.Limits) (*found.Document, error) {
	f, err := intake.Open(name, data, l)
	if err != nil {
		return nil, err
	}
	return of(f)
}

// Dressed reads a file as Read does, with how its tables are set; of a workbook of today package intake/xlsx tells it.
func Dressed(name string, data []byte, l intake.Limits) (*found.Document, error) {
	f, err := intake.Open(name, data, l)
	if err != nil {
		return nil, err
	}
	f.Looks = true
	return of(f)
}

func of(f *intake.File) (*found.Document, error) {
	switch f.Kind {
	case intake.Workbook:
		return workbook(f)
	case intake.HTML, intake.MHTML:
		return html.Read(f)
	case intake.Text:
		return csv.Read(f)
	case intake.DOCX:
		return docx.Read(f)
	case intake.XLS:
		return xls.Read(f)
	case intake.PDF:
		return pdf.Read(f)
	default:
		return nil, f.Refuse()
	}
}

// workbook has each sheet of a workbook as a table.
func workbook(f *intake.File) (*found.Document, error) {
	b, err := xlsx.Open(f)
	if err != nil {
		return nil, err
	}
	d := &found.Document{Notes: b.Notes}
	for _, s := range b.Sheets {
		t, err := b.Table(s)
		if err != nil {
			return nil, err
		}
		d.Tables = append(d.Tables, t)
	}
	return d, nil
}
