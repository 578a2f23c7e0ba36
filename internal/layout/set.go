package layout

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// setter sets texts: clusters, faces, lines. Its buffers are reused from text to text and from form to form; lines and
// runs come from arenas.
type setter struct {
	m     Measurer
	allow bool // missing characters are warnings
	found finding.List

	text  string
	cl    []linebreak.Cluster
	gl    []Glyphs      // parallel to cl
	own   []*grid.Style // parallel to cl, the style of the span it is in; empty: the text has no spans
	lines []linebreak.Line
	runs  []grid.Run
	kept  []grid.Line
	many  int // lines and runs that an arena is made for
}

// setters keep the buffers of setters for the next form.
var setters = sync.Pool{New: func() any { return new(setter) }}

// newSetter makes a setter whose arenas have room for some many lines and runs.
func newSetter(m Measurer, allow bool, many int) *setter {
	s := setters.Get().(*setter)
	s.m, s.allow, s.many = m, allow, many
	return s
}

// done gives the buffers back. What was found and kept belongs to the form.
func (s *setter) done() {
	const much = 1 << 13
	if cap(s.cl) > much {
		return
	}
	clear(s.own[:cap(s.own)])
	*s = setter{cl: s.cl[:0], gl: s.gl[:0], own: s.own[:0], lines: s.lines[:0]}
	setters.Put(s)
}

// load takes a text to be set in a style. A character without a glyph is found once a cell, with its first place.
func (s *setter) load(text string, st *grid.Style, where func() finding.Finding) {
	s.loadSpans(text, st, nil, where)
}

// loadSpans is load for a text parts of which are set in styles of their own.
func (s *setter) loadSpans(text string, st *grid.Style, spans []grid.Span, where func() finding.Finding) {
	s.text, s.own = text, s.own[:0]
	s.cl = linebreak.Clusters(s.cl[:0], text)
	s.gl = s.gl[:0]
	usual, font := st, Font{st.Family, st.Bold}
	begins := true
	var told map[string]bool
	for i := range s.cl {
		c := &s.cl[i]
		if c.Newline() {
			s.gl = append(s.gl, Glyphs{})
			if begins = true; spans != nil {
				s.own = append(s.own, nil)
			}
			continue
		}
		if spans != nil {
			st = usual
			for len(spans) > 0 && spans[0].End <= int(c.Start) {
				spans = spans[1:]
			}
			own := (*grid.Style)(nil)
			if len(spans) > 0 && spans[0].Start <= int(c.Start) {
				st, own = spans[0].Style, spans[0].Style
			}
			s.own, font = append(s.own, own), Font{st.Family, st.Bold}
		}
		word := text[c.Start:c.End]
		g, ok := s.glyphs(font, st, c, word)
		if (!ok || g.Lost != nil) && !told[word] {
			if told == nil {
				told = map[string]bool{}
			}
			if told[word] = true; !ok {
				s.missing(font, word, i+1, where())
			} else {
				s.lost(g, word, i+1, where())
			}
		}
		if st.Raise != 0 {
			g.Advance, c.Width = g.Advance*raisedSize/10, c.Width*raisedSize/10
		}
		c.Width = max(c.Width, g.Advance)
		if st.Letter > 0 && !usual.Stack {
			room := int32(st.Letter) * (linebreak.Em / 100)
			g.Advance, c.Width = g.Advance+room*int32(painted(g, word)), c.Width+room*int32(painted(g, word))
		}
		s.gl = append(s.gl, g)
		if begins && usual.First > 0 {
			c.Width += int32(usual.First) * (linebreak.Em / 100)
		}
		begins = false
	}
}

// painted is how many characters are painted for a cluster.
func painted(g Glyphs, word string) int {
	if g.Paint != "" {
		word = g.Paint
	}
	return utf8.RuneCountInString(word)
}

// spacing is the room after each character of a text in a style at a size.
func spacing(st *grid.Style, size unit.Length) unit.Length {
	if st.Letter == 0 || st.Stack {
		return 0
	}
	return size.Scale(int64(st.Letter), 100)
}

func (s *setter) glyphs(font Font, st *grid.Style, c *linebreak.Cluster, word string) (Glyphs, bool) {
	if st.Latin != "" && c.Latin() {
		if g, ok := s.m.Measure(Font{st.Latin, st.Bold}, word); ok {
			return g, true
		}
	}
	if st.Stack {
		if v := verticalForm(c.First()); v != "" && len(word) == utf8.RuneLen(c.First()) {
			if g, ok := s.m.Measure(font, v); ok {
				g.Paint = v
				return g, true
			}
		}
	}
	return s.m.Measure(font, word)
}

// lost says that a cluster is painted in its common form.
func (s *setter) lost(g Glyphs, word string, at int, f finding.Finding) {
	f.Code, f.Severity, f.Printed = "FONT-VARIANT", finding.Warning, word
	f.Message = fmt.Sprintf("第 %d 字“%s” %s：%s", at, word, codes(word), g.Lost.Chinese)
	f.English = fmt.Sprintf("character %d “%s” %s: %s", at, word, codes(word), g.Lost.English)
	s.found = append(s.found, f)
}

