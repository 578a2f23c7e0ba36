package pdf

import (
	"math"
	"unicode/utf8"
)

// glyph is a character on a page. Lengths are points, from the top left corner of the page as it is shown.
type glyph struct {
	text string
	x, y float32 // where its baseline begins
	w    float32 // its advance along the baseline
	size float32
	dx   float32 // direction of the baseline, of length 1; dy downwards
	dy   float32
	mark int32 // of the marked content it is in; -1: none
	kind kind
}

// kind is what a text is part of.
type kind uint8

const (
	body kind = iota
	header
	footer
	watermark
	repeated // other artifacts: rows that every page repeats
)

// middle is a point in the middle of a glyph.
func (g *glyph) middle() (x, y float32) {
	const up = 0.36 // of the size: half the height of a character above its baseline
	return g.x + g.dx*g.w/2 + g.dy*g.size*up, g.y + g.dy*g.w/2 - g.dx*g.size*up
}

// line is a ruled line, along or down the page.
type line struct {
	along  bool
	at     float32 // the y of one along the page, the x of one down it
	lo, hi float32
}

// shown is what a page shows.
type shown struct {
	width, height float32
	glyphs        []glyph
	lines         []line
	cut           int     // characters outside the clip
	unseen        int     // characters drawn without ink
	slanted       []glyph // characters along no edge of the page
	pictures      float32 // the area that pictures take
	spaced        bool    // blanks are characters
	notes         int     // annotations with a look of their own that were not read
}

// What a page may have; more is no form.
const (
	maxGlyphs  = 100_000
	maxLines   = 60_000
	maxOps     = 3_000_000
	maxForms   = 8 // nested
	maxSaved   = 256
	thin       = 3.0 // points: a filled box of less is a line
	short      = 1.0 // points: what is shorter is a dot
	maxOperand = 1 << 16
)

type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// state is the graphics state (8.4), as far as it matters.
type state struct {
	ctm                          matrix
	font                         *font
	size, char, word, lead, rise float64
	wide                         float64 // horizontal scaling
	clip                         corners // what is painted outside is not seen
	render                       int
	fillWhite, strokeWhite       bool
	strokeWidth                  float64
}

// interpreter paints a page into lists.
type interpreter struct {
	f     *file
	out   *shown
	s     state
	saved []state
	text  matrix // and of the line
	start matrix
	marks []mark
	ops   int
	depth int
	fonts map[any]*font // by reference

	path   []subpath
	clips  bool // the path will be the clip, too
	failed error
}

type mark struct {
	kind   kind
	id     int32
	actual string // what a Span stands for
	from   int    // its first glyph
}

type subpath struct {
	points [][2]float64
	curved bool
	closed bool
}

// run goes through a content stream with its resources.
func (p *interpreter) run(data []byte, res dict) {
	bottom := len(p.saved)
	ok := operators(data, func(op operator, args []any) bool {
		if p.ops--; p.ops < 0 || p.f.spent() {
			p.failed = errMuch
		}
		if p.failed == nil {
			p.do(op, args, res)
		}
		return p.failed == nil
	})
	if !ok && p.failed == nil {
		p.failed = errDamaged
	}
	if len(p.saved) > bottom {
		p.s, p.saved = p.saved[bottom], p.saved[:bottom]
	}
}

// operators calls each for every operator of a content stream or CMap with what is before it; false if one is refused
// or something cannot be read. Pictures within the content are skipped.
func operators(data []byte, each func(op operator, args []any) bool) bool {
	l := newLexer(data, 0)
	var args []any
	for {
		l.room = maxValues
		v := l.next()
		if v == nil && l.i >= len(l.b) {
			return !l.bad
		}
		op, isOp := v.(operator)
		if !isOp {
			if args = append(args, v); len(args) > maxOperand {
				return false
			}
			continue
		}
		if op == "ID" {
			l.picture()
			op = "EI"
		}
		if !each(op, args) {
			return false
		}
		args = args[:0]
	}
}

// picture goes behind the EI that ends the data of a picture.
func (l *lexer) picture() {
	for l.i++; l.i+2 <= len(l.b); l.i++ {
		if l.b[l.i] == 'E' && l.b[l.i+1] == 'I' && space(l.b[l.i-1]) && (l.i+2 == len(l.b) || space(l.b[l.i+2])) {
			l.i += 2
			return
		}
	}
	l.i = len(l.b)
}

func num(args []any, i int) float64 {
	if i >= 0 && i < len(args) {
		return real(args[i])
	}
	return 0
}

