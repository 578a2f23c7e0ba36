// Package direction says which way an indicator is better. In: its name, its target, unit and second-level category,
// and what the record itself states. Out: more, less, exactly so, or unsure, with the word that decided and, when
// unsure, the two readings.
//
// Nothing is guessed into an error: what the record states and the sign before the target decide first; then the name
// is read from its end, as Chinese compounds have their head there (隐患整改数量 counts what was put right); what is still
// open stays Unsure.
package direction

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
)

// Direction is which way an indicator is better.
type Direction = quantity.Direction

const (
	Unsure = quantity.NoDirection
	More   = quantity.MoreIsBetter
	Less   = quantity.LessIsBetter
	Exact  = quantity.ToThePoint
)

// Source is what a direction rests on.
type Source uint8

const (
	Nothing      Source = iota
	FromRecord          // the record states it
	FromSign            // a sign or word around the target: ≥, 不超过
	FromValue           // the target itself: a date, 0, 100%, 下降3%
	FromName            // the name
	FromCategory        // the second-level category: 满意度指标
)

// Indicator is what is known of an indicator. All but Name may be empty.
type Indicator struct {
	Name     string         // 三级指标
	Target   quantity.Value // 年度指标值, with or without sign and unit, read without anything beside it
	Unit     string         // 度量单位, where it is a column of its own
	Category string         // 二级指标
	Stated   string         // 指标方向 or 指标性质 of the record: 正向, 反向, 越多越好, ≥
}

// Reading is one way to understand an indicator whose direction is open.
type Reading struct {
	Direction Direction
	Text      string // 看作服务到的人数，越多越好
}

// Result is the direction with its reason.
type Result struct {
	Direction Direction
	Source    Source
	Basis     string     // why, for a message: 数的是做了多少（整改）
	Readings  [2]Reading // of an Unsure one
	Conflict  string     // two sources that speak against each other, empty if none do
}

// String is direction and basis: 越多越好：数的是做了多少（整改）.
func (r Result) String() string {
	if r.Basis == "" {
		return r.Direction.String()
	}
	return r.Direction.String() + "：" + r.Basis
}

// Of says which way an indicator is better.
func Of(in Indicator) Result {
	target := in.Target
	stated := ofStated(in.Stated)
	asked := ofSign(target)
	plain := plainName(in.Name)
	apart := takeApart(plain)
	said := inside(plain)
	if said.direction == Unsure {
		said = apart.judge()
	}
	m := apart.measure
	named := said.result()
	first, second := stated, asked
	if first.Direction == Unsure {
		first, second = asked, Result{}
	}
	switch {
	case first.Direction == Unsure:
		return ofRest(in, target, said, m)
	case first.against(second): // the record contradicts itself: neither is taken
		return open(m, first.conflict(second))
	case first.against(named) && target.Kind != quantity.Date:
		first.Conflict = first.conflict(named)
	}
	return first
}

// against says whether two results name opposite directions.
func (r Result) against(o Result) bool {
	return r.Direction == More && o.Direction == Less || r.Direction == Less && o.Direction == More
}

func (r Result) conflict(o Result) string { return r.Basis + "，" + o.Basis }

// statements are the words records use for a direction.
var statements = []struct {
	direction Direction
	words     string
}{
	{More, "正向 正向指标 正指标 越多越好 越大越好 越高越好 越多 越高 越大 ≥ > >= ＞ 大于 大于等于 不低于 不少于 上升 增长"},
	{Less, "反向 反向指标 逆向 逆向指标 逆指标 负向 负向指标 越少越好 越小越好 越低越好 越少 越低 越小 越早越好 ≤ < <= ＜ 小于 小于等于 不高于 不超过 下降"},
	{Exact, "适度 适中 等于 等于指标值 定值 固定值 ="},
}

func ofStated(s string) Result {
	s = strings.TrimSpace(s)
	if s == "" {
		return Result{}
	}
	for _, l := range statements {
		for w := range strings.FieldsSeq(l.words) {
			if s == w || quantity.SameText(s, w) {
				return Result{Direction: l.direction, Source: FromRecord, Basis: "表上写明（" + s + "）"}
			}
		}
	}
	return Result{}
}

// ofSign is the direction that a sign before the target asks for. = alone asks for nothing yet: =100% is as much as
// there can be.
func ofSign(target quantity.Value) Result {
	r := Result{Source: FromSign}
	switch target.Cmp {
	case quantity.Greater, quantity.GreaterEqual:
		r.Direction = More
	case quantity.Less, quantity.LessEqual:
		r.Direction = Less
	default:
		return Result{}
	}
	r.Basis = "指标值写的是" + target.Cmp.String()
	if target.Kind == quantity.Date {
		r.Basis = "指标值是日期，" + map[Direction]string{More: "不早于它", Less: "不晚于它"}[r.Direction]
	}
	return r
}

var hundred = decimal.NewFromInt(100)

