package pdf

import (
	"bytes"
	"errors"
	"slices"

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
	room    int64  // bytes that may still be kept of what was read
	steps   int    // work that may still be done: see work
	nested  int    // objects being read: the length of a stream may be another object
	rebuilt bool
	quiet   stretch // the last one without endstream within
}

// stretch is from an offset up to another.
type stretch struct{ from, to int }

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
	maxStream  = 8 << 20 // a page of a form has less than one
	maxPacks   = 4
	maxPacked  = 8 << 20 // bytes of all object streams that are kept
	maxSteps   = 4_000_000
)

// errDamaged is what cannot be read, errMuch what is more than is read; errLocked has a password.
var (
	errDamaged = errors.New("damaged")
	errMuch    = errors.New("too much")
	errLocked  = errors.New("encrypted")
)

// open reads the cross-reference, or looks for the objects if it is not right.
func open(f *intake.File) (*file, error) {
	x := &file{name: f.Name, data: f.Data, limits: f.Limits, where: map[int]place{}, left: f.Limits.Unzip,
		room: f.Room(), steps: maxSteps}
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

// work counts n small steps against what is done for a file at all, whatever it says: objects read, lines held against
// lines, glyphs against tables. When it is used up nothing more is found, the file is refused (spent), and
// work is false.
func (f *file) work(n int) bool {
	if f.steps >= 0 {
		f.steps -= 1 + n/perStep
	}
	return f.steps >= 0
}

// perStep are the smallest steps, such as a byte looked at, that make one.
const perStep = 32

// keep counts bytes that are kept of what was read.
func (f *file) keep(n int) { f.room -= int64(n) }

// spent says whether the file has more in it than is read.
func (f *file) spent() bool { return f.steps < 0 || f.room < 0 }

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
	f.work(l.gone(at))
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
	i := f.ended(from)
	if i < 0 {
		return nil
	}
	return stream{d, bytes.TrimSuffix(bytes.TrimSuffix(f.data[from:i], []byte("\n")), []byte("\r"))}
}

// ended is where the first endstream from an offset on begins; -1 if none does. What was gone through last is not gone
// through again: a file may have many streams and one end.
func (f *file) ended(from int) int {
	end := []byte("endstream")
	if q := f.quiet; q.to == 0 || from < q.from || from > q.to {
		i := bytes.Index(f.data[from:], end)
		f.quiet = stretch{from, len(f.data)}
		if i >= 0 {
			f.quiet.to = from + i
		}
	}
	if !bytes.HasPrefix(f.data[f.quiet.to:], end) {
		return -1
	}
	return f.quiet.to
}

// object is the object of a number; nil if it cannot be read.
func (f *file) object(n int) any {
	if f.work(0); f.steps < 0 || f.nested > maxForms {
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
	v := l.next()
	if f.work(l.gone(q.at[p.index])); l.bad {
		return nil
	}
	return v
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
	size := len(p.data)
	for i := range f.packs {
		size += len(f.packs[i].data)
	}
	for len(f.packs) > 0 && (len(f.packs) >= maxPacks || size > maxPacked) {
		size -= len(f.packs[0].data)
		f.packs = slices.Delete(f.packs, 0, 1)
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
