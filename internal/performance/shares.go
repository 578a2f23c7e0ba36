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
		{"查出(文字)", kinds{isText}, isText, ofText(foundBy)},
		{"下达天数(文字, 年度)", kinds{isText, anyKind}, isNumber, plain(daysToHandDown)},
	}
}

var (
	shareWritten = pattern.Late(`^\p{Han}{0,6}([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*[（(，,]\s*(.+?)[)）]?$`)
	// ofWhole and ofPart are the counts of such a cell: all who were asked, and those of them who were content.
	ofWhole = pattern.Late(`(?:收回|回收|发放|调查|抽查|抽样|访谈|问卷|样本|有效|总|共|应|检测|检查)\p{Han}{0,8}?([0-9]+)\s*(?:\p{Han}{1,2})?`)
	ofPart  = pattern.Late(`(?:满意|合格|达标|优良|及时|到位|完好|通过|符合|正确|办结|实)\p{Han}{0,6}?([0-9]+)\s*(?:\p{Han}{1,2})?`)
	slashed = pattern.Late(`([0-9]+)\p{Han}{0,2}\s*[/／÷]\s*([0-9]+)\p{Han}{0,2}`)
)

// shareGap is the sum by which a percentage does not follow from the counts beside it: 95.2%（收回420份，满意389份） gives
// 389 ÷ 420 = 92.6%. Empty where it does, or where there are not just a whole and a part of it.
func shareGap(s string) model.Result {
	m := shareWritten.FindStringSubmatch(s)
	if m == nil {
		return model.Result{}
	}
	said, err := decimal.NewFromString(m[1])
	if err != nil {
		return model.Result{}
	}
	var wholes, parts []decimal.Decimal
	if x := slashed.FindStringSubmatch(m[2]); x != nil {
		parts, wholes = decimals(x[1]), decimals(x[2])
	} else {
		for _, x := range ofWhole.FindAllStringSubmatch(m[2], -1) {
			wholes = append(wholes, decimals(x[1])...)
		}
		for _, x := range ofPart.FindAllStringSubmatch(m[2], -1) {
			parts = append(parts, decimals(x[1])...)
		}
	}
	if len(wholes) == 0 || len(parts) != 1 {
		return model.Result{}
	}
	part, least := parts[0], decimal.Zero
	places := int32(0)
	if said.Exponent() < 0 {
		places = -said.Exponent()
	}
	for _, whole := range wholes {
		if part.GreaterThan(whole) || !whole.IsPositive() {
			return model.Result{}
		}
		share := part.Mul(decimal.NewFromInt(100)).DivRound(whole, places+2)
		if share.Sub(said).Abs().LessThan(decimal.New(1, -places)) {
			return model.Result{}
		}
		least = whole // the last one named is the nearest: 发放500份，收回420份
	}
	share := part.Mul(decimal.NewFromInt(100)).DivRound(least, max(places, 1))
	return words(part.String() + " ÷ " + least.String() + " = " + number.Format(share, "0.##") + "%")
}

func decimals(s string) []decimal.Decimal {
	if d, err := decimal.NewFromString(s); err == nil {
		return []decimal.Decimal{d}
	}
	return nil
}

// found is a fault that somebody who looked has found.
var found = pattern.Late(`(?:审计|巡察|巡视|检查|督查|核查|抽查|监督|稽查|专员办|监管局)[^。；;，,未无没]{0,10}(?:发现|指出|反映|查出|认定|追回|清退|追缴|收回)[^。；;，,未无没]{2,40}(?:[，,]?(?:已|正在?|责令|限期)[^。；;，,]{1,12})?` +
	`|(?:纪委|纪检|监委|专项治理|专项整治)[^。；;未无没]{0,24}(?:追回|清退|追缴|收回|退回)[^。；;，,]{1,20}`)

// foundBy is where a text says what an inspector has found.
func foundBy(s string) model.Result {
	if !containsAny(s, []string{"发现", "指出", "反映", "查出", "认定", "追", "退", "收回"}) {
		return model.Result{} // the pattern is slow
	}
	return words(found.FindString(s))
}

var (
	handedIn = pattern.Late(`(?:^|[^月0-9])([0-9]{1,3})\s*(?:个)?(?:日|天)(?:以?内|之内)?[^。；;，,0-9]{0,8}(?:分解|下达|拨付|分配)`)
	came     = pattern.Late(`((?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)[^。；;，,0-9]{0,16}(?:收到|接到|下达|到账|到达|印发)`)
	went     = pattern.Late(`((?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)[^。；;，,0-9]{0,16}(?:分解|下达|拨付|分配|转下)`)
)

// daysToHandDown is how many days after it came money was handed down, as a text has it: in days, or by two dates.
func daysToHandDown(x []model.Result) model.Result {
	s := x[0].Text
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
