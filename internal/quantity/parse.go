package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Parse understands a text of which nothing else is known. It never fails: what is neither number nor date is a Word.
func Parse(text string) Value { return Read(text, Context{}) }

// Read understands the text of a cell with what is known beside it. It never fails, and nothing is altered: what is
// neither number nor date is a Word, and its State says what it looks like.
func Read(text string, c Context) Value {
	v := parse(text, c)
	if v.State != Wording || utf8.RuneCountInString(v.Word) > maxRead {
		return v
	}
	if v.Parts = parts(text); v.Parts != nil {
		v.State = Several
	} else if m, ok := slip(v.Word); ok {
		v.State, v.Mistake = Slip, m
	}
	return v
}

// maxRead is the longest text in characters in which a number is looked for; beyond it stands a sentence.
const maxRead = 60

// parse is Read without slips and without several things in one cell.
func parse(text string, c Context) Value {
	v := Value{Text: text}
	s := strings.TrimRight(normal(text), "。；;，,")
	if between.MatchString(s) { // 20%-30%之间
		s = strings.TrimSuffix(strings.TrimSuffix(s, "之间"), "区间")
	}
	switch {
	case s == "":
		return v
	case strings.Trim(s, "—-－―─/*…") == "":
		v.Kind, v.State = Mark, Dash
		return v
	case utf8.RuneCountInString(s) > maxRead:
		v.Kind, v.Word, v.State = Word, s, Wording
		return v
	}
	if say := saying(s); say != NoSaying && !measured(s, say) {
		v.Kind, v.Word, v.State, v.Says = Word, s, stateOfWord(s), say
		return v
	}
	if m := afterEvent.FindStringSubmatch(s); m != nil { // 到馆后15日内: so long behind something that happened
		if w := parse(m[1], c); w.Kind == Number && w.Unit.Time() {
			w.Text, w.Limit = text, true
			return w
		}
	}
	if m := wholeYear.FindStringSubmatch(s); m != nil { // 每月1份，全年12份: the year's is what counts
		if w := parse(m[1], c); w.Kind == Number {
			w.Text = text
			return w
		}
	}
	if m := moved.FindStringSubmatch(s); m != nil { // 推迟到下半年: the day it was moved to
		if w := parse(m[1], c); w.Kind == Date {
			w.Text = text
			return w
		}
	}
	rest := v.lead(s)
	if v.date(rest, c.Year) {
		if v.Kind == Word {
			v.Word = s
		}
		return v
	}
	if v.number(rest) || v.behind(rest) {
		v.State = v.stateOfNumber()
		if v.Unit.Dim == "" && c.Unit != "" {
			v.unit(normal(c.Unit))
			v.Assumed = true
		}
		return v
	}
	return Value{Text: text, Kind: Word, Word: s, State: stateOfWord(s)}
}

// between is a range with a word behind it that says so again.
var between = pattern.Late(`^\p{Han}{0,4}[0-9][^\p{Han}]*[-~至到][^\p{Han}]*[0-9][^0-9]*(?:之间|区间)$`)

// afterEvent is a time limit that runs from something: 每学期开学后1个月内, 受理之日起5个工作日内.
var afterEvent = pattern.Late(`^(?:于|在)?\p{Han}{2,12}?(?:之后|以后|后|之日起|起)(?:不超过|<=)?((?:[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十半]+)个?(?:工作日|自然日|小时|天|日|周|月|年|分钟))(以?内|之内)?$`)

// measured says whether a text that says something in words is a number all the same: 24小时, 100%, 3级.
func measured(s string, say Saying) bool {
	return say == Ranked && isDigit(s[0]) || say == AllDay && (s == "24小时" || s == "7*24小时") || s == "100%" || s == "0"
}

func (v Value) stateOfNumber() State {
	switch {
	case v.About != Exactly:
		return About
	case v.Kind == Range:
		return Interval
	}
	return Amount
}

// leads are the words and signs that may stand before a number or date; longer ones first where one begins another.
var leads = []struct {
	text string
	cmp  Comparator
}{
	{">=", GreaterEqual}, {"=>", GreaterEqual}, {"<=", LessEqual}, {"=<", LessEqual},
	{">", Greater}, {"<", Less}, {"==", Equal}, {"=", Equal},
	{"大于等于", GreaterEqual}, {"大于或等于", GreaterEqual}, {"小于等于", LessEqual}, {"小于或等于", LessEqual}, {"等于", Equal},
	{"不低于", GreaterEqual}, {"不少于", GreaterEqual}, {"不小于", GreaterEqual}, {"至少", GreaterEqual}, {"最少", GreaterEqual},
	{"不得低于", GreaterEqual}, {"不得少于", GreaterEqual}, {"不早于", GreaterEqual},
	{"不高于", LessEqual}, {"不多于", LessEqual}, {"不大于", LessEqual}, {"不超过", LessEqual},
	{"未超过", LessEqual}, {"不超出", LessEqual}, {"至多", LessEqual}, {"最多", LessEqual},
	{"不得高于", LessEqual}, {"不得超过", LessEqual},
	{"控制在", LessEqual}, {"不晚于", LessEqual}, {"不迟于", LessEqual}, {"截至", LessEqual},
	{"大于", Greater}, {"高于", Greater}, {"超过", Greater}, {"多于", Greater}, {"超", Greater}, {"逾", Greater},
	{"小于", Less}, {"低于", Less}, {"少于", Less}, {"不足", Less}, {"不到", Less}, {"不及", Less},
	{"未达到", Less}, {"未达", Less}, {"未到", Less}, {"没有达到", Less}, {"没到", Less}, {"达不到", Less}, {"早于", Less}, {"晚于", Greater},
}

