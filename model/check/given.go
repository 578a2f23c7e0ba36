package check

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Given are other forms and figures a set of forms is held against: goal declarations, the summary sheet, figures of the final
// accounts, what the disclosure booklet says. All of it is lists of rows with texts by name; what is not given is not checked.
type Given struct {
	lists map[string][]map[string]string
}

// givenColumns are the lists expressions of checks can see, with their columns; columns after the bar are numbers.
var givenColumns = []struct{ name, texts, numbers string }{
	{"申报", "项目名称 年度总体目标", "全年预算数"},
	{"申报指标", "项目名称 一级指标 二级指标 三级指标 年度指标值", "分值"},
	{"决算", "名称", "项目支出"},
	{"汇总", "项目名称 等级", "预算数 执行数 得分"},
	{"公开", "说明", "份数 金额 平均得分 优 良 中 差 合格 不合格 问题数 已整改 整改中"},
}

func givenFields() (out []*model.Field) {
	for _, g := range givenColumns {
		f := &model.Field{Name: g.name, Kind: model.Rows}
		for _, c := range strings.Fields(g.texts) {
			f.Fields = append(f.Fields, &model.Field{Name: c, Kind: model.Text})
		}
		for _, c := range strings.Fields(g.numbers) {
			f.Fields = append(f.Fields, &model.Field{Name: c, Kind: model.Number})
		}
		out = append(out, f)
	}
	return out
}

func givenField(forms *model.Form, name string) *model.Field {
	for _, f := range forms.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// synonyms are other names under which other forms have a column.
var synonyms = map[string][]string{
	"年度指标值": {"指标值", "项目指标值", "年度/项目指标值", "年初目标值"}, "分值": {"权重"}, "年度总体目标": {"年度目标", "项目年度目标", "预期目标"},
	"全年预算数": {"年度资金申请总额", "年度预算", "预算金额"}, "预算数": {"全年预算数"}, "执行数": {"全年执行数"}, "得分": {"自评得分", "总分"},
	"份数": {"项目数", "自评项目数"}, "金额": {"预算金额", "涉及金额"},
}

// AddGiven reads a record of other forms into g: an object with 申报, 决算, 汇总 or 公开, or a goal declaration as such (it has 绩效指标).
// Amounts of 决算, 汇总 and 公开 with 单位: 万元 beside them are taken as 万元.
func (g *Given) AddGiven(d *data.Value) error {
	if g.lists == nil {
		g.lists = map[string][]map[string]string{}
	}
	if d.Kind != data.Object {
		return (finding.List{{Code: "CHECK-GIVEN", Pos: finding.Pos{File: d.File}, Message: "对照文件的每条记录应是对象（名称和值）。"}}).AsData()
	}
	if d.Member("绩效指标") != nil {
		g.declaration(d)
		return nil
	}
	found := false
	for i := range d.Members {
		m := &d.Members[i]
		switch m.Name {
		case "申报":
			for _, x := range items(m.Value) {
				g.declaration(x)
			}
		case "决算", "汇总", "公开":
			for _, x := range items(m.Value) {
				g.lists[m.Name] = append(g.lists[m.Name], g.row(m.Name, x))
			}
		default:
			continue
		}
		found = true
	}
	if !found {
		return (finding.List{{Code: "CHECK-GIVEN", Pos: finding.Pos{File: d.File, Line: d.Pos.Line}, Message: "对照文件里没有可以对照的内容。",
			Hint: "可以写 申报、决算、汇总、公开，或直接给绩效目标申报表的数据文件"}}).AsData()
	}
	return nil
}

func items(d *data.Value) []*data.Value {
	if d.Kind == data.List {
		return d.Items
	}
	return []*data.Value{d}
}

// lookup finds a column under its own or another name; a group gives the first text in it that fits.
func lookup(d *data.Value, name string) string {
	for _, n := range append([]string{name}, synonyms[name]...) {
		m := d.Member(n)
		if m == nil {
			continue
		}
		if m.Kind == data.Object {
			if t := lookup(m, name); t != "" {
				return t
			}
			continue
		}
		if m.Text != "" {
			return m.Text
		}
	}
	return ""
}

func (g *Given) row(list string, d *data.Value) map[string]string {
	out := map[string]string{}
	wan := lookup(d, "单位") == "万元"
	for _, c := range givenColumns {
		if c.name != list {
			continue
		}
		for _, n := range strings.Fields(c.texts + " " + c.numbers) {
			t := lookup(d, n)
			if wan && strings.Contains("项目支出 预算数 执行数 金额", n) {
				if x, ok := number.Parse(t); ok {
					t = x.Shift(4).String()
				}
			}
			out[n] = t
		}
	}
	return out
}

func (g *Given) declaration(d *data.Value) {
	head := g.row("申报", d)
	g.lists["申报"] = append(g.lists["申报"], head)
	if rows := d.Member("绩效指标"); rows != nil {
		for _, x := range rows.Items {
			r := g.row("申报指标", x)
			r["项目名称"] = head["项目名称"]
			g.lists["申报指标"] = append(g.lists["申报指标"], r)
		}
	}
}

// rows are the rows of a list a record is held against: of declarations those of the same project, of everything else all. r nil:
// all of them.
func (g *Given) rows(s *Set, name string, r *model.Record) (out []*model.Value) {
	if g == nil || len(g.lists[name]) == 0 {
		return nil
	}
	f := givenField(s.forms, name)
	project := ""
	if r != nil {
		if v := r.Value("项目名称"); v != nil {
			project = quantity.Plain(v.Text)
		}
	}
	for i, row := range g.lists[name] {
		if r != nil && strings.HasPrefix(name, "申报") && quantity.Plain(row["项目名称"]) != project {
			continue
		}
		out = append(out, rowValue(f, pointer.Of(name).Item(i), func(c string) string { return row[c] }))
	}
	return out
}

// rowValue is a row of texts as an item of a list.
func rowValue(f *model.Field, path pointer.Path, text func(string) string) *model.Value {
	v := &model.Value{Field: f, Origin: model.Written, Path: string(path), Fields: make([]*model.Value, len(f.Fields))}
	for i, c := range f.Fields {
		x := &model.Value{Field: c, Path: string(path.Child(c.Name))}
		if t := text(c.Name); t != "" {
			x.Text, x.Origin = t, model.Written
			if c.Kind.Numeric() {
				x.Num, x.HasNum = number.Parse(t)
			}
		}
		v.Fields[i] = x
	}
	return v
}
