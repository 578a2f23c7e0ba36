package direction

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainName is a name for reading: half-width, without numbering, brackets, quotes and blanks.
func plainName(name string) string {
	buf := make([]byte, 0, 64)
	depth := 0
	for _, r := range name {
		if r >= '！' && r <= '～' {
			r += '!' - '！'
		}
		switch {
		case strings.ContainsRune("([【〔", r):
			depth++
		case strings.ContainsRune(")]】〕", r):
			depth = max(0, depth-1)
		case depth > 0 || unicode.IsSpace(r) || strings.ContainsRune("“”\"'‘’「」《》*·。.,，;；", r):
		case r == ':':
			buf = buf[:0] // 指标1：…
		default:
			buf = utf8.AppendRune(buf, r)
		}
	}
	return strings.TrimLeft(string(buf), "0123456789、①②③④⑤⑥⑦⑧⑨⑩-")
}

// token is a word of a name, or a run of characters that are none.
type token struct {
	word
	before string // of the name, what stands before the word and its denial
	denied string // 不, 未, 无, 零
}

// maxTokens bounds what is read of a name; its head is at the end.
const maxTokens = 16

// denials turn the word behind them round.
var denials = []string{"没有", "尚未", "未能", "不予", "不", "未", "无", "非", "零"}

// tokens splits a name into words, the last word first.
func tokens(s string) []token {
	out := make([]token, 0, maxTokens)
	for s != "" && len(out) < maxTokens {
		end := s
		w, ok := ending(known().general, s)
		for !ok && s != "" {
			_, n := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-n]
			w, ok = ending(known().general, s)
		}
		if len(s) < len(end) {
			out = append(out, token{word: word{text: end[len(s):]}, before: s})
			continue
		}
		t := token{word: w, before: s[:len(s)-len(w.text)]}
		for _, d := range denials {
			if rest, ok := strings.CutSuffix(t.before, d); ok {
				t.before, t.denied = rest, d
				break
			}
		}
		out, s = append(out, t), t.before
	}
	return out
}

// name is a name taken apart.
type name struct {
	measure measure
	counted string  // the text of the measure: 人数
	rest    string  // what stands before the measure
	words   []token // the same in words, last first, without the fillers behind the head
	carried bool    // a carrier stood behind the head: 超标断面
	fillers []token // what was skipped behind the head
}

func takeApart(s string) name {
	n := name{}
	n.measure, n.rest, n.counted = takeMeasure(s)
	w, ok := ending(known().general, s)
	if ok && len(w.text) > len(n.counted) && w.kind != filler && w.kind != carrier { // 浓度, 销售额
		n.measure, n.rest, n.counted = bare, s, ""
	}
	n.words = tokens(n.rest)
	for len(n.words) > 0 && (n.words[0].kind == filler || n.words[0].kind == carrier) {
		n.carried = n.carried || n.words[0].kind == carrier
		n.fillers = append(n.fillers, n.words[0])
		n.words = n.words[1:]
	}
	return n
}

// verb is the word at the front of a name that governs its head: 查处违法案件数, 减少投诉. The zero token if there is none, or
// if what stands next to it is somebody who does it: 救援人员伤亡人数.
func (n name) verb() token {
	i := len(n.words) - 1
	for i > 0 && n.words[i].kind == filler {
		i--
	}
	if i <= 0 || n.words[i].denied != "" || somebody(n.words[i-1].text) {
		return token{}
	}
	switch n.words[i].kind {
	case act, mend, cut, rise, hold, good, found:
		return n.words[i]
	}
	return token{}
}

// doers are what a verb before them makes into somebody or a place: 救援人员, 维修工, 处置中心.
var doers = []string{"人员", "人数", "工", "队", "员", "者", "站", "所", "局", "中心", "机构", "单位", "部门"}

func somebody(s string) bool {
	for _, d := range doers {
		if strings.HasPrefix(s, d) {
			return true
		}
	}
	return false
}

// counts says whether the measure counts things, as against a rate or a time.
func (n name) counts() bool {
	switch n.measure {
	case number, output, persons, amount, bare:
		return true
	}
	return false
}

// behind says whether a filler stands behind the head.
func (n name) behind(word string) bool {
	for _, f := range n.fillers {
		if f.text == word {
			return true
		}
	}
	return false
}

// astrayBefore is the word at the end of s that makes the verb behind it a failure: 违规 before 使用, 未按期 before 完成.
func astrayBefore(s string) string {
	if w, ok := ending(known().general, s); ok && w.kind == good {
		for _, d := range []string{"不", "未"} {
			if strings.HasSuffix(s[:len(s)-len(w.text)], d) {
				return d + w.text
			}
		}
	}
	for _, w := range known().wrongly {
		if strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}

// denial is what denies the head: 无事故, 未发生事故.
func (n name) denial(head token) string {
	if head.denied != "" {
		return head.denied
	}
	for _, w := range n.words[1:] {
		if w.kind != filler {
			break
		}
		if w.denied != "" {
			return w.denied
		}
	}
	return ""
}

func (n name) has(k kind) bool {
	for _, w := range n.words {
		if w.kind == k {
			return true
		}
	}
	return false
}
