// Package prose understands the running texts of forms: goals, conclusions, reasons. In: a text. Out: its clauses,
// the figures in them with units, years and the words before them; what the text says of money, rate and scores, of
// sums, of work that is done and money that is spent; the printed hints left in it. It knows nothing of forms: what
// a claim is held against comes from outside.
//
// A text is somebody's own words. What is not plainly said of the whole form, of its year and of this place is left
// alone.
package prose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/quantity"
)

// Text is a running text understood. Offsets are bytes of its half-width twin, which has the same characters.
type Text struct {
	written string
	half    string
	Clauses []Clause
	Figures []Figure
	Dates   []Date
}

// Clause is a part of a text between stops, commas or parentheses.
type Clause struct {
	From, To int
	Sentence int
	Aside    bool // it stands in parentheses
	Behind   int  // Aside: the figure that stands before the parentheses, -1 if none
	First    int  // its figures are Figures[First:Last]
	Last     int
	Years    []Year
}

// Year is a year named in a text.
type Year struct {
	Year int
	At   int
	To   int // behind 年 or 年度
}

// Date is a day or a month named in a text, at From to To; Year is 0 where none is named.
type Date struct {
	Year, Month, Day int
	From, To         int
	Clause           int
}

// Figure is a number in a text.
type Figure struct {
	quantity.Spot     // Digits and End are offsets in the text here
	From          int // where its digits begin
	Clause        int
	Ranged        bool // one end of a range, or a factor of a product
}

// Read understands a text.
func Read(written string) *Text {
	t := &Text{written: written, half: strings.Map(char.Half, written)}
	t.split()
	for i := range t.Clauses {
		t.figures(i)
	}
	return t
}

// Half is a part of the text, half-width.
func (t *Text) Half(from, to int) string { return t.half[from:to] }

// Rest is the text from a place on, half-width.
func (t *Text) Rest(from int) string { return t.half[from:] }

// Len is the length of the text, half-width.
func (t *Text) Len() int { return len(t.half) }

// Written is a part of the text as it was written.
func (t *Text) Written(from, to int) string {
	if len(t.half) == len(t.written) {
		return strings.TrimSpace(t.written[from:to])
	}
	skip := utf8.RuneCountInString(t.half[:from])
	take := utf8.RuneCountInString(t.half[from:to])
	start, end := len(t.written), len(t.written)
	n := 0
	for i := range t.written {
		if n == skip {
			start = i
		}
		if n == skip+take {
			end = i
			break
		}
		n++
	}
	return strings.TrimSpace(t.written[start:end])
}

const (
	stops  = "。;!?！？\n\r；"
	commas = ",、，"
)

// split finds the clauses.
func (t *Text) split() {
	sentence, from, aside, behind := 0, 0, false, -1
	end := func(to int) {
		if strings.TrimSpace(t.half[from:to]) != "" {
			t.Clauses = append(t.Clauses, Clause{From: from, To: to, Sentence: sentence, Aside: aside, Behind: behind})
		}
	}
	for i, r := range t.half {
		w := utf8.RuneLen(r)
		if w < 1 {
			w = 1
		}
		switch {
		case strings.ContainsRune(stops, r):
			end(i)
			from, aside = i+w, false
			sentence++
		case strings.ContainsRune(commas, r):
			if r == ',' && i > 0 && isDigit(t.half[i-1]) && threeDigits(t.half[i+1:]) && !t.wide(i) {
				continue
			}
			end(i)
			from = i + w
		case r == '(' && !t.unitRemark(i):
			end(i)
			from, aside = i+w, true
		case r == ')' && aside:
			end(i)
			from, aside = i+w, false
		}
	}
	end(len(t.half))
}

// wide says whether the comma at i was typed full-width: 24所，360人 has two figures however many digits follow.
func (t *Text) wide(i int) bool {
	if len(t.half) == len(t.written) {
		return false
	}
	return t.Written(i, i+1) == "，"
}