func (p *interpreter) do(op operator, a []any, res dict) {
	switch op {
	case "q":
		if len(p.saved) >= maxSaved {
			p.failed = errMuch
			return
		}
		p.saved = append(p.saved, p.s)
	case "Q":
		if n := len(p.saved); n > 0 {
			p.s, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		p.s.ctm = matrix{num(a, 0), num(a, 1), num(a, 2), num(a, 3), num(a, 4), num(a, 5)}.times(p.s.ctm)
	case "w":
		p.s.strokeWidth = num(a, 0)
	case "g", "rg", "k", "sc", "scn":
		p.s.fillWhite = whiteOf(op, a)
	case "G", "RG", "K", "SC", "SCN":
		p.s.strokeWhite = whiteOf(op, a)
	case "cs":
		p.s.fillWhite = false
	case "CS":
		p.s.strokeWhite = false
	case "m", "l", "re", "c", "v", "y", "h":
		p.build(op, a)
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n":
		p.paint(op)
	case "W", "W*":
		p.clips = true
	case "BDC", "BMC":
		p.begin(a, res)
	case "EMC":
		if n := len(p.marks); n > 0 {
			p.stand(p.marks[n-1])
			p.marks = p.marks[:n-1]
		}
	case "Do":
		if n, ok := last(a).(name); ok {
			p.object(p.f.get(p.f.dict(res["XObject"])[n]), res)
		}
	case "EI":
		p.pictured()
	default:
		p.write(op, a, res)
	}
}

// whiteOf says whether an operator sets white; of colours whose space is not looked at it is not known, and no.
func whiteOf(op operator, a []any) bool {
	if len(a) == 0 {
		return false
	}
	want := 1.0
	if op == "k" || op == "K" {
		want = 0
	}
	for _, v := range a {
		if f, ok := v.(float64); !ok || math.Abs(f-want) > 0.001 {
			return false
		}
	}
	return len(a) != 4 || op == "k" || op == "K"
}

// begin opens marked content (14.6).
func (p *interpreter) begin(a []any, res dict) {
	m := mark{id: -1}
	if n := len(p.marks); n > 0 {
		m = p.marks[n-1]
		m.actual = ""
	}
	var props dict
	if len(a) > 1 {
		if n, ok := a[1].(name); ok {
			props = p.f.dict(p.f.dict(res["Properties"])[n])
		} else {
			props, _ = a[1].(dict)
		}
	}
	if id, ok := props["MCID"]; ok {
		m.id = int32(whole(id))
	}
	if len(a) > 0 && a[0] == name("Artifact") {
		m.kind = map[any]kind{name("Header"): header, name("Footer"): footer, name("Watermark"): watermark}[props["Subtype"]]
		if m.kind == body {
			m.kind = repeated
		}
	}
	if s, ok := p.f.get(props["ActualText"]).(str); ok && a[0] == name("Span") {
		p.f.work(len(s))
		m.actual, m.from = textString(s), len(p.out.glyphs)
	}
	if len(p.marks) < maxSaved {
		p.marks = append(p.marks, m)
	}
}

// stand puts the text that a Span stands for in place of its glyphs: a glyph may be that of several characters. Letters
// and figures stay as they are drawn, and so does a text of several lines, whose blanks the structure tree tells.
func (p *interpreter) stand(m mark) {
	if m.actual == "" || m.from >= len(p.out.glyphs) {
		return
	}
	p.f.keep(len(m.actual))
	gs := p.out.glyphs[m.from:]
	for i := range gs {
		if r, _ := utf8.DecodeRuneInString(gs[i].text); r < 0x80 || gs[i].across() != gs[0].across() {
			return
		}
	}
	n := 0
	for _, r := range m.actual {
		if r < 0x80 {
			return
		}
		n++
	}
	if n == len(gs) { // one for each
		i := 0
		for _, r := range m.actual {
			gs[i].text = string(r)
			i++
		}
		return
	}
	gs[0].text = m.actual
	for i := range gs[1:] {
		gs[1+i].text = ""
	}
}

// textString is a text string (7.9.2.2).
func textString(s str) string {
	if len(s) > 1 && s[0] == 0xfe && s[1] == 0xff {
		return utf16Text(s[2:])
	}
	if len(s) > 2 && s[:3] == "\xef\xbb\xbf" {
		return string(s[3:])
	}
	return string(s)
}

// object paints a form or picture.
func (p *interpreter) object(v any, outer dict) {
	s, ok := v.(stream)
	if !ok {
		return
	}
	if s.dict["Subtype"] == name("Image") {
		p.pictured()
		return
	}
	if s.dict["Subtype"] != name("Form") {
		return
	}
	if p.depth >= maxForms {
		p.failed = errMuch
		return
	}
	data, err := p.f.decode(s)
	if err != nil {
		p.failed = err
		return
	}
	kept, text, start, marks := p.s, p.text, p.start, p.marks
	if m := p.f.list(s.dict["Matrix"]); len(m) == 6 {
		p.s.ctm = matrix{num(m, 0), num(m, 1), num(m, 2), num(m, 3), num(m, 4), num(m, 5)}.times(p.s.ctm)
	}
	if b := p.f.list(s.dict["BBox"]); len(b) == 4 {
		c := p.f.corners(b)
		p.path = p.path[:0]
		p.build("re", []any{c[0], c[1], c[2] - c[0], c[3] - c[1]})
		p.clips = true
		p.paint("n")
	}
	res := p.f.dict(s.dict["Resources"])
	if res == nil {
		res = outer
	}
	p.depth++
	p.run(data, res)
	p.depth--
	p.s, p.text, p.start, p.marks = kept, text, start, marks
}

// pictured counts the area of the unit square, in which pictures are painted.
func (p *interpreter) pictured() {
	m := p.s.ctm
	p.out.pictures += float32(math.Abs(m[0]*m[3] - m[1]*m[2]))
}
