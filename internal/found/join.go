package found

import (
	"slices"
	"strings"
	"unicode"
)

// goesOn are what people write where a table goes on.
var goesOn = []string{"续", "续表", "续上表", "接上表", "接上页", "续前表", "表续", "转下页", "接下页"}

// Continues says whether a text beside a table only says that it goes on, or is the number of a page.
func Continues(text string) bool {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune("（）()【】[]—-－–:：第页", r) {
			return -1
		}
		return r
	}, text)
	return text == "" || slices.Contains(goesOn, text)
}

// Join puts a table below another of the same columns, of which it is the rest: cut in two by somebody, or by the end
// of a page. Rows at its head that repeat rows above are marked, not left out.
func (t *Table) Join(next *Table) {
	by := t.Height
	at, n := t.repeated(next)
	for _, p := range next.Pieces {
		p.Row += by
		t.Pieces = append(t.Pieces, p)
	}
	for _, r := range next.Rows {
		if r.Number <= n {
			r.Repeats = at + r.Number - 1
		}
		r.Number += by
		t.Rows = append(t.Rows, r)
	}
	for _, s := range next.Spans {
		t.Spans = append(t.Spans, Span{s.Row + by, s.Col, s.LastRow + by, s.LastCol})
	}
	t.Looks = t.Looks.join(next.Looks, by)
	t.Height, t.Width = t.Height+next.Height, max(t.Width, next.Width)
	t.Notes = append(t.Notes, next.Notes...)
	t.Below = next.Below
}

// Drop takes a row of the last piece away, which is the rest of the row up: what it held is there. Cells that are
// merged from it with rows below go on from that row, if they begin there too.
func (t *Table) Drop(row, up int) {
	t.Rows = slices.DeleteFunc(t.Rows, func(r Row) bool { return r.Number == row })
	for i := range t.Rows {
		if t.Rows[i].Number > row {
			t.Rows[i].Number--
		}
	}
	spans := map[Span]bool{}
	var order []Span
	for _, s := range t.Spans {
		if s.Row == row && s.LastRow > row && up == row-1 {
			one := Span{up, s.Col, up, s.LastCol}
			if spans[one] || s.Col == s.LastCol && t.plainAt(up, s.Col) {
				delete(spans, one)
				s.Row = up
			}
		}
		if s.Row > row {
			s.Row--
		}
		if s.LastRow >= row {
			s.LastRow--
		}
		if s.LastRow >= s.Row && (s.Row != s.LastRow || s.Col != s.LastCol) {
			spans[s] = true
			order = append(order, s)
		}
	}
	t.Spans = slices.DeleteFunc(order, func(s Span) bool { return !spans[s] })
	p := &t.Pieces[len(t.Pieces)-1]
	p.Gone = row - p.Row + 1
	p.Height--
	t.Height--
}

// plainAt says whether a cell that is not merged holds something at a place.
func (t *Table) plainAt(row, col int) bool {
	return t.At(row, col) != nil && !slices.ContainsFunc(t.Spans, func(s Span) bool {
		return s.Row <= row && row <= s.LastRow && s.Col <= col && col <= s.LastCol
	})
}

// mostHeads are the rows that a heading may have which is repeated behind a cut.
const mostHeads = 6

// repeated finds the rows at the head of next that stand in t already: the longest run of them, and where it begins. A
// table that is nothing but a repetition is a copy, and no row that may have been filled in counts.
func (t *Table) repeated(next *Table) (at, n int) {
	for i := range t.Rows {
		from := t.Rows[i].Number
		k := 0
		for k < mostHeads && k+1 < next.Height && t.heading(from+k, k == 0) && t.sameRow(from+k, next, k+1) {
			k++
		}
		if k > n {
			at, n = from, k
		}
	}
	return at, n
}

// heading says whether a row may be one of a heading: words in every cell, and at least two of them in its first row.
func (t *Table) heading(row int, first bool) bool {
	r := t.row(row)
	if r == nil || r.Repeats > 0 || first && len(r.Cells) < 2 && !r.Header {
		return false
	}
	for _, c := range r.Cells {
		if !slices.ContainsFunc([]rune(c.Text), unicode.IsLetter) {
			return false
		}
	}
	return true
}

func (t *Table) row(number int) *Row {
	i, ok := slices.BinarySearchFunc(t.Rows, number, func(r Row, n int) int { return r.Number - n })
	if !ok {
		return nil
	}
	return &t.Rows[i]
}

// sameRow says whether a row of t and one of other hold the same texts in the same columns, merged alike; how far down
// they are merged depends on where the table was cut.
func (t *Table) sameRow(row int, other *Table, theirs int) bool {
	a, b := t.row(row), other.row(theirs)
	if a == nil || b == nil || !slices.EqualFunc(a.Cells, b.Cells, func(x, y Cell) bool {
		return x.Col == y.Col && x.Text == y.Text
	}) {
		return false
	}
	return slices.Equal(t.spansFrom(row), other.spansFrom(theirs))
}

// spansFrom are the columns of the merged cells that begin in a row.
func (t *Table) spansFrom(row int) (out []Span) {
	for _, s := range t.Spans {
		if s.Row == row && s.Col != s.LastCol {
			out = append(out, Span{0, s.Col, 0, s.LastCol})
		}
	}
	slices.SortFunc(out, func(x, y Span) int { return x.Col - y.Col })
	return out
}
