package xls

import (
	"encoding/binary"
	"strings"
)

// references are what formulas refer to by number: other workbooks, sheets, names.
type references struct {
	books []book
	to    []int    // by number of a reference: the book
	names []string // of this workbook, from number 1
}

// book is what a SUPBOOK record stands for (2.4.271).
type book struct {
	outside bool
	names   []string // from number 1
}

// book reads a SUPBOOK record and says whether it is another file.
func (r *references) book(x record) bool {
	outside := len(x.data) != 4 || x.u16(2) != 0x401 && x.u16(2) != 0x3a01
	r.books = append(r.books, book{outside: outside})
	return outside
}

// sheets reads an EXTERNSHEET record (2.4.105).
func (r *references) sheets(p pieces) {
	for range p.number(2) {
		b := p.number(2)
		if p.skip(4); p.bad {
			return
		}
		r.to = append(r.to, b)
	}
}

// foreignName reads an EXTERNNAME record (2.4.106) of the book before it.
func (r *references) foreignName(x record) {
	p := pieces{now: x.data}
	p.skip(6)
	n := p.number(1)
	if s := p.characters(n, p.number(1)&1 != 0); len(r.books) > 0 {
		last := &r.books[len(r.books)-1]
		last.names = append(last.names, s)
	}
}

// name reads a NAME record (2.4.150).
func (r *references) name(x record) {
	p := pieces{now: x.data[min(14, len(x.data)):]}
	wide := p.number(1)&1 != 0
	r.names = append(r.names, p.characters(x.u8(3), wide))
}

// outward says whether a reference by number leads to another file.
func (r *references) outward(n int) bool {
	return n >= len(r.to) || r.to[n] >= len(r.books) || r.books[r.to[n]].outside
}

// tells goes through the tokens of a formula (2.5.198): whether it refers to another file, or stands for a picture in
// the cell, as WPS has them. Tokens that are not known end the search.
func (r *references) tells(b []byte) (outward, picture bool) {
	isPicture := func(names []string, n int) bool {
		return n > 0 && n <= len(names) && strings.Contains(names[n-1], "DISPIMG")
	}
	for len(b) > 0 {
		t := int(b[0])
		if t >= 0x40 {
			t = t&0x1f | 0x20
		}
		b = b[1:]
		n, ok := tokens[t]
		x := record{data: b}
		switch t {
		case 0x17: // a text
			n = 2 + x.u8(0)<<(x.u8(1)&1)
		case 0x19: // of a CHOOSE: a list of jumps
			if x.u8(0)&4 != 0 {
				n += 2 * (x.u16(1) + 1)
			}
		case 0x23:
			picture = picture || isPicture(r.names, x.u16(0))
		case 0x39:
			outward = outward || r.outward(x.u16(0))
			if k := x.u16(0); k < len(r.to) && r.to[k] < len(r.books) {
				picture = picture || isPicture(r.books[r.to[k]].names, x.u16(2))
			}
		case 0x3a, 0x3b, 0x3c, 0x3d:
			outward = outward || r.outward(x.u16(0))
		}
		if !ok || n > len(b) {
			break
		}
		b = b[n:]
	}
	return outward, picture
}

// tokens are the tokens of formulas and how many bytes follow each ([MS-XLS] 2.5.198.25 on).
var tokens = map[int]int{
	0x01: 4, 0x02: 4, 0x03: 0, 0x04: 0, 0x05: 0, 0x06: 0, 0x07: 0, 0x08: 0, 0x09: 0, 0x0a: 0, 0x0b: 0, 0x0c: 0, 0x0d: 0,
	0x0e: 0, 0x0f: 0, 0x10: 0, 0x11: 0, 0x12: 0, 0x13: 0, 0x14: 0, 0x15: 0, 0x16: 0, 0x17: 0, 0x18: 5, 0x19: 3, 0x1c: 1,
	0x1d: 1, 0x1e: 2, 0x1f: 8, 0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2,
	0x2a: 4, 0x2b: 8, 0x2c: 4, 0x2d: 8, 0x39: 6, 0x3a: 6, 0x3b: 10, 0x3c: 6, 0x3d: 10,
}

// formula are the tokens at a place of a record: a length, then so many bytes.
func formula(x record, at int) []byte {
	if at+2 > len(x.data) {
		return nil
	}
	n := int(binary.LittleEndian.Uint16(x.data[at:]))
	return x.data[at+2 : min(at+2+n, len(x.data))]
}
