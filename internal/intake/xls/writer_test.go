package xls

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf16"
)

// biff writes the stream of a workbook.
type biff struct{ b []byte }

func (w *biff) rec(id int, data ...any) *biff {
	d := bytesOf(data...)
	w.b = binary.LittleEndian.AppendUint16(w.b, uint16(id))
	w.b = binary.LittleEndian.AppendUint16(w.b, uint16(len(d)))
	w.b = append(w.b, d...)
	return w
}

// u8 and u32 are numbers of one and four bytes; an int has two.
type (
	u8  byte
	u32 uint32
)

func bytesOf(data ...any) (d []byte) {
	for _, x := range data {
		switch x := x.(type) {
		case int:
			d = binary.LittleEndian.AppendUint16(d, uint16(x))
		case u8:
			d = append(d, byte(x))
		case u32:
			d = binary.LittleEndian.AppendUint32(d, uint32(x))
		case float64:
			d = binary.LittleEndian.AppendUint64(d, math.Float64bits(x))
		case []byte:
			d = append(d, x...)
		case string: // characters in two bytes, behind a length of two and a flag
			u := utf16.Encode([]rune(x))
			d = binary.LittleEndian.AppendUint16(d, uint16(len(u)))
			d = append(append(d, 1), wide(x)...)
		}
	}
	return d
}

func wide(s string) (d []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		d = binary.LittleEndian.AppendUint16(d, u)
	}
	return d
}

// short is a name: a length of one byte and a flag.
func short(s string) []byte { return append([]byte{byte(len(utf16.Encode([]rune(s)))), 1}, wide(s)...) }

func bof(kind int) []any { return []any{0x600, kind, 0, 0, u32(0), u32(6)} }

// part is what a workbook of the tests has: records of the globals, and those of its sheets by name ("!" in front:
// hidden).
type part struct {
	globals func(*biff)
	sst     []any // pieces of the SST, each a record
	sheets  []string
	cells   func(name string, w *biff)
}

// stream is the workbook as a stream. Fonts: 0 usual, 1 struck, 2 raised, 3 white; there is no 4; 5 lowered. XF n has
// font fonts[n] and format formats[n].
func (p part) stream() []byte {
	var w biff
	w.rec(recBOF, bof(5)...)
	for _, f := range []struct{ flags, color, shift int }{{0, 0x7fff, 0}, {8, 0x7fff, 0}, {0, 0x7fff, 1}, {0, 9, 0}, {0, 0x7fff, 2}} {
		w.rec(recFont, 200, f.flags, f.color, 400, f.shift, u8(0), u8(0), u8(134), u8(0), short("宋体"))
	}
	for i, code := range formats {
		w.rec(recFormat, 164+i, code)
	}
	for i := range formats {
		w.rec(recXF, 0, 164+i, 0, u8(0), u8(0), u8(0), u8(0), u32(0), u32(0), 0)
	}
	for _, font := range []int{1, 2, 3, 5} {
		w.rec(recXF, font, 0, 0, u8(0), u8(0), u8(0), u8(0), u32(0), u32(0), 0)
	}
	w.rec(recXF, 0, 14, 0, u8(0), u8(0), u8(0), u8(0), u32(0), u32(0), 0)
	if p.globals != nil {
		p.globals(&w)
	}
	var at []int
	for _, s := range p.sheets {
		name, hidden := strings.CutPrefix(s, "!")
		at = append(at, len(w.b)+4)
		w.rec(recBoundSheet, u32(0), u8(map[bool]byte{true: 1}[hidden]), u8(0), short(name))
	}
	for i, x := range p.sst {
		w.rec(map[bool]int{true: recSST, false: recContinue}[i == 0], x)
	}
	w.rec(recEOF)
	for i, s := range p.sheets {
		binary.LittleEndian.PutUint32(w.b[at[i]:], uint32(len(w.b)))
		w.rec(recBOF, bof(0x10)...)
		if p.cells != nil {
			p.cells(strings.TrimPrefix(s, "!"), &w)
		}
		w.rec(recEOF)
	}
	return w.b
}

// The number formats of the tests; XF n has the nth. Behind them: struck, raised, white, lowered, the usual date.
var formats = []string{"General", "#,##0.00", "0.00%", "yyyy-mm-dd", `yyyy"年"m"月"d"日"`, "0", "[DBNum2]0", ";;;", "#,##0;(#,##0)", "h:mm"}

var struck, raised, whiteXF, lowered, usualDate = len(formats), len(formats) + 1, len(formats) + 2, len(formats) + 3, len(formats) + 4

// compound is a compound file with streams, each of at least 4,096 bytes: name, content, name, content …
func compound(parts ...string) []byte {
	const size, end, free = 512, 0xfffffffe, 0xffffffff
	var fat []uint32
	var body []byte
	add := func(b []byte) (from int) {
		from = len(fat)
		for len(b)%size != 0 {
			b = append(b, 0)
		}
		for i := range len(b) / size {
			next := uint32(from + i + 1)
			if i == len(b)/size-1 {
				next = end
			}
			fat = append(fat, next)
		}
		body = append(body, b...)
		return from
	}
	n := len(parts) / 2
	var dir []byte
	entry := func(name string, kind byte, left, right, child, from, length uint32) {
		e := make([]byte, 128)
		copy(e, wide(name))
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len([]rune(name))+2))
		e[66], e[67] = kind, 1
		for i, v := range []uint32{left, right, child} {
			binary.LittleEndian.PutUint32(e[68+4*i:], v)
		}
		binary.LittleEndian.PutUint32(e[116:], from)
		binary.LittleEndian.PutUint32(e[120:], length)
		dir = append(dir, e...)
	}
	entry("Root Entry", 5, free, free, 1, end, 0)
	for i := range n {
		data := []byte(parts[2*i+1])
		for len(data) < 4096 {
			data = append(data, 0)
		}
		right := uint32(free)
		if i+1 < n {
			right = uint32(i + 2)
		}
		entry(parts[2*i], 2, free, right, free, uint32(add(data)), uint32(len(data)))
	}
	dirAt := add(dir)
	sectors := (len(fat) + 127) / 128
	for (len(fat)+sectors+127)/128 > sectors {
		sectors++
	}
	fatAt := len(fat)
	for range sectors {
		fat = append(fat, 0xfffffffd)
	}
	for len(fat)%128 != 0 {
		fat = append(fat, free)
	}
	for _, x := range fat {
		body = binary.LittleEndian.AppendUint32(body, x)
	}
	h := make([]byte, 512)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(h[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(sectors), 48: uint32(dirAt), 56: 4096, 60: end, 68: end} {
		binary.LittleEndian.PutUint32(h[at:], v)
	}
	for i := range 109 {
		v := uint32(free)
		if i < sectors {
			v = uint32(fatAt + i)
		}
		binary.LittleEndian.PutUint32(h[76+4*i:], v)
	}
	return append(h, body...)
}

// sst is a table of plain strings in one record.
func sst(texts ...string) []any {
	d := bytesOf(u32(uint32(len(texts))), u32(uint32(len(texts))))
	for _, s := range texts {
		d = append(d, bytesOf(s)...)
	}
	return []any{d}
}
