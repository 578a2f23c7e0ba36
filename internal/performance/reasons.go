package performance

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// reasoning reads reasons: whether they explain, and what.
func reasoning() []function {
	return []function{
		{"释因(文字, \"执行\")", kinds{isText, isText}, isText, ofTexts(explains)},
		{"只是重复(原因, 三级指标)", kinds{isText, isText}, isBool, ofTexts(onlyRestates)},
		{"笼统(原因)", kinds{isText}, isBool, ofText(fitsAny)},
		{"套话措施(措施)", kinds{isText}, isBool, ofText(onlyWishes)},
		{"详略倒置(扣分, 原因, 各扣分, 各原因)", kinds{isNumber, isText, isList, isList}, isBool, plain(shortestForMost)},
		{"原因他数(原因, 指标值, 实际值, 指标)", kinds{isText, isText, isText, isText}, isText, reasonNumber},
		{"错行(原因, 三级指标, 各三级)", kinds{isText, isText, isList}, isText, plain(ofOtherRow)},
		{"近照抄(甲, 乙)", kinds{isText, isText}, isBool, ofTexts(nearlyCopied)},
		{"同原因(原因, 各原因)", kinds{isText, isList}, isNumber, plain(sameReasons)},
		{"异类同因(原因, 类, 各原因, 各类)", kinds{isText, isText, isList, isList}, isBool, plain(sameOfOtherClass)},
		{"分档(比, \"0.9:0.8 0.6:按比例 0:0\")", kinds{isNumber, isText}, isNumber, plain(banded)},
		{"封顶分(执行率, \"0.5:60 0.8:90\")", kinds{isNumber, isText}, isNumber, plain(cappedAt)},
	}
}

// What explains a low rate of execution: words that do so alone, and words of a cause in a sentence about the money.
var (
	moneyCauses = pattern.Late(`质保金|质量保证金|保证金|尾款|余款|结余|节余|节约|节省|结转|跨年|分期付款|付款节点|合同约定|按合同|次年支付|次年付|下年支付|国库(?:资金|库款|集中支付)?(?:紧张|困难|不足|年底|关账|未)|财力|库款|财政收回|收回|未下达|下达晚|下达较晚|下达滞后|到位晚|到位较晚|拨付滞后|未到付款|待支付|未支付|尚未支付|待结算|未结算|未付|系[^统列数]{2,24}才|才(?:能)?(?:清算|结算|拨付|下达|到位|支付)|次年(?:[0-9一二三四五六]{1,2}月)?(?:份|初)?(?:已|才)?(?:支付|发放|拨付|结清|兑付)|(?:支付|发放|付款|兑付|拨付).{0,4}(?:到|至|在)?(?:次年|下年|明年)|[须待需].{1,16}后(?:方可|再|才)?(?:支付|发放|拨付|付款|兑付)|流标|招标|低于预算|低于控制价|核减|审减|据实支付|据实结算|按实结算`)
	moneyWords  = pattern.Late(`资金|支付|付款|执行率|预算|支出|款项|经费|拨付`)
	causeWords  = pattern.Late(`由于|因为|受[^理到让]|因[^此地素人时而]|原因|导致|致使|影响|尚未|未能|推迟|延期|延迟|延后|滞后|暂缓|取消|暂停|停工|调整|变更|未验收|未开工|未实施|未招标|减少|压减|缩减|较晚|困难|疫情`)
	// budgetChanged says by how much the budget was changed, which is no reason for not spending it.
	budgetChanged = pattern.Late(`(?:追加|压减|调减|调增|核减|核增)\p{Han}{0,8}[0-9][0-9.,]*(?:万|亿)?元`)
	changeWords   = pattern.Late(`预算调整|调整(?:了|后)?(?:的)?预算|调整后|追加|追减|调减|调增|核减|核增|压减|压缩|结转|收回|调剂|年中|增加(?:预算|资金|投入|经费|拨款|了?任务)|新增(?:任务|项目|内容|资金|预算)|减少(?:预算|资金|投入|经费|拨款|了?任务)|上级(?:下达|追加|安排|补助|专项)|下达(?:资金|补助|专项|预算)|专项债|捐赠|提标|扩面|统筹|划转|并入|剥离|调出|调入|增拨|拨入`)
)

