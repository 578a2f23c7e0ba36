package docx

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/model/finding"
)

// FuzzDOCX: whatever the text of a document is, it is read or refused with a named error, and cells lie in their grid.
func FuzzDOCX(f *testing.F) {
	for _, x := range inCells {
		f.Add(inCell(x.runs))
	}
	f.Add(tbl([]int{1000, 2000}, tr(tc(first+span2, p("甲"))), tr(tc(goes, p("")), tc(`<w:tcW w:w="9" w:type="dxa"/>`, tbl(nil, texts("1"))))) +
		tbl([]int{1000, 2010}, tr(tc(`<w:hMerge/>`, p("乙")))))
	f.Fuzz(func(t *testing.T, body string) {
		d, err := read(t, document(t, body))
		if err != nil {
			if finding.Of(err) == nil {
				t.Fatalf("no finding: %v", err)
			}
			return
		}
		for _, x := range d.Tables {
			foundtest.Sound(t, x)
		}
	})
}
