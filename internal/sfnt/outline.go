package sfnt

// Point is a point of a quadratic outline in font units. Scaled parts of composite glyphs fall between whole units,
// hence the float: an outline is painted, never added up.
type Point struct {
	X, Y float64
	On   bool // on the curve; two points off the curve have one on it halfway between them
}

// Outline is the closed contours of a glyph, with the parts of a composite glyph put in their places; nil for a blank
// glyph.
func (f *Font) Outline(gid uint16) ([][]Point, error) {
	budget := 1 << 16 // points and parts: far above any real glyph, it stops fonts made to explode
	return f.outline(nil, gid, [6]float64{1, 0, 0, 1, 0, 0}, 0, &budget)
}

func (f *Font) outline(out [][]Point, gid uint16, m [6]float64, depth int, budget *int) ([][]Point, error) {
	g, err := f.Description(gid)
	if err != nil || len(g) == 0 {
		return out, err
	}
	if !isComposite(g) {
		return appendSimple(out, g, m, budget)
	}
	if depth > 16 {
		return out, corrupt("glyf", "字形 %d 嵌套太深或成了圈", gid)
	}
	for c, err := range components(g) {
		if err != nil {
			return out, err
		}
		if *budget--; *budget < 0 {
			return out, corrupt("glyf", "字形 %d 的部件太多", gid)
		}
		if c.flags&argsAreXY == 0 {
			return out, corrupt("glyf", "字形 %d 的部件按点对齐，暂不支持", gid)
		}
		var t [4]float64
		for i, v := range c.m {
			t[i] = float64(v) / (1 << 14)
		}
		dx, dy := float64(c.dx), float64(c.dy)
		part := [6]float64{
			t[0]*m[0] + t[1]*m[2], t[0]*m[1] + t[1]*m[3],
			t[2]*m[0] + t[3]*m[2], t[2]*m[1] + t[3]*m[3],
			dx*m[0] + dy*m[2] + m[4], dx*m[1] + dy*m[3] + m[5],
		}
		if out, err = f.outline(out, c.gid, part, depth+1, budget); err != nil {
			return out, err
		}
	}
	return out, nil
}

func appendSimple(out [][]Point, g string, m [6]float64, budget *int) ([][]Point, error) {
	s, err := readSimple(g)
	if err != nil {
		return out, err
	}
	if *budget -= s.points; *budget < 0 {
		return out, corrupt("glyf", "字形的点太多")
	}
	points := make([]Point, s.points)
	flagAt, xAt, yAt := s.end, s.xs, s.ys
	var flag byte
	var x, y, repeat int
	for i := range points {
		if repeat > 0 {
			repeat--
		} else {
			flag = g[flagAt]
			flagAt++
			if flag&8 != 0 {
				repeat = int(g[flagAt])
				flagAt++
			}
		}
		x += delta(g, &xAt, flag&2 != 0, flag&16 != 0)
		y += delta(g, &yAt, flag&4 != 0, flag&32 != 0)
		fx, fy := float64(x), float64(y)
		points[i] = Point{fx*m[0] + fy*m[2] + m[4], fx*m[1] + fy*m[3] + m[5], flag&1 != 0}
	}
	from := 0
	for i := range s.contours {
		to := int(u16(g, 10+2*i)) + 1
		if to > from {
			out = append(out, points[from:to:to])
		}
		from = to
	}
	return out, nil
}

// delta reads one coordinate: a byte with its sign in same, a repeated value, or a word.
func delta(g string, at *int, short, same bool) int {
	switch {
	case short:
		d := int(g[*at])
		*at++
		if !same {
			d = -d
		}
		return d
	case same:
		return 0
	}
	d := int(i16(g, *at))
	*at += 2
	return d
}
