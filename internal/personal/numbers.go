package personal

import (
	"slices"
	"strings"
	"time"
)

// group is digits that stand together: characters from up to to, and what is between them and the next. An identity
// number may end in X.
type group struct {
	from, to int
	then     rune
}

// numbers finds what is made of digits. Blanks, hyphens and points may stand between groups of them, as people write
// numbers.
func (s *scan) numbers(out *[]Hit) {
	for i := 0; i < len(s.c); {
		if !digit(s.c[i]) {
			i++
			continue
		}
		var run []group
		for digit(s.get(i)) {
			g := group{from: i, to: i}
			for digit(s.get(g.to)) {
				g.to++
			}
			if (s.get(g.to) == 'X' || s.get(g.to) == 'x') && !letter(s.get(g.to+1)) && !digit(s.get(g.to+1)) {
				g.to++
			}
			i, g.then = s.gap(g.to)
			run = append(run, g)
		}
		s.run(run, out)
	}
}

// gap gives where the next group begins, if what stands at i only divides two: a sign, with blanks around it, or two
// blanks; and which sign.
func (s *scan) gap(i int) (next int, sign rune) {
	const widest = 3 // " - "
	next, sign = i, ' '
	for ; next-i < widest; next++ {
		switch k := s.get(next); k {
		case ' ':
			continue
		case '-', ')', '.', '·':
			if sign != ' ' {
				return i, 0
			}
			sign = k
			continue
		}
		break
	}
	if next == i || !digit(s.get(next)) {
		return i, 0
	}
	return next, sign
}

// run looks for numbers among groups that follow each other; the longest first.
func (s *scan) run(run []group, out *[]Hit) {
	const most = 7 // groups of one number: 0086 and a card of 19 digits
	for i := 0; i < len(run); i++ {
		for k := min(len(run), i+most); k > i; k-- {
			kind, ok := s.kind(run[i:k])
			from, to := run[i].from, run[k-1].to
			if !ok || slices.ContainsFunc(*out, func(h Hit) bool { return h.Start < s.at[to] && s.at[from] < h.End }) {
				continue
			}
			*out = append(*out, s.hit(kind, from, to))
			i = k - 1
			break
		}
	}
}

// kind is what groups of digits are together.
func (s *scan) kind(g []group) (Kind, bool) {
	var d []rune
	var lens []int
	for _, x := range g {
		d = append(d, s.c[x.from:x.to]...)
		lens = append(lens, x.to-x.from)
	}
	from, to := g[0].from, g[len(g)-1].to
	if !sameSigns(g) || len(d) < 7 || len(d) > 23 || s.part(from, to) {
		return "", false
	}
	words := s.before(from)
	switch {
	case grouped(lens, idGroups) && (isID(d) || says(words, idWords...) && likeID(d)) && !code(words, idWords):
		return ID, true
	case isMobile(d, lens) && !code(words, phoneWords) && (says(words, phoneWords...) || !s.measured(from, to)):
		return Mobile, true
	case cardGroups(lens) && isCard(d) && !code(words, cardWords) && (says(words, cardWords...) || !gansu(d)) && !s.measured(from, to):
		return Card, true
	case len(g) == 1 && len(d) == 18 && creditCode(d):
		return Code, true
	case s.isPhone(d, lens, from, words):
		return Phone, true
	}
	return "", false
}

// sameSigns says whether groups with points between them are divided by points alone, and not by one only: that is a
// fraction.
func sameSigns(g []group) bool {
	points := 0
	for _, x := range g[:len(g)-1] {
		if x.then == '.' || x.then == '·' {
			points++
		}
	}
	return points == 0 || points > 1 && points == len(g)-1
}

// part says whether digits are a part of something longer: a code with letters, an amount with decimals.
func (s *scan) part(from, to int) bool {
	b, a := s.get(from-1), s.get(to)
	switch {
	case a == '_' || b == '_' || letter(a) || a == '@':
		return true
	case a == '.' && digit(s.get(to+1)):
		return true
	case b == '.' && digit(s.get(from-2)):
		return to-from != 11 || digit(s.get(from-3)) && digit(s.get(from-4)) // 1.13800138000 is a list
	case letter(b):
		k := from
		for letter(s.get(k - 1)) {
			k--
		}
		switch strings.ToLower(string(s.c[k:from])) {
		case "tel", "t", "m", "mob", "mobile", "phone", "wx", "vx", "wechat", "id", "no", "sfz":
			return false
		}
		return true
	}
	return false
}

// measured says whether a unit or a sign makes the digits an amount.
func (s *scan) measured(from, to int) bool {
	a := s.get(to)
	if a == ' ' {
		a = s.get(to + 1)
	}
	if from > 0 && a == '人' && s.get(slices.Index(s.c[to:], '人')+to+1) == '次' {
		return true
	}
	return strings.ContainsRune("元万亿角吨%‰㎡平米公千户次个件套", a) && a != 0 || strings.ContainsRune("¥￥$≥≤=><", s.get(from-1)) && from > 0
}

var (
	mobileGroups = [][]int{{11}, {3, 4, 4}, {3, 8}, {4, 4, 3}, {7, 4}, {5, 6}}
	idGroups     = [][]int{{18}, {15}, {6, 8, 4}, {6, 4, 4, 4}, {3, 3, 4, 4, 4}, {6, 6, 6}, {6, 12}, {14, 4}, {6, 6, 3}}
)

