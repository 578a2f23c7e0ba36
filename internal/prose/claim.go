package prose

import (
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
)

// Kind is what of a form a figure of a text is said to be.
type Kind uint8

const (
	Budget   Kind = iota // 预算480.5万元
	Initial              // 年初预算360万元
	Spent                // 支出468.9万元
	Invested             // 投入480.5万元: budget or spending
	Left                 // 结余11.6万元
	Rate                 // 执行率97.59%
	Total                // 自评得分98.76分
	Lost                 // 扣1.24分
	Raised               // 年中追加120万元
	Cut                  // 追减20万元
	Overall              // 总投资1246万元, of all its years
	Unpaid               // 53.5万元为质量保证金: what was left, or a part of it
)

// Kinds are the kinds by the names that checks use.
var Kinds = sync.OnceValue(func() map[string]Kind {
	return map[string]Kind{"预算": Budget, "年初预算": Initial, "执行": Spent, "投入": Invested, "结余": Left, "执行率": Rate,
		"总分": Total, "扣分": Lost, "追加": Raised, "追减": Cut, "总投资": Overall, "未付": Unpaid}
})

// Claim says that a figure of a text is a figure of the form.
type Claim struct {
	Kind     Kind
	Figure   int
	From, To int // the words of it
	Cmp      quantity.Comparator
}

// Own is what makes a figure one of the form's own: its year and the names that stand for it.
type Own struct {
	Year  int
	Names []string
	Part  string   // only what is said of this part of the money counts: 地方资金
	Parts []string // names of parts: what is said of one is not said of the whole, 项目支出 beside 基本支出
}

// ofPart says whether the words up to a figure name a part of the money.
func (o Own) ofPart(words string) bool {
	words = strings.TrimRight(words, " :为共计")
	return o.Part == "" && after(words, o.Parts...)
}

// partWordsOf are left out of the name of a part: 中央财政资金 and 中央资金 are the same.
var partWordsOf = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("资金", "", "财政", "", "当年", "", "拨款", "", "投入", "", "收入", "")
})

// of says whether the words before a head name the part that counts, and takes its name out of them.
func (o Own) of(rest string) (string, bool) {
	if o.Part == "" {
		return rest, true
	}
	core := partWordsOf().Replace(o.Part)
	if core == "" {
		core = o.Part
	}
	i := strings.LastIndex(rest, core)
	if i < 0 {
		return rest, false
	}
	return strings.ReplaceAll(rest[:i]+rest[i+len(core):], "财政", ""), true
}

type head struct {
	words string
	kind  Kind
}

// heads are the words right before a figure that say what it is; a longer one stands before what it ends with.
var heads = []head{
	{"追加预算 追加资金 预算追加 追加 调增预算 预算调增 调增", Raised},
	{"追减预算 追减资金 预算追减 追减 调减预算 预算调减 调减", Cut},
	{"项目总投资 概算总投资 总投资额 投资总额 总投资", Overall},
	{"年初预算数 年初预算安排 年初预算资金 年初安排预算 年初批复预算 年初下达预算 年初预算 年初安排", Initial},
	{"未支付 未支出 未执行 未使用 结余资金 资金结余 剩余资金 资金剩余 预算结余 结余 剩余 结转下年 结转资金 余额", Left},
	{"预算执行率 资金执行率 预算执行进度 支出执行率 执行率 支出进度 执行进度 支付进度 预算完成率 资金支出率 资金支付率 资金使用率 支出率", Rate},
	{"全年预算数 年度预算数 预算总额 预算金额 预算资金 预算安排 安排预算 批复预算 下达预算 预算数 预算 安排资金 资金总额 资金规模 任务经费 经费总额 总经费 所需经费 经费总计 经费合计", Budget},
	{"全年执行数 实际执行数 执行数 执行金额 支出金额 支付金额 支出资金 支付资金 使用资金 预算执行 执行 支出 支付 使用 列支 花费", Spent},
	{"到位资金 资金到位 完成投资 总投入 投入资金 资金投入 投入", Invested},
	{"复核后总分 复核后得分 复核总得分 复核得分 复核总分 复核后得 核定得分 绩效自评总分 绩效自评得分 自评总得分 自评得分 自评总分 自评分数 自评分 综合得分 总体得分 评价得分 评价总分 绩效得分 总得分 总评分 总分 自评 得分", Total},
	{"共扣分 合计扣分 累计扣分 扣减 扣除 扣分 共扣 扣", Lost},
}

