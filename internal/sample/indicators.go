package sample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// pattern is an indicator of any line of work: 〔物〕 is a thing, 〔事〕 what is done with it, 〔量〕 its measure.
type pattern struct {
	name, unit string
	sign       string // ≥, ≤, = before the target
	lo, hi     int    // of the target
	step       int
	word       string // a target in words: it has no number
	date       bool
}

// patterns by second level. A count of things comes first.
var patterns = map[string][]pattern{
	"数量指标": {
		{name: "〔物〕〔事〕数量", unit: "〔量〕", sign: "≥", lo: 20, hi: 120, step: 20},
		{name: "〔物〕巡查次数", unit: "次", sign: "≥", lo: 20, hi: 240, step: 20},
		{name: "〔物〕技能培训人数", unit: "人次", sign: "≥", lo: 40, hi: 600, step: 20},
		{name: "〔物〕宣传活动场次", unit: "场", sign: "≥", lo: 20, hi: 80, step: 20},
	},
	"质量指标": {
		{name: "〔物〕〔事〕验收合格率", unit: "%", sign: "≥", lo: 95, hi: 99, step: 1},
		{name: "〔物〕巡查问题整改率", unit: "%", sign: "≥", lo: 90, hi: 98, step: 1},
		{name: "〔物〕资料归档率", unit: "%", sign: "≥", lo: 90, hi: 98, step: 1},
	},
	"时效指标": {
		{name: "〔物〕〔事〕完成及时率", unit: "%", sign: "≥", lo: 90, hi: 98, step: 1},
		{name: "〔物〕故障响应时间", unit: "小时", sign: "≤", lo: 2, hi: 24, step: 2},
		{name: "〔物〕〔事〕完成时间", date: true},
	},
	"成本指标": {
		{name: "〔物〕单位〔事〕成本", unit: "元", sign: "≤", lo: 1000, hi: 9000, step: 200},
		{name: "〔物〕单次巡查成本", unit: "元", sign: "≤", lo: 200, hi: 900, step: 20},
		{name: "〔物〕人均培训成本", unit: "元", sign: "≤", lo: 200, hi: 560, step: 20},
	},
	"经济效益指标": {
		{name: "〔物〕运行费用节约率", unit: "%", sign: "≥", lo: 4, hi: 10, step: 1},
		{name: "〔物〕带动社会投入", unit: "万元", sign: "≥", lo: 20, hi: 200, step: 20},
	},
	"社会效益指标": {
		{name: "〔物〕服务人口", unit: "万人", sign: "≥", lo: 2, hi: 20, step: 2},
		{name: "〔物〕完好率", unit: "%", sign: "≥", lo: 90, hi: 98, step: 1},
		{name: "〔物〕投诉办结率", unit: "%", sign: "≥", lo: 92, hi: 99, step: 1},
	},
	"生态效益指标": {
		{name: "〔物〕能耗降低率", unit: "%", sign: "≥", lo: 2, hi: 8, step: 1},
		{name: "〔物〕废弃物回收利用率", unit: "%", sign: "≥", lo: 82, hi: 94, step: 2},
	},
	"可持续影响指标": {
		{name: "〔物〕管护制度健全性", word: "健全"}, {name: "〔物〕信息共享率", unit: "%", sign: "≥", lo: 80, hi: 98, step: 1},
	},
	"服务对象满意度指标": {
		{name: "〔物〕服务对象满意度", unit: "%", sign: "≥", lo: 88, hi: 96, step: 1},
		{name: "〔物〕周边居民满意度", unit: "%", sign: "≥", lo: 85, hi: 95, step: 1},
	},
}

// indicator is one with all its values.
type indicator struct {
	first, second, name string
	p                   pattern
	thing               string
	want, got, half     string // without sign and unit; half is where it stood in July
	missed              bool   // the target was not reached
	points, score       int    // hundredths
	goal                int    // which goal it belongs to, where a form has several
	share               int    // points of its first level within its goal
	reason              string
	verified            verified
}

// target is the value aimed at as people write it: ≥120处.
func (x *indicator) target() string { return x.p.sign + x.want + x.p.unit }

func (x *indicator) actual() string { return x.got + x.p.unit }

