package tables

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/intake"
)

// BenchmarkRead reads a form of 60 rows as a Word document and as a web page.
func BenchmarkRead(b *testing.B) {
	d := &drawn{rows: 60, cols: 8}
	for r := range d.rows {
		for c := range d.cols {
			d.cells = append(d.cells, drawnCell{r + 1, c + 1, 1, 1, "按时完成率不低于95.00%"})
		}
	}
	h := hand(d, 1)
	for name, data := range map[string]string{"docx": h.docx(b), "html": h.html()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(name, []byte(data), intake.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
