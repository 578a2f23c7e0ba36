package quantity

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Saying is what some texts that are no numbers say as plainly as a number does.
type Saying uint8

const (
	NoSaying   Saying = iota
	NoneOf            // 无人员死亡, 零投诉, 未发生安全事故: none of it
	AllOf             // 全覆盖, 应检尽检, 全部完成: all of it
	AllDay            // 全天候, 7×24小时
	AllYear           // 全年
	Ranked            // 一级, Ⅲ类, 甲等: a place in an order
	Unfinished        // 建设中, 正在办理: not done yet
	Late              // 延期10天
	Early             // 提前10天
)

// String says it to a check.
func (s Saying) String() string {
	return [...]string{"", "没有", "全部", "全天", "全年", "等级", "没完成", "延期", "提前"}[s]
}

// rank is a place in an order: 3 of 类. Of levels and classes the first is the best, of stars and A the most.
type rank struct {
	place int
	order string
	about string // the words around it, without those that say nothing
}

func (r rank) moreIsBetter() bool { return r.order == "星" || r.order == "A" }

var (
	// ills are what there had better be none of.
	ills = `事故|死亡|伤亡|受伤|投诉|差错|失误|错误|案件|违规|违纪|违法|违约|中断|故障|事件|泄露|泄密|疫情|舆情|纠纷|上访|信访|处罚|隐患|问题|逾期|损失|污染|火灾|溺水|` +
		`亡人|人亡|溺亡|重伤|中毒|爆炸|踩踏|走失|失联|疫病|缺陷|返工|超标|超支|拖欠|欠薪|举报|异议|退单|退件|差评|积压|遗漏|漏报|瞒报|返贫|辍学|复吸|脱管|漏管|停电|停水|伤害|破坏|盗窃|感染|检出|死角|黑点|断点|人员死亡`
	saysNone = pattern.Late(`^(?:全年|年度内?|本年度?|当年|期间|均|已)*(?:无|没有|未发生|未出现|未收到|未接到|未有|未造成|未发现|零|0)\p{Han}{0,8}?(?:` + ills + `)(?:发生|出现|记录|情况|现象|报告|事项|率)?$` +
		`|^(?:确保|力争|坚决)?(?:不发生|零发生|不出现|无发生|零出现|杜绝|不得发生|不得出现|坚决杜绝)\p{Han}{0,14}$|^(?:均|都)?(?:未|不得|零|无|没有)检出(?:超标|异常|情况|问题)?$|^(?:全年|年度内?|本年度?|当年|继续|保持|实现)*零(?:报告|发病|病例|发案|事故)$`)
	saysAll = pattern.Late(`^(?:已|均|实现|做到|达到)*(?:全覆盖|全面覆盖|全部覆盖|百分百|全数|全额|应\p{Han}{1,2}尽\p{Han}{1,2}|` +
		`(?:全部|全面|均已?|已全部|100%)(?:完成|合格|达标|到位|通过|办结|整改|解决|发放|落实|兑现|验收|修复|整改到位|发放到位|落实到位|验收合格)?)$`)
	saysAllDay = pattern.Late(`^(?:全年|7\*|每[天日]|全天候?|连续|实行|保持)*(?:24小时|24h|全天候?|昼夜|日夜|不间断)` +
		`(?:/[天日]|全天候|不间断|连续|无间断|值守|值班|服务|运行|在线|开放|保障|响应|待命|监控|巡查|\*7天?)*$`)
	saysAllYear    = pattern.Late(`^(?:全年度?|一整年|整年|全年无休|全年不间断|全年365天)$`)
	saysUnfinished = pattern.Late(`^(?:\p{Han}{0,6}?(?:正在|尚在|仍在|还在|处于|处在|正|在))?\p{Han}{0,4}?(?:建设|施工|推进|实施|进行|筹备|筹建|办理|审批|审核|审查|编制|起草|修订|完善|整改|采购|` +
		`招标|招投标|调试|公示|立项|洽谈|研发|开发|论证|征求意见|验收|结算|审计|装修|布展|收尾|报批|评审|改造|拆迁|制作)(?:之中|中|过程中|阶段)$` +
		`|^(?:项目|工程|目前|现)*(?:正在|尚在|仍在|还在)\p{Han}{2,8}$|^(?:尚|仍|还)?在建$|^(?:尚|仍|还)?(?:有?待|亟待|需要?)(?:进一步)?(?:完善|验收|审批|审核|批复|采购|招标|建设|实施|安装|交付|结算|印发|出台|完成|开工|启动)$` +
		`|^(?:目前|截至目前|年底|至今)?(?:尚|仍|还|均|全部)?(?:未|没有|没)(?:能|按期|按时|全部|正式|完全|如期)*(?:完成|完工|竣工|建成|开工|动工|启动|实施|开展|通过验收|验收|上线|交付|印发|出台|发布|投用|投入使用|到位|开通|办理|采购|招标|成立|建立|签订|形成)\p{Han}{0,6}$`)
	saysLate = pattern.Late(`^(?:已|共|合计|实际|较计划|比计划|交付|完成)*(?:延期|逾期|超期|滞后|推迟|延误|拖延|延迟|拖后)(?:了|约|近|交付|完成|竣工|于计划)*` +
		`([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十半]+)((?:个)?(?:工作日|自然日|小时|天|日|周|星期|月|年))(?:左右|完成|交付|竣工|以上|多)?$`)
	saysEarly = pattern.Late(`^(?:已|较计划|比计划)*提前(?:了|约|近|于计划)*([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十半]+)(?:个)?(?:工作日|自然日|小时|天|日|周|星期|月|年)(?:左右|完成|交付|竣工|以上)?$`)

	// sameDay and atOnce are how soon something is done, in words: 当日登记, 即时办结.
	sameDay = pattern.Late(`^(?:均|都|全部|已|做到|实现|基本)*(?:在|于)?(?:当日|当天|即日|同日)(?:内|即)?\p{Han}{0,6}$`)
	atOnce  = pattern.Late(`^(?:均|都|全部|已|做到|实现|基本)*(?:即时|即刻|当场|现场|立即|立等|即到即|随到随|即来即|即收即)\p{Han}{0,6}$`)

	// happened is how often something happened: 发生1起, 2起(轻微), 造成2人轻伤, 1人死亡.
	happened    = pattern.Late(`^(?:全年|共|累计|实际|已)*(?:发生|出现|造成|收到|接到|检出|查出|发现|有|存在)?(?:轻微|一般|较大|重大)?([0-9]+|[一二两三四五六七八九十]+)(?:起|件|人|次|例|宗|处|名|个|条|批次|批|户|家)(\p{Han}{0,8}|\(\p{Han}{0,8}\))$`)
	notHappened = pattern.Late(`未|无|没|不|同比|减少|下降|以下|以内`)
	// justHappened says that it happened, and not how often.
	justHappened = pattern.Late(`^(?:有|已|均)?(?:检出|查出|发生|出现|存在|超标)(?:超标|问题|情况|现象)*$`)
	// someFailed is what of all did not do: 不合格1处.
	someFailed = pattern.Late(`^(?:有|其中|尚有|仍有)?\p{Han}{0,4}(?:不合格|未完成|未通过|未达标|未整改|未办结|未完工|漏\p{Han}|遗漏)([1-9][0-9]*|[一二两三四五六七八九十]+)\p{Han}{1,3}$`)
	// notDone is what of the number before it is not done yet: 三项（其中一项未完工）.
	notDone = pattern.Late(`^([0-9]+|[一二两三四五六七八九十]+)(\p{Han}{1,3})\((?:其中)?([0-9]+|[一二两三四五六七八九十]+)\p{Han}{0,3}(?:尚未|还未|未)(?:完工|完成|建成|验收|投用|实施|启动|交付|开工|通过|到位)\)$`)

	rankToken = pattern.Late(`(劣?)([特一二三四五六七八九甲乙丙丁ⅠⅡⅢⅣⅤⅥ]|I{1,3}|IV|VI?|[1-9])(等奖|星级|星|级|类|等|档|流|A级|A)`)
	rankPlain = strings.NewReplacer("达到", "", "达", "", "已", "", "及以上", "", "以上", "", "标准", "", "水平", "", "要求", "", "符合", "", "满足", "",
		"保持", "", "稳定", "", "为", "", "获评", "", "获得", "", "被", "", "评定", "", "认定", "", "不低于", "", "优于", "", "≥", "", ">=", "", "=", "", "国家", "", "等级", "", "级别", "", "或", "", "(", "", ")", "")
	// rankOfOffice is the rank of who gave or runs something: 市级, 省级奖项.
	rankOfOffice = pattern.Late(`^(国家|省部?|自治区|市|区县?|县区?|县市区|乡镇?|镇)级(以上|及以上)?(\p{Han}{0,6})$`)
	offices      = map[rune]int{'国': 1, '省': 2, '自': 2, '市': 3, '区': 4, '县': 4, '乡': 5, '镇': 5}

	rankPlaces = map[string]int{"特": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "甲": 1, "乙": 2, "丙": 3, "丁": 4,
		"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}

	// completion is in a target that wants something to be there.
	completion = pattern.Late(`建成|完成|竣工|完工|投入使用|投用|上线|印发|出台|发布|验收|交付|成立|建立|签订|开通|启用|达标|销号|办结|形成|到位|健全|投产|通车|通水|开园|开馆|办理完毕`)
	// inTime is in a target that wants something on time: 按期发放, 及时拨付到位.
	inTime = pattern.Late(`^(?:按期|按时|及时|如期|准时|按计划)\p{Han}{2,8}$`)
	// wish begins a target that names a direction and then what is to go there.
	wish = pattern.Late(`^(?:进一步|有效|持续|逐步|不断|明显|显著|切实)*(?:提升|提高|改善|增强|促进|增加|扩大|优化|加强)\p{Han}{2,10}$`)
	// underway is in a target that only wants it to go on.
	underway = pattern.Late(`推进|持续|开展|进行|启动|开工|实施|稳步|逐步|加快|有序|中$|阶段$`)
)

// saying is what a text, half-width and without blanks, says.
func saying(s string) Saying {
	switch {
	case saysUnfinished.MatchString(s):
		return Unfinished
	case saysLate.MatchString(s), lateAtAll.MatchString(s):
		return Late
	case saysEarly.MatchString(s):
		return Early
	case saysNone.MatchString(s):
		return NoneOf
	case saysAll.MatchString(s):
		return AllOf
	case saysAllDay.MatchString(s):
		return AllDay
	case saysAllYear.MatchString(s):
		return AllYear
	}
	if _, ok := rankIn(s); ok {
		return Ranked
	}
	return NoSaying
}

// rankIn finds the one place in an order that a short text names.
func rankIn(s string) (r rank, ok bool) {
	if m := rankOfOffice.FindStringSubmatch(s); m != nil {
		first, _ := utf8.DecodeRuneInString(s)
		return rank{offices[first], "行政级", rankPlain.Replace(m[3])}, true
	}
	all := rankToken.FindAllStringSubmatchIndex(s, 2)
	if len(all) != 1 || len(s) > maxWord {
		return r, false
	}
	m := all[0]
	part := func(i int) string { return s[m[2*i]:m[2*i+1]] }
	r.place, ok = rankPlaces[part(2)]
	if !ok {
		r.place, ok = int(part(2)[0]-'0'), true
	}
	if part(1) != "" {
		r.place++
	}
	r.order = strings.TrimSuffix(part(3), "级")
	if r.order == "" || r.order == "等" || r.order == "档" || r.order == "流" {
		r.order = "级"
	}
	r.about = rankPlain.Replace(s[:m[0]] + s[m[1]:])
	return r, ok
}

// rank is the place that a value names; 1级 reads as a number and is one too.
func (v Value) rank() (rank, bool) {
	if v.Says == Ranked {
		return rankIn(v.Word)
	}
	if v.Kind == Number && v.Unit.Text == "级" && v.Cmp <= Equal && v.Exact() {
		return rank{place: int(v.Num.IntPart()), order: "级"}, true
	}
	return rank{}, false
}

func (v Value) allDay() bool {
	return v.Says == AllDay || v.Kind == Number && !v.Cmp.Inequality() && v.Unit.Dim != "" &&
		(v.Num.Equal(decimal.NewFromInt(24)) && strings.HasPrefix(v.Unit.Text, "小时") || len(v.Factors) == 2 && v.Num.Equal(decimal.NewFromInt(168)))
}

func (v Value) allYear() bool {
	if v.Says == AllYear {
		return true
	}
	if v.Kind != Number || v.Cmp > GreaterEqual {
		return false
	}
	days := v.Num.Equal(decimal.NewFromInt(365)) || v.Num.Equal(decimal.NewFromInt(366))
	return v.Unit.Dim == "月份" && v.Base().Equal(decimal.NewFromInt(12)) || days && (v.Unit.Text == "天" || v.Unit.Text == "日")
}

// Lateness is the number of days that a text says something was late, for an indicator that counts them.
func (v Value) Lateness(c Context) Value {
	m := saysLate.FindStringSubmatch(normal(v.Text))
	if v.Says != Late || m == nil {
		return v
	}
	return Read(m[1]+m[2], c)
}

// few says whether a target wants there to be none, or as little as may be.
func (v Value) few(dir Direction) bool {
	return v.Numeric() && !v.Unit.Share() && (v.Num.IsZero() || v.Cmp == Less || v.Cmp == LessEqual || v.Cmp <= Equal && dir == LessIsBetter)
}

// zero is a value of none in the unit of another.
// days says whether a duration is a day or longer, be it a working day.
func (v Value) days() bool {
	return v.Base().GreaterThanOrEqual(day) || strings.ContainsAny(v.Unit.Text, "日天") && v.Num.GreaterThanOrEqual(decimal.NewFromInt(1))
}

func zero(like Value) Value {
	return Value{Text: like.Text, Kind: Number, State: Amount, Unit: like.Unit, Per: like.Per}
}

// whole is 100 % in place of a text that says all.
func whole(v Value) Value {
	return Value{Text: v.Text, Kind: Number, State: Amount, Num: hundred, Unit: units()["%"]}
}

// meetSaying decides where one of the two says a value in words; ok is false where that decides nothing.
func meetSaying(target, actual Value, dir Direction) (o Outcome, ok bool) {
	if o, ok := meetProgress(target, actual, dir); ok {
		return o, true
	}
	if m := notDone.FindStringSubmatch(normal(actual.Text)); m != nil && target.Numeric() {
		n, _, ok1 := takeNumber(m[1])
		k, _, ok2 := takeNumber(m[3])
		if rest := Read(n.Sub(k).String()+m[2], Context{}); ok1 && ok2 {
			return Compare(rest, target, dir), true
		}
	}
	nothing := func(v Value) bool { return v.Says == NoneOf || v.State == Nil }
	switch {
	case nothing(actual) && target.few(dir):
		return meetNumber(target, zero(target), LessIsBetter), true
	case target.Says == NoneOf && actual.Kind == Number && !actual.Unit.Share() && actual.Change == "",
		target.State == Nil && dir == LessIsBetter && actual.Kind == Number:
		return meetNumber(zero(actual), actual, LessIsBetter), true
	case target.Says == NoneOf && justHappened.MatchString(actual.Word):
		return Outcome{Verdict: Missed, Why: Words}, true
	case (target.Says == NoneOf || target.Kind == Number && target.Num.IsZero() && target.Cmp != Greater && target.Cmp != GreaterEqual && dir != MoreIsBetter) &&
		actual.Kind == Word && !notHappened.MatchString(actual.Word):
		if m := happened.FindStringSubmatch(normal(actual.Word)); m != nil {
			if n, _, ok := takeNumber(m[1]); ok && n.IsPositive() {
				return Outcome{Verdict: Missed, Why: Zero}, true
			}
		}
	case target.Kind == Number && target.Unit.Share() && target.Num.Equal(hundred) && target.Cmp != Less && target.Cmp != LessEqual && actual.Kind == Word &&
		someFailed.MatchString(actual.Word):
		return Outcome{Verdict: Missed, Why: Kinds}, true
	case target.Says == NoneOf && nothing(actual):
		return Outcome{Verdict: Met}, true
	case actual.Says == AllOf && target.Numeric() && target.Unit.Share() && target.Change == "" && target.Cmp <= GreaterEqual:
		return meetNumber(target, whole(actual), MoreIsBetter), true
	case target.Says == AllOf && actual.Kind == Number && actual.Unit.Share() && actual.Change == "":
		return meetNumber(whole(target), actual, MoreIsBetter), true
	case target.Says == AllOf && actual.Says == AllOf, target.allDay() && actual.allDay(), target.allYear() && actual.allYear():
		return Outcome{Verdict: Met}, target.Says != actual.Says || target.Says != NoSaying || (target.Factors != nil) != (actual.Factors != nil)
	case actual.Says == Unfinished && (target.Kind == Date || target.Kind == Word && completion.MatchString(target.Word) && !underway.MatchString(target.Word)):
		return Outcome{Verdict: Missed, Why: Kinds}, true
	case actual.Kind == Word && target.Kind == Number && target.Unit.Time() && (target.Cmp == Less || target.Cmp == LessEqual || dir == LessIsBetter) &&
		(sameDay.MatchString(actual.Word) && target.days() || atOnce.MatchString(actual.Word)):
		return Outcome{Verdict: Met, Why: Kinds}, true
	case actual.Says == Late || actual.Says == Early:
		_, family := GradeOf(target.Word)
		if target.Kind == Date || target.Unit.Time() && target.Numeric() || target.Kind == Word && (family != 0 && family == familyOf()["及时"] || inTime.MatchString(target.Word)) {
			return Outcome{Verdict: map[bool]Verdict{true: Missed, false: Met}[actual.Says == Late], Why: Kinds}, true
		}
	}
	if g, family := GradeOf(actual.Word); target.Kind == Word && g == Failed && family == familyOf()["提升"] && wish.MatchString(target.Word) {
		return Outcome{Verdict: Missed}, true // 提升就业率 and 未提升
	}
	t, is1 := target.rank()
	a, is2 := actual.rank()
	if is1 && is2 && t.order == a.order && (t.about == a.about || t.about == "" || a.about == "") && (target.Says == Ranked || actual.Says == Ranked) {
		if t.place == a.place || (a.place > t.place) == t.moreIsBetter() {
			return Outcome{Verdict: Met, Why: Words}, true
		}
		return Outcome{Verdict: Missed, Why: Words}, true
	}
	return o, false
}
