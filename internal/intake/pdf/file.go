package pdf

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/intake"
)

// file is a PDF whose objects can be looked up. Nothing that was unpacked is kept but a few object streams.
type file struct {
	name    string
	data    []byte
	limits  intake.Limits
	where   map[int]place
	trailer dict
	packs   []pack // read last, the last one at the end
	left    int64  // bytes that may still be unpacked
	steps   int    // objects that may still be read
	nested  int    // objects being read: the length of a stream may be another object
	rebuilt bool
}

// place is where an object is: at an offset, or in an object stream.
type place struct{ at, pack, index int }

type pack struct {
	number  int
	data    []byte
	numbers []int // of the objects in it
	at      []int // where they are
}

const (
	maxObjects = 300_000
	maxStream  = 24 << 20
	maxPacks   = 4
	maxSteps   = 2_000_000
)

// errDamaged is what cannot be read, errMuch what is more than is read; errLocked has a password.
var (
	errDamaged = errors.New("damaged")
	errMuch    = errors.New("too much")
	errLocked  = errors.New("encrypted")
)

// open reads the cross-reference, or looks for the objects if it is not right.
func open(f *intake.File) (*file, error) {
	x := &file{name: f.Name, data: f.Data, limits: f.Limits, where: map[int]place{}, left: f.Limits.Unzip, steps: maxSteps}
	if !x.chain() || x.get(x.trailer["Root"], "Pages") == nil {
		if err := x.rebuild(); err != nil {
			return nil, err
		}
	}
	if x.trailer["Encrypt"] != nil {
		return nil, errLocked
	}
	if x.get(x.trailer["Root"], "Pages") == nil {
		return nil, errDamaged
	}
	return x, nil
}

var lastRef = regexp.MustCompile(`startxref\s+([0-9]{1,10})`)

// chain follows the cross-references from the last to the first.
func (f *file) chain() bool {
	all := lastRef.FindAllSubmatch(f.data[max(0, len(f.data)-2048):], -1)
	if all == nil {
		return false
	}
	at, err := strconv.Atoi(string(all[len(all)-1][1]))
	seen := map[int]bool{}
	for err == nil && !seen[at] && len(seen) < 1000 {
		seen[at] = true
		d, ok := f.section(at)
		if !ok {
			return false
		}
		if f.trailer == nil {
			f.trailer = d
		}
		if x := whole(d["XRefStm"]); x >= 0 {
			if _, ok := f.section(x); !ok {
				return false
			}
		}
		prev, more := d["Prev"]
		if !more {
			return true
		}
		at = whole(f.get(prev))
	}
	return false
}

// section reads one cross-reference, table or stream, and gives its trailer; what is known already stays.
func (f *file) section(at int) (dict, bool) {
	if at < 0 || at >= len(f.data) {
		return nil, false
	}
	l := newLexer(f.data, at)
	if l.skip(); !l.at("xref") {
		s, ok := f.direct(at, -1).(stream)
		if !ok || s.dict["Type"] != name("XRef") {
			return nil, false
		}
		return s.dict, f.rows(s)
	}
	l.i += 4
	for {
		l.room = maxValues
		v := l.next()
		if v == operator("trailer") {
			d, ok := l.next().(dict)
			return d, ok && !l.bad
		}
		from, n := whole(v), whole(l.next())
		if from < 0 || n < 0 || l.bad {
			return nil, false
		}
		for i := range n {
			l.room = maxValues
			off, gen, kind := whole(l.next()), l.next(), l.next()
			if l.bad || kind != operator("n") && kind != operator("f") || gen == nil {
				return nil, false
			}
			if kind == operator("n") && !f.put(from+i, place{at: off, pack: -1}) {
				return nil, false
			}
		}
	}
}

func (f *file) put(n int, p place) bool {
	if _, ok := f.where[n]; !ok {
		f.where[n] = p
	}
	return len(f.where) <= maxObjects
}

// rows reads a cross-reference stream (7.5.8).
func (f *file) rows(s stream) bool {
	data, err := f.decode(s)
	w, _ := s.dict["W"].(array)
	if err != nil || len(w) != 3 {
		return false
	}
	var size [3]int
	step := 0
	for i := range size {
		if size[i] = whole(w[i]); size[i] < 0 || size[i] > 8 {
			return false
		}
		step += size[i]
	}
	index, ok := s.dict["Index"].(array)
	if !ok {
		index = array{0.0, s.dict["Size"]}
	}
	for i := 0; i+1 < len(index); i += 2 {
		from, n := whole(index[i]), whole(index[i+1])
		for k := 0; k < n; k++ {
			if step == 0 || len(data) < step {
				return len(data) == 0
			}
			var v [3]int
			at := 0
			for j, k := range size {
				for range k {
					v[j] = v[j]<<8 | int(data[at])
					at++
				}
			}
			if size[0] == 0 {
				v[0] = 1
			}
			data = data[step:]
			switch v[0] {
			case 1:
				ok = f.put(from+k, place{at: v[1], pack: -1})
			case 2:
				ok = f.put(from+k, place{pack: v[1], index: v[2]})
			default:
				continue
			}
			if !ok || from < 0 {
				return false
			}
		}
	}
	return true
}

var objectHead = regexp.MustCompile(`(?:^|[\r\n ])([0-9]{1,7})[ \r\n]+[0-9]{1,5}[ \r\n]+obj\b`)