// explains is the phrase by which a text explains why money was not spent, or why a budget was changed.
func explains(text, what string) model.Result {
	for sentence := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("。；;\n", r) }) {
		if containsAny(sentence, []string{"说明原因", "说明理由", "单独说明", "请说明", "需说明", "填写"}) {
			continue // the hint of the blank
		}
		if what == "预算" {
			if w := changeWords.FindString(sentence); w != "" {
				return words(w)
			}
			continue
		}
		if w := moneyCauses.FindString(sentence); w != "" && !denied(sentence, w) {
			return words(w)
		}
		if moneyWords.MatchString(sentence) && !budgetChanged.MatchString(sentence) {
			if w := causeWords.FindString(sentence); w != "" {
				return words(w)
			}
		}
	}
	return model.Result{}
}

// denied says whether a word stands in a sentence only to say that there is none of it: 无结余.
func denied(sentence, w string) bool {
	before, _, _ := strings.Cut(sentence, w)
	return hasSuffix(before, "无", "没有", "无资金", "未产生", "上年", "不存在")
}

// What a reason may say without saying why.
var (
	restated = pattern.Late(`未(?:能)?(?:按期|按时|及时|按计划|如期|全部|完全|全面|100%|百分之百|有效)?(?:完成|达到|达标|实现|达成|落实)|没有(?:全部|完全|按期|按时)?(?:完成|达到|达标|实现)|不(?:能)?(?:达标|100%)|(?:完成|达成|实现)(?:情况|程度|率)?(?:不理想|不佳|不高|不足|较差|一般|偏低|较低|不够)|` +
		`(?:低于|少于|小于|不及)(?:预期|目标|指标值|年初|计划)+(?:值|数|目标|指标)*|与(?:目标|指标值|预期)(?:值)?(?:有|存在)(?:一定)?(?:差距|偏差)|存在(?:一定)?(?:偏差|差距)|有(?:一定)?(?:偏差|差距)|出现偏差|有待(?:提高|提升|加强|完善|改进)|(?:仍|还)需(?:提高|提升|加强|完善|改进)|有所(?:欠缺|不足)|不够(?:好|高|理想)|未满(?:分|足)|得分较低|偏差较[大小]|` +
		`(?:比|较)(?:年初)?(?:计划|目标|预期|指标值)(?:数|值)?(?:略|稍)?(?:有|微|有所)?(?:减少|偏?少|偏?低|不足)|` +
		`(?:各项)?工作(?:均)?(?:按计划|正常|有序|稳步)推进|按计划推进中?|(?:正常|有序|稳步)推进中|正在(?:推进|实施|进行)|部分(?:未)?完成|基本完成|略有不足|按要求扣分|按比例扣分|酌情扣分|自评扣分|按评分标准扣分|(?:没有|未)(?:采购|安装|建设|实施|招募|培训|印制|发放|维修|安排|组织)到位|客观原因|主观原因|特殊原因|多种原因|其他原因|种种原因|各种原因|实际情况|工作原因`)
	// fillersOfReason change nothing in a reason.
	fillersOfReason = sync.OnceValue(func() *strings.Replacer {
		var out []string
		for w := range strings.FieldsSeq(`偏差原因分析 偏差原因 未完成原因 原因分析 主要原因 原因 改进措施 下一步 今后 将 继续 进一步 努力 加强 提高 管理 工作 力度 完善 改进 强化 推进 落实 加大 做好 抓好 确保
			完成 目标 指标 任务 年度 全年 年初 预期 既定 设定 绩效 数值 值 实际 情况 进度 质量 效率 水平 因为 由于 因 导致 致使 造成 为 是 的 了 等 本 该 项 项目 及 和 与 在 有 所 已
			： : ， , 。 ； ; 、 . “ ” ( ) （ ） 此`) {
			out = append(out, w, "")
		}
		return strings.NewReplacer(append(out, " ", "", "　", "", "\n", "")...)
	})
)

// resultFigures are numbers with their units, which are the result again: 新建7个, 只完成82公里.
var resultFigures = pattern.Late(`(?:只|仅|共)?(?:完成|新建|建成|维修|举办|开展|达到?)?(?:了)?[0-9]+(?:\.[0-9]+)?(?:%|公里|人次|场次|平方米|立方米|工作日|万元|万人|批次|小时|分钟|千米|[个所处次场件项条座人天户亩吨台套辆期篇份名元])`)

