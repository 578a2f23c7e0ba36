package personal

import (
	"strings"
	"unicode"
)

// scan is a text as characters: full-width ones as their plain brothers, those that do not show left out.
type scan struct {
	c     []rune
	at    []int // byte where each begins; one more for the end
	label string
}

func newScan(label, text string) *scan {
	s := &scan{label: label, c: make([]rune, 0, len(text)), at: make([]int, 0, len(text)+1)}
	for i, r := range text {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '・', r == '•', r == '．':
			r = '·'
		case r == '\u3000', r == '\u00A0':
			r = ' '
		case r == '‐', r == '‑', r == '–', r == '−', r == '—':
			r = '-'
		case unicode.Is(unicode.Cf, r):
			continue
		}
		s.c, s.at = append(s.c, r), append(s.at, i)
	}
	s.at = append(s.at, len(text))
	s.spelled()
	return s
}

// fewest digits that are spelled out and are a number of a person: a mobile number.
const fewest = 11

// spelled reads digits written as characters, 一三八零零……, as digits where as many stand together as a number of a person
// has. A year is four; 十 and 百 make it an amount.
func (s *scan) spelled() {
	for i := 0; i < len(s.c); i++ {
		k := i
		for k < len(s.c) && hanDigit(s.c[k]) >= 0 {
			k++
		}
		from, to := i, k
		if k-i > fewest && k-i < fewest+3 { // 王五 before it or 张三 behind it
			for from+fewest < k && s.c[from] != '一' && s.c[from] != '幺' {
				from++
			}
			to = from + fewest
		}
		if k-i >= fewest {
			for j := from; j < to; j++ {
				s.c[j] = '0' + hanDigit(s.c[j])
			}
		}
		i = max(i, k)
	}
}

// hanDigit is the value of a character for a digit, -1 for another.
func hanDigit(r rune) rune {
	switch r {
	case '〇', '零', '○':
		return 0
	case '幺':
		return 1
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return rune(i/len("一") + 1)
	}
	return -1
}

// hit is what stands from character i up to k.
func (s *scan) hit(kind Kind, i, k int) Hit { return Hit{kind, s.at[i], s.at[k]} }

func (s *scan) get(i int) rune {
	if i < 0 || i >= len(s.c) {
		return 0
	}
	return s.c[i]
}

func digit(r rune) bool  { return r >= '0' && r <= '9' }
func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// before is what a number at i is called: the words just before it, or the label where it begins the text.
func (s *scan) before(i int) string {
	const near = 12 // characters: 身份证号码（必填）：
	from := max(0, i-near)
	words := string(s.c[from:i])
	if k := strings.LastIndexAny(words, "，。；、,;0123456789"); k >= 0 { // what belongs to another number or clause
		return words[k:]
	}
	if from == 0 {
		return s.label + " " + words
	}
	return words
}

func says(words string, any ...string) bool {
	words = strings.ToLower(words)
	for _, w := range any {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

// Words that say what the number after them is.
var (
	phoneWords = []string{"电话", "手机", "联系", "微信", "tel", "phone", "mobile", "cell", "wechat", "热线", "传真"}
	idWords    = []string{"身份证", "证件", "公民", "idcard", "id no", "idno", "sfz"}
	cardWords  = []string{"卡号", "银行卡", "账号", "帐号", "账户", "帐户", "开户", "card", "工资卡", "一卡通"}
	codeWords  = []string{"编码", "代码", "编号", "文号", "合同号", "单号", "项目号", "批号", "序号", "流水", "票号", "备案号", "许可证号", "资产", "凭证",
		"序列号", "档案号", "卷号", "案号", "设备号", "学号", "工号", "房号", "点位"}
)

// code says whether the words before call the number a code of something, and none calls it a person's.
func code(words string, mine []string) bool {
	return says(words, codeWords...) && !says(words, mine...)
}

// emails finds e-mail addresses (RFC 5321, as people write them).
func (s *scan) emails(out *[]Hit) {
	for i, r := range s.c {
		if r != '@' {
			continue
		}
		from, to, dots := i, i+1, 0
		for from > 0 && (letter(s.c[from-1]) || digit(s.c[from-1]) || strings.ContainsRune("._%+-", s.c[from-1])) {
			from--
		}
		for ; to < len(s.c) && (letter(s.c[to]) || digit(s.c[to]) || s.c[to] == '-' || s.c[to] == '.'); to++ {
		}
		for to > i+1 && (s.c[to-1] == '.' || s.c[to-1] == '-') {
			to--
		}
		last := to
		for k := i + 1; k < to; k++ {
			if s.c[k] == '.' {
				dots, last = dots+1, k+1
			}
		}
		if from < i && dots > 0 && to-last >= 2 && letter(s.c[last]) && s.get(i+1) != '.' {
			*out = append(*out, s.hit(Email, from, to))
		}
	}
}

// codes finds 统一社会信用代码 (GB 32100) that have a letter; those of digits alone are among the numbers.
func (s *scan) codes(out *[]Hit) {
	for i := 0; i < len(s.c); {
		k := i
		letters := false
		for k < len(s.c) && (digit(s.c[k]) || letter(s.c[k])) {
			letters = letters || letter(s.c[k])
			k++
		}
		if k-i == 18 && letters && creditCode(s.c[i:k]) && !isID(s.c[i:k]) {
			*out = append(*out, s.hit(Code, i, k))
		}
		i = max(k, i+1)
	}
}
