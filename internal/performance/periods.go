package performance

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// periods are about spans of time in one cell, and sums that have to stay within bounds.
func periods() []function {
	return []function{
		{"首年(文字)", kinds{isText}, isNumber, ofText(func(s string) model.Result { return yearAmong(s, false) })},
		{"末年(文字)", kinds{isText}, isNumber, ofText(func(s string) model.Result { return yearAmong(s, true) })},
		{"期间倒置(文字)", kinds{isText}, isText, ofText(backwards)},
		{"分值越界(一级列表, 分值列表, \"成本0-20 产出40-50\")", kinds{isList, isList, isText}, isText, plain(outOfBounds)},
	}
}

// months are two months with their years: 2025年1月-2024年12月, 2025.1至2024.12.
var months = pattern.Late(`((?:19|20)[0-9]{2})\s*[年./-]\s*([0-9]{1,2})(?:\s*月|[./-][0-9]{1,2})?(?:[0-9]{1,2}日)?\s*(?:起|开始)?\s*[-—–－~～至到]+\s*((?:19|20)[0-9]{2})\s*[年./-]\s*([0-9]{1,2})月?`)

// yearAmong is the first or the last year of a span of years; none where it is open: 2021年起, 长期.
func yearAmong(s string, last bool) model.Result {
	if containsAny(s, []string{"起", "今", "长期", "以来", "每年", "常年", "永久"}) {
		return model.Result{}
	}
	best := 0
	for _, run := range digitRuns.FindAllStringSubmatch(quantity.Plain(s), -1) {
		if n := len(run[0]); n != 4 && n != 6 && n != 8 {
			continue
		}
		y, _ := strconv.Atoi(run[0][:4])
		if y >= 1949 && y <= 2099 && (best == 0 || (y > best) == last) {
			best = y
		}
	}
	if best == 0 {
		return model.Result{}
	}
	return whole(best)
}

// digitRuns are numbers as they are written: 2023, 202312, 20231201 begin with a year.
var digitRuns = pattern.Late(`[0-9]+`)

// backwards is the span of a text whose end is before its beginning.
func backwards(s string) model.Result {
	half := quantity.Plain(s)
	if !strings.Contains(half, "20") {
		return model.Result{}
	}
	for _, m := range months.FindAllStringSubmatch(half, -1) {
		n := make([]int, 4)
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		if n[1] >= 1 && n[1] <= 12 && n[3] >= 1 && n[3] <= 12 && n[2]*12+n[3] < n[0]*12+n[1] {
			return words(m[0])
		}
	}
	return model.Result{}
}

// outOfBounds is the first class whose weights add up to less or more than its bounds allow: 产出 52，应在 40 至 50 之间.
func outOfBounds(x []model.Result) model.Result {
	if len(x[0].List) != len(x[1].List) {
		return model.Result{}
	}
	for bound := range strings.FieldsSeq(x[2].Text) {
		i := strings.IndexAny(bound, "0123456789")
		if i <= 0 {
			continue
		}
		low, high, ok := strings.Cut(bound[i:], "-")
		from, err1 := strconv.ParseInt(low, 10, 64)
		to, err2 := strconv.ParseInt(high, 10, 64)
		if !ok || err1 != nil || err2 != nil {
			continue
		}
		sum, any := whole(0).Num, false
		for k, class := range x[0].List {
			if strings.Contains(class.String(), bound[:i]) && x[1].List[k].Kind == isNumber {
				sum, any = sum.Add(x[1].List[k].Num), true
			}
		}
		if any && (sum.LessThan(whole(int(from)).Num) || sum.GreaterThan(whole(int(to)).Num)) {
			return words(bound[:i] + " " + sum.String() + "，应在 " + low + " 至 " + high + " 之间")
		}
	}
	return model.Result{}
}
