package pdf

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/pdf/zpiece"
)

// Cache is the faces of a process with their glyphs as they are compressed in a font file. It only saves time: a
// file's bytes do not depend on what the cache holds. Any number of goroutines may share one.
type Cache struct {
	faces Faces
	mu    sync.Mutex
	known map[string]*face
	idle  []*Stream // memory of files written, for the next

	pictures pictures
}

// maxIdle is how many writers' memory a Cache keeps, about 1 MB each.
const maxIdle = 16

// take gives the memory of a file written before, nil if there is none.
func (c *Cache) take() *Stream {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.idle) - 1
	if n < 0 {
		return nil
	}
	s := c.idle[n]
	c.idle = c.idle[:n]
	return s
}

func (c *Cache) give(s *Stream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.idle) < maxIdle {
		c.idle = append(c.idle, s)
	}
}

// New makes an empty cache over faces.
func New(faces Faces) *Cache {
	return &Cache{faces: faces, known: map[string]*face{}}
}

// face is a face with its coded glyphs, filled in as they are first used.
type face struct {
	*fonts.Face
	name   string
	code   *zpiece.Code
	glyphs []atomic.Pointer[glyph]
	hints  []table // cvt, fpgm, prep, as far as the face has them
}

type table struct {
	tag  string
	data glyph
}

// glyph is one glyph description, padded to two bytes and coded; composite ones keep their bytes, as the glyph numbers
// in them change with the subset.
type glyph struct {
	piece     *zpiece.Piece // nil if empty or composite
	composite string
	size      int
	sum       halves
}

// halves is the sum of the even and of the odd 16-bit words, from which the checksum follows wherever the bytes are.
type halves struct{ even, odd uint32 }

func (h *halves) add(x halves, at int) {
	if at%4 == 2 {
		x.even, x.odd = x.odd, x.even
	}
	h.even += x.even
	h.odd += x.odd
}

func (h halves) checksum() uint32 { return h.even<<16 + h.odd }

func sumOf[T string | []byte](b T) (h halves) {
	for i := 0; i < len(b); i++ {
		v := uint32(b[i])
		if i%2 == 0 {
			v <<= 8
		}
		if i%4 < 2 {
			h.even += v
		} else {
			h.odd += v
		}
	}
	return h
}

// face finds a face and reads it on first use.
func (c *Cache) face(name string) (*face, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.known[name]; f != nil {
		return f, nil
	}
	src := c.faces.Face(name)
	if src == nil {
		return nil, base.Refuse(CodeFace, name, "没有这款字体")
	}
	f := &face{Face: src, name: name}
	foreign := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("()<>[]{}/%#", r) }
	if name == "" || len(name) > 100 || strings.ContainsFunc(name, foreign) {
		return nil, base.Refuse(CodeFace, name, "字体名不能写进 PDF")
	}
	if f.code = zpiece.Ready(f.Codes()); f.code == nil {
		f.code = zpiece.TrainOn(f.Glyphs(), f.Description)
	}
	f.glyphs = make([]atomic.Pointer[glyph], f.Glyphs())
	for _, tag := range []string{"cvt ", "fpgm", "prep"} {
		if d := f.Table(tag); d != "" {
			f.hints = append(f.hints, table{tag, *f.coded(d, 4)})
		}
	}
	c.known[name] = f
	return f, nil
}

// coded pads d to a multiple of align bytes and codes it.
func (f *face) coded(d string, align int) *glyph {
	b := []byte(d)
	for len(b)%align != 0 {
		b = append(b, 0)
	}
	return &glyph{piece: f.code.Piece(b), size: len(b), sum: sumOf(b)}
}

var blank glyph

// glyph is glyph gid, coded when first asked for. Two goroutines may code it at once; the results are equal.
func (f *face) glyph(gid uint16) (*glyph, error) {
	if int(gid) >= len(f.glyphs) { // blanks of package fonts: tab, format characters
		return &blank, nil
	}
	slot := &f.glyphs[gid]
	if g := slot.Load(); g != nil {
		return g, nil
	}
	d, err := f.Description(gid)
	if err != nil {
		return nil, corrupt(f.name, err)
	}
	g := &blank
	switch {
	case d == "":
	case d[0]&0x80 != 0:
		if len(d)%2 != 0 {
			d += "\x00"
		}
		g = &glyph{composite: d, size: len(d)}
	default:
		g = f.coded(d, 2)
	}
	slot.Store(g)
	return g, nil
}