// level is a first level with its points and the second levels under it.
type level struct {
	first  string
	points int
	second []string
	least  int // of its indicators, so that none has too many points
}

// levels are the levels of a form: cost is under output, or first where the form has it there.
func levels(costFirst bool, total int) []level {
	if costFirst {
		return []level{{"成本指标", 20, []string{"经济成本指标"}, 2}, {"产出指标", 40, []string{"数量指标", "质量指标", "时效指标"}, 3},
			{"效益指标", 20, []string{"经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"}, 3}, {"满意度指标", 10, []string{"服务对象满意度指标"}, 1}}
	}
	return []level{{"产出指标", total - 40, []string{"数量指标", "质量指标", "时效指标", "成本指标"}, 4},
		{"效益指标", 30, []string{"社会效益指标", "可持续影响指标", "经济效益指标", "生态效益指标"}, 4}, {"满意度指标", 10, []string{"服务对象满意度指标"}, 1}}
}

// howMany is how many indicators a record has: most have some fifteen, few up to sixty.
func (g *generator) howMany() int {
	n := 9 + g.IntN(6) + g.IntN(8)
	switch g.IntN(20) {
	case 0:
		n = 9
	case 1:
		n = 30 + g.IntN(31)
	}
	if k := g.items(); k > 0 {
		n = max(k, 9)
	}
	if g.edge == Empty {
		n = 3
	}
	return n
}

// indicators makes the indicators of the record, in the order of the form.
func (g *generator) indicators(costFirst bool, total int) []*indicator {
	all := levels(costFirst, total)
	n := g.howMany()
	counts := make([]int, len(all))
	for i, l := range all {
		counts[i] = l.least
		if g.edge == Empty {
			counts[i] = 1
		}
		n -= counts[i]
	}
	for ; n > 0; n-- {
		counts[[]int{0, 0, 0, 1, 1, 2}[g.IntN(6)]]++
	}
	if len(all) == 4 { // outputs are the most numerous, wherever cost is
		counts[0], counts[1] = min(counts[0], counts[1]), max(counts[0], counts[1])
	}
	var out []*indicator
	for i, l := range all {
		points := g.divide(l.points*100, counts[i])
		for k := range counts[i] {
			out = append(out, g.indicator(l, k*len(l.second)/max(counts[i], len(l.second)), k, points[k]))
			if counts[i] < len(l.second) {
				last := out[len(out)-1]
				*last = *g.indicator(l, k, k, points[k])
			}
		}
	}
	return out
}

// divide splits points (in hundredths) evenly and in whole points, or tenths, as far as that goes.
func (g *generator) divide(points, n int) []int {
	unit := 100
	if points/100 < n {
		unit = 10
	}
	out := make([]int, n)
	units := points / unit
	for i := range out {
		out[i] = units / n * unit
		if i < units%n {
			out[i] += unit
		}
	}
	return out
}

// indicator makes the k-th indicator of a level: things and patterns take turns, so that no two have one name.
func (g *generator) indicator(l level, second, k, points int) *indicator {
	x := &indicator{first: l.first, second: l.second[second], points: points, score: points}
	key := x.second
	if key == "经济成本指标" {
		key = "成本指标"
	}
	list := patterns[key]
	for try := 0; ; try++ {
		at := g.turn + k + try
		x.p = list[(k+try)%len(list)]
		x.thing = g.theme.things[at%len(g.theme.things)]
		x.name = g.words(x.p.name, x.thing)
		if try >= len(list)*len(g.theme.things) {
			x.thing = places[(g.turn+try)%len(places)] + x.thing
			x.name = g.words(x.p.name, x.thing)
		}
		if !g.used[x.name] {
			break
		}
	}
	g.used[x.name] = true
	x.p.unit = g.words(x.p.unit, "")
	g.values(x)
	return x
}

