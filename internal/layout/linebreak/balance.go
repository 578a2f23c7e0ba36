package linebreak

import "strings"

// Limits of what is balanced: a paragraph is a label or a title, not a text.
const (
	maxLabel      = 30 // clusters
	maxTitle      = 90
	maxLabelLines = 6

	minCompany = 3 // a line of no more characters gives none to the next
)

// What a break costs beside uneven lines, in square hundredths of an em: one inside a word, one behind what joins two
// parts, one inside brackets.
const (
	insideWord     = 3 * 100 * 100
	behindJoint    = 2 * 100 * 100
	insideBrackets = 40 * 100 * 100
)

// Balance breaks the paragraphs of a label again, so that its lines are about as long as each other: 全年预/算数 and not
// 全年预算数 with 数 alone, 社会效益/指标. lines are those Break found for cl and avail; the result has as many, or one
// more where that keeps a text in brackets whole (项目资金/（万元）). A paragraph that is longer than a label, that is cut
// inside a number, or that would have a character alone on a line that has none alone now stays as it is.
func Balance(lines []Line, cl []Cluster, avail int64) []Line { return even(lines, cl, avail, maxLabel) }

// BalanceTitle is Balance for a title, which may be longer (GB/T 9704-2012, 7.3: lines of whole words, arranged
// symmetrically, none much shorter than the others).
func BalanceTitle(lines []Line, cl []Cluster, avail int64) []Line {
	return even(lines, cl, avail, maxTitle)
}

func even(lines []Line, cl []Cluster, avail int64, most int) []Line {
	var out []Line
	for from := 0; from < len(lines); {
		to := from
		for to < len(lines) && !lines[to].Last {
			to++
		}
		to = min(to+1, len(lines))
		own := lines[from:to]
		if even := balance(own, cl, avail, most); even != nil {
			if out == nil {
				out = append(make([]Line, 0, len(lines)+1), lines[:from]...)
			}
			own = even
		}
		if out != nil {
			out = append(out, own...)
		}
		from = to
	}
	if out == nil {
		return lines
	}
	return out
}

// Company gives a paragraph that ends with a character alone on its line, a punctuation mark behind it or not, another
// one from the line above, and so one step on where no line may end there. What is above stays as full as it can be; a
// paragraph of short lines stays as it is. The lines are changed in place.
func Company(lines []Line, cl []Cluster, avail int64) {
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if !b.Last || a.Last || a.Cut != Whole || a.To-a.From <= minCompany || !alone(cl[b.From:b.To]) {
			continue
		}
		half := a.From + (a.To-a.From)/2
		for j := b.From - 1; j > half; j-- {
			if cl[j].Gap != Allowed {
				continue
			}
			width := widthOf(cl[j:b.To])
			if end, w := trim(cl, a.From, j, widthOf(cl[a.From:j])); width <= avail {
				*a, *b = line(cl, a.From, end, w, false), line(cl, j, b.To, width, true)
			}
			break
		}
	}
}

// Lonely says whether a paragraph ends with a character alone on its line: 2024年11月底/前.
func Lonely(lines []Line, cl []Cluster) bool {
	for i := 1; i < len(lines); i++ {
		if lines[i].Last && !lines[i-1].Last && alone(cl[lines[i].From:lines[i].To]) {
			return true
		}
	}
	return false
}

// alone says whether a line is one character, with marks behind it or none: 率, 率”。, ⑩）. What begins with a bracket is
// whole, letters and digits make words and numbers of their own.
func alone(cl []Cluster) bool {
	if len(cl) == 0 || !cl[0].hanzi() && !cl[0].enclosed() {
		return false
	}
	for i := range cl[1:] {
		if cl[1+i].class&noStart == 0 {
			return false
		}
	}
	return true
}

// balance is one paragraph of no more than most clusters, nil if it stays as it is.
func balance(lines []Line, cl []Cluster, avail int64, most int) []Line {
	n := len(lines)
	from, to := lines[0].From, lines[n-1].To
	if n > maxLabelLines || to-from > most || to-from < 4 {
		return nil
	}
	alone := false
	for _, l := range lines {
		if l.Cut != Whole {
			return nil
		}
		alone = alone || l.To-l.From == 1
	}
	if n == 1 {
		return nil
	}
	var label [maxLabel + 1]bool
	room := label[:]
	if to-from > maxLabel {
		room = make([]bool, to-from+1)
	}
	brackets := bracketed(room[:to-from+1], cl, from, to)
	torn := false
	for _, l := range lines[:n-1] {
		torn = torn || brackets[l.To-from]
	}
	best, cost := breaks(cl, from, to, n, avail, brackets)
	if torn && (best == nil || cost >= insideBrackets) && n < maxLabelLines {
		if more, less := breaks(cl, from, to, n+1, avail, brackets); more != nil && less < insideBrackets {
			best = more
		}
	}
	if best == nil {
		return nil
	}
	out := make([]Line, 0, len(best)+1)
	at := from
	for i, next := range append(best, to) {
		end, w := trim(cl, at, next, widthOf(cl[at:next]))
		out = append(out, line(cl, at, end, w, i == len(best)))
		if end-at == 1 && !alone {
			return nil
		}
		at = next
	}
	return out
}

