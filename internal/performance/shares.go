package performance

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// shares are about figures beside each other in one cell, and what inspectors found.
func shares() []function {
	return []function{
		{"占比式(文字)", kinds{isText}, isText, ofText(shareGap)},
		{"文中占比错(文字)", kinds{isText}, isText, sharesInText},
		{"查出(文字)", kinds{isText}, isText, ofText(foundBy)},
		{"付清句(文字, 来源名)", kinds{isText, isText}, isText, ofTexts(paidInFull)},
		{"下达天数(文字, 年度)", kinds{isText, anyKind}, isNumber, plain(daysToHandDown)},
	}
}

var (
	shareWritten = pattern.Late(`^\p{Han}{0,6}([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*[（(，,]\s*(.+?)[)）]?$`)
	// ofWhole and ofPart are the counts of such a cell: all who were asked, and those of them who were content.
	ofWhole = pattern.Late(`(?:收回|回收|发放|调查|抽查|抽样|访谈|问卷|样本|有效|总|共|应|检测|检查)\p{Han}{0,8}?([0-9]+)\s*(?:\p{Han}{1,2})?`)
	ofPart  = pattern.Late(`(?:满意|合格|达标|优良|及时|到位|完好|通过|符合|正确|办结|实[际发补到有收查检])\p{Han}{0,6}?([0-9]+)\s*(?:\p{Han}{1,2})?`)
	// shareBehind is a percentage behind its counts: 应筛查1200人，实际筛查1140人，完成率95%.
	shareBehind = pattern.Late(`^(\p{Han}{0,10}?)([0-9]+)\p{Han}{0,3}[，,、；](\p{Han}{0,8}?)([0-9]+)\p{Han}{0,3}[，,、；（(](\p{Han}{1,10})率(?:为|达|达到)?([0-9]+(?:\.[0-9]+)?)\s*[%％][)）]?$`)
	// countAmong is 412人中随访385人.
	countAmong = pattern.Late(`^\p{Han}{0,8}?([0-9]+)\p{Han}{1,6}?中[,，]?\p{Han}{0,10}?([0-9]+)\p{Han}{0,4}$`)
	slashed    = pattern.Late(`^\p{Han}{0,4}([0-9]+)\p{Han}{0,2}\s*[/／÷]\s*([0-9]{2,})\p{Han}{0,2}$`)
)

// shareGap is the sum by which a percentage does not follow from the counts beside it: 95.2%（收回420份，满意389份） gives
// 389 ÷ 420 = 92.6%. Empty where it does, or where there are not just a whole and a part of it.
func shareGap(s string) model.Result {
	m := shareWritten.FindStringSubmatch(s)
	if b := shareBehind.FindStringSubmatch(s); m == nil && b != nil {
		// 9件，办结8件，办结率100%; 合格118件，优良率85% is of something else
		if strings.Contains(b[3], b[5]) || strings.Contains(b[1], "应") && strings.Contains(b[3], "实") {
			return shareOf(b[6], []string{b[2]}, b[4])
		}
		return model.Result{}
	}
	if m == nil {
		return model.Result{}
	}
	if x := slashed.FindStringSubmatch(m[2]); x != nil && len(x[2]) > 2 { // 12/25 is a day
		return shareOf(m[1], []string{x[2]}, x[1])
	}
	if x := countAmong.FindStringSubmatch(m[2]); x != nil {
		return shareOf(m[1], []string{x[1]}, x[2])
	}
	var wholes, parts []string
	for _, x := range ofWhole.FindAllStringSubmatch(m[2], -1) {
		wholes = append(wholes, x[1])
	}
	for _, x := range ofPart.FindAllStringSubmatch(m[2], -1) {
		parts = append(parts, x[1])
	}
	if len(parts) != 1 {
		return model.Result{}
	}
	return shareOf(m[1], wholes, parts[0])
}

// shareOf is the sum by which a percentage is not that of a part in any of the wholes, the last of which is the
// nearest: 发放500份，收回420份.
func shareOf(percent string, wholes []string, of string) model.Result {
	said, err := decimal.NewFromString(percent)
	part, err2 := decimal.NewFromString(of)
	if err != nil || err2 != nil || len(wholes) == 0 {
		return model.Result{}
	}
	places := max(0, -said.Exponent())
	last := decimal.Zero
	for _, w := range wholes {
		n, err := decimal.NewFromString(w)
		if err != nil || part.GreaterThan(n) || !n.IsPositive() {
			return model.Result{}
		}
		share := part.Mul(hundred).DivRound(n, places+2)
		if share.Sub(said).Abs().LessThan(decimal.New(1, -places)) {
			return model.Result{}
		}
		last = n
	}
	share := part.Mul(hundred).DivRound(last, max(places, 1))
	return words(part.String() + " ÷ " + last.String() + " = " + number.Format(share, "0.##") + "%")
}

