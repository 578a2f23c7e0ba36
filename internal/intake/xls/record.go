package xls

import (
	"encoding/binary"
	"unicode/utf16"
)

// The records that are read ([MS-XLS] 2.3.2).
const (
	recFormula     = 0x06
	recEOF         = 0x0A
	recName        = 0x18
	recExternSheet = 0x17
	recDateMode    = 0x22
	recExternName  = 0x23
	recFilePass    = 0x2F
	recFont        = 0x31
	recContinue    = 0x3C
	recObj         = 0x5D
	recColInfo     = 0x7D
	recBoundSheet  = 0x85
	recPalette     = 0x92
	recMulRK       = 0xBD
	recRString     = 0xD6
	recXF          = 0xE0
	recMergeCells  = 0xE5
	recSST         = 0xFC
	recLabelSST    = 0xFD
	recSupBook     = 0x1AE
	recNumber      = 0x203
	recLabel       = 0x204
	recBoolErr     = 0x205
	recString      = 0x207
	recRow         = 0x208
	recArray       = 0x221
	recDefaultRow  = 0x225
	recTable       = 0x236
	recRK          = 0x27E
	recFormat      = 0x41E
	recShared      = 0x4BC
	recBOF         = 0x809
	recDConn       = 0x876
)

// record is a record; fields beyond its end are nought.
type record struct {
	id   int
	data []byte
}

// records goes through a stream.
type records struct {
	b []byte
	i int
}

// next is the next record; ok is false at the end of the stream, or where a record is cut off.
func (r *records) next() (x record, ok bool) {
	x, ok = r.peek()
	if ok {
		r.i += 4 + len(x.data)
	}
	return x, ok
}

func (r *records) peek() (record, bool) {
	if r.i < 0 || r.i+4 > len(r.b) {
		return record{}, false
	}
	n := int(binary.LittleEndian.Uint16(r.b[r.i+2:]))
	if r.i+4+n > len(r.b) {
		return record{}, false
	}
	return record{int(binary.LittleEndian.Uint16(r.b[r.i:])), r.b[r.i+4 : r.i+4+n]}, true
}

// continued are the pieces of a record that goes on in CONTINUE records.
func (r *records) continued(x record) pieces {
	p := pieces{now: x.data}
	for {
		c, ok := r.peek()
		if !ok || c.id != recContinue {
			return p
		}
		p.rest = append(p.rest, c.data)
		r.i += 4 + len(c.data)
	}
}

func (x record) u8(at int) int {
	if at >= len(x.data) {
		return 0
	}
	return int(x.data[at])
}

func (x record) u16(at int) int { return x.u8(at) | x.u8(at+1)<<8 }
func (x record) u32(at int) int { return x.u16(at) | x.u16(at+2)<<16 }

// pieces are the bytes of a record and of those that continue it. bad is set where they end too soon, or in the middle
// of a character.
type pieces struct {
	now  []byte
	rest [][]byte
	bad  bool
}

// over says whether nothing is left.
func (p *pieces) over() bool { return len(p.now) == 0 && !p.more() }

// more goes to the next piece that has something.
func (p *pieces) more() bool {
	for len(p.now) == 0 {
		if len(p.rest) == 0 {
			return false
		}
		p.now, p.rest = p.rest[0], p.rest[1:]
	}
	return true
}

// number reads a little-endian number of some bytes, which may lie in two pieces.
func (p *pieces) number(bytes int) (n int) {
	for i := range bytes {
		if !p.more() {
			p.bad = true
			return 0
		}
		n |= int(p.now[0]) << (8 * i)
		p.now = p.now[1:]
	}
	return n
}

// skip leaves out bytes.
func (p *pieces) skip(n int) {
	for n > 0 && p.more() {
		k := min(n, len(p.now))
		p.now, n = p.now[k:], n-k
	}
	p.bad = p.bad || n > 0
}

// text is a text with the fonts of its runs.
type text struct {
	s    string
	runs []textRun
}

type textRun struct {
	from, font uint16 // from: in units of UTF-16
}

// texts are many of them, in lots that are never copied: a file may have a million that are empty.
type texts struct{ lots [][]text }

const lot = 4096

func (x *texts) add(t text) {
	if n := len(x.lots); n == 0 || len(x.lots[n-1]) == lot {
		x.lots = append(x.lots, make([]text, 0, lot))
	}
	last := &x.lots[len(x.lots)-1]
	*last = append(*last, t)
}

func (x *texts) count() int {
	n := len(x.lots)
	if n == 0 {
		return 0
	}
	return (n-1)*lot + len(x.lots[n-1])
}

func (x *texts) at(n int) text { return x.lots[n/lot][n%lot] }

// rich reads an XLUnicodeRichExtendedString (2.5.293), or with small a length of one byte and with plain no more than
// its characters.
func (p *pieces) rich() text {
	n := p.number(2)
	flags := p.number(1)
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = p.number(2)
	}
	if flags&4 != 0 {
		extra = p.number(4)
	}
	out := text{s: p.characters(n, flags&1 != 0)}
	for range runs {
		if p.bad {
			break
		}
		out.runs = append(out.runs, textRun{uint16(p.number(2)), uint16(p.number(2))})
	}
	p.skip(extra)
	return out
}

// characters reads the characters of a string. Where a piece ends within them the next one begins with a byte of flags:
// whether its characters have one byte or two (2.5.293).
func (p *pieces) characters(n int, wide bool) string {
	var units []uint16
	ascii := make([]byte, 0, min(n, len(p.now)))
	for n > 0 && !p.bad {
		if len(p.now) == 0 {
			if !p.more() {
				p.bad = true
				break
			}
			wide = p.now[0]&1 != 0
			p.now = p.now[1:]
			continue
		}
		size := 1
		if wide {
			size = 2
		}
		k := min(n, len(p.now)/size)
		if k == 0 { // half a character is left of the piece
			p.bad = true
			break
		}
		for i := range k {
			u := uint16(p.now[size*i])
			if wide {
				u |= uint16(p.now[size*i+1]) << 8
			}
			if units == nil && u < 0x80 {
				ascii = append(ascii, byte(u))
				continue
			}
			if units == nil {
				units = make([]uint16, 0, len(ascii)+n)
				for _, c := range ascii {
					units = append(units, uint16(c))
				}
			}
			units = append(units, u)
		}
		p.now, n = p.now[size*k:], n-k
	}
	if units == nil {
		return string(ascii)
	}
	return string(utf16.Decode(units))
}