// codes is the code points of a cluster.
func codes(word string) string {
	var code []string
	for _, r := range word {
		code = append(code, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(code, " ")
}

func (s *setter) missing(font Font, word string, at int, f finding.Finding) {
	var why, english, hint string
	if e, ok := s.m.(Explainer); ok {
		why, english, hint = e.Explain(font, word)
	}
	if why == "" {
		why = fmt.Sprintf("“%s” %s：字体“%s”的各字面均无此字", word, codes(word), font.Family)
	}
	if english == "" {
		english = fmt.Sprintf("“%s” %s: no face of %s has it", word, codes(word), font.Family)
	}
	if hint == "" {
		hint = "请用 --font-dir 提供含该字的 TTF"
	}
	f.Code, f.Severity = "FONT-MISSING", finding.Error
	if s.allow {
		f.Severity = finding.Warning
	}
	f.Printed = word
	f.Message = fmt.Sprintf("第 %d 字 %s", at, why)
	f.English = fmt.Sprintf("character %d: %s", at, english)
	f.Hint = hint
	s.found = append(s.found, f)
}

// widest is the widest cluster, and the widest paragraph, in millionths of an em.
func (s *setter) widest() (cluster int32, paragraph int64) {
	var w int64
	for i := range s.cl {
		c := &s.cl[i]
		if c.Newline() {
			w = 0
			continue
		}
		w += int64(c.Width)
		cluster = max(cluster, c.Width)
		if !c.Space() {
			paragraph = max(paragraph, w)
		}
	}
	return cluster, paragraph
}

// perEm is a length in millionths of an em of a font size.
func perEm(l, size unit.Length) int64 {
	if l <= 0 {
		return 0
	}
	return int64(l) * linebreak.Em / int64(size)
}

// length is millionths of an em as a length.
func length(em int64, size unit.Length) unit.Length {
	return unit.Length((em*int64(size) + linebreak.Em/2) / linebreak.Em)
}

// wrap breaks the text at a size; the number of lines is the result.
func (s *setter) wrap(avail, size unit.Length) int {
	s.lines = linebreak.Break(s.lines[:0], s.cl, perEm(avail, size))
	return len(s.lines)
}

// unbroken says whether every paragraph is on one line, with all of its blanks.
func (s *setter) unbroken() bool {
	for i := range s.lines {
		if l := &s.lines[i]; !l.Last || l.To < len(s.cl) && !s.cl[l.To].Newline() {
			return false
		}
	}
	return true
}

// stack sets one cluster a line.
func (s *setter) stack() int {
	s.lines = s.lines[:0]
	for i := range s.cl {
		c := &s.cl[i]
		if c.Newline() {
			continue
		}
		s.lines = append(s.lines, linebreak.Line{From: i, To: i + 1, Start: int(c.Start), End: int(c.End),
			Width: int64(c.Width), Last: i == len(s.cl)-1})
	}
	return len(s.lines)
}

// keep copies the lines found last into the arena, with their runs.
func (s *setter) keep(size unit.Length) []grid.Line {
	n := len(s.lines)
	if n == 0 {
		return nil
	}
	if cap(s.kept)-len(s.kept) < n {
		s.kept = make([]grid.Line, 0, max(s.many, n))
	}
	from := len(s.kept)
	for _, l := range s.lines {
		s.kept = append(s.kept, grid.Line{Start: l.Start, End: l.End, Width: length(l.Width, size), Last: l.Last,
			Runs: s.runsOf(l.From, l.To, size)})
	}
	return s.kept[from:len(s.kept):len(s.kept)]
}

// together says whether cluster i is in one run with the one before it: one face, one style, and nothing else painted
// in the place of either.
func (s *setter) together(i int) bool {
	a, b := &s.gl[i-1], &s.gl[i]
	if len(s.own) > 0 && s.own[i] != s.own[i-1] {
		return false
	}
	return a.Face == b.Face && a.Paint == "" && b.Paint == ""
}

// run is clusters from ≤ i < to as one run.
func (s *setter) run(from, to int, size unit.Length) grid.Run {
	var w int64
	for i := from; i < to; i++ {
		w += int64(s.gl[i].Advance)
	}
	r := grid.Run{Text: s.text[s.cl[from].Start:s.cl[to-1].End], Face: s.gl[from].Face, Width: length(w, size)}
	if len(s.own) > 0 {
		r.Style = s.own[from]
	}
	if p := s.gl[from].Paint; p != "" {
		r.Text, r.Entered = p, r.Text
	}
	return r
}

// runsOf splits clusters from ≤ i < to into runs.
func (s *setter) runsOf(from, to int, size unit.Length) []grid.Run {
	n := 0
	for i := from; i < to; i++ {
		if i == from || !s.together(i) {
			n++
		}
	}
	if cap(s.runs)-len(s.runs) < n {
		s.runs = make([]grid.Run, 0, max(s.many, n))
	}
	first := len(s.runs)
	for i := from; i < to; {
		k := i + 1
		for k < to && s.together(k) {
			k++
		}
		s.runs = append(s.runs, s.run(i, k, size))
		i = k
	}
	return s.runs[first:len(s.runs):len(s.runs)]
}

// Raised text: its size in tenths, and by how many hundredths of an em of the line its baseline is higher or lower.
const (
	raisedSize   = 6
	raisedHigher = 36
	raisedLower  = 16
)

// widthOf is the width of runs that follow each other.
func widthOf(runs []grid.Run) (w unit.Length) {
	for i := range runs {
		w += runs[i].Width
	}
	return w
}

// verticalForm is the presentation form that stands for r in text set downwards (UAX #50; the faces map these code
// points), "" if r is upright as it is.
func verticalForm(r rune) string {
	switch r {
	case '（', '(':
		return "︵"
	case '）', ')':
		return "︶"
	case '—':
		return "︱"
	case '…':
		return "︙"
	case '《':
		return "︽"
	case '》':
		return "︾"
	case '：':
		return "︓"
	}
	return ""
}
