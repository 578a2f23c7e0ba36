package fromblank

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
)

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func groupUsed(used map[string]bool, name string) bool {
	for p := range used {
		if strings.HasPrefix(p, name+".") {
			return true
		}
	}
	return false
}

// known finds a field of the form by its name and that of its group, outside lists; a group's name may be a part of
// the label.
func known(fields []*model.Field, group, name string, used map[string]bool) *model.Field {
	for _, f := range fields {
		switch {
		case f.Kind == model.Rows:
		case f.Kind == model.Group:
			if x := known(f.Fields, group, name, used); x != nil {
				return x
			}
		case used[dotted(f)]:
		case group == "" && f.Name == name,
			group != "" && f.Parent != nil && (f.Name == name && alike(f.Parent.Name, group) || f.Name == group && alike(f.Parent.Name, name)):
			return f
		}
	}
	return nil
}

// alike says whether a label names a group: its name is in the label, or the label, of two words at least, in the name.
func alike(name, label string) bool {
	name, label = strings.ReplaceAll(name, "本年", "当年"), strings.ReplaceAll(label, "本年", "当年")
	return strings.Contains(label, name) || len([]rune(label)) >= 4 && strings.Contains(name, label)
}

func dotted(f *model.Field) string {
	if f.Parent == nil || f.Parent.Kind == model.Rows {
		return f.Name
	}
	return dotted(f.Parent) + "." + f.Name
}

// about is what a name ends with that tells of money or a rate and is none.
var about = pattern.Late(`(来源|用途|性质|文号|名称|类别|类型|方式|说明|情况|部门|依据|渠道|科目|原因|编号|代码|编码|单位|措施|意见|备注|大写|户名|账号|账户|银行|负责人|经办人)$`)

// kindOf guesses a kind from a name.
func kindOf(name string) string {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(name, p) })
	}
	switch {
	case about.MatchString(name):
		return "text"
	case has("分值", "得分", "权重"):
		return "score"
	case has("执行率", "完成率", "比率", "比例") || strings.HasSuffix(name, "率") && !has("效率", "频率"):
		return "rate"
	case has("预算数", "执行数", "决算数", "金额", "资金", "预算", "支出合计", "拨款", "余额") || name == "小计" || strings.HasSuffix(name, "费") || strings.HasSuffix(name, "额"):
		return "money"
	case name == "年度" || name == "年份":
		return "year"
	case has("日期", "时间"):
		return "date"
	}
	return "text"
}

var brackets = pattern.Late(`[（(][^（）()]*[）)]`)

// unitAt is the unit that a label ends with in brackets.
var unitAt = pattern.Late(`[（(](?:单位[:：])?([^（）()]{1,4})[）)]$`)

// kindByUnit is the kind of what is counted in a label's unit; empty if it has none.
func kindByUnit(label string) string {
	m := unitAt.FindStringSubmatch(strings.Join(strings.Fields(label), ""))
	switch {
	case m == nil:
	case slices.Contains([]string{"元", "万元", "亿元", "千元", "百元"}, m[1]):
		return "money"
	case slices.Contains(strings.Fields("个 人 次 批 辆 台 套 件 天 户 项 亩 公里 平方米 人次 批次 场 期 家 座 米 吨 公斤 小时 份 处 名 只"), m[1]):
		return "number"
	}
	return ""
}

var units = pattern.Late(`[（(][^（）()]*[）)]$`)

// months are those a name begins with: 1-7月执行数.
var months = pattern.Late(`^[0-9]{1,2}([-—~至–][0-9]{1,2})?月`)

// ownName is a name for a field that is new: one begins with a letter or with months, and has no signs but brackets
// around words.
func ownName(s string) string {
	if !months.MatchString(s) {
		s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && !unicode.IsLetter(r) })
	}
	if s = wordless.ReplaceAllString(s, ""); strings.Count(s, "（")+strings.Count(s, "(") != strings.Count(s, "）")+strings.Count(s, ")") {
		s = strings.Map(func(r rune) rune {
			if strings.ContainsRune("（）()", r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Han, r), r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return r
		case unicode.IsLetter(r) || strings.ContainsRune("（）()-—~至–", r):
			return r
		}
		return -1
	}, s)
}

// wordless are brackets around signs alone: 盘盈（+）.
var wordless = pattern.Late(`[（(][^（）()\p{L}\p{N}]*[）)]`)

// itemOwn is ownName for a list, or for a field of an item: expressions say it as it is.
func itemOwn(s string) string {
	s = ownName(s)
	if m := months.FindString(s); m != "" {
		s = figured(m) + s[len(m):]
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
	return strings.TrimLeft(s, "0123456789")
}

// figured is a span of months in words: 1—7月 is 一至七月.
func figured(s string) string {
	words := strings.NewReplacer("10", "十", "11", "十一", "12", "十二", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九",
		"-", "至", "—", "至", "~", "至", "–", "至")
	return words.Replace(s)
}

// numeral is that of a heading: （一）, 二、, (3).
var numeral = pattern.Late(`^([（(]([一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[一二三四五六七八九十]{1,3}、)`)

// cellName makes a field's name of a label: without blanks, colon, a unit in brackets, and signs names may not have.
func cellName(label string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune(".:：|{}$=\"'`\\<>[]*＊_＿@", r) {
			return -1
		}
		return r
	}, label)
	if t := units.ReplaceAllString(s, ""); t != "" {
		s = t
	}
	if t := strings.TrimPrefix(s, "其中"); t != "" {
		s = t
	}
	if t := numeral.ReplaceAllString(s, ""); t != "" {
		s = t
	}
	if m := months.FindString(s); m != "" { // 1—7月 is 1-7月
		s = strings.NewReplacer("—", "-", "~", "-", "至", "-", "–", "-").Replace(m) + s[len(m):]
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) || unicode.IsLetter(r) }); i > 0 && !months.MatchString(s) { // 一、 1. (1)
		s = s[i:]
	}
	if r := []rune(s); len(r) > 1 && strings.ContainsRune("一二三四五六七八九十", r[0]) && r[1] == '、' {
		s = string(r[2:])
	}
	if r := []rune(s); len(r) > 20 { // what its brackets say can go, then a sentence behind the first
		s = brackets.ReplaceAllString(s, "")
		if i := strings.IndexAny(s, "，；。、,;"); i > 0 {
			s = s[:i]
		}
		if r := []rune(s); len(r) > 20 {
			return ""
		}
	}
	if slices.Contains([]string{"form", "序号", "本组", "本表", "本行", "参数", "勾选", "勾", "√", "印章", "图", "true", "false", "nil"}, s) {
		return ""
	}
	return s
}

func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	if len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return string(r)
}
