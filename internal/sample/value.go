package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/model"
)

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// value is a text for a single field, by its name where that says something, else by its kind. "" leaves it out.
func (g *generator) value(f *model.Field) string {
	switch {
	case f.Picture:
		return picture.Sample()
	case f.Kind == model.Year:
		return strconv.Itoa(g.year)
	case f.Kind == model.Date:
		return g.date(f.Name)
	case f.Name == "货币单位" || f.Name == "金额单位":
		return cmp.Or(g.summary.Unit, "万元")
	case f.Kind == model.Choice:
		return g.chosen(f)
	case f.Kind == model.Money:
		return g.amount(g.spend(f, int64(g.IntN(900)+100)))
	case f.Kind == model.Rate:
		return fmt.Sprintf("%d.%02d%%", 90+g.IntN(10), g.IntN(100))
	case f.Kind == model.Score:
		return strconv.Itoa(80 + g.IntN(20))
	case f.Kind == model.Number:
		return g.count(f.Name)
	case dated(f):
		return g.when(f.Name)
	case len(g.path) > 0 && f.Name == "情况说明" && management[g.path[len(g.path)-1]] != "":
		return management[g.path[len(g.path)-1]]
	case strings.HasPrefix(f.Name, "存在问题") && len(g.path) > 0:
		return "无"
	case f.Name == "中央主管部门":
		return "国务院有关部门"
	case f.Name == "主管部门及代码":
		return fmt.Sprintf("%s（%03d）", g.theme.department, 100+g.IntN(800))
	case f.Name == "说明" && strings.Contains(f.Hint, "填无"):
		return "无"
	case len(f.Choices) > 0:
		return pick(g, f.Choices)
	}
	if s, ok := texts.of(g, f.Name); ok {
		return s
	}
	if s := example(f.Hint); s != "" {
		return s
	}
	if s, ok := vague.of(g, f.Name); ok {
		return s
	}
	if s, ok := g.called(f); ok {
		return s
	}
	return g.words(pick(g, g.theme.things)+"〔事〕", "")
}

// spend is an amount in fen of a form nobody knows of, from a chance of 100 to 999: what is spent is most of what is
// planned, by their names, in the same group or row.
func (g *generator) spend(f *model.Field, chance int64) int64 {
	switch {
	case g.planned > 0 && g.plannedIn == f.Parent && endsIn(f.Name, "支出", "支出数", "执行数", "决算数", "使用数", "实际数"):
		return g.planned * (700 + chance*3/10) / 1000 / hundred * hundred
	case endsIn(f.Name, "预算", "预算数", "计划数", "批复数", "下达数"):
		g.planned, g.plannedIn = chance*hundred, f.Parent
	}
	return chance * hundred
}

func endsIn(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}

// called is a text for what the end of a name says: people, offices, classes.
func (g *generator) called(f *model.Field) (string, bool) {
	ends := func(parts ...string) bool { return endsIn(f.Name, parts...) }
	switch {
	case ends("人", "人员", "领导"):
		return g.person(), true
	case f.Name == "单位" && len(g.within) > 0 && f.Parent != nil && f.Parent.Field("数量") != nil:
		return g.theme.measure, true
	case ends("单位"):
		return g.unit, true
	case ends("部门"):
		return g.theme.department, true
	case ends("类别", "分类") && len(g.within) > 0: // rows of a class stand together
		return g.theme.kinds[g.row/3%len(g.theme.kinds)], true
	}
	return "", false
}

// date is a day of the record's year: a beginning in its first months, an end in its last, any other early in the next.
func (g *generator) date(name string) string {
	switch {
	case strings.Contains(name, "期限"):
		return fmt.Sprintf("%d年4月30日", g.year+1)
	case strings.Contains(name, "开始") || strings.Contains(name, "起"):
		return fmt.Sprintf("%d年%d月1日", g.year, 1+g.IntN(3))
	case strings.Contains(name, "完成") || strings.Contains(name, "结束") || strings.Contains(name, "止"):
		return fmt.Sprintf("%d年12月%d日", g.year, 10+g.IntN(22))
	}
	return fmt.Sprintf("%d年%d月%d日", g.year+1, 1+g.IntN(3), 1+g.IntN(28))
}

func (g *generator) chosen(f *model.Field) string {
	if i := slices.Index(f.Choices, "确定能"); i >= 0 {
		return f.Choices[i]
	}
	return pick(g, f.Choices)
}

// whys and remedies are what the whole form says of the indicators that were missed.
func (g *generator) whys() string {
	var parts []string
	for _, x := range g.all {
		if x.missed {
			why, _, _ := strings.Cut(strings.TrimPrefix(x.reason, "偏差原因："), "。")
			parts = append(parts, x.name+"："+why)
		}
	}
	if len(parts) == 0 {
		return "各项目标均已完成，没有较大偏差。"
	}
	return strings.Join(parts, "；") + "。"
}

func (g *generator) remedies() string {
	for _, x := range g.all {
		if x.missed {
			_, how, _ := strings.Cut(x.reason, "改进措施：")
			return how + "自评结果作为安排次年预算的依据。"
		}
	}
	return "继续加强日常管理，自评结果作为安排次年预算的依据。"
}

// projectName is different for every record of a set: the place and the number change with i.
func (g *generator) projectName(i int) string {
	s := places[i%len(places)] + pick(g, g.theme.kinds)
	if strings.HasSuffix(s, "名师工作室建设") && g.edge == Usual {
		s = places[i%len(places)] + g.person() + "名师工作室建设"
	}
	if n := i / len(places); n > 0 {
		s += fmt.Sprintf("（第%d批）", n+1)
	}
	return s
}

func (g *generator) person() string { return pick(g, surnames) + pick(g, givens) }