// rateHeads may stand before a percentage as well as before an amount.
const rateHeads = "占预算的 占全年预算的 占年度预算的 占预算数的 占预算总额的 占全年预算数的 预算执行 资金执行 资金使用 资金支出 资金支付 预算支出"

// lasting are words between head and figure that change nothing.
var lasting = []string{"为", "是", "达到", "达", "约", "近", "共计", "合计", "总计", "累计", "共", "计", "仅", "只有", "只", "实际", "已",
	"了", "到", ":", " ", "“", "\"", "人民币", "金额", "的", "在", "有", "数"}

var comparing = []struct {
	text string
	cmp  quantity.Comparator
}{{"不低于", quantity.GreaterEqual}, {"不少于", quantity.GreaterEqual}, {"不超过", quantity.LessEqual}, {"超过", quantity.Greater},
	{"控制在", quantity.LessEqual}, {"高于", quantity.Greater}, {"低于", quantity.Less}, {"不足", quantity.Less}, {"突破", quantity.Greater},
	{"不到", quantity.Less}, {"超", quantity.Greater}, {"≥", quantity.GreaterEqual}, {">", quantity.Greater}, {"<", quantity.Less},
	{"≤", quantity.LessEqual}, {"=", quantity.Equal}}

// fillers are the words before a head that name nothing but the form itself.
var fillers = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(pairsOf(`本项目 该项目 此项目 项目 本年度 本年 全年度 全年 年度 当年 今年 截至 截止 年底 年末 期末 资金 财政 拨款
	专项 总 共 合计 累计 实际 已经 已 经 为 是 的 我单位 我局 我中心 我委 我校 我院 本单位 单位 绩效 综合 最终 自我 自评 评价 结果 评定 其 安排 下达 批复 到位
	调整后 调整 后 年初 年中 各项 全部 整体 总体 达 到 预算 经费 支出 执行 支付 使用 拨付 完成 由 综上 对照 评分 标准 指标 打分 测算 评估 年 月 日 全 并
	实施 根据 按照 本 该 至 底 末 : “ ” " , . 0 1 2 3 4 5 6 7 8 9 ( ) /`)...)
})

func pairsOf(list string) (out []string) {
	for _, w := range strings.Fields(list) {
		out = append(out, w, "")
	}
	return append(out, " ", "")
}

// whole are words that turn back to the whole form after something else was spoken of.
var whole = []string{"项目", "全年", "年度", "本年", "总", "财政资金", "预算执行"}

// elsewhen are words of another year, of a plan, or of many years.
var elsewhen = []string{"上年", "去年", "往年", "前年", "上一年", "次年", "明年", "下年", "翌年", "来年", "下一年", "以前年度", "历年", "总投资",
	"预计", "拟", "力争", "争取", "确保", "同期", "比上", "较上", "三年", "五年", "十四五", "十五五", "十三五", "如果", "若", "申请", "每", "人均", "户均",
	"平均", "满分", "其中", "单价", "增长", "提高", "下降", "压减", "节约", "追加", "调增", "调减", "增加", "减少", "新增"}

