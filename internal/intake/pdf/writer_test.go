package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
)

// writer writes the PDF of a test: objects by number from 1, the first of them the catalogue.
type writer struct {
	objects []string
	trailer string
}

func flate(s string) string { return flated(s, 1) }

// flated is s so many times, packed; the whole is never in memory.
func flated(s string, times int) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	for range times {
		io.WriteString(z, s)
	}
	z.Close()
	return b.String()
}

// packed is a stream object.
func packed(dict, data string) string { return deflated(dict, flate(data)) }

func deflated(dict, z string) string {
	return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dict, len(z), z)
}

func plainStream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func (w writer) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(w.objects))
	for i, o := range w.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(w.objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(w.objects)+1, w.trailer, x)
	return b.Bytes()
}

// one is a file of pages with these contents, in a font in which a code of two bytes is the character itself (F1), and
// one of WinAnsi (F2).
func one(contents ...string) writer {
	w := writer{objects: []string{"<</Type/Catalog/Pages 2 0 R>>", "",
		"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/DW 1000/W[32[500] 48 57 500]>>",
		packed("", "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"),
		"<</Type/Font/Subtype/TrueType/BaseFont/T/Encoding/WinAnsiEncoding/FirstChar 32/Widths[500 500 500]/FontDescriptor<</MissingWidth 500>>>>"}}
	var kids []string
	for _, c := range contents {
		n := len(w.objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		w.objects = append(w.objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R/F2 6 0 R>>>>/Contents %d 0 R>>", n+1), packed("", c))
	}
	w.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	return w
}

// at paints a text of F1 in 10 pt.
func at(x, y int, s string) string { return sized(x, y, 10, s) }

func sized(x, y, size int, s string) string {
	var hex strings.Builder
	for _, r := range s {
		fmt.Fprintf(&hex, "%04X", r)
	}
	return fmt.Sprintf("BT /F1 %d Tf %d %d Td <%s> Tj ET\n", size, x, y, hex.String())
}

// box strokes the sides of a box.
func box(x, y, w, h int) string { return fmt.Sprintf("%d %d %d %d re S\n", x, y, w, h) }
