package pdf

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// check reads a file: tables, or a named error.
func check(t *testing.T, data []byte) {
	f, err := intake.Open("甲.pdf", data, intake.Limits{})
	if err == nil {
		if f.Kind != intake.PDF {
			return
		}
		_, err = Read(f)
	}
	if err == nil {
		return
	}
	if l := finding.Of(err); len(l) != 1 || !strings.HasPrefix(l[0].Code, "READ-") {
		t.Fatalf("%v", err)
	}
}

const seedContent = "q 1 0 0 1 0 0 cm 100 600 200 100 re S 100 650 m 300 650 l S 200 600 m 200 700 l S 50 50 1 300 re f Q\n" +
	"/P<</MCID 0>>BDC BT /F1 9 Tf 1 0 0 1 110 620 Tm 12 TL 1 Tc [<00410042> -200 <0043>] TJ T* <4E00>' ET EMC\n" +
	"BT /F2 9 Tf 0 1 -1 0 220 620 Tm (a\\(b\\051) Tj ET BI /W 1 /H 1 ID x EI\n"

// Whatever the bytes of the file.
func FuzzFile(f *testing.F) {
	f.Add(one(seedContent).bytes())
	f.Add(one(seedContent, seedContent).bytes()[9:])
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 4 2]/Size 2/Root 1 0 R/Length 14>>\nstream\n\x00\x00\x00\x00\x00\xff\xff\x01\x00\x00\x00\x09\x00\x00\nendstream\nendobj\nstartxref\n9\n%%EOF\n"))
	f.Fuzz(check)
}

// Whatever a page says, and the map of its characters.
func FuzzContent(f *testing.F) {
	f.Add(seedContent, "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap", "/Resources<<>>")
	f.Add(box(10, 10, 100, 100)+at(20, 20, "甲"), "1 beginbfchar <4E00> <4E00> endbfchar", "/Rotate 90")
	f.Add("c", "0", "") // a curve without points
	f.Fuzz(func(t *testing.T, content, cmap, extra string) {
		w := one(content)
		w.objects[4] = plainStream("", cmap)
		w.objects[6] = strings.Replace(w.objects[6], "/Type/Page/", "/Type/Page"+extra+"/", 1)
		w.objects[7] = plainStream("", content)
		check(t, w.bytes())
	})
}

// Whatever the objects are that lead to a page, its font and its text; the file around them is whole.
func FuzzObjects(f *testing.F) {
	w := one(seedContent)
	f.Add(w.objects[1], w.objects[2], w.objects[3], w.objects[6], "/Prev 0")
	f.Add("<</Type/Pages/Kids[2 0 R 7 0 R]/Parent 2 0 R>>", "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]>>", "[4 0 R]", "<</Contents[8 0 R 7 0 R]>>", "")
	f.Fuzz(func(t *testing.T, pages, font, child, page, trailer string) {
		w := one(seedContent)
		w.objects[1], w.objects[2], w.objects[3], w.objects[6], w.trailer = pages, font, child, page, trailer
		check(t, w.bytes())
	})
}