// Claims are the figures that the text says are the form's own.
func (t *Text) Claims(own Own) (out []Claim) {
	sentence, foreign := -1, false
	for i := range t.Figures {
		f := &t.Figures[i]
		money, share := f.Unit.Money(), f.Unit.Share()
		points := f.Unit.Text == "分" || f.Unit.Dim == "" && t.ends(f)
		c := &t.Clauses[f.Clause]
		if c.Sentence != sentence {
			sentence, foreign = c.Sentence, false
		}
		if f.Ranged || !money && !share && !points {
			continue
		}
		if money && own.ofPart(t.Before(i)) {
			foreign = true
			continue
		}
		x, rest, ok := t.headOf(i, money, share, points)
		if ok && (money || x.Kind == Rate) && own.ofPart(strings.TrimRight(rest, " 的")) { // 项目支出追加120万元
			foreign = true
			continue
		}
		if ok && money && own.Part == "" && t.ofSome(i) {
			foreign = true
			continue
		}
		if !ok && money && own.Part == "" && t.unpaid(i) {
			x.Kind, x.Cmp, ok = Unpaid, quantity.GreaterEqual, true
		}
		if c.Aside && c.Behind >= 0 && !t.mayHold(c.Behind) {
			ok = false
		}
		rest, mine := own.of(rest)
		if elsewhere(rest, t.between(f.Clause)) || strings.TrimSpace(fillers().Replace(without(rest, own))) != "" {
			foreign = foreign || money || x.Kind == Rate && ok
			continue
		}
		if x.Kind == Lost && ok && !containsAny(t.half[x.From:f.From], "共", "合计", "累计") && i > 0 && t.sentence(i-1) == c.Sentence {
			continue // 比目标少17户，扣0.42分
		}
		if (x.Kind == Total || x.Kind == Lost) && ok && containsAny(rest, "预算", "执行", "资金", "指标") { // the score of a part
			continue
		}
		if foreign && own.Part == "" && !containsAny(t.Before(i), whole...) {
			continue
		}
		foreign = false
		if ok && mine && !t.otherYear(f.Clause, own) {
			out = append(out, x)
		}
	}
	return out
}

// unpaidAfter is what stands behind an amount that was left: 53.5万元为项目质量保证金, 20万元尚未支付.
var unpaidAfter = pattern.Late(`^(?:为|系|是|作为)[^,。;]{0,8}(?:保证金|质保金|尾款|余款|结余|未付款?)|^(?:尚未|未|待|暂未|没有)(?:支付|付|拨付|结算|执行|支出)|^(?:结转|结转至?下年|次年支付)`)

// unpaid says whether nothing but what was left is said of the figure: nothing stands before it, and that behind it.
func (t *Text) unpaid(i int) bool {
	before := strings.Trim(t.Before(i), " ")
	return t.Figures[i].plainly() && slices.Contains([]string{"", "尚有", "有", "剩余", "其余", "余下", "仍有"}, before) && unpaidAfter.MatchString(t.half[t.Figures[i].End:])
}

// mayHold says whether what stands in parentheses behind a figure can be of the whole form: behind money, a rate, a
// score.
func (t *Text) mayHold(f int) bool {
	u := t.Figures[f].Unit
	return u.Money() || u.Share() || u.Text == "分"
}

// ends says whether a number without a unit has nothing behind it that could be one.
func (t *Text) ends(f *Figure) bool {
	rest := strings.TrimLeft(t.half[f.End:], " ")
	return rest == "" || begins(rest, ",", "。", ";", ")", "、", "\n", "/100", "”")
}

// headOf is the claim that the words before a figure make, and the words before its head.
func (t *Text) headOf(i int, money, share, points bool) (x Claim, rest string, ok bool) {
	f := &t.Figures[i]
	before := t.Before(i)
	x = Claim{Figure: i, To: f.End}
	switch after := t.After(i); {
	case begins(after, "以上", "及以上", "或以上"):
		x.Cmp = quantity.GreaterEqual
	case begins(after, "以下", "以内", "之内", "及以下"):
		x.Cmp = quantity.LessEqual
	}
	s := strings.TrimRight(before, " ")
	for {
		cut := s
		for _, l := range lasting {
			s = strings.TrimSuffix(s, l)
		}
		for _, c := range comparing {
			if r, is := strings.CutSuffix(s, c.text); is {
				x.Cmp, s = c.cmp, r
				break
			}
		}
		if s == cut {
			break
		}
	}
	x.From = f.From - len(before) + len(s)
	for _, h := range heads {
		switch h.kind {
		case Rate:
			if !share {
				continue
			}
		case Total, Lost:
			if !points || f.Unit.Dim == "" && h.kind == Lost {
				continue
			}
		default:
			if !money {
				continue
			}
		}
		for w := range strings.FieldsSeq(h.words) {
			if r, is := strings.CutSuffix(s, w); is {
				x.Kind, x.From = h.kind, x.From-len(w)
				if part, of := strings.CutPrefix(w, "支出"); of && h.kind == Rate && after(r, "项目", "基本", "其他") { // 项目支出执行率
					return Claim{Rate, x.Figure, x.From - len(lastWords(r, 2)), x.To, x.Cmp}, r + strings.TrimSuffix(w, part), true
				}
				if x.Kind == Budget && after(r, "执行", "支出", "支付", "使用", "完成") { // 执行预算90万元
					x.Kind = Spent
				}
				return x, r, true
			}
		}
	}
	if money {
		if m := raisedOf.FindStringSubmatch(s); m != nil { // 追加市级资金46.5万元
			x.Kind, x.From = Raised, x.From-len(m[0])
			x.Cmp = quantity.GreaterEqual // it may be a part of the change
			if strings.Contains(m[1], "减") {
				x.Kind = Cut
			}
			return x, s[:len(s)-len(m[0])], true
		}
	}
	if share {
		for w := range strings.FieldsSeq(rateHeads) {
			if r, is := strings.CutSuffix(s, w); is {
				x.Kind, x.From = Rate, x.From-len(w)
				return x, r, true
			}
		}
	}
	return x, s, false
}

