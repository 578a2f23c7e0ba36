package ofd

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf/zpiece"
)

// Nearly all of a form's OFD is the font, and nearly all the work is to compress it. As in PDF
// (docs/decisions/0006-glued-fonts.md), what is the same in all subsets of a face is compressed once a process:
// glyphs, and the tables that are copied. The rest of a subset is put between. What comes out depends on the subset
// alone.

// glue has the compressed pieces of one face.
type glue struct {
	code   *zpiece.Code
	glyphs []atomic.Pointer[zpiece.Piece] // by glyph of the face
	tables [len(copied)]atomic.Pointer[zpiece.Piece]
}

// copied are the tables that a subset has from the face as they are.
var copied = [...]string{"OS/2", "cvt ", "fpgm", "name", "prep"}

func newGlue(f *fonts.Face) *glue {
	code := zpiece.Ready(f.Codes())
	if code == nil {
		code = zpiece.TrainOn(f.Glyphs(), f.Description)
	}
	return &glue{code: code, glyphs: make([]atomic.Pointer[zpiece.Piece], f.Glyphs())}
}

// piece is b, coded when first asked for. Two goroutines may code it at once; the results are equal.
func (g *glue) piece(slot *atomic.Pointer[zpiece.Piece], b []byte) *zpiece.Piece {
	p := slot.Load()
	if p == nil {
		p = g.code.Piece(b)
		slot.Store(p)
	}
	return p
}

// pack appends the raw deflate stream (RFC 1951) of a subset whose glyph i is glyph gids[i] of the face. ok is false
// for a font so large that its glyphs are padded otherwise: it is one of a book, written once, and compressing it as
// a whole makes it smaller.
func (g *glue) pack(dst, ttf []byte, gids []uint16) (out []byte, ok bool) {
	type table struct {
		tag     string
		at, end int
	}
	tables := make([]table, binary.BigEndian.Uint16(ttf[4:]))
	var head, loca []byte
	for i := range tables {
		e := ttf[12+16*i:]
		at, n := int(binary.BigEndian.Uint32(e[8:])), int(binary.BigEndian.Uint32(e[12:]))
		tables[i] = table{string(e[:4]), at, at + n}
		switch tables[i].tag {
		case "head":
			head = ttf[at : at+n]
		case "loca":
			loca = ttf[at : at+n]
		}
	}
	if len(head) < 54 || head[51] != 0 {
		return dst, false
	}
	slices.SortFunc(tables, func(a, b table) int { return a.at - b.at })
	from := len(dst)
	w := g.code.Writer(dst)
	done := 0
	for _, t := range tables {
		k := slices.Index(copied[:], t.tag)
		if t.tag != "glyf" && k < 0 {
			continue
		}
		w.AddBytes(ttf[done:t.at])
		done = t.end
		if k >= 0 {
			w.Add(g.piece(&g.tables[k], ttf[t.at:t.end]))
			continue
		}
		for j := range len(loca)/2 - 1 {
			d := ttf[t.at+2*int(binary.BigEndian.Uint16(loca[2*j:])) : t.at+2*int(binary.BigEndian.Uint16(loca[2*j+2:]))]
			switch {
			case len(d) == 0:
			case j < len(gids) && int(gids[j]) < len(g.glyphs) && d[0]&0x80 == 0:
				w.Add(g.piece(&g.glyphs[gids[j]], d))
			default: // a composite has glyph numbers of this subset in it
				w.AddBytes(d)
			}
		}
	}
	w.AddBytes(ttf[done:])
	out = w.Close()
	// A zlib stream (RFC 1950) has two bytes before and a checksum behind, ZIP neither.
	n := copy(out[from:], out[from+2:len(out)-4])
	return out[:from+n], true
}

// glue is that of a face, made when first asked for.
func (p *Painter) glue(name string, f *fonts.Face) *glue {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.glued[name]
	if g == nil {
		if p.glued == nil {
			p.glued = map[string]*glue{}
		}
		g = newGlue(f)
		p.glued[name] = g
	}
	return g
}