// ofOtherRow is the other indicator, or its kind, of which a reason speaks, where it has nothing of its own.
func ofOtherRow(x []model.Result) model.Result {
	reason, name := x[0].Text, x[1].Text
	if reason == "" || name == "" {
		return model.Result{}
	}
	have := map[string]bool{}
	pairs(name, func(p string) { have[p] = !common()[p] })
	own := false
	pairs(reason, func(p string) { own = own || have[p] })
	if own {
		return model.Result{}
	}
	for _, o := range x[2].List {
		if core := coreOf(o.Text); o.Text != name && letterCount(core) >= 4 && strings.Contains(reason, core) {
			return words(core)
		}
	}
	if strings.Contains(reason, "满意度") && !strings.Contains(name, "满意") {
		return words("满意度")
	}
	return model.Result{}
}

// maxRestated is how many bytes of its own a reason may have and still say nothing but the result: a character.
const maxRestated = len("因")

// onlyRestates says whether the cause in a reason is only the result again: 未完成年度目标, 培训人数未达到指标值.
func onlyRestates(reason, name string) model.Result {
	cause := section(reason, "偏差原因").Text
	if cause == "" {
		cause = reason
		if i := strings.Index(cause, "改进措施"); i > 0 {
			cause = cause[:i]
		}
	}
	if strings.TrimSpace(cause) == "" {
		return truth(false)
	}
	bare := restated.ReplaceAllString(cause, "")
	if bare == cause && fillersOfReason().Replace(cause) != "" {
		return truth(false)
	}
	for _, core := range []string{name, inParentheses.ReplaceAllString(name, "")} {
		if core != "" {
			bare = strings.ReplaceAll(bare, core, "")
		}
	}
	bare = fillersOfReason().Replace(resultFigures.ReplaceAllString(bare, ""))
	have := map[string]bool{}
	pairs(name, func(p string) { have[p] = true })
	n, last := 0, rune(0)
	for _, r := range bare {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if !have[string([]rune{last, r})] && !strings.ContainsRune(name, r) {
				n += utf8.RuneLen(r)
			}
			last = r
		}
	}
	return truth(n <= maxRestated)
}

// How much longer the others' explanations must be, and how much more must be lost, before the shortest one at the
// greatest loss is remarked.
var (
	muchMore   = decimal.New(15, -1)
	leastRatio = 2
)

// shortestForMost says whether this row lost clearly the most points and explains it in clearly the fewest words.
func shortestForMost(x []model.Result) model.Result {
	lost, own := x[0].Num, letters(x[1].Text).Num.IntPart()
	if x[0].Kind != isNumber || len(x[2].List) != len(x[3].List) || own == 0 {
		return model.Result{}
	}
	rows, shortest := 0, int64(0)
	for i, l := range x[2].List {
		if l.Kind != isNumber || !l.Num.IsPositive() {
			continue
		}
		n := letters(x[3].List[i].String()).Num.IntPart()
		if l.Num.Equal(lost) && x[3].List[i].String() == x[1].Text {
			rows++
			continue
		}
		if l.Num.Mul(muchMore).GreaterThan(lost) || n == 0 {
			return truth(false)
		}
		if rows++; shortest == 0 || n < shortest {
			shortest = n
		}
	}
	return truth(rows >= 3 && own*int64(leastRatio) <= shortest)
}

// remedyAt begins the part of a reason that is about what will be done.
var remedyAt = pattern.Late(`改进措施|整改措施|下一步|下步|拟于?|计划于?|将于`)

// pastRemedy is the day by which a reason says that something will be done, where it lies in the year of the form or
// before: the form was filled in when that was over.
func pastRemedy(m *memory, x []model.Result) model.Result {
	at := remedyAt.FindStringIndex(x[0].Text)
	year, err := strconv.Atoi(strings.TrimSpace(textOf(x[1])))
	if at == nil || err != nil {
		return model.Result{}
	}
	p := m.passage(x[0].Text[at[0]:])
	for _, d := range p.Dates {
		c := &p.Clauses[d.Clause]
		s := p.Half(c.From, c.To)
		if d.Year == 0 || d.Year > year || containsAny(s, []string{"已", "自", "起", "以来", "印发", "文件", "的", "从", "根据", "按照"}) ||
			!containsAny(s, []string{"前", "底", "完成", "落实", "到位", "补"}) {
			continue
		}
		return words(p.Written(d.From, d.To))
	}
	return model.Result{}
}