// values gives an indicator its target and what was reached. One that is missed is so by a round share, and its
// points follow.
func (g *generator) values(x *indicator) {
	p := x.p
	if p.date {
		month := 9 + g.IntN(3)
		x.want, x.half = fmt.Sprintf("%d年%d月底前", g.year, month), "按计划推进"
		x.got = fmt.Sprintf("%d年%d月%d日", g.year, month, 10+g.IntN(18))
		return
	}
	if p.word != "" {
		x.want, x.got, x.half = p.word, p.word, "正在完善"
		return
	}
	want := p.lo + g.IntN((p.hi-p.lo)/p.step+1)*p.step
	x.want = strconv.Itoa(want)
	switch {
	case p.sign == "≤":
		x.got = strconv.Itoa(want - g.IntN(max(want/10, 1)+1))
	case p.unit == "%" && p.lo >= 60:
		tenth := want*10 + g.IntN((100-want)*10+1)
		if tenth == 1000 && x.second == "服务对象满意度指标" {
			tenth = want * 10 // that everybody is satisfied is what a reviewer asks about
		}
		x.got = decimals(tenth*10, 2)
	case p.unit == "%":
		x.got = decimals(want*100+10*g.IntN(want), 2)
	default:
		x.got = strconv.Itoa(want + g.IntN(want/20+1))
	}
	x.half = x.got
	if p.sign == "≥" && p.unit != "%" {
		x.half = strconv.Itoa(want*(50+g.IntN(12))/100 + 1)
	}
	counts := p.sign == "≥" && p.step == 20
	if counts && !g.fulfilled && g.missed < 2 && g.edge != Longest && g.IntN(3) == 0 {
		short := 1 + g.IntN(3) // of twenty
		g.missed++
		x.missed = true
		x.got = strconv.Itoa(want - want/20*short)
		x.score = x.points * (20 - short) / 20
		cause := g.words(pick(g, causes), x.thing)
		x.reason = fmt.Sprintf("偏差原因：%s，比计划少%d%s。改进措施：%s。", cause, want/20*short, p.unit, pick(g, remedies))
	}
}

// words fills in a pattern's places.
func (g *generator) words(s, thing string) string {
	return strings.NewReplacer("〔物〕", thing, "〔事〕", g.theme.act, "〔量〕", g.theme.measure).Replace(s)
}

// decimals writes hundredths without zeros at the end.
func decimals(n, places int) string {
	s := fmt.Sprintf("%d.%02d", n/100, n%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// told are the indicators the goals speak of: a few counts, a rate and the satisfaction. What is said of a thing is
// said of one indicator only, so that nobody takes it for another's.
func told(all []*indicator) (out []*indicator) {
	for _, second := range []string{"数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"} {
		n := 0
		for _, x := range all {
			more := n == 0 || second == "数量指标" && n < 3
			if more && x.second == second && x.p.word == "" && !x.p.date && alone(x, all) {
				out = append(out, x)
				n++
			}
		}
	}
	return out
}

// alone says whether no other indicator of the same unit has a name like this one's.
func alone(x *indicator, all []*indicator) bool {
	taken := func(y *indicator) bool { return y != x && y.p.unit == x.p.unit && alike(x.name, y.name) }
	return !slices.ContainsFunc(all, taken)
}

// alike says whether two names have two pairs of neighbouring characters in common.
func alike(a, b string) bool {
	r := []rune(b)
	n := 0
	for i := range len(r) - 1 {
		if strings.Contains(a, string(r[i:i+2])) {
			n++
		}
	}
	return n >= 2
}

// goalText says what the indicators aim at, outcome what became of it; both with the numbers of the indicators.
func (g *generator) goalText(all []*indicator) string {
	var parts []string
	for _, x := range told(all) {
		verb := "不少于"
		if x.p.unit == "%" {
			verb = "达到"
		}
		parts = append(parts, x.name+verb+x.want+x.p.unit+map[bool]string{true: "以上", false: ""}[x.p.unit == "%"])
	}
	if len(parts) == 0 {
		return pick(g, aims) + "。"
	}
	return pick(g, aims) + "：" + strings.Join(parts, "；") + "。"
}

func (g *generator) outcome(all []*indicator) string {
	var parts []string
	for _, x := range told(all) {
		parts = append(parts, x.name+"为"+x.actual())
	}
	missed := slices.ContainsFunc(all, func(x *indicator) bool { return x.missed })
	head := pick(g, ends)
	if missed {
		head = "主要任务已完成，个别指标未达到年初目标，正在整改。"
	}
	if len(parts) == 0 {
		return head
	}
	return head + strings.Join(parts, "；") + "。"
}
