package grid

// Span is a part of a cell's text that is set in a style of its own: Text[Start:End].
type Span struct {
	Start, End int
	Style      *Style
}

// Split is the text of a cell from ≤ i < to as parts of one style each: those of its spans, and its own between them.
func (c *Cell) Split(from, to int) []Span {
	var out []Span
	add := func(a, b int, s *Style) {
		if a, b = max(a, from), min(b, to); a < b {
			out = append(out, Span{a, b, s})
		}
	}
	at := 0
	for _, s := range c.Spans {
		add(at, s.Start, c.Style)
		add(s.Start, s.End, s.Style)
		at = s.End
	}
	add(at, len(c.Text), c.Style)
	return out
}