// reasonNumber is a figure that a reason gives as its indicator's target or actual value and that is neither:
// 目标40所，实际完成33所.
func reasonNumber(m *memory, x []model.Result) model.Result {
	if !mayClaim(x[0].Text) {
		return model.Result{}
	}
	c := m.subject(x[3].Text).context
	target, actual := m.read(x[1].Text, c), m.read(x[2].Text, c)
	if target.Kind != quantity.Number || actual.Kind != quantity.Number || !target.Exact() && target.About != quantity.Exactly {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	for i := range p.Figures {
		f := &p.Figures[i]
		before := strings.TrimRight(p.Before(i), " :为达到了是约")
		if f.Ranged || f.About != quantity.Exactly || containsAny(before, asides) {
			continue
		}
		wanted := target
		switch {
		case hasSuffix(before, "超出目标", "超过目标", "超目标", "超出目标值", "超过目标值", "高于目标", "低于目标", "多于目标", "少于目标", "比目标", "较目标", "距目标", "离目标"):
			continue // a difference
		case hasSuffix(before, "目标值", "指标值", "年初目标", "目标", "计划值", "计划完成", "应完成", "年度指标", "年初指标值"):
		case hasSuffix(before, "实际完成", "实际", "仅完成", "只完成", "只能完成", "仅能完成", "预计完成", "最多完成", "实际完成值", "共完成", "全年完成", "实际值"):
			wanted = actual
		case hasSuffix(before, "完成率") && f.Unit.Share() && !target.Unit.Share() && !strings.Contains(m.subject(x[3].Text).name, "率"):
			if rate := m.meet(x[1].Text, x[2].Text, x[3].Text); rate.HasRatio && !f.Agrees(rate.Ratio, quantity.None) &&
				isOneOf(strings.TrimSuffix(before, "完成率")+"x", "x 偏差原因:x 实际x 总体x 偏差原因:实际x").Bool {
				return words(p.Written(f.From-len("完成率"), f.End))
			}
			continue
		default:
			continue
		}
		n, ok := f.As(wanted.Unit, p.Rest(f.End))
		if !ok || n.Equal(wanted.Base()) || f.Agrees(wanted.Base(), quantity.None) && f.Places > 0 {
			continue
		}
		return words(p.Written(f.From-len(lastRunes(before, 4)), f.End))
	}
	return model.Result{}
}

// tenses are the words in which what was done may differ from what was planned and be a copy all the same.
var tenses = strings.NewReplacer(`计划`, "", `拟`, "", `将`, "", `已`, "", `了`, "", `完成`, "", `全部`, "", `不低于`, "", `不少于`, "", `达到`, "", `不超过`, "", `力争`, "",
	`确保`, "", `以上`, "", `≥`, "", `进一步`, "", `得到`, "", `有效`, "", `全年`, "", `，`, "", `,`, "", `。`, "", `；`, "", `;`, "", `、`, "", ` `, "")

// nearlyCopied says whether one text is the other with the words of time changed: 计划建设…… and 已建设…… A text with
// figures that are the same on both sides is no copy: what was planned may have come out so.
func nearlyCopied(a, b string) model.Result {
	if a == "" || b == "" || mayHaveDigits(b) {
		return truth(false)
	}
	a, b = tenses.Replace(a), tenses.Replace(b)
	return truth(utf8.RuneCountInString(b) >= 8 && a == b)
}

func mayHaveDigits(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// byRatio in a band stands for the ratio itself.
const byRatio = "按比例"

// banded is the share of its weight that a place gives for a degree of completion, the ratio itself in a band 按比例.
func banded(x []model.Result) model.Result {
	if x[0].Kind != isNumber {
		return model.Result{}
	}
	best, share, found := decimal.Zero, decimal.Zero, false
	for part := range strings.FieldsSeq(x[1].Text) {
		from, give, _ := strings.Cut(part, ":")
		at, err := decimal.NewFromString(from)
		if err != nil || x[0].Num.LessThan(at) || found && at.LessThan(best) {
			continue
		}
		s, err := decimal.NewFromString(give)
		if give == byRatio {
			s, err = decimal.Min(x[0].Num, decimal.NewFromInt(1)), nil
		}
		if err == nil {
			best, share, found = at, s, true
		}
	}
	if !found {
		return model.Result{}
	}
	return numeric(share)
}

// cappedAt is the highest total for a rate of execution: that of the lowest bound the rate stays below; absent
// above all.
func cappedAt(x []model.Result) model.Result {
	if x[0].Kind != isNumber {
		return model.Result{}
	}
	out := model.Result{}
	for part := range strings.FieldsSeq(x[1].Text) {
		below, limit, _ := strings.Cut(part, ":")
		b, err1 := decimal.NewFromString(below)
		l, err2 := decimal.NewFromString(limit)
		if err1 == nil && err2 == nil && x[0].Num.LessThan(b) && (out.Absent() || l.LessThan(out.Num)) {
			out = numeric(l)
		}
	}
	return out
}