// breaks are the places that break cl[from:to] into n lines of at most avail at the least cost; nil if there are none.
func breaks(cl []Cluster, from, to, n int, avail int64, brackets []bool) ([]int, int64) {
	const hundredth = Em / 100
	mean := widthOf(cl[from:to]) / int64(n) / hundredth
	size := to - from
	type step struct{ cost, prev int64 }
	none := int64(-1)
	var label [(maxLabelLines + 1) * (maxLabel + 1)]step
	ways := label[:]
	if size > maxLabel {
		ways = make([]step, (n+1)*(size+1))
	}
	way := func(k, j int) *step { return &ways[k*(size+1)+j] } // cl[from:from+j] in k lines
	for k := range (n + 1) * (size + 1) {
		ways[k].cost = none
	}
	way(0, 0).cost = 0
	for k := 1; k <= n; k++ {
		for j := k; j <= size; j++ {
			if j < size && cl[from+j].Gap != Allowed || j < size && k == n || j == size && k < n {
				continue
			}
			extra := int64(0)
			if j < size {
				extra = wordCost(cl, from, from+j, to)
				if brackets[j] {
					extra += insideBrackets
				}
			}
			for i := j - 1; i >= k-1; i-- {
				_, w := trim(cl, from+i, from+j, widthOf(cl[from+i:from+j]))
				if w > avail {
					break
				}
				before, here := way(k-1, i).cost, way(k, j)
				if before == none {
					continue
				}
				off := w/hundredth - mean
				if c := before + off*off + extra; here.cost == none || c < here.cost {
					*here = step{c, int64(i)} // of equals that with the longer lines above
				}
			}
		}
	}
	if way(n, size).cost == none {
		return nil, 0
	}
	at := make([]int, n-1)
	for k, j := n, size; k > 1; k-- {
		j = int(way(k, j).prev)
		at[k-2] = from + j
	}
	return at, way(n, size).cost
}

// bracketed says in in, all false, of each gap of cl[from:to] whether it is inside a pair of brackets.
func bracketed(in []bool, cl []Cluster, from, to int) []bool {
	open := -1
	for i := from; i < to; i++ {
		switch cl[i].first {
		case '）', ')', '〕', '】', '］', ']':
			for k := open + 1; open >= 0 && k <= i; k++ {
				in[k-from] = true
			}
			open = -1
		default:
			if opens(cl[i].first) {
				open = i
			}
		}
	}
	return in
}

// wordCost is what a break before cluster j costs because of the words beside it. Chinese labels are made of words of
// two characters and end with the one that says what they are (指标, 资金, 情况); so a break is welcome an even number of
// characters before the end of a run of hanzi, and more welcome behind it where a bracket follows: 全年预算数/（A）. What
// joins two parts (及, 和) begins a line, 的 ends one.
func wordCost(cl []Cluster, from, j, to int) int64 {
	if !cl[j].hanzi() || !cl[j-1].hanzi() || joins(cl[j].first) || cl[j-1].first == '的' {
		return 0
	}
	switch {
	case joins(cl[j-1].first):
		return behindJoint
	case cl[j].first == '的':
		return insideWord
	}
	feet, bracket := 0, int64(0)
	i := j
	for ; i < to && cl[i].hanzi() && !(i > j && joins(cl[i].first)) && cl[i].first != '的'; i++ {
		if n := longWord(cl[i:to]); n > 0 {
			feet, i = feet+2, i+n-1
			continue
		}
		feet++
	}
	if i < to && opens(cl[i].first) {
		bracket = insideWord
	}
	for back := 1; back <= 2 && j-back >= from; back++ {
		if longWord(cl[j-back:to]) > back {
			return insideWord
		}
	}
	return int64(feet%2)*insideWord + bracket
}

func (c *Cluster) hanzi() bool { return c.class == 0 && c.first >= 0x3400 }

// enclosed is a number or character in a ring or brackets, as wide as a hanzi: ①, ㈠.
func (c *Cluster) enclosed() bool {
	return c.first >= 0x2460 && c.first < 0x2500 || c.first >= 0x3200 && c.first < 0x3300
}

func opens(r rune) bool { return strings.ContainsRune("（(〔【［[", r) }

func joins(r rune) bool { return strings.ContainsRune("及和与或", r) }

// longWord is 3 if cl begins with a word of three characters that labels of forms are full of, else 0. What ends with
// 率, 性 or 表 is what two characters say of it (整改率, 健全性, 自评表), but for a few words of two.
func longWord(cl []Cluster) int {
	if len(cl) < 3 {
		return 0
	}
	if len(cl) == 3 || !cl[3].hanzi() || joins(cl[3].first) {
		switch before := cl[1].first; cl[2].first {
		case '率':
			return wordsOfTwo(before, "效税利频概汇费比")
		case '性':
			return wordsOfTwo(before, "属特个")
		case '表':
			return wordsOfTwo(before, "总附报")
		}
	}
	switch string([]rune{cl[0].first, cl[1].first, cl[2].first}) {
	case "满意度", "可持续", "未完成", "执行率", "完成率", "达标率", "覆盖率", "增长率", "合格率", "负责人", "联系人", "经办人", "时效性", "合理性", "及时性":
		return 3
	}
	return 0
}

// wordsOfTwo is 0 if r begins a word of two characters, else 3.
func wordsOfTwo(r rune, firsts string) int {
	if strings.ContainsRune(firsts, r) {
		return 0
	}
	return 3
}
