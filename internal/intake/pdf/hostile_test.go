package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

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
	long := []string{"pages full of rules", "pages of a million values", "nodes of a million values", "a font in its place again and again", "characters among rules", "rules across rules", "streams of objects", "pieces without content", "texts that stand for characters"} // left to .ci/full
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
	pages := func(n int, content string, more ...string) func() []byte { // n pages that share a content, and more objects from 9 on
		return func() []byte {
			w := one(content)
			w.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[", n)
			w.objects = append(w.objects, more...)
			for range n {
				w.objects = append(w.objects, w.objects[6])
				w.objects[1] += fmt.Sprintf("%d 0 R ", len(w.objects))
			}
			w.objects[1] += "]>>"
			return w.bytes()
		}
	}
	grid := func(n int) string { // n × n cells
		var b strings.Builder
		for i := range n + 1 {
			fmt.Fprintf(&b, "0 %d m %d %d l S %d 0 m %d %d l S\n", 3*i, 3*n, 3*i, 3*i, 3*i, 3*n)
		}
		return b.String()
	}
	papers := func(w *writer, width, height int) {
		for i, o := range w.objects {
			w.objects[i] = strings.Replace(o, "[0 0 600 800]", fmt.Sprintf("[0 0 %d %d]", width, height), 1)
		}
	}
	wide := func(width int, content string) func() []byte { // a page of that many points each way
		return func() []byte { w := one(content); papers(&w, width, min(width, 100_000)); return w.bytes() }
	}
	for _, x := range []struct {
		name, want string
		data       func() []byte
	}{
		{"whole", "", page(whole)},
		{"a bomb of Flate", "READ-BOMB", func() []byte {
			return with(8, deflated("", flated(many(" ", mega), 600)))()
		}},
		{"a bomb in a bomb", "READ-BOMB", func() []byte {
			z := flate(flated(many("\x00", mega), 400))
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
		{"a map of characters to long texts", "READ-GLYPH", with(5, packed("", "1 beginbfrange <0000> <FFFF> <"+many("4E00", 4096)+"> endbfrange"))},
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
		{"pages full of characters", "READ-BOMB", pages(190, whole+"BT /F1 9 Tf 0.001 Tz 110 620 Td <"+many("4E00", 95_000)+"> Tj ET")},
		{"pages full of rules", "READ-BOMB", pages(190, func() string {
			var b strings.Builder
			for i := range 20_000 {
				fmt.Fprintf(&b, "%d %d m %d %d l S\n", i%50*10, i/50, i%50*10+5, i/50)
			}
			return b.String() + whole
		}())},
		{"pages full of cells", "READ-BOMB", func() []byte {
			return pages(190, grid(199))()
		}},
		{"pages of a million values", "", func() []byte {
			w := one(whole)
			w.objects[6] = strings.Replace(w.objects[6], "/Type", "/X["+many("0 ", 100_000)+"]/Type", 1)
			w.objects[1] = "<</Type/Pages/Count 41/Kids[7 0 R "
			for range 40 {
				w.objects = append(w.objects, w.objects[6])
				w.objects[1] += fmt.Sprintf("%d 0 R ", len(w.objects))
			}
			w.objects[1] += "]>>"
			return w.bytes()
		}},
		{"nodes of a million values", "", func() []byte {
			w := one(whole)
			w.objects[1] = "<</Type/Pages/Count 1/Kids[9 0 R]/Resources<</X[" + many("0 ", 100_000) + "]>>>>"
			for i := range 20 {
				next := i + 10
				if i == 19 {
					next = 7
				}
				w.objects = append(w.objects, strings.Replace(w.objects[1], "9 0 R", fmt.Sprintf("%d 0 R", next), 1))
			}
			return w.bytes()
		}},
		{"fonts with large maps", "READ-BOMB", func() []byte {
			var maps, uses, dicts strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&maps, "1 beginbfrange <%04X> <%04X> <4E00> endbfrange ", 60*i, 60*i+59)
			}
			w := one("")
			w.objects[4] = packed("", maps.String())
			for i := range 300 {
				w.objects = append(w.objects, w.objects[2])
				fmt.Fprintf(&uses, "/G%d 9 Tf ", i)
				fmt.Fprintf(&dicts, "/G%d %d 0 R", i, len(w.objects))
			}
			w.objects[6] = strings.Replace(w.objects[6], "/Font<<", "/Font<<"+dicts.String(), 1)
			w.objects[7] = packed("", "BT "+uses.String()+"ET "+whole)
			return w.bytes()
		}},
		{"a font in its place again and again", "READ-BOMB", func() []byte {
			w := one("BT " + many("/F1 9 Tf ", mega))
			w.objects[6] = strings.Replace(w.objects[6], "/F1 3 0 R", "/F1 "+w.objects[2], 1)
			return w.bytes()
		}},
		{"characters that stand for long texts", "READ-GLYPH", func() []byte {
			w := one(whole + "BT /F1 9 Tf 0.001 Tz 110 620 Td <" + many("4E00", 90_000) + "> Tj ET")
			w.objects[4] = packed("", "1 beginbfrange <0000> <FFFF> <"+many("4E00", 4096)+"> endbfrange")
			return w.bytes()
		}},
		{"texts that stand for characters", "READ-BOMB", func() []byte {
			w := one(whole + "BT /F1 9 Tf 100 100 Td " + many("/Span /P BDC <4E00> Tj EMC ", 50_000) + "ET")
			w.objects[6] = strings.Replace(w.objects[6], "/Font", "/Properties<</P 9 0 R>>/Font", 1)
			w.objects = append(w.objects, "<</ActualText<FEFF"+many("4E00", 1<<18)+">>>")
			return w.bytes()
		}},
		{"elements that stand for long texts", "READ-BOMB", func() []byte {
			w := one(whole)
			w.trailer = "/Info<</Producer(Gongbiao)>>"
			w.objects[0] = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 9 0 R>>"
			w.objects = append(w.objects, "<</K["+many("<</S/P/ActualText 10 0 R>>", 20_000)+"]>>", "<FEFF"+many("4E00", 1<<18)+">")
			return w.bytes()
		}},
		{"two characters a thousand kilometres apart", "", wide(2_000_000_000, whole+many("BT /F1 0.1 Tf 110 620 Td <4E00> Tj 1900000000 0 Td <4E00> Tj ET ", 1000))},
		{"characters among rules", "READ-BOMB", wide(100_000, func() string {
			var b strings.Builder
			for i := range 19_000 {
				fmt.Fprintf(&b, "%d 623 m %d 623 l S ", 5*i+310, 5*i+312)
			}
			return b.String() + whole + "BT /F1 9 Tf 0.001 Tz 110 620 Td <" + many("4E00", 90_000) + "> Tj ET"
		}())},
		{"characters among tables", "READ-BOMB", wide(3000, func() string {
			var b strings.Builder
			for i := range 10_000 {
				fmt.Fprintf(&b, "%d %d 9 9 re S %d %d m %d %d l S ", i%100*29, i/100*29, i%100*29+4, i/100*29, i%100*29+4, i/100*29+9)
			}
			return b.String() + "BT /F1 9 Tf 0.001 Tz 2990 2990 Td <" + many("4E00", 90_000) + "> Tj ET"
		}()+whole)},
		{"rules across rules", "READ-BOMB", wide(100_000, func() string {
			var b strings.Builder
			for i := range 29_000 {
				fmt.Fprintf(&b, "0 %d m 90000 %d l S %d 0 m %d 90000 l S ", 3*i, 3*i, 3*i, 3*i)
			}
			return b.String()
		}())},
		{"a grid of 600 × 600", "READ-BOMB", wide(2000, grid(600))},
		{"a grid of 400 × 400", "", wide(2000, grid(400)+whole)},
		{"streams of objects", "", func() []byte {
			w := one(whole)
			pack := packed("/Type/ObjStm/N 1/First 5", "99 0 "+many("<</Type/Catalog>>", 400_000))
			for range 30 {
				w.objects = append(w.objects, pack)
			}
			return []byte(strings.NewReplacer("startxref", "", "/Root 1 0 R", "").Replace(string(w.bytes())))
		}},
		{"a content in many pieces", "READ-BOMB", func() []byte {
			w := one(many("0 0 m ", 1<<17))
			w.objects[6] = strings.Replace(w.objects[6], "/Contents 8 0 R", "/Contents["+many("8 0 R ", 1000)+"]", 1)
			return w.bytes()
		}},
		{"pieces without content", "READ-BOMB", func() []byte {
			w := one(whole)
			w.objects[6] = strings.Replace(w.objects[6], "/Contents 8 0 R", "/Contents["+many("9 0 R ", 100_000)+"8 0 R]", 1)
			w.objects = append(w.objects, packed("", " "))
			return w.bytes()
		}},
		{"strings without end in every object", "READ-DAMAGED", func() []byte {
			return []byte("%PDF-1.4\n" + many("1 0 obj /Catalog (\n", mega/4) + "2 0 obj <</Type/Catalog/Pages 1 0 R>> endobj")
		}},
		{"strings without end in objects", "READ-DAMAGED", func() []byte {
			var b strings.Builder
			for i := range mega / 4 {
				fmt.Fprintf(&b, "%d 0 obj /Catalog (\n", i+1)
			}
			return []byte("%PDF-1.4\n" + b.String())
		}},
		{"values of numbers", "READ-DAMAGED", page("[" + many("0 ", 3<<20))},
		{"lines", "READ-BOMB", page(many("0 0 9 9 re S ", mega))},
		{"short texts", "READ-BOMB", page("BT /F1 9 Tf " + many("("+many("a", 40)+") Tj ", mega/4))},
		{"corners", "READ-BOMB", page(many("1 2 l ", 2*mega))},
		{"columns", "", page(func() string {
			var b strings.Builder
			for i := range 2000 {
				fmt.Fprintf(&b, "%d 0 m %d 6000 l S 0 %d m 6000 %d l S ", i*3, i*3, i*3, i*3)
			}
			return b.String() + at(10, 10, "甲")
		}())},
		{"cut off", "", func() []byte { b := page(whole)(); return b[:len(b)-60] }},
	} {
		if slices.Contains(long, x.name) && !racing.Full() {
			continue
		}
		data := x.data()
		foundtest.Hostile(t, x.name, x.want, len(data), func() error {
			f, err := intake.Open("甲.pdf", data, intake.Limits{})
			if err == nil {
				_, err = Read(f)
			}
			return err
		})
	}
}
