package tables

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
)

// BenchmarkRead reads a form of 60 rows as a Word document and as a web page.
func BenchmarkRead(b *testing.B) {
	d := &foundtest.Drawing{Rows: 60, Cols: 8}
	for r := range d.Rows {
		for c := range d.Cols {
			d.Cells = append(d.Cells, foundtest.Drawn{Row: r + 1, Col: c + 1, Rows: 1, Cols: 1, Text: "按时完成率不低于95.00%"})
		}
	}
	h := foundtest.NewHand(d, 1)
	for name, data := range map[string]string{"docx": h.DOCX(b), "html": h.HTML()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(name, []byte(data), intake.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
