package sample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// goalField is the field that divides indicators by goals.
const goalField = "年度绩效目标"

func isIndicators(f *model.Field) bool {
	return f.Field("一级指标") != nil && f.Field("三级指标") != nil
}

// isProjects says whether a list has a project a row, with its money.
func isProjects(f *model.Field) bool {
	money := func(c *model.Field) bool { return c.Kind == model.Money }
	return f.Field("项目名称") != nil && slices.ContainsFunc(f.Fields, money)
}

// partInGoals divides the indicators among the goals, where the form has them: what satisfies people is of the last.
func (g *generator) partInGoals() {
	if g.goals == 0 {
		return
	}
	seen := map[string]int{}
	counts := map[string]int{}
	for _, x := range g.all {
		counts[x.first]++
	}
	for _, x := range g.all {
		x.goal = seen[x.first] * g.goals / counts[x.first]
		if counts[x.first] < g.goals {
			x.goal = g.goals - 1
		}
		seen[x.first]++
	}
	slices.SortStableFunc(g.all, func(a, b *indicator) int { return a.goal - b.goal })
	for _, x := range g.all {
		for _, y := range g.all {
			if x.goal == y.goal && x.first == y.first {
				x.share += y.points
			}
		}
	}
}

// goalPoints is what the indicators of a goal are worth.
func (g *generator) goalPoints(goal int) (n int) {
	for _, x := range g.all {
		if x.goal == goal {
			n += x.points
		}
	}
	return n
}

func (g *generator) writeIndicators(f *model.Field) {
	g.list(len(g.all), func(i int) {
		for _, c := range f.Fields {
			if c.Compute == "" && !c.Aside {
				g.indicatorField(f, c, g.all[i])
			}
		}
	})
}

// indicatorField writes one field of an indicator.
func (g *generator) indicatorField(f, c *model.Field, x *indicator) {
	split := f.Field("度量单位") != nil // sign, value and unit are in columns of their own
	text, reviewed := "", false
	if isReviewed(f) {
		text, reviewed = g.reviewedField(c, x)
	}
	switch {
	case reviewed:
	case c.Name == goalField:
		text = fmt.Sprintf("年度绩效目标%d（%s分）", x.goal+1, decimals(g.goalPoints(x.goal), 2))
	case c.Name == "一级指标" && g.goals > 0:
		text = fmt.Sprintf("%s（%s分）", x.first, decimals(x.share, 2))
	case c.Name == "一级指标":
		text = x.first
	case c.Name == "二级指标":
		text = x.second
	case c.Name == "三级指标":
		text = x.name
	case c.Name == "指标性质":
		text = x.p.sign
		if text == "" {
			text = "定性"
		}
	case c.Name == "度量单位":
		text = x.p.unit
	case strings.Contains(c.Name, "指标值") && split:
		text = x.want
	case strings.Contains(c.Name, "指标值"):
		text = x.target()
	case strings.Contains(c.Name, "1-7月"):
		text = x.half
		if !x.p.date && x.p.word == "" {
			text += x.p.unit
		}
	case strings.Contains(c.Name, "完成值") && split:
		text = x.got
	case strings.Contains(c.Name, "完成值"), strings.Contains(c.Name, "完成情况"):
		text = x.actual()
	case c.Name == "分值" || c.Name == "权重":
		text = decimals(x.points, 2)
	case c.Name == "得分":
		text = decimals(x.score, 2)
	case c.Kind == model.Choice && strings.Contains(c.Name, "原因"):
		if x.missed || g.edge == Full {
			text = pick(g, c.Choices)
		}
	case strings.Contains(c.Name, "可能性") && x.missed:
		text = "有可能"
	case strings.Contains(c.Name, "原因"):
		text = x.reason
	case strings.Contains(c.Name, "解释"), strings.Contains(c.Name, "描述"):
		text = "反映" + x.name
	default:
		g.single(c)
		return
	}
	if text == "" && g.edge == Full {
		text = "无"
	}
	if long := text == "" && g.edge == Longest && wordy(c); (text != "" || long) && (g.edge != Empty || c.Required) {
		g.put(c, text)
	}
}

// projects writes a list of projects of one department: their money, points and who does them.
func (g *generator) projects(f *model.Field) {
	n := 4 + g.IntN(10)
	if k := g.items(); k > 0 {
		n = k
	}
	g.list(n, func(i int) {
		g.project, g.unit = g.projectName(i+g.turn*3), pick(g, g.theme.units)
		m := g.invented()
		for _, c := range f.Fields {
			switch {
			case c.Compute != "" || g.edge == Empty && !c.Required:
			case c.Kind == model.Money:
				g.put(c, g.amount(m.column(c.Name)))
			case c.Kind == model.Score:
				g.put(c, strconv.Itoa(88+g.IntN(12))+".00")
			default:
				g.single(c)
			}
		}
	})
}
