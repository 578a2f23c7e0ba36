package compare

import (
	"cmp"
	"strings"

	"github.com/gongbiao/gongbiao/model/data"
)

// FormID is the form of a pair on paper.
const FormID = "comparison"

// Record is the pair as a record of the form of comparisons; layout is written as form.
func (p *Pair) Record(layout string) *data.Value {
	d := object("form", layout, "年度", p.This.Year, "上年", cmp.Or(p.Last.Year, "上年"), "项目名称", p.This.Name)
	if p.Last.Name != p.This.Name {
		put(d, "上年名称", p.Last.Name)
	}
	put(d, "主管部门", p.This.department, "实施单位", p.This.Unit, "对照依据", p.basis(), "金额单位", p.This.currency)
	list := func(name string) *data.Value {
		v := data.ListOf()
		d.Put(v, name)
		return v
	}
	money := list("金额")
	for _, f := range p.Figures {
		money.Items = append(money.Items, object("项目", f.Place, "上年数", f.Last, "本年数", f.This, "增减", f.Diff, "增减率", f.Rate, "说明", f.Why))
	}
	indicators := list("绩效指标")
	for _, r := range p.Indicators {
		x := object("一级指标", r.Class, "二级指标", r.Sub, "三级指标", cmp.Or(strings.TrimSpace(r.Name), "（没有名称）"), "变化", string(r.State))
		if r.Last != nil {
			put(x, "上年指标值", r.Last.Target, "上年完成值", r.Last.Actual, "上年分值", r.Last.Weight, "上年得分", r.Last.Score)
		}
		if r.This != nil {
			put(x, "本年指标值", r.This.Target, "本年完成值", r.This.Actual, "本年分值", r.This.Weight, "本年得分", r.This.Score)
		}
		put(x, "完成值增减", r.Actual.Diff, "增减率", r.Actual.Rate, "变化说明", r.brief())
		indicators.Items = append(indicators.Items, x)
	}
	said := list("提示")
	for _, f := range p.Findings {
		said.Items = append(said.Items, object("位置", f.Place, "内容", f.Severity.Chinese()+"："+f.Message))
	}
	return d
}

// basis says by what the two were matched, and that the amounts of last year were converted.
func (p *Pair) basis() string {
	s := string(p.By)
	if p.Last.currency != p.This.currency && p.Last.currency != "" {
		s += "；去年的金额单位是" + p.Last.currency
	}
	return s
}

// object is an object of names and texts; what is empty is left out.
func object(pairs ...string) *data.Value {
	d := data.ObjectOf()
	put(d, pairs...)
	return d
}

func put(d *data.Value, pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			d.Put(data.TextOf(pairs[i+1]), pairs[i])
		}
	}
}