var hundred = decimal.NewFromInt(100)

// found is a fault that somebody who looked has found.
var found = pattern.Late(`(?:审计|巡察|巡视|检查|督查|核查|抽查|监督|稽查|专员办|监管局)[^。；;，,未无没]{0,10}(?:发现|指出|反映|查出|认定|追回|清退|追缴|收回)[^。；;，,未无没]{2,40}(?:[，,]?(?:已|正在?|责令|限期)[^。；;，,]{1,12})?` +
	`|(?:纪委|纪检|监委|专项治理|专项整治)[^。；;未无没]{0,24}(?:追回|清退|追缴|收回|退回)[^。；;，,]{1,20}`)

var (
	praise = pattern.Late(`良好|规范|合规|正常|符合|有序|到位|真实|完整|准确|明显|显著|满意`)
	fault  = pattern.Late(`问题|挤占|挪用|截留|违规|违纪|虚|套取|冒领|不规范|不合规|不符|不到位|不实|超|滞后|闲置|用于|追|退|整改|责令|欠|损失|短缺`)
)

// foundBy is where a text says what an inspector has found.
func foundBy(s string) model.Result {
	if !containsAny(s, []string{"发现", "指出", "反映", "查出", "认定", "追", "退", "收回"}) {
		return model.Result{} // the pattern is slow
	}
	f := found.FindString(s)
	if praise.MatchString(f) && !fault.MatchString(f) {
		return model.Result{} // 审计报告反映资金使用规范
	}
	return words(f)
}

var (
	handedIn = pattern.Late(`(?:^|[^月0-9])([0-9]{1,3})\s*(?:个)?(?:日|天)(?:以?内|之内)?[^。；;，,0-9]{0,8}(?:分解|下达|拨付|分配)`)
	came     = pattern.Late(`((?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)[^。；;，,0-9]{0,16}(?:收到|接到|到账|下达[，,][我本][省市县区州局])`)
	went     = pattern.Late(`((?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)[^。；;，,0-9]{0,16}(?:分解|下达|拨付|分配|转下)`)
)

// daysToHandDown is how many days after it came money was handed down, as a text has it: in days, or by two dates.
func daysToHandDown(x []model.Result) model.Result {
	s := x[0].Text
	if strings.Contains(s, "提前") {
		return model.Result{} // 提前60日下达
	}
	if m := handedIn.FindStringSubmatch(s); m != nil && !strings.Contains(s, "规定"+m[1]) {
		if n, err := strconv.Atoi(m[1]); err == nil && n != thirty {
			return whole(n)
		}
	}
	a := came.FindStringSubmatch(s)
	if a == nil {
		return model.Result{}
	}
	_, rest, _ := strings.Cut(s, a[0])
	b := went.FindStringSubmatch(rest)
	if b == nil {
		return model.Result{}
	}
	year := strings.TrimSpace(textOf(x[1]))
	full := func(day string) string {
		if strings.Contains(day, "年") || year == "" {
			return day
		}
		return year + "年" + day
	}
	if days, ok := quantity.DaysBetween(full(a[1]), full(b[1])); ok && days >= 0 {
		return whole(days)
	}
	return model.Result{}
}

// thirty is the number of days the law allows: a text that has it cites the law.
const thirty = 30

// What says that money was all spent, and whose money it was.
var (
	allPaid   = pattern.Late(`(?:全部|全额)(?:支出|支付|使用|兑付)(?:完毕|完|到位|了)?(?:[，,、）)]|$)|(?:支出|支付|使用|兑付)完毕`)
	localOnes = pattern.Late(`地方(?:财政)?(?:配套|资金|补助)|[省市县区]级?(?:财政)?(?:配套|资金|补助)|配套资金`)
	central   = pattern.Late(`中央(?:财政)?(?:资金|补助|专项|拨款)`)
)

// paidInFull is the sentence that says of one source of money that all of it was spent: 县级配套100万元全部到位并支出完毕.
func paidInFull(text, source string) model.Result {
	for sentence := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("。；;\n", r) }) {
		said := allPaid.FindString(sentence)
		if said == "" || containsAny(sentence, []string{"未全部", "没有全部", "尚未", "除", "其中", "不含", "上年", "去年"}) {
			continue
		}
		local, centre := localOnes.MatchString(sentence), central.MatchString(sentence)
		switch {
		case strings.Contains(source, "地方") && local && !centre && !strings.Contains(sentence, "上级"),
			strings.Contains(source, "中央") && centre && !local,
			letterCount(source) >= 4 && !local && !centre && strings.Contains(sentence, source):
			return words(strings.TrimSpace(sentence))
		}
	}
	return model.Result{}
}
