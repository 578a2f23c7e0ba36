package render

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/paint/docx"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Format is a kind of file; its text is the file's extension without the dot.
type Format string

// The formats. A new one is a name here, a line in formats, and its painter.
const (
	PDF  Format = "pdf"
	XLSX Format = "xlsx"
	OFD  Format = "ofd"
	DOCX Format = "docx"
	SVG  Format = "svg"  // for web pages: the pages one below the other, with their faces
	PNG  Format = "png"  // a picture of the pages
	HTML Format = "html" // a web page without pages
	// Seals is no form but a list of the places left for seals, as JSON, for programs that sign the file beside it.
	// It is written when asked for and is not among Formats.
	Seals Format = "seals.json"
)

// formats is what is known of each format, in the order in which they are written.
var formats = []struct {
	name  Format
	paged bool // painted from pages; else from the measured grid, or, HTML, from the grid
	paint func(e *Engine, w io.Writer, o Options, forms []*Form) error
	notes func(m *grid.Measured) finding.List // what the format shows otherwise than paper; nil: nothing
}{
	{PDF, true, (*Engine).writePDF, nil},
	{XLSX, false, (*Engine).writeXLSX, xlsx.Notes},
	{OFD, true, (*Engine).writeOFD, nil},
	{DOCX, false, (*Engine).writeDOCX, docx.Notes},
	{SVG, true, (*Engine).writeSVG, nil},
	{PNG, true, (*Engine).writePNG, nil},
	{HTML, false, (*Engine).writeHTML, nil},
	{Seals, true, (*Engine).writeSeals, nil},
}

// Formats are all formats a form is written in, in the order in which they are written.
func Formats() (out []Format) {
	for _, f := range formats {
		if f.name != Seals {
			out = append(out, f.name)
		}
	}
	return out
}

// Usual are the formats that are written when nobody asks for others.
func Usual() []Format { return []Format{PDF, XLSX} }

// FormatOf is the format a file's name asks for by its ending, whatever the case; ok is false if there is no such
// format.
func FormatOf(path string) (f Format, ok bool) {
	f = Format(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	return f, f.index() >= 0
}

// Paged says whether files of the format have pages, as on paper, and not sheets.
func (f Format) Paged() bool { return f.index() >= 0 && formats[f.index()].paged }

// index is the position of f in formats, -1 if there is no such format.
func (f Format) index() int {
	for i := range formats {
		if formats[i].name == f {
			return i
		}
	}
	return -1
}
