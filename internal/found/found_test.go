package found

import (
	"math/rand/v2"
	"testing"
)

func TestRef(t *testing.T) {
	for _, x := range []struct {
		row, col int
		want     string
	}{{1, 1, "A1"}, {2, 7, "G2"}, {10, 26, "Z10"}, {1, 27, "AA1"}, {3, 702, "ZZ3"}, {1048576, 16384, "XFD1048576"}} {
		if got := Ref(x.row, x.col); got != x.want {
			t.Errorf("%d, %d: %s, want %s", x.row, x.col, got, x.want)
		}
	}
}

func TestAt(t *testing.T) {
	x := Table{Rows: []Row{{Number: 2, Cells: []Cell{{Col: 3, Text: "a"}, {Col: 9, Text: "b"}}},
		{Number: 7, Cells: []Cell{{Col: 1, Text: "c"}}}}}
	for _, w := range []struct {
		row, col int
		text     string
	}{{2, 3, "a"}, {2, 9, "b"}, {7, 1, "c"}, {2, 4, ""}, {3, 3, ""}, {8, 1, ""}} {
		c := x.At(w.row, w.col)
		if (c == nil) != (w.text == "") || c != nil && c.Text != w.text {
			t.Errorf("%d, %d: %+v", w.row, w.col, c)
		}
	}
}

// A sweep knows of each position what a look at all ranges would, rows left out or not, and says when two overlap.
func TestSweep(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var spans []Span
		for range r.IntN(6) {
			a, b := 1+r.IntN(8), 1+r.IntN(8)
			spans = append(spans, Span{a, b, a + r.IntN(3), b + r.IntN(3)})
		}
		s := NewSweep(spans)
		overlaps := false
		for row := 1; row <= 10; row += 1 + r.IntN(2) {
			err := s.To(row)
			for col := 1; col <= 10; col++ {
				n, one := 0, Span{}
				for _, x := range spans {
					if x.Row <= row && row <= x.LastRow && x.Col <= col && col <= x.LastCol {
						n, one = n+1, x
					}
				}
				overlaps = overlaps || n > 1
				if overlaps || err != nil {
					continue
				}
				if got, ok := s.At(col); ok != (n == 1) || ok && got != one {
					t.Fatalf("%v at %s: %v %v", spans, Ref(row, col), got, ok)
				}
			}
			if err != nil || overlaps {
				if (err != nil) != overlaps {
					t.Fatalf("%v in row %d: %v", spans, row, err)
				}
				break
			}
		}
	}
}
