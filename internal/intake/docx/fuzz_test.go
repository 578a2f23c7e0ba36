package docx

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
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
			sound(t, x)
		}
	})
}

// sound says whether the cells of a table lie in its grid, and each only once.
func sound(t *testing.T, x *found.Table) {
	t.Helper()
	s := found.NewSweep(x.Spans)
	row := 0
	for _, r := range x.Rows {
		if r.Number <= row || r.Number > x.Height || len(r.Cells) == 0 {
			t.Fatalf("row %d after %d, of %d", r.Number, row, x.Height)
		}
		row = r.Number
		if err := s.To(row); err != nil {
			t.Fatal(err)
		}
		col := 0
		for _, c := range r.Cells {
			if c.Col <= col || c.Col > x.Width {
				t.Fatalf("column %d after %d, of %d", c.Col, col, x.Width)
			}
			col = c.Col
			if m, ok := s.At(col); ok && (m.Row != row || m.Col != col) {
				t.Fatalf("%s lies in %s", found.Ref(row, col), m)
			}
			x.Where(row, col)
		}
	}
	for _, m := range x.Spans {
		if m.LastRow > x.Height || m.LastCol > x.Width || m.Row > m.LastRow || m.Col > m.LastCol || m.Row < 1 || m.Col < 1 {
			t.Fatalf("%s in %d rows of %d", m, x.Height, x.Width)
		}
	}
}
