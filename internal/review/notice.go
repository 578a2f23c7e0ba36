package review

import (
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// NoticeOptions are what a notice says beside its problems. Texts as they are to be printed; empty: left blank.
type NoticeOptions struct {
	Notice, Answer string // layouts, written as form
	Number         string // 通知编号
	Date, Due      string // Due empty: that of the problems, if they have one
	From           string // 发出单位; empty: 复核单位 of the list
	Contact, Phone string
}

// Notice makes the notice of a list of problems, and the answer to it with nothing but the numbers filled in. Both are
// nil for a list without problems: there is nothing to put right.
func Notice(list *model.Record, o NoticeOptions) (notice, answer *data.Value) {
	found := rows(list, problems)
	if len(found) == 0 {
		return nil, nil
	}
	due := o.Due
	if due == "" {
		due = common(found, "期限")
	}
	w, a := &writer{to: data.ObjectOf()}, &writer{to: data.ObjectOf()}
	w.text(o.Notice, "form")
	a.text(o.Answer, "form")
	for _, x := range []*writer{w, a} {
		x.value(list.Value(year), year)
		if x == w {
			x.text(o.Number, number)
		}
		x.value(list.Value(unit), unit)
	}
	a.text(o.Number, number)
	w.text(due, "期限")
	w.list(problems)
	a.list(answers)
	for _, row := range found {
		x, y := &writer{to: data.ObjectOf()}, &writer{to: data.ObjectOf()}
		for _, name := range []string{id, "项目", "位置", "问题", "表上", "应为", "依据", "整改要求"} {
			x.value(row.Get(name), name)
		}
		if own := shown(row.Get("期限")); own != due {
			x.text(own, "期限")
		}
		for _, name := range []string{id, "项目", "问题", "责任人"} {
			y.value(row.Get(name), name)
		}
		w.add(x.to, problems)
		a.add(y.to, answers)
	}
	from := o.From
	if from == "" {
		from = shown(list.Value("复核单位"))
	}
	w.text(o.Contact, "联系人")
	w.text(o.Phone, "联系电话")
	w.text(from, "发出单位")
	w.text(o.Date, "发出日期")
	return w.to, a.to
}

// common is the text that all rows have in a field, empty if they differ.
func common(rows []*model.Value, name string) string {
	s := shown(rows[0].Get(name))
	for _, r := range rows {
		if shown(r.Get(name)) != s {
			return ""
		}
	}
	return s
}
