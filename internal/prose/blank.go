package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/char"
	"github.com/gongbiao/gongbiao/internal/pattern"
)

// A hint is what a blank form, or the program that made it, has left in a cell.
var (
	// wholeHint is a cell that holds nothing but a hint.
	wholeHint = pattern.Late(`^(?:` +
		`(?:绩效)?指标(?:名称)?[0-9一二三四五六七八九十N]*[:：]?|` + `目标[0-9一二三四五六七八九十N]+[:：]?|` + `[.…·。]+|` + `[*]+|[*]{2,}\p{Han}{1,2}|/{2,}|` + `[?]{2,}|` + `[_＿]+|` + `[□○]+|` +
		`(?:待|未|可|必|选)?填(?:写|报|列)?(?:内容)?|` + `(?:略|待定|待补充?|待更新|待核实|待统计|待确认|待明确|待报|另补|暂缺|暂略|空|空白|样例|示例|测试|举例|内容|文字|数值|数字|名称)[。.]?|` +
		`(?:[一二三]级指标|指标值|年度指标值|实际完成值|完成值|预期目标|实际完成情况|偏差原因(?:分析)?(?:及改进措施)?|项目名称|单位名称|部门名称|主管部门|实施单位|分值|得分)[:：]?|` +
		`(?i:tbd|todo|n/?a|null|none|nan|nil|undefined|test|lorem.*)|` + `年\s*月\s*日?|` + `\d+[.、)]?|` + `[一二三四五六七八九十][、.]` + `)$`)
	// signHint is a hint that has a sign in it: ××, □□, #REF!, {{…}}.
	signHint = pattern.Late("" +
		`×{2,}|✕{2,}|╳{2,}|` + `某某|` + `□{2,}|○{2,}|_{2,}|` + `\?{3,}|` + `�|` + `《\s*》|“\s*”|【\s*】|` + `…{2,}\s*$|` +
		`#(?:REF|VALUE|NAME|NULL|NUM)[!?]|#DIV/0!|#N/A|` + `\{\{[^{}]*\}\}|\$\{[^{}]*\}|<[a-z]+>|&nbsp;`)
	yearHint = pattern.Late(`(?:19|20)[0-9]?[Xx×*]{1,2}年`)
	// asideHint is a hint in parentheses: （请填写……）, （如：20次）, （ ）.
	asideHint = pattern.Late(`\(\s*\)|\((?:此处|在此|请|必填|选填|可选|如实|按要求|根据[^()]{0,16}|参照[^()]{0,16}|按[^()]{0,16})?` +
		`(?:填写|填报|填列|输入|选择|必填|选填|简述|说明填写)[^()]{0,20}\)|\(如[:：][^()]{0,30}\)|\((?:(?:示例|样例)[:：]?|例[:：])[^()]{0,30}\)`)
	// askHint asks for something to be filled in.
	askHint = pattern.Late(`请在此处?(?:简要|详细|如实)?(?:说明|填写|描述|概述|反映)|[如若](?:果)?(?:没有|无)[^,。;]{0,6},?请?填[“"]?无|请(?:在此|在这里|如实|据实|按要求|简要|详细|根据实际情况|根据实际)?(?:填写|输入|填报|填列|选择|概述|简述|描述)|` +
		`(?:填写|填报|填表)说明[:：]`)
	// startHint is a hint that a text begins with.
	startHint = pattern.Late("" +
		`^(?:如|例|例如|示例|样例|举例|范例|参考|参考示例|比如)[:：]|` +
		`^(?:请|需|应)?(?:简要|简明|概括)(?:概述|说明|描述|介绍|阐述|叙述|填写|反映)|` + `^(?:主要)?(?:填写|填列|填报|概述|阐述)[^,。;]{2,}|` +
		`^(?:结合|根据|对照|针对|围绕)[^。;]{0,16},?(?:分析|说明|填写|阐述|概述|描述|提出)[^。;]{0,12}` +
		`(?:问题|原因|情况|措施|建议|内容)[^。;0-9]{0,8}[。]?$`)
	// ofLength is a length that a hint allows.
	ofLength = pattern.Late(`[(][^()]{0,16}[0-9]{2,4}\s*个?(?:汉)?字(?:以内|之内|左右|以上|以下|内)?[^()]{0,6}[)]\s*(?:$|[:。;])|` +
		`(?:^|[,。;])[^,。;]{0,6}(?:限|控制在|不超过|不少于|不得超过|字数)[^,。;]{0,4}[0-9]{2,4}\s*个?(?:汉)?字[^,。;]{0,4}(?:[,。;]|$)|^[0-9]{2,4}\s*字(?:以内|左右|以上|以下|之内|内)?$`)
	lengths = pattern.Late(`[0-9]\s*个?(?:汉)?字|字数`)
	xs      = pattern.Late(`[Xx]{2,}`)
)

// maxHint is the longest cell in characters that can be nothing but a hint.
const maxHint = 14

// Hint is what a blank form has left in a text, as it was written: XX, 请填写, 100字以内; empty if nothing.
func Hint(written string) string {
	s := strings.TrimSpace(written)
	if s == "" {
		return ""
	}
	half := strings.Map(char.Half, s)
	if utf8.RuneCountInString(half) <= maxHint {
		if whole := strings.Join(strings.Fields(half), ""); wholeHint.MatchString(whole) && !oneNumber(whole) {
			return s
		}
	}
	if at := hintAt(half); at != nil {
		return strings.TrimSpace((&Text{written: s, half: half}).Written(at[0], at[1]))
	}
	return ""
}

// oneNumber says whether a cell holds a plain number, which no hint is: 12, but not 1. or 1、.
func oneNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// hintAt is where the first hint of a half-width text stands. The patterns are slow, and most texts have none of the
// characters that a hint has.
func hintAt(half string) []int {
	for _, h := range []struct {
		may bool
		re  *pattern.Pattern
	}{
		{strings.ContainsAny(half, "×✕╳某□○_?�…#{$<&《“【"), signHint},
		{containsAny(half, "X年", "x年", "×年", "*年"), yearHint},
		{strings.Contains(half, "(") && containsAny(half, "填", "选", "输入", "简述", "(如", "例", "( ", "()"), asideHint},
		{containsAny(half, "请", "填"), askHint},
		{strings.ContainsRune("如例示样举范参比请需应简概主填结根对针围阐", firstRune(half)), startHint},
	} {
		if h.may {
			if at := h.re.FindStringIndex(half); at != nil {
				return at
			}
		}
	}
	if strings.ContainsAny(half, "Xx") {
		for _, at := range xs.FindAllStringIndex(half, -1) {
			if word(half, at) {
				return at
			}
		}
	}
	if strings.Contains(half, "字") && lengths.MatchString(half) {
		return ofLength.FindStringIndex(half)
	}
	return nil
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// word says whether two or more X stand for a name that is missing: not in XXL, MAXX, 2XX or XX染色体.
func word(s string, at []int) bool {
	if at[0] > 0 && (isLetter(s[at[0]-1]) || isDigit(s[at[0]-1])) || at[1] < len(s) && (isLetter(s[at[1]]) || isDigit(s[at[1]])) {
		return false
	}
	return !begins(s[at[1]:], "染色体", "型", "级")
}