// ofRest decides where no sign does: the target itself, then the name, then the category.
func ofRest(in Indicator, target quantity.Value, said verdict, m measure) Result {
	shared := target.Unit.Share() || target.Unit.Dim == "" && quantity.ParseUnit(in.Unit).Share()
	zero := target.Kind == quantity.Number && target.Num.IsZero()
	named := said.result()
	switch {
	case target.Kind == quantity.Date:
		return Result{Direction: Less, Source: FromValue, Basis: "指标值是日期，早完成为好"}
	case target.Change != "" && quantity.Rises(target.Change):
		return change(named, Less, target.Change)
	case target.Change != "":
		return change(named, More, target.Change)
	case zero && said.doubt == absence:
		return Result{Direction: Less, Source: FromValue, Basis: "指标值为0，一个也不该有"}
	case shared && target.Num.Equal(hundred) && (said.doubt == unknown || said.doubt == absence):
		return Result{Direction: More, Source: FromValue, Basis: "指标值是全部（100%），不会更多"}
	case target.Cmp == quantity.Equal && !shared && !zero && named.Direction != Less:
		return Result{Direction: Exact, Source: FromSign, Basis: "指标值写的是="}
	case named.Direction != Unsure:
		return named
	case said.doubt == unknown && m == bare && isHeld(target.Unit) && !strings.ContainsAny(in.Name, soft):
		return Result{Direction: More, Source: FromValue, Basis: "数的是办了多少" + target.Unit.Text}
	}
	if r := ofCategory(in, target, said, m); r.Direction != Unsure {
		return r
	}
	return open(m, "")
}

// result is a verdict as a result.
func (v verdict) result() Result {
	if v.direction == Unsure {
		return Result{}
	}
	return Result{Direction: v.direction, Source: FromName, Basis: v.basis}
}

// change is the direction of a target that is itself a change: 下降3% is met by 5%. Where the name wants the opposite
// nobody can tell.
func change(named Result, opposite Direction, word string) Result {
	if named.Direction == opposite {
		return open(index, "指标值写的是"+word+"，"+named.Basis)
	}
	return Result{Direction: More, Source: FromValue, Basis: "指标值是变化的幅度（" + word + "）"}
}

// ofCategory decides names without a word of the table by the second level they are printed under.
func ofCategory(in Indicator, target quantity.Value, said verdict, m measure) Result {
	is := func(word string) bool { return strings.Contains(in.Category, word) }
	say := func(d Direction) Result {
		return Result{Direction: d, Source: FromCategory, Basis: "列在“" + strings.TrimSpace(in.Category) + "”"}
	}
	spent := target.Unit.Dim == moneyDim || quantity.ParseUnit(in.Unit).Dim == moneyDim
	switch {
	case is("满意"):
		return say(More)
	case is("成本") && !is("社会成本") && !is("生态") && spent && !strings.ContainsAny(in.Name, handedOut):
		return say(Less)
	case said.doubt != unknown || strings.ContainsAny(in.Name, soft):
	case is("数量") && (m == number || m == amount || m == bare), is("质量") && m == rate:
		return say(More)
	}
	return Result{}
}

// held are units of things that are held or made, one after the other: what has no other measure is counted by them
// (市集 2次).
const held = " 次 场 场次 期 班 班次 篇 份 册 批 批次 课时 学时 人次 "

func isHeld(u quantity.Unit) bool { return u.Text != "" && strings.Contains(held, " "+u.Text+" ") }

// moneyDim is the dimension of amounts of money; handedOut are characters of money that is given to people: less of
// it is no saving.
const (
	moneyDim  = "金额"
	handedOut = "标准定补贴助奖发放"
)

// open is an unsure result with its two readings.
func open(m measure, conflict string) Result {
	r := Result{Conflict: conflict}
	for i, d := range []Direction{More, Less} {
		r.Readings[i] = Reading{d, readings[m][i] + "，" + d.String()}
	}
	return r
}

// inside reads a name that has its target in itself: 事故起数控制在3起以内.
func inside(plain string) verdict {
	if !strings.ContainsAny(plain, "0123456789") {
		return verdict{doubt: unknown}
	}
	for _, s := range insideSigns {
		for w := range strings.FieldsSeq(s.words) {
			head, tail, ok := strings.Cut(plain, w)
			if !ok {
				continue
			}
			if s.after && tail != "" && isDigit(tail[0]) ||
				!s.after && strings.ContainsFunc(lastRunes(head, nearby), unicode.IsDigit) {
				return verdict{direction: s.direction, basis: "名称写的是" + w}
			}
		}
	}
	return verdict{doubt: unknown}
}

// nearby is how many characters before 以内 its number may stand: 3起以内, 95%以上.
const nearby = 4

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		i -= w
	}
	return s[i:]
}

// insideSigns has what begins like something else before it: 不低于 before 低于. The number stands after the word, or
// before it.
var insideSigns = []struct {
	direction Direction
	after     bool
	words     string
}{
	{More, true, "不低于 不少于 不小于 ≥ >="},
	{Less, true, "控制在 不超过 不高于 不多于 不大于 低于 小于 少于 ≤ <="},
	{Less, false, "以内 之内"},
	{More, true, "达到 大于 高于 多于"},
	{More, false, "以上"},
}
