package found

import (
	"fmt"
	"slices"
)

// Sweep goes over a table from the top and knows the merged ranges of the row it is at, without a table of all
// positions: one range may cover a whole sheet.
type Sweep struct {
	all  []Span // by first row
	next int
	open []Span // of the row, by column; they do not overlap
	ends int    // the first row after which one of open is over
}

// NewSweep is a Sweep above the first row.
func NewSweep(spans []Span) *Sweep {
	all := slices.Clone(spans)
	slices.SortStableFunc(all, func(a, b Span) int { return a.Row - b.Row })
	return &Sweep{all: all}
}

// To goes down to a row. Ranges that overlap are an error: no program shows such a sheet.
func (s *Sweep) To(row int) error {
	if len(s.open) > 0 && s.ends < row {
		s.open = slices.DeleteFunc(s.open, func(x Span) bool { return x.LastRow < row })
		s.ends = row
		for i, x := range s.open {
			if i == 0 || x.LastRow < s.ends {
				s.ends = x.LastRow
			}
		}
	}
	for ; s.next < len(s.all) && s.all[s.next].Row <= row; s.next++ {
		x := s.all[s.next]
		if x.LastRow < row {
			continue
		}
		i, _ := slices.BinarySearchFunc(s.open, x.Col, func(o Span, col int) int { return o.Col - col })
		for _, k := range []int{i - 1, i} {
			if k >= 0 && k < len(s.open) && s.open[k].Col <= x.LastCol && x.Col <= s.open[k].LastCol {
				return fmt.Errorf("%s 和 %s", s.open[k], x)
			}
		}
		if len(s.open) == 0 || x.LastRow < s.ends {
			s.ends = x.LastRow
		}
		s.open = slices.Insert(s.open, i, x)
	}
	return nil
}

// At is the range that covers a column in the row the sweep is at.
func (s *Sweep) At(col int) (Span, bool) {
	i, ok := slices.BinarySearchFunc(s.open, col, func(o Span, col int) int { return o.Col - col })
	if !ok {
		i--
	}
	if i < 0 || s.open[i].LastCol < col {
		return Span{}, false
	}
	return s.open[i], true
}

// Open are the ranges of the row, from the left.
func (s *Sweep) Open() []Span { return s.open }

// String is A1:C2.
func (s Span) String() string { return Ref(s.Row, s.Col) + ":" + Ref(s.LastRow, s.LastCol) }
