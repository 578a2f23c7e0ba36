package pdf

import (
	"cmp"
	"math"
	"slices"
)

// ruled is a table as its lines draw it on a page.
type ruled struct {
	xs, ys []float32 // of its lines, from the left and from the top
	cells  []region  // by row, then column
	owner  []int     // which of cells covers a field of the grid, by row and column
	open   bool      // its lines do not close every cell: some were put together out of fields
}

// region is a cell: fields of the grid with no line between them, from the first to before the last.
type region struct{ row, col, endRow, endCol int }

func (t *ruled) box(i int) (x0, y0, x1, y1 float32) {
	c := &t.cells[i]
	return t.xs[c.col], t.ys[c.row], t.xs[c.endCol], t.ys[c.endRow]
}

// near is how far apart, in points, two lines may lie that are one: a double line, ends that do not quite meet. The
// narrowest column of a form is wider.
const near = 2.5

// maxFields are the fields of a grid.
const maxFields = 400_000

// tables finds the tables that lines draw; rest are the lines that are part of none, in order. work is told of how many
// lines are held against each other, and says whether to go on.
func tables(lines []line, work func(int) bool) (out []*ruled, rest []line) {
	lines = merged(lines)
	group := joined(lines, work)
	byGroup := map[int][]line{}
	for i, l := range lines {
		byGroup[group[i]] = append(byGroup[group[i]], l)
	}
	fields := 0
	for _, g := range slices.Sorted(keys(byGroup)) {
		part := byGroup[g]
		along := 0
		for _, l := range part {
			if l.along {
				along++
			}
		}
		t := &ruled{}
		if along >= 2 && len(part)-along >= 1 {
			t.axes(part)
		}
		if fields += len(t.xs) * len(t.ys); len(t.xs) < 2 || len(t.ys) < 3 && len(t.xs) < 3 || fields > maxFields {
			rest = append(rest, part...)
			continue
		}
		t.fill(part)
		out = append(out, t)
	}
	slices.SortStableFunc(rest, inOrder)
	slices.SortStableFunc(out, func(a, b *ruled) int { return cmp.Or(cmp.Compare(a.ys[0], b.ys[0]), cmp.Compare(a.xs[0], b.xs[0])) })
	return out, rest
}

