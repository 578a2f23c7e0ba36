// Package review is a review round (复核) as records in and records out. In: self-evaluations; reviews that a reviewer
// has filled in and what the checks found; lists of problems; notices and the answers to them. Out: reviews with the
// reviewer's columns empty, lists of problems (问题清单), notices (整改通知) with blank answers, and what has been
// answered. It reads and writes no files, asks no clock, and alters nothing that was entered: every text that it
// takes over is the text as it was printed.
package review

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Names of the forms of a round.
const (
	FormReview = "review"
	FormIssues = "issues"
	FormNotice = "rectification"
	FormAnswer = "rectification-reply"
)

// Names of fields that several forms of a round have.
const (
	year       = "年度"
	unit       = "单位名称"
	number     = "通知编号"
	project    = "项目名称"
	indicators = "绩效指标"
	item       = "三级指标"
	target     = "年度指标值"
	actual     = "实际完成值"
	seen       = "复核完成值"
	basis      = "依据及佐证"
	whole      = "年度资金总额"
	sources    = "资金来源"
	problems   = "问题表"
	answers    = "整改"
	id         = "编号"
)

// Source is what a review says of the self-evaluation it is about, beside what stands in it.
type Source struct {
	Layout string // with version
	Unit   string // of the amounts, empty if the form does not say
	Grade  string // as the form gives it, empty if it gives none
}

// Start makes the review of a computed self-evaluation: what the unit entered, and the columns of the reviewer empty.
// layout is the review's, written as form. Errors: *finding.DataError REVIEW-FORM for a form that gives no points.
func Start(r *model.Record, s Source, layout string) (*data.Value, error) {
	list, total := r.Value(indicators), r.Value("总分.得分")
	if list == nil || list.Field.Kind != model.Rows || list.Field.Field(item) == nil || list.Field.Field("得分") == nil || total == nil {
		return nil, finding.List{{Code: "REVIEW-FORM", Record: r.Name, Pos: r.Pos,
			Message: "“" + r.Form.Name + "”没有绩效指标的得分和总分，不能复核。",
			English: "this form has no indicators with scores, so there is nothing to review",
			Hint:    "复核的是自评表：项目支出绩效自评表、部门整体支出绩效自评表",
		}}.AsData()
	}
	w := &writer{to: data.ObjectOf()}
	w.text(layout, "form")
	w.value(r.Value(year), year)
	w.text(r.Name, project)
	w.value(r.Value("主管部门"), "主管部门")
	w.value(r.Value(r.Form.Author), "实施单位")
	w.text(s.Unit, "货币单位")
	funds(w, r)
	w.list(indicators)
	for _, row := range list.Rows {
		x := &writer{to: data.ObjectOf()}
		indicator(x, row)
		w.add(x.to, indicators)
	}
	for _, name := range []string{"分值", "得分"} {
		w.value(r.Value("总分."+name), "总分", name)
	}
	w.text(s.Grade, "自评等级")
	w.text(s.Layout, "自评表")
	w.text(string(r.Code()), "自评表校验码")
	return w.to, nil
}

// indicator takes over a row. A target that is split into columns is put together as the layout reads it.
func indicator(w *writer, row *model.Value) {
	for _, name := range []string{"年度绩效目标", "一级指标", "二级指标", item} {
		w.value(row.Get(name), name)
	}
	if measure := row.Get("度量单位"); measure != nil {
		sign := shown(row.Get("指标性质"))
		if sign == "定性" {
			sign = ""
		}
		w.text(withUnit(sign+shown(row.Get(target)), shown(measure)), target)
		w.text(withUnit(shown(row.Get(actual)), shown(measure)), actual)
	} else {
		w.value(row.Get(target), target)
		w.value(row.Get(actual), actual)
	}
	for _, name := range []string{"分值", "得分", "偏差原因分析及改进措施"} {
		w.value(row.Get(name), name)
	}
}

// withUnit is a value with its unit behind it, once.
func withUnit(value, unit string) string {
	if strings.TrimSpace(value) == "" || strings.TrimSpace(unit) == "" {
		return value
	}
	text := func(s string) model.Result { return model.Result{Kind: model.IsText, Text: s} }
	return performance.Functions()["附单位"].Call([]model.Result{text(value), text(unit)}).Text
}

// funds takes over the money: the total, and each line beside it as a source, in the order of the form.
func funds(w *writer, r *model.Record) {
	all := r.Value("资金")
	if all == nil {
		return
	}
	w.list(sources)
	for _, line := range all.Fields {
		switch {
		case line.Field.Kind != model.Group:
		case line.Field.Name == whole:
			for _, c := range line.Fields {
				if plain[c.Field.Name] {
					w.value(c, whole, c.Field.Name)
				}
			}
		case filled(line):
			x := &writer{to: data.ObjectOf()}
			x.text(line.Field.Name, "名称")
			for _, c := range line.Fields {
				switch {
				case !plain[c.Field.Name]:
				case c.Field.Kind == model.Money:
					x.value(c, c.Field.Name)
				default:
					x.text(shown(c), c.Field.Name)
				}
			}
			w.add(x.to, sources)
		}
	}
}

// plain are the columns of money that a review takes over.
var plain = map[string]bool{"年初预算数": true, "全年预算数": true, "全年执行数": true, "分值": true, "得分": true, "执行率": true}

// filled says whether anything was entered below a value.
func filled(v *model.Value) bool {
	some := false
	v.Each(func(x *model.Value) { some = some || x.Origin == model.Written || x.Origin == model.Figure })
	return some
}