// rebuild looks for all objects: the last of a number counts, as if the file had been written on.
func (f *file) rebuild() error {
	if f.rebuilt {
		return errDamaged
	}
	f.rebuilt, f.where, f.packs = true, map[int]place{}, nil
	var packed []int
	var root any
	for _, m := range objectHead.FindAllSubmatchIndex(f.data, maxObjects+1) {
		n, err := strconv.Atoi(string(f.data[m[2]:m[3]]))
		if err != nil || len(f.where) > maxObjects {
			return errMuch
		}
		f.where[n] = place{at: m[2], pack: -1}
	}
	if f.trailer == nil {
		f.trailer = dict{}
	}
	for n, p := range f.where {
		head := f.data[p.at:min(len(f.data), p.at+4096)]
		if i := bytes.Index(head, []byte("endobj")); i >= 0 {
			head = head[:i]
		}
		if bytes.Contains(head, []byte("/ObjStm")) {
			packed = append(packed, n)
		}
		if bytes.Contains(head, []byte("/Catalog")) && f.get(ref(n), "Type") == name("Catalog") {
			root = ref(n)
		}
		if bytes.Contains(head, []byte("/XRef")) || bytes.Contains(head, []byte("/Encrypt")) {
			if e := f.get(ref(n), "Encrypt"); e != nil {
				f.trailer["Encrypt"] = e
			}
		}
	}
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			break
		}
		at += i + 7
		if d, ok := newLexer(f.data, at).next().(dict); ok {
			for _, k := range []name{"Encrypt", "Root"} {
				if d[k] != nil {
					f.trailer[k] = d[k]
				}
			}
		}
	}
	for _, n := range packed {
		p, ok := f.pack(n)
		for i := range p.at {
			if ok && len(f.where) <= maxObjects {
				f.put(p.numbers[i], place{pack: n, index: i})
			}
		}
	}
	if root == nil {
		for n, p := range f.where {
			if p.pack >= 0 && f.get(ref(n), "Type") == name("Catalog") {
				root = ref(n)
			}
		}
	}
	if root != nil {
		f.trailer["Root"] = root
	}
	return nil
}

// direct reads the object at an offset; nil if it is not there. want: its number, -1 for any.
func (f *file) direct(at, want int) any {
	if at < 0 || at >= len(f.data) {
		return nil
	}
	l := newLexer(f.data, at)
	num, gen, op := l.next(), l.next(), l.next()
	if n := whole(num); n < 0 || want >= 0 && n != want || whole(gen) < 0 || op != operator("obj") {
		return nil
	}
	v := l.next()
	if l.bad {
		return nil
	}
	d, ok := v.(dict)
	if l.skip(); !ok || !l.at("stream") {
		return v
	}
	from := l.i + 6
	if l.i = from; l.at("\r\n") {
		from += 2
	} else if l.at("\n") || l.at("\r") {
		from++
	}
	size := whole(f.get(d["Length"]))
	if size >= 0 && from+size <= len(f.data) {
		end := newLexer(f.data, from+size)
		if end.skip(); end.at("endstream") {
			return stream{d, f.data[from : from+size]}
		}
	}
	i := bytes.Index(f.data[from:], []byte("endstream"))
	if i < 0 {
		return nil
	}
	return stream{d, bytes.TrimSuffix(bytes.TrimSuffix(f.data[from:from+i], []byte("\n")), []byte("\r"))}
}

// object is the object of a number; nil if it cannot be read.
func (f *file) object(n int) any {
	if f.steps--; f.steps < 0 || f.nested > maxForms {
		return nil
	}
	f.nested++
	defer func() { f.nested-- }()
	p, ok := f.where[n]
	switch {
	case !ok:
		return nil
	case p.pack < 0:
		return f.direct(p.at, n)
	}
	q, ok := f.pack(p.pack)
	if !ok || p.index >= len(q.at) {
		return nil
	}
	l := newLexer(q.data, q.at[p.index])
	if v := l.next(); !l.bad {
		return v
	}
	return nil
}

// pack reads an object stream (7.5.7).
func (f *file) pack(n int) (pack, bool) {
	for i := range f.packs {
		if f.packs[i].number == n {
			return f.packs[i], f.packs[i].data != nil
		}
	}
	p := pack{number: n}
	if at, ok := f.where[n]; ok && at.pack < 0 { // a pack lies in no other
		if s, ok := f.direct(at.at, n).(stream); ok {
			if data, err := f.decode(s); err == nil {
				p.unpack(data, whole(f.get(s.dict["N"])), whole(f.get(s.dict["First"])))
			}
		}
	}
	if len(f.packs) >= maxPacks {
		f.packs = append(f.packs[:0], f.packs[1:]...)
	}
	f.packs = append(f.packs, p)
	return p, p.data != nil
}

func (p *pack) unpack(data []byte, n, first int) {
	if n < 0 || n > len(data) || first < 0 || first > len(data) {
		return
	}
	head := newLexer(data[:first], 0)
	for range n {
		head.room = maxValues
		number, at := whole(head.next()), whole(head.next())
		if head.bad || at < 0 || first+at > len(data) {
			return
		}
		p.numbers, p.at = append(p.numbers, number), append(p.at, first+at)
	}
	p.data = data
}

// get follows keys from a value, resolving references.
func (f *file) get(v any, path ...name) any {
	for range 64 {
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
	return nil
}

func (f *file) dict(v any, path ...name) dict {
	switch d := f.get(v, path...).(type) {
	case dict:
		return d
	case stream:
		return d.dict
	}
	return nil
}
