package linebreak

// Cut says where inside a number a line ends.
type Cut uint8

const (
	Whole  Cut = iota // in none
	AtMark            // behind a thousands separator, before the decimal point, or between digits and their sign
	Torn              // elsewhere, since its line has no such place
)

// emergency is where the line from start on ends when no gap before cluster j, the first that finds no room, lets it
// end: at j, but not inside a number that would be whole on a line of its own.
func emergency(cl []Cluster, start, j int, avail int64) (at int, cut Cut) {
	// Of a number longer than two lines nothing more need be known: what is looked at is bounded, so that breaking is
	// linear.
	off := max(start-1, 0)
	end, w := j, int64(0)
	for ; end < len(cl) && w <= avail; end++ {
		w += int64(cl[end].Width)
	}
	near := cl[off:min(end+longGroup, len(cl))]
	from, to := number(near, j-off)
	if from == to {
		return j, Whole
	}
	from, to = max(from+off, start), to+off
	if from > start && widthOf(cl[from:to]) <= avail {
		return from, Whole
	}
	for k := j; k > from; k-- {
		if cl[k-1].prefix() || cl[k-1].separator() && core(near, k-1-off) || cl[k].point() && core(near, k-off) {
			return k, AtMark
		}
	}
	if from > start { // the next line may do better
		return from, Whole
	}
	return j, Torn
}

// longGroup is how far ahead core looks.
const longGroup = 5

// number is the number that the gap before cluster j is in, with its sign, currency and percent sign; from = to if
// there is none.
func number(cl []Cluster, j int) (from, to int) {
	at := j
	if cl[j].suffix() {
		for at > 0 && cl[at].suffix() {
			at--
		}
	} else {
		for at < len(cl)-1 && cl[at].prefix() {
			at++
		}
	}
	from, to = digits(cl, at)
	if from == to {
		return j, j
	}
	for from > 0 && cl[from-1].prefix() && !(cl[from-1].class&hyphen != 0 && from > 1 && cl[from-2].class&word != 0) {
		from--
	}
	for to < len(cl) && cl[to].suffix() {
		to++
	}
	if from < j && j < to {
		return from, to
	}
	return j, j
}

// digits is the number that cluster i is part of, digits and what is between them; from = to if it is part of none.
func digits(cl []Cluster, i int) (from, to int) {
	for from, to = i, i; from > 0 && core(cl, from-1) && core(cl, from); {
		from--
	}
	for to < len(cl) && core(cl, to) {
		to++
	}
	return from, to
}

// core says whether cluster i is a digit or a mark between digits: a decimal point, or a comma with three digits
// behind it.
func core(cl []Cluster, i int) bool {
	c := &cl[i]
	if c.class&digit != 0 {
		return true
	}
	isDigit := func(k int) bool { return k >= 0 && k < len(cl) && cl[k].class&digit != 0 }
	switch {
	case !isDigit(i-1) || !isDigit(i+1):
		return false
	case c.separator():
		return isDigit(i+2) && isDigit(i+3) && !isDigit(i+4)
	}
	return c.point()
}

func (c *Cluster) separator() bool { return c.first == ',' }
func (c *Cluster) point() bool     { return c.first == '.' || c.first == '．' }

// prefix and suffix say what is read together with the number it touches.
func (c *Cluster) prefix() bool {
	switch c.first {
	case '$', '￥', '¥', '＄', '£', '－', '~', '～':
		return true
	}
	return c.class&(operator|hyphen) != 0
}

func (c *Cluster) suffix() bool {
	switch c.first {
	case '%', '％', '‰', '‱', '℃', '℉', '°':
		return true
	}
	return raised(c.first)
}

func widthOf(cl []Cluster) (w int64) {
	for i := range cl {
		w += int64(cl[i].Width)
	}
	return w
}

// Figure says whether cl is one number and nothing else but what is read with it: a sign, brackets, a currency, a
// percent sign, a unit.
func Figure(cl []Cluster) bool {
	for len(cl) > 0 && (cl[0].Blank() || cl[0].class&noEnd != 0 || cl[0].prefix()) {
		cl = cl[1:]
	}
	if len(cl) == 0 || cl[0].class&digit == 0 {
		return false
	}
	_, to := digits(cl, 0)
	for to < len(cl) && (cl[to].suffix() || cl[to].Gap == Soft) {
		to++
	}
	for to < len(cl) && (cl[to].Blank() && !cl[to].Newline() || cl[to].class&noStart != 0) {
		to++
	}
	return to == len(cl)
}

// A run of digits with no mark beside it is believed to be an amount up to maxAmount of them, an amount in all up to
// MaxDigits; longer ones are codes, which nobody reads as an amount: numbers of persons, accounts, contracts.
const (
	maxAmount = 14
	MaxDigits = 20
)

// Code says whether what line l tears is longer than any amount.
func (l *Line) Code(cl []Cluster) bool {
	if l.Cut != Torn {
		return false
	}
	n, from, to := 0, l.To, l.To
	for ; from > 0 && n <= MaxDigits && cl[from-1].class&digit != 0; from-- {
		n++
	}
	for ; to < len(cl) && n <= MaxDigits && cl[to].class&digit != 0; to++ {
		n++
	}
	return n > MaxDigits || n > maxAmount && (from == 0 || !core(cl, from-1)) && (to == len(cl) || !core(cl, to))
}