func keys(m map[int][]line) func(func(int) bool) {
	return func(yield func(int) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// merged puts together lines that go on in each other, such as the sides of neighbouring cells and dashes.
func merged(lines []line) (out []line) {
	slices.SortFunc(lines, inOrder)
	from := 0 // of the lines that lie beside the next one
	for _, l := range lines {
		for from < len(out) && (out[from].along != l.along || out[from].at < l.at-0.5) {
			from++
		}
		done := false
		for k := len(out) - 1; k >= from && k >= len(out)-64; k-- {
			o := &out[k]
			if l.lo <= o.hi+near && l.hi >= o.lo-near {
				o.lo, o.hi = min(o.lo, l.lo), max(o.hi, l.hi)
				done = true
				break
			}
		}
		if !done {
			out = append(out, l)
		}
	}
	return out
}

// inOrder has lines along the page first, from the top, then those down it, from the left.
func inOrder(a, b line) int {
	if a.along != b.along {
		if a.along {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lo, b.lo))
}

// joined gives each line the number of its group: lines that touch, or touch the same ones.
func joined(lines []line, work func(int) bool) []int {
	root := make([]int, len(lines))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	n := slices.IndexFunc(lines, func(l line) bool { return !l.along })
	if n < 0 {
		n = len(lines)
	}
	down := lines[n:]
	for i, a := range lines[:n] { // those down the page are in order from the left
		from, _ := slices.BinarySearchFunc(down, a.lo-near, func(l line, x float32) int { return cmp.Compare(l.at, x) })
		k := from
		for ; k < len(down) && down[k].at <= a.hi+near; k++ {
			if down[k].lo <= a.at+near && down[k].hi >= a.at-near {
				root[find(n+k)] = find(i)
			}
		}
		if !work(k - from) {
			break
		}
	}
	out := make([]int, len(lines))
	for i := range lines {
		out[i] = find(i)
	}
	return out
}

// axes finds the columns and rows of a group of lines. Sides that are not drawn are where the lines across end.
func (t *ruled) axes(lines []line) {
	var xs, ys []float32
	for _, l := range lines {
		if l.along {
			ys = append(ys, l.at)
		} else {
			xs = append(xs, l.at)
		}
	}
	lox, hix, loy, hiy := float32(math.MaxFloat32), float32(0), float32(math.MaxFloat32), float32(0)
	for _, l := range lines {
		if l.along {
			lox, hix = min(lox, l.lo), max(hix, l.hi)
		} else {
			loy, hiy = min(loy, l.lo), max(hiy, l.hi)
		}
	}
	t.xs, t.ys = clusters(append(xs, lox, hix)), clusters(append(ys, loy, hiy))
}

// clusters are places in order, those that are near each other once.
func clusters(v []float32) (out []float32) {
	slices.Sort(v)
	last := float32(0)
	for i, x := range v {
		if i > 0 && x-last <= near {
			last = x
			continue
		}
		out, last = append(out, x), x
	}
	return out
}

// fill finds the cells: fields of the grid without a line between them.
func (t *ruled) fill(lines []line) {
	rows, cols := len(t.ys)-1, len(t.xs)-1
	left := make([]bool, rows*(cols+1)) // a line at the left of a field
	top := make([]bool, (rows+1)*cols)
	index := func(v []float32, x float32) int {
		i, _ := slices.BinarySearch(v, x-near)
		return i
	}
	for _, l := range lines {
		if l.along {
			i := min(index(t.ys, l.at), rows)
			for c := range cols {
				if mid := (t.xs[c] + t.xs[c+1]) / 2; l.lo <= mid && mid <= l.hi {
					top[i*cols+c] = true
				}
			}
			continue
		}
		i := min(index(t.xs, l.at), cols)
		for r := range rows {
			if mid := (t.ys[r] + t.ys[r+1]) / 2; l.lo <= mid && mid <= l.hi {
				left[r*(cols+1)+i] = true
			}
		}
	}
	t.owner = make([]int, rows*cols)
	for i := range t.owner {
		t.owner[i] = -1
	}
	for r := range rows {
		for c := range cols {
			if t.owner[r*cols+c] >= 0 {
				continue
			}
			// The widest cell that begins here, then as far down as no line crosses it.
			e := c + 1
			for e < cols && !left[r*(cols+1)+e] && t.owner[r*cols+e] < 0 {
				e++
			}
			d := r + 1
		down:
			for d < rows {
				for k := c; k < e; k++ {
					if top[d*cols+k] || t.owner[d*cols+k] >= 0 || k > c && left[d*(cols+1)+k] {
						break down
					}
				}
				d++
			}
			for i := r; i < d; i++ {
				for k := c; k < e; k++ {
					t.owner[i*cols+k] = len(t.cells)
				}
			}
			t.cells = append(t.cells, region{r, c, d, e})
			t.open = t.open || !t.closed(region{r, c, d, e}, left, top)
		}
	}
}

// closed says whether lines are drawn along the sides of a cell wherever another cell lies beside it.
func (t *ruled) closed(x region, left, top []bool) bool {
	rows, cols := len(t.ys)-1, len(t.xs)-1
	for r := x.row; r < x.endRow; r++ {
		if x.col > 0 && !left[r*(cols+1)+x.col] || x.endCol < cols && !left[r*(cols+1)+x.endCol] {
			return false
		}
	}
	for c := x.col; c < x.endCol; c++ {
		if x.row > 0 && !top[x.row*cols+c] || x.endRow < rows && !top[x.endRow*cols+c] {
			return false
		}
	}
	return true
}

// at is the cell at a point, -1 if the point is outside.
func (t *ruled) at(x, y float32) int {
	c, exact := slices.BinarySearch(t.xs, x)
	if !exact {
		c--
	}
	r, exact := slices.BinarySearch(t.ys, y)
	if !exact {
		r--
	}
	if c < 0 || r < 0 || c >= len(t.xs)-1 || r >= len(t.ys)-1 {
		return -1
	}
	return t.owner[r*(len(t.xs)-1)+c]
}
