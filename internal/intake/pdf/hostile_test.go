package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/racing"
)

// Files made to do harm are refused by name, or read, in small memory.
func TestHostile(t *testing.T) {
	racing.Apart(t)
	if testing.Short() {
		t.Skip("some seconds")
	}
	many := strings.Repeat
	const mega = 1 << 19
	whole := box(100, 600, 100, 100) + box(200, 600, 100, 100) + at(110, 620, "甲") + at(210, 620, "乙")
	page := func(content string) func() []byte { return func() []byte { return one(content).bytes() } }
	with := func(n int, object string, more ...string) func() []byte { // object n of a file of one page is another
		return func() []byte {
			w := one(whole)
			w.objects[n-1] = object
			w.objects = append(w.objects, more...)
			return w.bytes()
		}
	}
	form := "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 9 0 R>>>>/Length %d>>\nstream\n%s\nendstream"
	formPage := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 9 0 R>>>>/Contents 8 0 R>>"
	twice := func(calls string) func() []byte {
		return func() []byte {
			w := one(many("/X Do ", 8))
			w.objects[6] = formPage
			w.objects = append(w.objects, fmt.Sprintf(form, len(calls), calls))
			return w.bytes()
		}
	}
	for _, x := range []struct {
		name, want string
		data       func() []byte
	}{
		{"whole", "", page(whole)},
		{"a bomb of Flate", "READ-BOMB", with(8, packed("", many(" ", 300<<20)))},
		{"a bomb in a bomb", "READ-BOMB", func() []byte {
			z := flate(flate(many("\x00", 200<<20)))
			return with(8, fmt.Sprintf("<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream", len(z), z))()
		}},
		{"a bomb of run lengths", "READ-BOMB", func() []byte {
			s := many("\x81 ", 4<<20)
			return with(8, fmt.Sprintf("<</Filter/RunLengthDecode/Length %d>>\nstream\n%s\nendstream", len(s), s))()
		}},
		{"100 filters", "READ-DAMAGED", with(8, "<</Filter["+many("/FlateDecode", 100)+"]/Length 0>>\nstream\n\nendstream")},
		{"a length that is itself", "READ-PDF", with(8, "<</Length 8 0 R>>\nstream\n\nendstream")},
		{"a page that is its own kid", "READ-DAMAGED", with(2, "<</Type/Pages/Count 1/Kids[2 0 R]>>")},
		{"a parent that is its own", "", with(7, "<</Type/Page/Parent 7 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents 8 0 R>>")},
		{"pages in pages, 10,000 deep", "READ-DAMAGED", func() []byte {
			w := one("")
			w.objects[1] = "<</Type/Pages/Count 1/Kids[9 0 R]>>"
			for i := range 10000 {
				w.objects = append(w.objects, fmt.Sprintf("<</Type/Pages/Count 1/Kids[%d 0 R]>>", i+10))
			}
			return w.bytes()
		}},
		{"kids that are one page a million times", "READ-DAMAGED", with(2, "<</Type/Pages/Count 1000000/Kids["+many("7 0 R ", 2*mega)+"]>>")},
		{"a reference to itself", "READ-DAMAGED", with(2, "2 0 R")},
		{"arrays in arrays", "READ-DAMAGED", with(2, many("[", 4*mega))},
		{"dictionaries in dictionaries", "READ-DAMAGED", with(2, many("<</A", mega))},
		{"a form that paints itself", "READ-BOMB", twice("/X Do /X Do /X Do")},
		{"saved without end", "READ-BOMB", page(many("q ", 4*mega))},
		{"rules", "", page(many("0 0 m 9 9 l S ", mega) + whole)},
		{"boxes", "READ-BOMB", page(many("1 1 50 50 re S ", mega))},
		{"a path without end", "READ-BOMB", page("0 0 m " + many("9 9 l ", 4*mega))},
		{"texts", "READ-BOMB", page("BT /F1 9 Tf " + many("<4E00> Tj ", mega))},
		{"one text without end", "READ-BOMB", page("BT /F1 9 Tf <" + many("4E00", 4*mega) + "> Tj")},
		{"operands", "READ-DAMAGED", page(many("1 ", 4*mega))},
		{"a string without end", "READ-DAMAGED", page(many("(", 4*mega))},
		{"a map of characters of itself", "READ-GLYPH", with(5, packed("", many("1 beginbfrange <0000> <FFFF> <0000> endbfrange ", mega/16)))},
		{"a map of characters to long texts", "", with(5, packed("", "1 beginbfrange <0000> <FFFF> <"+many("4E00", 4096)+"> endbfrange"))},
		{"a font of wide widths", "", with(4, "<</Type/Font/Subtype/CIDFontType2/BaseFont/S/DW 1000/W["+many("0 65535 500 ", mega/8)+"]>>")},
		{"numbers beyond all", "READ-DAMAGED", page(many("9", 400) + " 0 0 1e400 0 0 cm 1 1 1 1 re S")},
		{"a grid of 1,000 × 1,000", "", page(func() string {
			var b strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&b, "0 %d.5 m 9000 %d.5 l S %d.5 0 m %d.5 9000 l S\n", 9*i, 9*i, 9*i, 9*i)
			}
			return b.String() + whole
		}())},
		{"a cross-reference of 2 billion", "", func() []byte {
			return []byte(strings.Replace(string(page(whole)()), "xref\n0 9", "xref\n0 2000000000", 1))
		}},
		{"a cross-reference before itself", "", func() []byte {
			w := one(whole)
			w.trailer = fmt.Sprintf("/Prev %d", strings.Index(string(w.bytes()), "xref\n0"))
			return w.bytes()
		}},
		{"objects without cross-reference", "READ-DAMAGED", func() []byte { return []byte("%PDF-1.4\n" + many("1 0 obj\n", 4*mega)) }},
		{"starts of cross-references", "READ-DAMAGED", func() []byte { return []byte("%PDF-1.4\n" + many("startxref 0\n", 2*mega)) }},
		{"streams without end", "READ-DAMAGED", func() []byte {
			var b strings.Builder
			b.WriteString("%PDF-1.4\n")
			for i := range 1 << 16 {
				fmt.Fprintf(&b, "%d 0 obj <</Type/ObjStm/N 9>> stream\n", i+1)
			}
			return []byte(b.String())
		}},
		{"cut off", "", func() []byte { b := page(whole)(); return b[:len(b)-60] }},
	} {
		data := x.data()
		foundtest.Hostile(t, time.Now, x.name, x.want, len(data), func() error {
			f, err := intake.Open("甲.pdf", data, intake.Limits{})
			if err == nil {
				_, err = Read(f)
			}
			return err
		})
	}
}
