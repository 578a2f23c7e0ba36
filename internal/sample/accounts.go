package sample

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// accounts are the closed accounts of a unit: all tables agree because all are written from one list of subjects.
// They are kept by the path of a field; what is not there is left out, as accounts print no zeros.
type accounts struct {
	amounts  map[string]int64
	subjects []subject
}

// subject is a line of expenditure by function (类, 款, 项).
type subject struct {
	code, name     string
	basic, project int64
}

// functions are the classes a department's own expenditure is in: the class, its name, a 款 and two 项.
var functions = map[string][5]string{
	"市交通运输局":      {"214", "交通运输支出", "公路水路运输", "行政运行", "公路养护"},
	"市水务局":        {"213", "农林水支出", "水利", "行政运行", "水利工程运行与维护"},
	"市教育局":        {"205", "教育支出", "教育管理事务", "行政运行", "其他教育管理事务支出"},
	"市文化和旅游局":     {"207", "文化旅游体育与传媒支出", "文化和旅游", "行政运行", "群众文化"},
	"市生态环境局":      {"211", "节能环保支出", "环境保护管理事务", "行政运行", "生态环境保护宣传"},
	"市园林绿化局":      {"212", "城乡社区支出", "城乡社区环境卫生", "行政运行", "城乡社区环境卫生"},
	"市应急管理局":      {"224", "灾害防治及应急管理支出", "应急管理事务", "行政运行", "灾害风险防治"},
	"市政务服务和数据管理局": {"201", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "信息化建设"},
}

// hasAccounts says whether a form is that of closed accounts.
func hasAccounts(f *model.Form) bool {
	for _, c := range f.Fields {
		if c.Name == "收入支出决算总表" {
			return true
		}
	}
	return false
}

// close makes the accounts of the unit.
func (g *generator) close() *accounts {
	own, ok := functions[g.theme.department]
	if !ok {
		own = functions["市教育局"]
	}
	part := func(lo, hi int) int64 { return int64(lo+g.IntN(hi-lo)) * hundred }
	salaries, goods, project := part(4000, 30000), part(500, 4000), part(2000, 60000)
	percent := func(n int64) int64 { return salaries * n / 100 / hundred * hundred }
	pension, medical, housing := percent(14), percent(7), percent(11)
	a := &accounts{amounts: map[string]int64{}}
	line := func(class, name, second, third string, basic int64) {
		a.subjects = append(a.subjects, subject{class, name, basic, 0}, subject{class + "05", second, basic, 0},
			subject{class + "0501", third, basic, 0})
	}
	first := []subject{{own[0], own[1], salaries + goods, project}, {own[0] + "01", own[2], salaries + goods, project},
		{own[0] + "0101", own[3], salaries + goods, 0}, {own[0] + "0199", own[4], 0, project}}
	if own[0] < "208" {
		a.subjects = append(a.subjects, first...)
	}
	line("208", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", pension)
	line("210", "卫生健康支出", "行政事业单位医疗", "行政单位医疗", medical)
	if own[0] > "208" && own[0] < "221" {
		a.subjects = append(a.subjects, first...)
	}
	line("221", "住房保障支出", "住房改革支出", "住房公积金", housing)
	if own[0] > "221" {
		a.subjects = append(a.subjects, first...)
	}
	var all int64
	for _, s := range a.subjects {
		if len(s.code) != 3 {
			continue
		}
		sum := s.basic + s.project
		all += sum
		a.amounts["收入支出决算总表.支出."+s.name] = sum
		a.amounts["财政拨款收入支出决算总表.支出."+s.name+".一般公共预算"] = sum
	}
	a.amounts["收入支出决算总表.收入.一般公共预算财政拨款收入"] = all
	a.amounts["财政拨款收入支出决算总表.收入.一般公共预算"] = all
	const staff, running = "基本支出决算表.工资福利支出.", "基本支出决算表.商品和服务支出."
	a.amounts[staff+"机关事业单位基本养老保险缴费"] = pension
	a.amounts[staff+"职工基本医疗保险缴费"], a.amounts[staff+"住房公积金"] = medical, housing
	spread(a.amounts, staff, salaries, "基本工资", "津贴补贴", "奖金", "绩效工资")
	spread(a.amounts, running, goods, "办公费", "水费", "电费", "邮电费", "差旅费", "维修（护）费",
		"会议费", "培训费", "公务接待费", "工会经费", "福利费", "公务用车运行维护费")
	for _, name := range []string{"公务用车运行维护费", "公务接待费"} {
		spent := a.amounts[running+name]
		a.amounts["三公经费决算表."+name+".决算数"], a.amounts["三公经费决算表."+name+".预算数"] = spent, spent+part(1, 40)
	}
	return a
}

// spread divides a sum among fields, the first ones getting more.
func spread(to map[string]int64, path string, sum int64, names ...string) {
	for i, name := range names {
		part := sum * 2 / int64(len(names)-i+1) / hundred * hundred
		if i == len(names)-1 {
			part = sum
		}
		to[path+name] = part
		sum -= part
	}
}

// accountField writes a field of closed accounts, if there is anything to write.
func (g *generator) accountField(f *model.Field) {
	path := strings.Join(append(g.path, f.Name), ".")
	switch {
	case f.Kind == model.Money:
		if n := g.accounts.amounts[path]; n != 0 {
			g.put(f, g.amount(n))
		}
	case f.Name == "说明":
		g.put(f, fmt.Sprintf("本单位%d年度没有%s的收入和支出，故本表无数据。", g.year, strings.TrimSuffix(g.path[0], "决算表")))
	default:
		g.single(f)
	}
}

// accountRows writes the subjects of a table; the tables of funds that do not exist stay empty.
func (g *generator) accountRows(f *model.Field) {
	subjects := g.accounts.subjects
	if strings.HasPrefix(g.path[0], "政府性基金") || strings.HasPrefix(g.path[0], "国有资本") {
		subjects = nil
	}
	g.list(len(subjects), func(i int) {
		s := subjects[i]
		amounts := map[string]int64{"财政拨款收入": s.basic + s.project, "基本支出": s.basic, "项目支出": s.project}
		for _, c := range f.Fields {
			switch {
			case c.Compute != "":
			case c.Name == "功能分类科目编码":
				g.put(c, s.code)
			case c.Name == "科目名称":
				g.put(c, s.name)
			case amounts[c.Name] != 0:
				g.put(c, g.amount(amounts[c.Name]))
			}
		}
	})
}
