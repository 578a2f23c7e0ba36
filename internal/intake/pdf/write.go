package pdf

import (
	"math"
	"strings"
	"unicode"
)

// write does the operators of text (9.3, 9.4).
func (p *interpreter) write(op operator, a []any, res dict) {
	move := func(x, y float64) {
		p.start = matrix{1, 0, 0, 1, x, y}.times(p.start)
		p.text = p.start
	}
	switch op {
	case "BT":
		p.text, p.start = matrix{1, 0, 0, 1, 0, 0}, matrix{1, 0, 0, 1, 0, 0}
	case "Tf":
		if n, ok := a0(a).(name); ok {
			p.s.font, p.s.size = p.fontOf(p.f.dict(res["Font"])[n]), num(a, 1)
		}
	case "Tc":
		p.s.char = num(a, 0)
	case "Tw":
		p.s.word = num(a, 0)
	case "Tz":
		p.s.wide = num(a, 0) / 100
	case "TL":
		p.s.lead = num(a, 0)
	case "Ts":
		p.s.rise = num(a, 0)
	case "Tr":
		p.s.render = whole(a0(a))
	case "Td":
		move(num(a, 0), num(a, 1))
	case "TD":
		p.s.lead = -num(a, 1)
		move(num(a, 0), num(a, 1))
	case "Tm":
		p.start = matrix{num(a, 0), num(a, 1), num(a, 2), num(a, 3), num(a, 4), num(a, 5)}
		p.text = p.start
	case "T*":
		move(0, -p.s.lead)
	case "Tj":
		p.show(a0(a))
	case "'":
		move(0, -p.s.lead)
		p.show(a0(a))
	case `"`:
		p.s.word, p.s.char = num(a, 0), num(a, 1)
		move(0, -p.s.lead)
		p.show(last(a))
	case "TJ":
		list, _ := a0(a).(array)
		for _, v := range list {
			if k, ok := v.(float64); ok {
				p.advance(-k / 1000 * p.s.size)
			} else {
				p.show(v)
			}
		}
	}
}

func a0(args []any) any {
	if len(args) == 0 {
		return nil
	}
	return args[0]
}

// What is kept of a font, in bytes, and of each of its codes.
const costFont, costCode = 512, 64

// fontSteps is how much work it is to read a font.
const fontSteps = 100

// fontOf reads a font once.
func (p *interpreter) fontOf(v any) *font {
	r, isRef := v.(ref)
	if isRef && p.fonts[r] != nil {
		return p.fonts[r]
	}
	x := p.f.font(v)
	n := len(x.width) + len(x.unicode)
	p.f.work(perStep * (fontSteps + n/4))
	if isRef {
		p.fonts[r] = x
		p.f.keep(costFont + costCode*n)
	}
	if p.f.spent() {
		p.failed = errMuch
	}
	return x
}

// advance moves along the line by units of text space, before horizontal scaling.
func (p *interpreter) advance(by float64) {
	if p.s.font != nil && p.s.font.vertical {
		p.text = matrix{1, 0, 0, 1, 0, by}.times(p.text)
		return
	}
	p.text = matrix{1, 0, 0, 1, by * p.s.wide, 0}.times(p.text)
}

// show paints a string.
func (p *interpreter) show(v any) {
	s, ok := v.(str)
	if !ok || p.s.font == nil {
		return
	}
	p.s.font.chars(s, func(c char) {
		p.glyph(c)
		by := c.width*p.s.size + p.s.char
		if c.blank {
			by += p.s.word
		}
		if p.s.font.vertical {
			by = -(p.s.size + p.s.char)
		}
		p.advance(by)
	})
}

// sees says whether the middle of a glyph is in the box.
func (c corners) sees(g *glyph) bool {
	x, y := g.middle()
	return c.has(float64(x), float64(y), 0.5)
}

// glyph notes a character where it is.
func (p *interpreter) glyph(c char) {
	m := p.text.times(p.s.ctm)
	x, y := m.at(0, p.s.rise)
	dx, dy := m[0]*p.s.wide, m[1]*p.s.wide
	long := math.Hypot(dx, dy)
	size := math.Hypot(m[2], m[3]) * math.Abs(p.s.size)
	if long == 0 || size == 0 || math.IsNaN(long+size+x+y) || math.IsInf(long+size+x+y, 0) {
		return
	}
	g := glyph{text: c.text, x: float32(x), y: float32(y), w: float32(c.width * p.s.size * long), size: float32(size),
		dx: float32(dx / long), dy: float32(dy / long), mark: -1}
	if p.s.font.vertical { // the origin is above the middle
		g.x, g.y = g.x-g.size/2, g.y+0.88*g.size
	}
	if n := len(p.marks); n > 0 {
		g.mark, g.kind = p.marks[n-1].id, p.marks[n-1].kind
	}
	blank := strings.TrimFunc(c.text, unicode.IsSpace) == ""
	switch {
	case p.s.render == 3 || p.s.render == 7:
		if p.out.unseen++; p.out.unseen > maxGlyphs {
			p.failed = errMuch
		}
		return
	case !p.s.clip.sees(&g):
		if !blank {
			p.out.cut++
		}
		if p.out.cut > maxGlyphs {
			p.failed = errMuch
		}
		return
	case max(math.Abs(dx), math.Abs(dy)) < 0.999*long:
		if !blank {
			p.out.slanted = append(p.out.slanted, g)
		}
		return
	}
	p.out.spaced = p.out.spaced || blank
	if p.out.glyphs = append(p.out.glyphs, g); len(p.out.glyphs)+len(p.out.slanted)+p.out.cut > maxGlyphs {
		p.failed = errMuch
	}
}
