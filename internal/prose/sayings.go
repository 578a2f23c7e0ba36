package prose

import (
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Saying is something a text says of the whole form in words.
type Saying struct {
	gate    []string // one of these words stands in the clause; the pattern is slow
	pattern *pattern.Pattern
	subject bool // what stands before it in the clause may name nothing but the form
	part    bool // it may be said of a part: 部分尾款未支付
}

const (
	goals = `(?:任务|目标|指标|工作|建设内容|实施内容|事项)`
	every = `(?:各项|全部|所有|年度|全年|年初|既定|预定|预期|总体|绩效|本年度|计划|设定)`
	fully = `(?:全部|全面|均|都|已|圆满|如期|按期|按时|顺利|100%|百分之百|超额|高质量)`
	fund  = `(?:资金|预算|经费|款项|专款|拨款)`
	paid  = `(?:拨付|支付|支出|使用|执行|发放|兑付|兑现|下达|花)`
)

// Sayings by the names that checks use.
var Sayings = sync.OnceValue(func() map[string]Saying {
	return map[string]Saying{
		// 各项目标全部完成, 圆满完成了年度任务, or 全部完成 and nothing else
		"全完成": {[]string{"完成", "实现", "达成", "达到", "达标"}, pattern.Late(`^(?:已经?|均|均已|已全部)?(?:全部|圆满|如期|按期|顺利)(?:地)?完成$|` +
			`(?:^|[^未])` + every + `[^,。;]{0,10}` + goals + `[^,。;未不基部]{0,6}?` + fully + `[^,。;未不基部]{0,6}(?:完成|实现|达成|达到|达标)|` +
			`(?:全部|圆满|全面|均已|如期|按期|100%|超额|顺利|按时|高质量)地?(?:完成|实现|达成)(?:了|各项|全部|所有|年度|全年|年初|既定|预定|预期|总体|绩效|项目|设定|申报|计划|的)*` + goals), false, false},
		// 项目已全部完工
		"工程完成": {[]string{"完工", "竣工", "建成", "完成", "完毕"}, pattern.Late(`(?:工程|项目|建设任务|改造任务|施工)(?:已经?|均|都)?(?:全部|全面|整体|100%)(?:完工|竣工|建成|完成|实施完毕|实施完成)|` +
			`(?:全部|全面)(?:完工|竣工|建成)$`), true, false},
		// 项目按期完工
		"按期": {[]string{"如期", "按期", "按时", "提前", "按计划", "准时"}, pattern.Late(`(?:项目|工程|任务|工作|建设)(?:已经?|均|都|全部)*(?:如期|按期|按时|提前|按计划|准时)(?:全部|顺利|圆满)?(?:完工|竣工|建成|完成|交付|投入使用|通车|开工)|` +
			`^(?:已|均)?(?:如期|按期|按时|提前|准时)(?:全部|顺利)?(?:完工|竣工|建成|交付|通车)$`), false, false},
		// 超额完成年度目标
		"超额": {[]string{"超额", "超出", "超过", "超预期"}, pattern.Late(`(?:各项|全部|所有|年度|全年|绩效|主要)[^,。;]{0,8}` + goals + `[^,。;未不部]{0,6}(?:超额完成|超出预期|超过预期|超预期)|` +
			`超额(?:地)?完成(?:了|各项|全部|所有|年度|全年|年初|既定|预期|总体|绩效|的)*` + goals), false, false},
		// 资金已全部支付, 预算执行完毕, 资金无结余
		"付清": {[]string{"付", "执行", "使用", "支出", "结余", "发放", "兑", "花", "用完"}, pattern.Late(fund + `[^,。;未不]{0,10}(?:全部|全额|100%|百分之百|均已|都已)[^,。;未不]{0,4}` + paid + `|^全部` + fund + `(?:均|都)?已?于?[0-9]{1,2}月[^,。;未不]{0,6}` + paid + `(?:完毕|完成|完)|` + fund + `(?:均|都)已于[0-9]{1,2}月[^,。;未不]{0,6}` + paid + `(?:完毕|完成|完)` +
			`|(?:全部|全额|均已)(?:地)?` + paid + `(?:完毕|完成|到位|完)|` + fund + `(?:已经?|均|均已|都)?` + paid + `(?:完毕|完成|完)|` +
			fund + `(?:无|没有|未产生|未形成|未发生)(?:任何)?(?:结余|剩余)|^(?:年末|年终|年底)?(?:无|没有|未产生|未形成|未发生)(?:资金)?(?:结余|剩余)(?:资金)?$|` + fund + `(?:已|全部|已全部)?(?:用完|花完|用罄)`), true, false},
		// 资金已拨付到位
		"拨付到位": {[]string{"到位", "完毕"}, pattern.Late(fund + `[^,。;未不]{0,8}(?:拨付|支付|兑付|发放)(?:到位|完毕)`), true, false},
		// 尚有尾款未支付
		"没付清": {[]string{"结余", "剩余", "未", "没有", "尚有"}, pattern.Late(`(?:^|[^无没如若])(?:有(?:资金|部分|少量|一定|较多|大量|[0-9]|$)?|形成|产生|尚有|存在)[^,。;无没上关]{0,8}(?:结余|未支付|未支出|未执行|未使用|未拨付|没有支付)|` +
			`(?:资金|款项|尾款|余款|质保金|质量保证金|经费|预算|工程款|合同款)[^,。;上]{0,8}(?:尚未|未能|未|没有|暂未|还没)(?:全部|完全|及时)?(?:支付|拨付|支出|执行|使用|付清|结清)`), false, true},
		// 年度目标未完成
		"没完成": {[]string{"未", "没有", "不"}, pattern.Late(goals + `[^,。;无]{0,6}(?:未完成|未能完成|未全部完成|未达到|未能达到|未达标|没有完成|没有达到|未实现|未能实现)|` +
			`(?:^|[^无])(?:未完成|未能完成|没有完成|未达到|未能达到)(?:年度|全年|绩效|预期|既定|年初|指标|目标)`), false, true},
		// 项目尚未验收
		"未验收": {[]string{"验收"}, pattern.Late(`(?:尚未|还未|暂未|仍未|未|还没有|有待|等待)(?:能|通过|进行|组织|完成|开展)*(?:竣工|初步|最终|完工|整体|项目|联合)*验收(?:工作|手续|备案|结算|决算|移交)*$`), true, false},
		// 主体刚封顶, 工程尚未完工
		"未完工": {[]string{"未", "没有", "封顶", "正在", "在建"}, pattern.Late(`(?:尚未|还未|暂未|仍未|还没有)(?:能)?(?:全部|全面|完全|最终)?(?:完工|竣工|建成|封顶)|主体(?:结构|工程)?(?:刚刚|刚|才|仅)(?:刚)?封顶|` +
			`^(?:目前|现|仍|仍然|还)*(?:正在|在)(?:施工|建设|装修)(?:中|之中)?$|^(?:目前|现|仍)*(?:尚未|还未|仍未)(?:开工|动工)$`), true, false},
		// 尚未投入使用
		"未启用": {[]string{"投入使用", "交付", "启用", "上线", "通车", "开放"}, pattern.Late(`(?:尚未|还未|暂未|仍未|还没有)(?:能)?(?:正式|全面|全部|完全)?(?:投入使用|交付|启用|上线|通车|对外开放|开放)`), true, false},
		// 已达到目标, in a reason
		"已达标": {[]string{"完成", "达", "实现"}, pattern.Late(`^(?:偏差原因:?)?(?:本?指标|目标|任务|本项目标|该指标|该项工作|工作)?(?:已经?|均已|全部|按时|如期|按期|已全部|已按时|顺利|圆满|已?按(?:要求|计划|规定|标准))(?:完成|达标|实现|达成|达到)(?:了)?(?:年度|预期|既定|绩效|指标|年初|全部)*(?:目标值|目标|指标值|任务|要求|值)?$`), false, false},
		// a cell for problems that says there are none
		"没问题": {[]string{"无", "没有", "不存在", "未发现"}, pattern.Late(`^(?:项目|本项目|目前|暂|暂时|总体|资金|指标|绩效|执行|中)*(?:无|没有|不存在|未发现|未出现)(?:明显|重大|任何|突出|存在)?(?:的)?(?:问题|偏差|不足|异常)?(?:情况)?$`), false, false},
	}
})

// unsaid are words in a clause that take a saying back, or put it off.
var unsaid = []string{"除", "计划于", "拟", "将", "确保", "力争", "争取", "预计", "如果", "如有", "若", "要求", "应当", "须", "待", "下一步",
	"今后", "努力", "有望", "保障", "推动", "促进", "督促", "目标是", "为目标", "能否", "是否", "率", "避免", "防止", "尽快", "尽早", "继续", "加快"}

// partly are words of a part.
var partly = []string{"基本", "大部分", "部分", "多数", "接近", "大体", "主要"}

// otherTimes are words of another year.
var otherTimes = []string{"上年", "去年", "往年", "前年", "上一年", "次年", "明年", "下年", "翌年", "来年", "下一年", "以前年度", "上半年", "一季度",
	"二季度", "三季度", "四季度", "历年", "前期", "一期", "首期", "首批", "第一批"}

// Says is where a text says something of the whole form.
func (t *Text) Says(what Saying, own Own) (from, to int, ok bool) {
	for i := range t.Clauses {
		c := &t.Clauses[i]
		s := t.half[c.From:c.To]
		if !containsAny(s, what.gate...) {
			continue
		}
		clean := strings.Map(func(r rune) rune {
			if r == ' ' || r == '\t' || r == '"' || r == '“' || r == '”' {
				return -1
			}
			return r
		}, s)
		m := what.pattern.FindStringIndex(clean)
		if m == nil || c.Aside && strings.Contains(clean, "其中") {
			continue
		}
		if begins(clean[m[1]:], "后", "前", "的基础", "时", "率", "情况", "的", "度", "进度") || containsAny(clean, otherTimes...) ||
			containsAny(clean[:m[1]], unsaid...) || !what.part && containsAny(clean[:m[1]], partly...) || after(clean[:m[0]], "为") || t.otherYear(i, own) || containsAny(t.between(i), "除", "上年", "去年", "如果", "若", "预计", "计划") {
			continue
		}
		if what.subject && strings.TrimSpace(moneyFillers().Replace(fillers().Replace(without(clean[:m[0]], own)))) != "" {
			continue
		}
		return c.From, c.To, true
	}
	return 0, 0, false
}

// moneyFillers may name the money of the whole form.
var moneyFillers = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(pairsOf(`补贴 补助 奖补 扶持 建设 工程 所有 相关 各类 上述 目前 均 都 了 且 ， 并且 同时 任务 改造`)...)
})
