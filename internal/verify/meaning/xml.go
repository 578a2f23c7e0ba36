package meaning

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
)

// The namespaces by the names they have here; the strict edition of the standard has others for the same.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":                 "",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                             "",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "",
	"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing":       "xdr",
	"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing":                   "xdr",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                                 "a",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   "r",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               "mc",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"urn:schemas-microsoft-com:vml":                                             "v",
	"urn:schemas-microsoft-com:office:excel":                                    "x",
}

// unescape is a text without the escapes of characters, with one kind of line end.
func unescape(s string) string { return strings.ReplaceAll(xlsx.Unescape(s), "\r\n", "\n") }
