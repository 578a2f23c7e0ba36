package ofd

import (
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A text becomes one TextObject a line, cut where readers go wrong: a character beyond U+FFFF stands alone, because
// some count UTF-16 units where DeltaX counts characters; so do blanks at the beginning and tabs, because some drop
// white space and would then set all that follows too far left. Places are absolute and rounded once, so that no
// error adds up along a line.

// piece is one TextObject to be.
type piece struct {
	text        string
	at, end     int64 // along the baseline from the start of the text, in EMU; end is behind the last advance
	from, to    int   // places of its characters in pieces.at
	x0, x1      int64 // what it paints along the baseline, in EMU from the start of the text
	over, below int64 // what it paints above and below the baseline, in EMU
}

// pieces is the working memory of one text.
type pieces struct {
	list []piece
	at   []int64 // start of every character, in EMU from the start of the text
}

// Every character has at least the room of a line of text above and below the baseline, in hundredths of the size.
const (
	ascent  = 88
	descent = 12
)

// cut parts a text. A text that stands for other characters is one piece of these.
func (p *pieces) cut(t *page.Text, f *fonts.Face) {
	p.list, p.at = p.list[:0], p.at[:0]
	size, em := int64(t.Size), int64(f.UnitsPerEm())
	units, count := int64(0), int64(0)
	blank, alone := false, true // of the character before
	for i, r := range t.Text {
		gid, _ := f.Glyph(r)
		at := units*size/em + count*int64(t.Spacing)
		nowBlank := r == ' ' || r == '\t' || fonts.Blank(r)
		nowAlone := r > 0xffff || r == '\t'
		n := len(p.list)
		if n == 0 || alone || nowAlone || blank && !nowBlank && p.blankOnly() {
			p.list = append(p.list, piece{at: at, from: len(p.at), to: len(p.at), x0: at, over: size * ascent / 100,
				below: size * descent / 100})
			n++
		}
		units += int64(f.Advance(gid))
		count++
		x := &p.list[n-1]
		p.at = append(p.at, at)
		x.text = t.Text[i-len(x.text) : i+utf8.RuneLen(r)]
		x.to++
		x.end = units*size/em + count*int64(t.Spacing)
		x.x1 = max(x.x1, x.end)
		if x0, y0, x1, y1, ok := ink(f, gid); ok {
			x.x0, x.x1 = min(x.x0, at+x0*size/em), max(x.x1, at+x1*size/em)
			x.over, x.below = max(x.over, y1*size/em), max(x.below, -y0*size/em)
		}
		blank, alone = nowBlank, nowAlone
	}
}

// blankOnly says whether the last piece has nothing but blanks.
func (p *pieces) blankOnly() bool {
	for _, r := range p.list[len(p.list)-1].text {
		if r != ' ' && !fonts.Blank(r) {
			return false
		}
	}
	return true
}

// text writes a run. Its characters have glyphs, see checkGlyphs.
func (w *painter) text(t *page.Text) {
	s := w.s
	if t.Text == "" {
		return
	}
	f := w.face
	if f == nil || f.Name != t.Face || f.Other != 0 {
		f = s.fonts.Of(t.Face, 0)
		w.face = f
	}
	ps := &s.pieces
	ps.cut(t, f.Face)
	if t.Entered != "" {
		r, _ := utf8.DecodeRuneInString(t.Text)
		gid, _ := f.Face.Glyph(r)
		if other := s.fonts.For(t.Face, t.Entered, gid); other != nil {
			x := &ps.list[0]
			x.text = t.Entered
			for range utf8.RuneCountInString(t.Entered) - 1 {
				ps.at = append(ps.at, x.end)
				x.to++
			}
			w.object(t, x, other)
			return
		}
	}
	for i := range ps.list {
		x := &ps.list[i]
		f.AddText(x.text)
		w.object(t, x, f)
	}
}

// slack is the room between what a text paints and its Boundary, which clips: a reader smooths edges.
const slack = 200

// cosines are what one step along the baseline is to the right and upwards, in 1/100000.
var cosines = map[int][2]int64{0: {100000, 0}, 45: {70711, 70711}, 90: {0, 100000}, 180: {-100000, 0}, 270: {0,
	-100000}}

// matrices are the first four numbers of the CTM; y is downwards in OFD, so turning to the left has the minus in b.
var matrices = map[int]string{45: "0.70711 -0.70711 0.70711 0.70711", 90: "0 -1 1 0", 180: "-1 0 0 -1", 270: "0 1 -1 0"}

// object writes one TextObject.
func (w *painter) object(t *page.Text, x *piece, f *face.Font) {
	um := func(v int64) int64 { return micron(unit.Length(v)) }
	id := w.s.nextID()
	b := append(putInt(append(w.b, `<ofd:TextObject ID="`...), id), `" Boundary="`...)
	var ox, oy int64 // the start of the baseline from the corner of the Boundary
	start := um(int64(t.X) + x.at)
	if t.Rotate == 0 {
		left, right := um(int64(t.X)+x.x0)-slack, um(int64(t.X)+x.x1)+slack
		top, bottom := um(int64(t.Y)-x.over)-slack, um(int64(t.Y)+x.below)+slack
		b = putBox(b, left, top, right, bottom)
		ox, oy = start-left, micron(t.Y)-top
	} else {
		c := cosines[t.Rotate]
		cx, cy := um(int64(t.X)+x.at*c[0]/100000), um(int64(t.Y)-x.at*c[1]/100000) // where the piece starts on the page
		room := um(max(x.over, x.below, x.at-x.x0)) + slack
		ex, ey := um((x.x1-x.at)*c[0]/100000), um((x.x1-x.at)*c[1]/100000)
		left, right := cx+min(0, ex)-room, cx+max(0, ex)+room
		top, bottom := cy-max(0, ey)-room, cy-min(0, ey)+room
		b = putBox(b, left, top, right, bottom)
		b = append(append(append(b, `" CTM="`...), matrices[t.Rotate]...), ' ')
		b = putXY(b, cx-left, cy-top)
	}
	b = append(putInt(append(b, `" Font="`...), f.ID), `" Size="`...)
	b = base.AppendMilli(b, max(1, micron(t.Size)))
	b = append(putInk(append(b, `"><ofd:FillColor Value="`...), t.Ink()), `"/><ofd:TextCode X="`...)
	b = append(base.AppendMilli(append(base.AppendMilli(b, ox), `" Y="`...), oy), '"')
	for i := x.from + 1; i < x.to; i++ {
		if i == x.from+1 {
			b = append(b, ` DeltaX="`...)
		} else {
			b = append(b, ' ')
		}
		if t.Rotate == 0 {
			at := um(int64(t.X) + w.s.pieces.at[i])
			b = base.AppendMilli(b, at-start)
			start = at
		} else {
			b = base.AppendMilli(b, um(w.s.pieces.at[i]-x.at)-um(w.s.pieces.at[i-1]-x.at))
		}
	}
	if x.to > x.from+1 {
		b = append(b, '"')
	}
	b = append(b, '>')
	b = putText(b, x.text)
	w.b = append(b, "</ofd:TextCode></ofd:TextObject>"...)
	w.refer(t.Tag, id)
}