var changes = []string{"提高", "提升", "增长", "增加", "上升", "增幅", "升高", "上涨", "反弹", "下滑", "回落", "压减", "下降", "降低", "减少", "降幅", "缩短"}

// Rises says whether a word of change means more.
func Rises(change string) bool {
	switch change {
	case "下降", "降低", "减少", "降幅", "缩短", "下滑", "回落", "压减":
		return false
	}
	return true
}

var fillers = []string{"实际完成", "已完成", "累计完成", "共完成", "完成", "达到", "达", "共计", "合计", "总计", "累计", "共",
	"为", "是", "到", "至", "实际", "同比", "环比",
	"较上年度", "较上年", "比上年", "较去年", "比去年", "较同期"}

var abouts = []struct {
	text  string
	about Nearness
}{
	{"大约", Around}, {"大概", Around}, {"约", Around}, {"将近", Below}, {"接近", Below}, {"近", Below},
}

// upwards is 上百场, which is a hundred or more.
var upwards = pattern.Late(`^(?:上|超过?|逾|不下|不止)(?:[百千万])(?:余|多)?\p{Han}{0,3}$`)

// maxLeads bounds the words taken off the front of a text.
const maxLeads = 6

// lead takes signs and words off the front of s and notes what they say.
func (v *Value) lead(s string) string {
	for range maxLeads {
		before := s
		for _, l := range leads {
			if rest, ok := strings.CutPrefix(s, l.text); ok && rest != "" {
				if v.Cmp == None {
					v.Cmp = l.cmp
				}
				s = rest
				break
			}
		}
		for _, c := range changes {
			if rest, ok := strings.CutPrefix(s, c); ok && rest != "" && v.Change == "" {
				v.Change, s = c, rest
			}
		}
		for _, a := range abouts {
			if rest, ok := strings.CutPrefix(s, a.text); ok && rest != "" {
				v.About, s = a.about, rest
				break
			}
		}
		if upwards.MatchString(s) && v.Cmp == None {
			v.Cmp, s = GreaterEqual, strings.TrimLeft(s, "上超过逾不下止")
		}
		for _, f := range fillers {
			if rest, ok := strings.CutPrefix(s, f); ok && rest != "" {
				s = rest
				break
			}
		}
		if per, rest := everyPeriod(s); per != "" && v.Per == "" && rest != "" {
			v.Per, s = per, rest
		}
		if s == before {
			break
		}
	}
	return s
}

// tails are the words that may stand after the unit.
var tails = []struct {
	text string
	cmp  Comparator
}{
	{"及以上", GreaterEqual}, {"或以上", GreaterEqual}, {"含以上", GreaterEqual}, {"以上", GreaterEqual},
	{"及以下", LessEqual}, {"或以下", LessEqual}, {"以下", LessEqual},
	{"及以内", LessEqual}, {"以内", LessEqual}, {"之内", LessEqual}, {"内", LessEqual},
}

func (v *Value) tail(s string) string {
	for range maxLeads {
		before := s
		s, _ = cutAnySuffix(s, "(含)", "(含本数)", "不等")
		for _, t := range tails {
			if rest, ok := strings.CutSuffix(s, t.text); ok {
				if v.Cmp == None || v.Cmp == Equal {
					v.Cmp = t.cmp
				}
				s = rest
				break
			}
		}
		if rest, ok := cutAnySuffix(s, "左右", "上下"); ok {
			v.About, s = Around, rest
		}
		if s == before {
			break
		}
	}
	return s
}

func cutAnySuffix(s string, suffixes ...string) (string, bool) {
	for _, p := range suffixes {
		if rest, ok := strings.CutSuffix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

// shy are characters of a text before a number that make the number something else than an amount of it: 第3季度, 前3名,
// 未达到90%.
const shy = `第前后级型类版号年月日不未无非没约近每的比由从各差缺少剩欠超`

// maxBefore bounds the words before a number, in characters: 举办培训班3期.
const maxBefore = 10

// behind reads a number behind the thing that it counts: 举办培训班3期, 满意度95%. The unit must be known, and all that stands
// before the digits be Han characters that change nothing.
func (v *Value) behind(s string) bool {
	i := strings.IndexFunc(s, func(r rune) bool { return r < utf8.RuneSelf })
	if i <= 0 || v.Cmp != None || v.Change != "" {
		return false
	}
	other := func(r rune) bool { return !unicode.Is(unicode.Han, r) }
	n := utf8.RuneCountInString(s[:i])
	if n < 2 || n > maxBefore || strings.ContainsAny(s[:i], shy) || strings.ContainsFunc(s[:i], other) {
		return false
	}
	w := Value{Text: v.Text, About: v.About}
	head := s[:i]
	for _, l := range leads { // 满意度不低于95%, 满意度≥95%
		if rest, ok := strings.CutSuffix(head, l.text); ok {
			w.Cmp, head = l.cmp, rest
			break
		}
	}
	for _, c := range changes { // 收入增长5%
		if strings.HasSuffix(head, c) {
			w.Change = c
			break
		}
	}
	if !w.number(w.lead(s[i:])) || !w.Unit.Known || w.Unit.Text == "级" || w.Unit.Text == "点" {
		return false
	}
	*v = w
	return true
}
