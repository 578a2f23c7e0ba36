package pdf

import "math"

// build adds to the path (8.5.2), in points of the page.
func (p *interpreter) build(op operator, a []any) {
	add := func(x, y float64) {
		if len(p.path) == 0 || p.path[len(p.path)-1].closed {
			p.path = append(p.path, subpath{})
		}
		if len(p.path) > maxLines {
			p.failed = errMuch
			return
		}
		x, y = p.s.ctm.at(x, y)
		last := &p.path[len(p.path)-1]
		if last.points = append(last.points, [2]float64{x, y}); len(last.points) > maxLines {
			p.failed = errMuch
		}
	}
	switch op {
	case "m":
		p.path = append(p.path, subpath{})
		add(num(a, 0), num(a, 1))
	case "l":
		add(num(a, 0), num(a, 1))
	case "re":
		x, y, w, h := num(a, 0), num(a, 1), num(a, 2), num(a, 3)
		p.path = append(p.path, subpath{})
		add(x, y)
		add(x+w, y)
		add(x+w, y+h)
		add(x, y+h)
		p.path[len(p.path)-1].closed = true
	case "c", "v", "y":
		if len(p.path) > 0 {
			p.path[len(p.path)-1].curved = true
		}
		add(num(a, len(a)-2), num(a, len(a)-1))
	case "h":
		if len(p.path) > 0 {
			p.path[len(p.path)-1].closed = true
		}
	}
}

// paint takes the lines of the path that is painted: its sides where it is stroked, thin boxes where it is filled.
func (p *interpreter) paint(op operator) {
	closes := op == "s" || op == "b" || op == "b*"
	strokes := (closes || op == "S" || op == "B" || op == "B*") && !p.s.strokeWhite
	fills := op != "S" && op != "s" && op != "n" && !p.s.fillWhite
	for i := range p.path {
		s := &p.path[i]
		if s.curved || len(s.points) < 2 {
			continue
		}
		n := len(s.points)
		if fills {
			p.box(s.points)
		}
		if !strokes {
			continue
		}
		for k := 1; k < n; k++ {
			p.side(s.points[k-1], s.points[k])
		}
		if n > 2 && (s.closed || closes) {
			p.side(s.points[n-1], s.points[0])
		}
	}
	if p.clips && len(p.path) > 0 {
		box := corners{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for _, s := range p.path {
			for _, q := range s.points {
				box = corners{min(box[0], q[0]), min(box[1], q[1]), max(box[2], q[0]), max(box[3], q[1])}
			}
		}
		c := &p.s.clip
		*c = corners{max(c[0], box[0]), max(c[1], box[1]), min(c[2], box[2]), min(c[3], box[3])}
	}
	p.path, p.clips = p.path[:0], false
}

// corners are two opposite corners of a box: left, top, right, bottom.
type corners [4]float64

// has says whether a point is in the box, or no farther from it than so much.
func (c corners) has(x, y, by float64) bool {
	return c[0]-by <= x && x <= c[2]+by && c[1]-by <= y && y <= c[3]+by
}

// side takes a stroked line along an edge of the page.
func (p *interpreter) side(a, b [2]float64) {
	dx, dy := math.Abs(a[0]-b[0]), math.Abs(a[1]-b[1])
	switch {
	case dy < 0.5 && dx >= short:
		p.line(true, (a[1]+b[1])/2, a[0], b[0])
	case dx < 0.5 && dy >= short:
		p.line(false, (a[0]+b[0])/2, a[1], b[1])
	}
}

// box takes a filled box that is so thin that it is a line.
func (p *interpreter) box(points [][2]float64) {
	if len(points) > 5 {
		return
	}
	x0, y0 := points[0][0], points[0][1]
	x1, y1 := x0, y0
	for _, q := range points {
		x0, x1, y0, y1 = min(x0, q[0]), max(x1, q[0]), min(y0, q[1]), max(y1, q[1])
	}
	switch w, h := x1-x0, y1-y0; {
	case h <= thin && w > h && w >= short:
		p.line(true, (y0+y1)/2, x0, x1)
	case w <= thin && h > w && h >= short:
		p.line(false, (x0+x1)/2, y0, y1)
	}
}

func (p *interpreter) line(along bool, at, lo, hi float64) {
	if lo > hi {
		lo, hi = hi, lo
	}
	from, to, near, far := p.s.clip[0], p.s.clip[2], p.s.clip[1], p.s.clip[3]
	if !along {
		from, to, near, far = near, far, from, to
	}
	if lo, hi = max(lo, from), min(hi, to); at < near-1 || at > far+1 || lo >= hi {
		return
	}
	if p.out.lines = append(p.out.lines, line{along, float32(at), float32(lo), float32(hi)}); len(p.out.lines) > maxLines {
		p.failed = errMuch
	}
}
