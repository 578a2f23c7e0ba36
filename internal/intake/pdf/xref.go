package pdf

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

var lastRef = pattern.Late(`startxref\s+([0-9]{1,10})`)

// chain follows the cross-references from the last to the first.
func (f *file) chain() bool {
	all := lastRef.Regexp().FindAllSubmatch(f.data[max(0, len(f.data)-2048):], -1)
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

// heads calls each for every "12 0 obj" that begins behind white space, with its number and place, as long as it wants
// more. Files are large, and a regular expression would take ten times as long.
func heads(data []byte, each func(n, at int) bool) {
	for i := 0; ; {
		k := bytes.Index(data[i:], []byte("obj"))
		if k < 0 {
			return
		}
		at := i + k
		if i = at + 3; i < len(data) && !space(data[i]) && !delim(data[i]) {
			continue // object, or obj of a longer word
		}
		end := before(data, at, space)
		gen := before(data, end, digit)
		next := before(data, gen, space)
		from := before(data, next, digit)
		if end == at || gen == end || end-gen > 5 || next == gen || from == next || next-from > 7 || from > 0 && !space(data[from-1]) {
			continue
		}
		n := 0
		for _, c := range data[from:next] {
			n = 10*n + int(c-'0')
		}
		if !each(n, from) {
			return
		}
	}
}

// before is where a run of bytes of a class that ends at a place begins; a longer run than any number has is not gone
// through.
func before(data []byte, at int, class func(byte) bool) int {
	for k := at; ; k-- {
		if k == 0 || at-k > 16 || !class(data[k-1]) {
			return k
		}
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// rebuild looks for all objects: the last of a number counts, as if the file had been written on.
func (f *file) rebuild() error {
	if f.rebuilt {
		return errDamaged
	}
	f.rebuilt, f.where, f.packs = true, map[int]place{}, nil
	var packed []int
	var root any
	heads(f.data, func(n, at int) bool {
		f.where[n] = place{at: at, pack: -1}
		return len(f.where) <= maxObjects
	})
	if len(f.where) > maxObjects {
		return errMuch
	}
	if f.trailer == nil {
		f.trailer = dict{}
	}
	// By where they stand, so that the last of two counts, and a file is read alike each time.
	order := slices.SortedFunc(maps.Keys(f.where), func(a, b int) int { return f.where[a].at - f.where[b].at })
	for i, n := range order {
		p := f.where[n]
		end := len(f.data)
		if i+1 < len(order) {
			end = f.where[order[i+1]].at
		}
		head := f.data[p.at:min(end, p.at+4096)]
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
		for _, n := range slices.Sorted(maps.Keys(f.where)) {
			if f.where[n].pack >= 0 && f.get(ref(n), "Type") == name("Catalog") {
				root = ref(n)
			}
		}
	}
	if root != nil {
		f.trailer["Root"] = root
	}
	return nil
}