// unitRemark says whether the parenthesis at i belongs to a unit: 台(套).
func (t *Text) unitRemark(i int) bool {
	in, _, ok := strings.Cut(t.half[i+1:], ")")
	return ok && i > 0 && utf8.RuneCountInString(in) <= 1 && in != ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// figures finds the numbers and years of a clause.
func (t *Text) figures(c int) {
	cl := &t.Clauses[c]
	cl.First = len(t.Figures)
	if cl.Aside {
		cl.Behind = len(t.Figures) - 1
		if cl.Behind >= 0 && t.Clauses[t.Figures[cl.Behind].Clause].Aside {
			cl.Behind = t.Clauses[t.Figures[cl.Behind].Clause].Behind
		}
	}
	s := t.half[:cl.To]
	for i := cl.From; i < cl.To; {
		b := s[i]
		switch {
		case isDigit(b):
			i = t.digits(cl, c, s, i)
		case b < utf8.RuneSelf:
			i++
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			if numeral(r) && !after(s[cl.From:i], "第", "同", "统", "唯", "之", "专", "其", "某", "单") {
				if p, ok := quantity.Scan(s[i:]); ok {
					t.add(c, i, p)
					i += max(p.End, w)
					continue
				}
				for i < cl.To && numeral(r) { // 二十四 without a unit
					i += w
					r, w = utf8.DecodeRuneInString(s[i:])
				}
				continue
			}
			i += w
		}
	}
	cl.Last = len(t.Figures)
}

func numeral(r rune) bool {
	switch r {
	case '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千',
		'壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾':
		return true
	}
	return false
}

func after(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

func (t *Text) add(c, i int, p quantity.Spot) {
	p.Digits, p.End = p.Digits+i, p.End+i
	t.Figures = append(t.Figures, Figure{Spot: p, From: i, Clause: c})
}

// digits reads what begins with a digit at i: a year, a date, a number of a thing (X207线, 10号), a range, or a
// figure. It gives the place behind.
func (t *Text) digits(cl *Clause, c int, s string, i int) int {
	end := i
	for end < len(s) && (isDigit(s[end]) || s[end] == '.') {
		end++
	}
	before, rest := s[cl.From:i], s[end:]
	n, _ := strconv.Atoi(s[i:end])
	year := end-i == 4 && n >= 1949 && n < 2100
	switch {
	case year && begins(rest, "年"):
		to := end + len("年") + len(prefix(rest[len("年"):], "度"))
		cl.Years = append(cl.Years, Year{n, i, to})
		return t.date(Date{Year: n, From: i, Clause: c}, to)
	case year && begins(rest, "-", "—", "~", "至", "、", "/") && strings.Contains(firstRunes(rest, 8), "年"):
		return end // 2021-2023年: the last one is a year of the text
	case begins(rest, "月") && end-i <= 2:
		return max(t.date(Date{From: i, Clause: c}, i), end)
	case begins(rest, "号") && end-i <= 2:
		return end
	case before != "" && !t.upper(cl, i) && (isLetter(before[len(before)-1]) || after(before, "第", "〔", "[", "No.", "-", "/", ".") || afterColon(before)):
		return end
	case begins(rest, "]", "〕"):
		return end
	}
	p, ok := quantity.Scan(s[i:])
	if !ok {
		return end
	}
	other := strings.TrimLeft(rest, "-~—–至到*×x ")
	ranged := len(other) < len(rest) && other != "" && isDigit(other[0])
	ranged = ranged || t.upper(cl, i)
	t.add(c, i, p)
	f := &t.Figures[len(t.Figures)-1]
	f.Ranged = ranged
	if f.About == quantity.Exactly && after(strings.TrimRight(before, " "), "约", "约为", "约计", "大概", "将近", "接近") {
		f.About = quantity.Around
	}
	if begins(s[f.End:], "年") && !f.Unit.Known { // 98年
		return f.End
	}
	return max(f.End, end)
}

// afterColon says whether a digit and a colon stand before a number: 12:30, 3:7; 凭证:3.00万元 is a figure.
func afterColon(before string) bool {
	n := len(before)
	return n > 1 && before[n-1] == ':' && isDigit(before[n-2])
}

// upper says whether what begins at i is the upper end of a range.
func (t *Text) upper(cl *Clause, i int) bool {
	n := len(t.Figures) - 1
	return n >= cl.First && t.Figures[n].Ranged && i-t.Figures[n].End <= len("—")
}

// date notes the rest of a date at i, 11月30日, and gives the place behind it.
func (t *Text) date(d Date, i int) int {
	for _, part := range []struct {
		to    *int
		names []string
		most  int
	}{{&d.Month, []string{"月份", "月"}, 12}, {&d.Day, []string{"日", "号"}, 31}} {
		j := i
		for j < len(t.half) && (isDigit(t.half[j]) || t.half[j] == ' ') {
			j++
		}
		w := prefix(t.half[j:], part.names...)
		n, err := strconv.Atoi(strings.TrimSpace(t.half[i:j]))
		if w == "" || err != nil || n > part.most {
			break
		}
		*part.to, i = n, j+len(w)
	}
	if d.To = i; d.Month > 0 {
		t.Dates = append(t.Dates, d)
	}
	return i + len(prefix(t.half[i:], "上旬", "中旬", "下旬", "底", "初"))
}

func begins(s string, prefixes ...string) bool { return prefix(s, prefixes...) != "" }

// prefix is the first of the prefixes that s begins with, empty if none.
func prefix(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return p
		}
	}
	return ""
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Before are the words of a clause before a figure, from the figure before it on.
func (t *Text) Before(f int) string {
	x := &t.Figures[f]
	from := t.Clauses[x.Clause].From
	if f > t.Clauses[x.Clause].First {
		from = t.Figures[f-1].End
	}
	return t.half[from:x.From]
}

// After are the words of a clause behind a figure, up to the next figure.
func (t *Text) After(f int) string {
	x := &t.Figures[f]
	to := t.Clauses[x.Clause].To
	if f+1 < t.Clauses[x.Clause].Last {
		to = t.Figures[f+1].From
	}
	return t.half[x.End:max(to, x.End)]
}
