package templates

import (
	"cmp"
	"testing"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Columns that say no width share what the others leave of the paper, in whole
// pixels, and so that the table is not scaled; sizes of type have
// their Chinese names.
func TestSharesAndSizes(t *testing.T) {
	for _, c := range []struct {
		head string
		want []string
	}{
		{"columns: [20, 其余, 48.3]", []string{"20", "99.7479", "48.3"}}, // A4, 20 mm at each side: 170 mm, of which 168.3 are used, in pixels
		{"columns: [20, 1*, 2*]", []string{"20", "49.2125", "98.6896"}},
		{"columns: ['*', '*']", []string{"84.1375", "84.1375"}},
		{"max-scale: 90\ncolumns: [其余, 7]", []string{"179.9167", "7"}}, // 187 mm at 90 % are 168.3
		{"paper: {orientation: 横向, margins: 10}\ncolumns: [其余]", []string{"274.1083"}},
	} {
		cells := "|"
		for range c.want {
			cells += " {甲} @大 |"
		}
		lay := mustLayout(t, formOf("甲: text"), "layout: f/x@1\n"+c.head+"\nrows: '"+cells+"'\nstyles: {大: {like: text, size: 小四}, text: {size: 五号, long: 小六}}")
		sum := unit.Length(0)
		for _, w := range lay.tables[0].columns {
			sum += w.RoundTo(unit.Px)
		}
		if room := lay.tables[0].paper; sum.Scale(int64(cmp.Or(lay.tables[0].maxScale, 100)), 99) > room.Width-room.Left-room.Right {
			t.Errorf("%s: drawn %s mm wide, which is scaled down", c.head, sum.MMString())
		}
		for i, w := range lay.tables[0].columns {
			if w.MMString() != c.want[i] {
				t.Errorf("%s: column %d is %s mm, want %s", c.head, i+1, w.MMString(), c.want[i])
			}
		}
		style := lay.tables[0].rows[0].(*rowOp).cells[0].style
		if style.Size != 12*unit.Pt || style.Long != 65*unit.Pt/10 {
			t.Errorf("sizes %s, %s", style.Size, style.Long)
		}
	}
}
