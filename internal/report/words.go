package report

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// words are what one language puts around findings. Both languages have one layout.
type words struct {
	record, of, clean, set    string // of and record are behind the name of a form
	mend, look, explained     string // the first lines of a report
	unchecked, because, these string // what was not checked
	byName                    string // the same, each by its name
	answered, answer          string
	severity                  func(finding.Severity) string
	message, hint             func(finding.Finding) string
	also                      func(severity, where string) string
	why                       func(string) string
	printed, expected, sum    string // before what a finding has beside its message
	readings                  string
	todo                      string
	gap, comma, and           string
	between, colon, more      string
	codes                     bool // codes are always told, for names of kinds are Chinese only
	counts                    [4]string
	summed, tally             string
	rests, titled, others     string // the forms that a finding over a set rests on
	kinds, each, kind         string
	units, unit               string
	skipped, graded           string
}

var chinese = words{
	record: " 第 %d 条", of: "（%s）", clean: "没有发现问题", set: "整批表放在一起看",
	mend: "必须改正：%d 处", look: "请看一看：%d 处（警告 %d 处，提示 %d 处）", explained: "已说明：%d 处，列在后面",
	unchecked: "没有查：", byName: "没有查的各条：", because: "%s，未查 %d 项", these: "（%s）",
	answered: "已说明", answer: "说明：",
	severity: finding.Severity.Chinese,
	message:  func(f finding.Finding) string { return f.Message },
	hint:     func(f finding.Finding) string { return f.Hint },
	also: func(severity, where string) string {
		if where != "" {
			where = "（" + where + "）"
		}
		return "又" + severity + where + "："
	},
	why:     func(s string) string { return s },
	printed: "表上：", expected: "应为：", sum: "算式：", readings: "两种读法：", todo: "怎么办：", gap: "　", comma: "，", and: "、",
	between: "；", colon: "：", more: " 等",
	counts: [4]string{"错误 %d 处", "警告 %d 处", "提示 %d 处", "已说明 %d 处"},
	summed: "共查 %d 张表：%d 张有错误，%d 张没有问题。", tally: "%s。",
	kinds: "各类问题", each: "（一处有几种问题的，每种各算一次）", kind: "%s　%d 处，%d 张表",
	units: "问题最多的单位", unit: "%s　%d 张表，错误 %d 处，警告 %d 处",
	skipped: "没有查的校验", graded: "改了级别的校验",
	rests: "涉及：", titled: "“%s”", others: "另有 %d 张",
}

// In English places, names of units and projects are those of the form.
var english = words{
	record: " record %d", of: " (%s)", clean: "no problem found", set: "over the whole set",
	mend: "to mend: %d", look: "to look at: %d (warnings %d, notes %d)", explained: "explained: %d, listed last",
	unchecked: "not checked: ", byName: "not checked, by name: ", because: "%s: %d", these: " (%s)",
	answered: "explained", answer: "reason: ",
	severity: finding.Severity.String,
	message: func(f finding.Finding) string {
		f.Printed, f.Expected, f.Sum = "", "", "" // these are told beside it
		return f.InEnglish()
	},
	hint: finding.Finding.EnglishHint,
	also: func(severity, where string) string {
		if where != "" {
			where = " (" + where + ")"
		}
		return "also " + severity + where + ": "
	},
	why:     whyInEnglish,
	printed: "printed: ", expected: "expected: ", sum: "sum: ", readings: "readings: ",
	todo: "hint: ", gap: "  ", comma: ", ", and: ", ", codes: true,
	between: "; ", colon: ": ", more: " …",
	counts: [4]string{"errors %d", "warnings %d", "notes %d", "explained %d"},
	summed: "forms checked: %d, with errors %d, without a finding %d", tally: "; %s",
	kinds: "kinds of problems", each: " (a place with several is counted under each)", kind: "%s: %d, in forms: %d",
	units: "units with the most problems", unit: "%s: forms %d, errors %d, warnings %d",
	skipped: "checks not run", graded: "checks re-graded",
	rests: "forms: ", titled: " “%s”", others: "%d more",
}

// Whys that are the same in every form; NotRead is that of a form whose data could not be read.
const (
	NotRead    = "数据有误，没有读成一张表"
	offAtFirst = "默认不启用"
)

// severity are the words of severities in English.
var severity = strings.NewReplacer(finding.Error.Chinese(), finding.Error.String(),
	finding.Warning.Chinese(), finding.Warning.String(), finding.Note.Chinese(), finding.Note.String())

// whyInEnglish is why a check was not run; what the form lacks is called as the form calls it.
func whyInEnglish(s string) string {
	if by, ok := strings.CutPrefix(s, "由 "); ok {
		if by, ok = strings.CutSuffix(by, " 关闭"); ok {
			by = strings.NewReplacer("版式 ", "layout ", "规则文件 ", "rules file ").Replace(by)
			return "switched off by " + by
		}
	}
	if what, ok := strings.CutPrefix(strings.TrimPrefix(s, "本版式"), "没有"); ok {
		return fmt.Sprintf("the form has no “%s”", strings.Trim(what, "“”"))
	}
	if was, now, ok := strings.Cut(strings.TrimPrefix(s, "由"), "改为"); ok {
		return "re-graded from " + severity.Replace(strings.Trim(was, "“”")) + " to " + severity.Replace(strings.Trim(now, "“”"))
	}
	switch s {
	case NotRead:
		return "the data is wrong and could not be read as a form"
	case offAtFirst:
		return "off unless switched on"
	}
	return s
}

func (o Options) words() *words {
	if o.English {
		return &english
	}
	return &chinese
}
