package render

import (
	"io"
	"path/filepath"
	"strings"
)

// Format is a kind of file; its text is the file's extension without the dot.
type Format string

// The formats. A new one is a name here, a line in formats, and its painter.
const (
	PDF  Format = "pdf"
	XLSX Format = "xlsx"
)

// formats is what is known of each format, in the order in which they are written.
var formats = []struct {
	name  Format
	paged bool // painted from pages; else from the measured grid, a sheet a table
	paint func(e *Engine, w io.Writer, o Options, forms []*Form) error
}{
	{PDF, true, (*Engine).writePDF},
	{XLSX, false, (*Engine).writeXLSX},
}

// Formats are all formats, in the order in which they are written.
func Formats() (out []Format) {
	for _, f := range formats {
		out = append(out, f.name)
	}
	return out
}

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