// raisedOf is a change of the budget that names whose money it was.
var raisedOf = pattern.Late(`(追加|调增|追减|调减)(?:(?:上级|中央|省级|省|市级|市|县级|县|区级|区|本级|地方|财政|专项|补助|预算|转移支付)*(?:资金|经费|专款|指标|拨款))$`)

// between are the words of the sentence up to a clause.
func (t *Text) between(c int) string {
	from := t.Clauses[c].From
	for c > 0 && t.Clauses[c-1].Sentence == t.Clauses[c].Sentence {
		c--
	}
	return t.half[t.Clauses[c].From:from]
}

// elsewhere says whether the words before a head, or those of the sentence before it, speak of another time or of a
// part.
func elsewhere(rest, sentence string) bool {
	if containsAny(rest, elsewhen...) {
		return true
	}
	i := lastAny(sentence, elsewhen[:18]...) // another year goes on until this one is named
	return i >= 0 && lastAny(sentence, "本年", "全年", "今年", "当年") < i && !containsAny(rest, "本年", "全年", "今年", "当年") ||
		strings.Contains(sentence, "其中")
}

// otherYear says whether the last year named before or in a clause of the sentence is not the form's.
func (t *Text) otherYear(c int, own Own) bool {
	if own.Year == 0 {
		return false
	}
	sentence := t.Clauses[c].Sentence
	for ; c >= 0 && t.Clauses[c].Sentence == sentence; c-- {
		if ys := t.Clauses[c].Years; len(ys) > 0 {
			return ys[len(ys)-1].Year != own.Year
		}
	}
	return false
}

// without is s without the names of the form itself.
func without(s string, own Own) string {
	for _, n := range own.Names {
		if n != "" && strings.Contains(s, n) {
			s = strings.ReplaceAll(s, n, "")
		}
	}
	return s
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// lastAny is where the last of the words stands in s, -1 if none does.
func lastAny(s string, words ...string) int {
	last := -1
	for _, w := range words {
		last = max(last, strings.LastIndex(s, w))
	}
	return last
}

// about is how far from its figure a value may be that is written with 约, 近 or 余.
var about = decimal.New(1, -1)

// Agrees says whether a claim can be of a value in base units: to the places written, on its side of a comparison.
func (t *Text) Agrees(x Claim, value decimal.Decimal) bool {
	f := &t.Figures[x.Figure]
	return f.Agrees(value, x.Cmp)
}

// Agrees says whether a figure can be that of a value in base units.
func (f *Figure) Agrees(value decimal.Decimal, cmp quantity.Comparator) bool {
	v := quantity.Value{Num: f.Num, Unit: f.Unit}.Base()
	d := value.Sub(v)
	switch cmp {
	case quantity.Greater, quantity.GreaterEqual:
		return !d.IsNegative()
	case quantity.Less, quantity.LessEqual:
		return !d.IsPositive()
	}
	if d.IsZero() {
		return true
	}
	if f.About != quantity.Exactly {
		return d.Abs().LessThanOrEqual(v.Abs().Mul(about))
	}
	place := quantity.Value{Num: decimal.New(1, int32(-f.Places)), Unit: f.Unit}.Base()
	return d.Abs().LessThan(place)
}
