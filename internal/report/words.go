package report

import "github.com/gongbiao/gongbiao/model/finding"

// words are what one language puts around findings. Both languages have one layout; an empty word leaves its line out.
type words struct {
	record, of, clean, set  string // of and record are behind the name of a form
	severity                func(finding.Severity) string
	message, hint           func(finding.Finding) string
	printed, expected, sum  string // before what a finding has beside its message
	readings                string
	todo                    string
	gap, comma, and         string
	codes                   bool // codes are always told, for names of kinds and reasons are Chinese only
	counts                  [3]string
	forms, tally            string
	kinds, kind             string
	units, unit             string
	changed, because, among string
}

var chinese = words{
	record: " 第 %d 条", of: "（%s）", clean: "没有发现问题", set: "整批表放在一起看",
	severity: finding.Severity.Chinese,
	message:  func(f finding.Finding) string { return f.Message },
	hint:     func(f finding.Finding) string { return f.Hint },
	printed:  "表上：", expected: "应为：", sum: "算式：", readings: "两种读法：", todo: "怎么办：", gap: "　", comma: "，", and: "、",
	counts: [3]string{"错误 %d 处", "警告 %d 处", "提示 %d 处"},
	forms:  "共查 %d 张表：%d 张有错误，%d 张没有问题。", tally: "%s。",
	kinds: "各类问题", kind: "%s　%d 处，%d 张表",
	units: "问题最多的单位", unit: "%s　%d 张表，错误 %d 处，警告 %d 处",
	changed: "没有启用或改了级别的校验", because: "：", among: " 等 %d 项",
}

// In English a message holds the figures already; places, names of units and projects are those of the form.
var english = words{
	record: " record %d", of: " (%s)", clean: "no problem found", set: "over the whole set",
	severity: finding.Severity.String,
	message:  finding.Finding.InEnglish,
	hint:     finding.Finding.EnglishHint,
	readings: "readings: ",
	todo:     "hint: ", gap: "  ", comma: ", ", and: ", ", codes: true,
	counts: [3]string{"errors %d", "warnings %d", "notes %d"},
	forms:  "forms checked: %d, with errors %d, without a finding %d", tally: "; %s",
	kinds: "kinds of problems", kind: "%s: %d, in forms: %d",
	units: "units with the most problems", unit: "%s: forms %d, errors %d, warnings %d",
	changed: "checks switched off or re-graded", among: " … %d in all",
}

func (o Options) words() *words {
	if o.English {
		return &english
	}
	return &chinese
}
