package pdf

import "math"

// sheet is a page of the file.
type sheet struct {
	dict dict
	box  [4]float64
	node any // the page or what it is a kid of: has the Resources
	turn int
	id   ref // its object
}

// maxPages is more than any form has, and most books of them; maxDeep how deep the tree of pages may be.
const maxPages, maxDeep = 3000, 24

// pages calls each for every page, in order. What a page is made of is not kept: a small file may have many that are
// large.
func (f *file) pages(each func(sheet) error) error {
	n := 0
	seen := map[ref]bool{}
	var walk func(v any, from sheet, depth int) error
	walk = func(v any, from sheet, depth int) error {
		if r, ok := v.(ref); ok {
			if seen[r] {
				return errDamaged
			}
			seen[r] = true
		}
		d, ok := f.get(v).(dict)
		if !ok || depth > maxDeep {
			return errDamaged
		}
		if b := f.list(d["MediaBox"]); len(b) == 4 {
			from.box = f.corners(b)
		}
		if b := f.list(d["CropBox"]); len(b) == 4 {
			from.box = f.corners(b)
		}
		if d["Resources"] != nil {
			if from.node = v; from.node == nil {
				from.node = d
			}
		}
		if n, ok := f.get(d["Rotate"]).(float64); ok {
			from.turn = (int(n)%360 + 360) % 360
		}
		kids, isNode := f.get(d["Kids"]).(array)
		if !isNode {
			from.dict = d
			from.id, _ = v.(ref)
			if n++; n > maxPages || f.spent() {
				return errMuch
			}
			return each(from)
		}
		if len(kids) > maxPages {
			return errMuch
		}
		for _, k := range kids {
			if err := walk(k, from, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err := walk(f.dict(f.trailer["Root"])["Pages"], sheet{box: [4]float64{0, 0, 595, 842}}, 0)
	if err == nil && n == 0 {
		err = errDamaged
	}
	return err
}

// corners is a box with its lower left corner first.
func (f *file) corners(b array) (out [4]float64) {
	for i := range out {
		out[i] = real(f.get(b[i]))
	}
	return [4]float64{min(out[0], out[2]), min(out[1], out[3]), max(out[0], out[2]), max(out[1], out[3])}
}

// show is what a page shows.
func (f *file) show(s sheet, fonts map[any]*font) (*shown, error) {
	w, h := s.box[2]-s.box[0], s.box[3]-s.box[1]
	base := matrix{1, 0, 0, -1, -s.box[0], s.box[3]}
	switch s.turn {
	case 90:
		base = base.times(matrix{0, 1, -1, 0, h, 0})
		w, h = h, w
	case 180:
		base = base.times(matrix{-1, 0, 0, -1, w, h})
	case 270:
		base = base.times(matrix{0, -1, 1, 0, 0, w})
		w, h = h, w
	}
	p := &interpreter{f: f, ops: maxOps, fonts: fonts, out: &shown{width: float32(w), height: float32(h)}}
	paper := corners{0, 0, w, h}
	p.s = state{ctm: base, wide: 1, clip: paper}
	var data []byte
	contents := f.list(s.dict["Contents"])
	for _, c := range contents {
		x, ok := f.get(c).(stream)
		if !ok {
			continue
		}
		part, err := f.decode(x)
		if err != nil {
			return nil, err
		}
		if len(contents) == 1 {
			data = part // the usual page: nothing is copied
			break
		}
		if len(data)+len(part) > maxStream {
			return nil, errMuch
		}
		data = append(append(data, part...), '\n')
	}
	p.run(data, f.dict(s.node, "Resources"))
	for _, a := range f.list(s.dict["Annots"]) {
		if p.failed == nil {
			p.annotation(f.dict(a), base, paper)
		}
	}
	if f.spent() {
		return nil, errMuch
	}
	return p.out, p.failed
}

// annotation paints what a field of a form looks like (12.5.5); other annotations that can be seen are counted.
func (p *interpreter) annotation(d dict, base matrix, paper corners) {
	if whole(p.f.get(d["F"]))&2 != 0 && d["F"] != nil { // hidden
		return
	}
	v := p.f.get(d["AP"], "N")
	if states, ok := v.(dict); ok {
		n, _ := p.f.get(d["AS"]).(name)
		v = p.f.get(states[n])
	}
	s, ok := v.(stream)
	rect, box := p.f.list(d["Rect"]), p.f.list(p.f.get(v, "BBox"))
	switch {
	case !ok || len(rect) != 4 || len(box) != 4 || d["Subtype"] == name("Popup") || d["Subtype"] == name("Link"):
		return
	case d["Subtype"] != name("Widget"):
		p.out.notes++
		return
	}
	r, b := p.f.corners(rect), p.f.corners(box)
	if b[2] == b[0] || b[3] == b[1] {
		return
	}
	sx, sy := (r[2]-r[0])/(b[2]-b[0]), (r[3]-r[1])/(b[3]-b[1])
	if math.IsNaN(sx+sy) || math.IsInf(sx+sy, 0) {
		return
	}
	p.s = state{ctm: matrix{sx, 0, 0, sy, r[0] - b[0]*sx, r[1] - b[1]*sy}.times(base), wide: 1, clip: paper}
	p.marks = nil
	p.object(s, nil)
}