func grouped(lens []int, shapes [][]int) bool {
	return slices.ContainsFunc(shapes, func(x []int) bool { return slices.Equal(x, lens) })
}

// isMobile knows mobile numbers of the mainland, with or without 86 or 0086 before them.
func isMobile(d []rune, lens []int) bool {
	for _, country := range []string{"", "86", "0086"} {
		n := len(country)
		if len(d) != 11+n || string(d[:n]) != country {
			continue
		}
		own := slices.Clone(lens)
		if own[0] == n && n > 0 {
			own = own[1:]
		} else {
			own[0] -= n
		}
		return grouped(own, mobileGroups) && segment(d[n:])
	}
	return false
}

// segment says whether the number range is one of mobile phones (工业和信息化部 电信网编号计划, 2017, and what was given out
// since).
func segment(d []rune) bool {
	if d[0] != '1' {
		return false
	}
	switch d[1] {
	case '3', '8':
		return true
	case '4':
		return strings.ContainsRune("01456789", d[2])
	case '5':
		return d[2] != '4'
	case '6':
		return strings.ContainsRune("2567", d[2])
	case '7':
		return d[2] != '9'
	case '9':
		return d[2] != '4'
	}
	return false
}

// isID says whether an identity number (GB 11643) is a right one: region, date, and of 18 digits the check digit.
func isID(d []rune) bool {
	return likeID(d) && (len(d) == 15 || idCheck(d) == upper(d[17]))
}

func upper(r rune) rune {
	if r == 'x' {
		return 'X'
	}
	return r
}

// likeID says whether region and date are right.
func likeID(d []rune) bool {
	if len(d) != 15 && len(d) != 18 || slices.ContainsFunc(d[:len(d)-1], func(r rune) bool { return !digit(r) }) {
		return false
	}
	if len(d) == 15 && (!digit(d[14]) || strings.Count(string(d), string(d[0])) == len(d)) { // 111111111111111 is nobody's
		return false
	}
	switch string(d[:2]) {
	case "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45",
		"46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83":
	default:
		return false
	}
	born := "19" + string(d[6:12])
	if len(d) == 18 {
		born = string(d[6:14])
	}
	t, err := time.Parse("20060102", born)
	return err == nil && t.Year() >= 1900 && t.Year() < 2100
}

// idCheck is the last character that the first 17 ask for (GB 11643, ISO 7064 MOD 11-2).
func idCheck(d []rune) rune {
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(d[i]-'0')
	}
	return rune("10X98765432"[sum%11])
}

// cardGroups are fours, one piece, or the six of the issuer and the rest.
func cardGroups(lens []int) bool {
	if len(lens) == 1 || len(lens) == 2 && lens[0] == 6 {
		return true
	}
	for i, n := range lens {
		if n != 4 && (i+1 < len(lens) || n > 4) {
			return false
		}
	}
	return true
}

// isCard says whether digits are a bank card: an issuer's beginning with a length it gives out, and the check digit
// (ISO/IEC 7812).
func isCard(d []rune) bool {
	n := len(d)
	if slices.ContainsFunc(d, func(r rune) bool { return !digit(r) }) {
		return false
	}
	head := 0
	for _, r := range d[:4] {
		head = head*10 + int(r-'0')
	}
	two := head / 100
	switch {
	case two == 62, two == 60, two == 65, two == 68, two == 69:
		if n < 16 || n > 19 {
			return false
		}
	case two/10 == 4, two >= 51 && two <= 55, head >= 2221 && head <= 2720, two == 35:
		if n != 16 {
			return false
		}
	case two == 34, two == 37:
		if n != 15 {
			return false
		}
	case head == 9558:
		if n != 19 {
			return false
		}
	default:
		return false
	}
	sum := 0
	for i := range d {
		x := int(d[n-1-i] - '0')
		if i%2 == 1 {
			if x *= 2; x > 9 {
				x -= 9
			}
		}
		sum += x
	}
	return sum%10 == 0
}

// gansu says whether digits begin as codes of that province do (GB/T 2260: 62) and go on with a year: a project code of
// the budget system, which looks like a card.
func gansu(d []rune) bool {
	return string(d[:2]) == "62" && (d[6] == '2' && d[7] == '0' && (d[8] == '1' || d[8] == '2' || d[8] == '3'))
}

// creditCode says whether 18 characters are a 统一社会信用代码 (GB 32100): letters it may have, a region, the check character.
func creditCode(d []rune) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i, r := range d {
		v := strings.IndexRune(alphabet, r)
		switch {
		case v < 0, i >= 2 && i < 8 && v > 9, i == 0 && !strings.ContainsRune("123456789ANY", r):
			return false
		case i == 17:
			return (31-sum%31)%31 == v
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return false
}

// isPhone knows landlines: with an area code, or called so.
func (s *scan) isPhone(d []rune, lens []int, from int, words string) bool {
	n := len(d)
	switch {
	case code(words, phoneWords) || n > 12:
		return false
	case len(lens) == 1 && (n == 7 || n == 8):
		return says(words, phoneWords...) && d[0] > '1'
	case len(lens) == 2 && (lens[0] == 3 || lens[0] == 4) && (lens[1] == 7 || lens[1] == 8), len(lens) == 1 && n >= 10:
		area := 4
		if d[1] == '1' || d[1] == '2' {
			area = 3
		}
		left := n - area
		return d[0] == '0' && d[1] != '0' && d[area] > '1' && (left == 7 || left == 8) && (len(lens) == 2 && lens[0] == area || says(words, phoneWords...))
	}
	return false
}
