package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Limits of what is unpacked.
const (
	maxStream = 64 << 20
	maxTotal  = 1 << 30
)

// file is a PDF as we write it: one cross-reference stream, objects in object streams, Flate with the predictor Up.
type file struct {
	data    []byte
	where   map[int][2]int // by object: offset and -1, or object stream and index
	objects map[int]any
	packs   map[int][]any // contents of object streams
	trailer dict
	total   int
}

var (
	tail   = pattern.Late(`\nstartxref\n([0-9]{1,12})\n%%EOF\n$`)
	fileID = pattern.Late(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`)
)

// end is where the cross-reference begins, 0 if the file does not end as we write.
func end(data []byte) int {
	m := tail.Regexp().FindSubmatch(data[max(0, len(data)-64):])
	if m == nil {
		return 0
	}
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || at >= len(data) {
		return 0
	}
	return at
}

// Intact says whether the ID of a PDF is still the hash of the bytes before its cross-reference, as internal/paint/pdf
// writes it.
func Intact(data []byte) bool {
	at := end(data)
	id := fileID.Regexp().FindSubmatch(data[at:])
	sum := sha256.Sum256(data[:at])
	return at > 0 && id != nil && string(id[1]) == strings.ToUpper(hex.EncodeToString(sum[:16]))
}

// open reads the cross-reference; nil if the file is not one as we write.
func open(data []byte) *file {
	at := end(data)
	if at == 0 {
		return nil
	}
	f := &file{data: data, where: map[int][2]int{}, objects: map[int]any{}, packs: map[int][]any{}}
	s, ok := f.direct(at, -1).(stream)
	if !ok || len(s.data)%7 != 0 {
		return nil
	}
	f.trailer = s.dict
	for i := 0; i*7 < len(s.data); i++ {
		row := s.data[i*7:]
		v := int(row[1])<<24 | int(row[2])<<16 | int(row[3])<<8 | int(row[4])
		switch row[0] {
		case 1:
			f.where[i] = [2]int{v, -1}
		case 2:
			f.where[i] = [2]int{v, int(row[5])<<8 | int(row[6])}
		}
	}
	return f
}

// direct reads the object at an offset; nil if it is not there.
func (f *file) direct(at, want int) any {
	if at < 0 || at >= len(f.data) {
		return nil
	}
	l := lexer{b: f.data, i: at}
	num, gen, op := l.next(), l.next(), l.next()
	if n := whole(num); n < 0 || want >= 0 && n != want || whole(gen) != 0 || op != operator("obj") {
		return nil
	}
	v := l.next()
	l.skip()
	if l.bad || !l.at("stream\n") {
		return v
	}
	d, ok := v.(dict)
	from, size := l.i+7, whole(d["Length"])
	if !ok || size < 0 || from+size > len(f.data) {
		return nil
	}
	raw := f.data[from : from+size]
	if d["Filter"] == name("FlateDecode") {
		if raw = f.inflate(raw); raw == nil {
			return nil
		}
		if p, ok := d["DecodeParms"].(dict); ok {
			raw = up(raw, whole(p["Columns"]))
		}
	}
	return stream{d, raw}
}

func (f *file) inflate(b []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(z, maxStream+1))
	if f.total += len(out); err != nil || len(out) > maxStream || f.total > maxTotal {
		return nil
	}
	return out
}

// up undoes the PNG predictor of that name.
func up(b []byte, columns int) []byte {
	if columns < 1 || len(b)%(columns+1) != 0 {
		return nil
	}
	var out []byte
	last := make([]byte, columns)
	for ; len(b) > 0; b = b[columns+1:] {
		if b[0] != 2 {
			return nil
		}
		for i := range last {
			last[i] += b[1+i]
		}
		out = append(out, last...)
	}
	return out
}

// object is the object of a number; nil if it cannot be read.
func (f *file) object(n int) any {
	if v, ok := f.objects[n]; ok {
		return v
	}
	f.objects[n] = nil // of one that leads to itself
	at, ok := f.where[n]
	if !ok {
		return nil
	}
	var v any
	if at[1] < 0 {
		v = f.direct(at[0], n)
	} else if p := f.pack(at[0]); at[1] < len(p) {
		v = p[at[1]]
	}
	f.objects[n] = v
	return v
}

// pack reads an object stream once.
func (f *file) pack(n int) []any {
	if p, ok := f.packs[n]; ok {
		return p
	}
	f.packs[n] = nil
	s, ok := f.object(n).(stream)
	if !ok {
		return nil
	}
	head, first := lexer{b: s.data}, whole(s.dict["First"])
	var out []any
	for range max(whole(s.dict["N"]), 0) {
		head.next()
		at := whole(head.next())
		if head.bad || at < 0 || first < 0 || first+at > len(s.data) {
			return nil
		}
		l := lexer{b: s.data, i: first + at}
		out = append(out, l.next())
	}
	f.packs[n] = out
	return out
}

// get follows keys from a value, resolving references.
func (f *file) get(v any, path ...name) any {
	for {
		if n, ok := v.(ref); ok {
			v = f.object(int(n))
			continue
		}
		if len(path) == 0 {
			return v
		}
		d, ok := v.(dict)
		if s, isStream := v.(stream); isStream {
			d, ok = s.dict, true
		}
		if !ok {
			return nil
		}
		v, path = d[path[0]], path[1:]
	}
}
