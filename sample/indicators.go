package sample

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

func isFunds(f *model.Field) bool { return f.Name == "资金" || f.Name == "项目资金" }

func isIndicators(f *model.Field) bool {
	return f.Field("一级指标") != nil && f.Field("三级指标") != nil
}

// fundTable writes the money of a project: sources that add up to the total, spent no more than there was.
func (g *generator) fundTable(f *model.Field) {
	var total *model.Field
	var sources []*model.Field
	for _, c := range f.Fields {
		switch {
		case c.Kind != model.Group:
		case strings.Contains(c.Name, "总额") || strings.Contains(c.Name, "合计"):
			total = c
		default:
			sources = append(sources, c)
		}
	}
	columns := map[string]int64{}
	amounts := make([]map[string]int64, len(sources))
	budget := int64(g.IntN(9000)+10) * 10_000_00 / 100 * int64(1+g.IntN(9))
	for i := range sources {
		a := map[string]int64{}
		switch {
		case i == 0:
			a["初"] = budget
			a["全"] = budget + int64(g.IntN(20)-5)*budget/100
			a["执"] = a["全"] * int64(820+g.IntN(181)) / 1000
			if g.IntN(5) == 0 {
				a["执"] = a["全"]
			}
		case g.IntN(4) == 0:
			a["初"] = budget / int64(5+g.IntN(20))
			a["全"], a["执"] = a["初"], a["初"]
		}
		for k, v := range a {
			columns[k] += v
		}
		amounts[i] = a
	}
	g.out = append(g.out, '{')
	write := func(c *model.Field, a map[string]int64) {
		g.key(c.Name)
		g.out = append(g.out, '{')
		for _, x := range c.Fields {
			if x.Compute != "" {
				continue
			}
			if x.Kind != model.Money {
				if g.edge == Full || x.Required {
					g.single(x)
				}
				continue
			}
			kind := "全"
			switch {
			case strings.Contains(x.Name, "年初"):
				kind = "初"
			case strings.Contains(x.Name, "执行"):
				kind = "执"
			}
			g.put(x, money(g, a[kind]))
		}
		g.out = append(g.out, '}')
	}
	if total != nil {
		write(total, columns)
	}
	for i, c := range sources {
		write(c, amounts[i])
	}
	for _, c := range f.Fields {
		if c.Kind != model.Group && c.Compute == "" && g.edge == Full {
			g.single(c)
		}
	}
	g.out = append(g.out, '}')
}

// share is the indicators of one second level: their points are parts of the first level's.
type share struct {
	first  string
	points int // of the first level
	second []string
}

// indicators writes 3 to 60 of them, most records having some fifteen; points add up to 90, beside 10 for the money.
func (g *generator) indicators(f *model.Field) {
	n := 3 + g.IntN(10) + g.IntN(12)
	switch g.IntN(20) {
	case 0:
		n = 3
	case 1:
		n = 30 + g.IntN(31)
	}
	if k := g.items(); k > 0 {
		n = max(k, 3)
	}
	shares := []share{
		{"产出指标", 50, []string{"数量指标", "质量指标", "时效指标", "成本指标"}},
		{"效益指标", 30, []string{"经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"}},
		{"满意度指标", 10, []string{"服务对象满意度指标"}},
	}
	counts := [3]int{1, 1, 1}
	for range n - 3 {
		switch x := g.IntN(10); {
		case x < 6:
			counts[0]++
		case x < 9:
			counts[1]++
		default:
			counts[2]++
		}
	}
	g.out = append(g.out, '[')
	for i, s := range shares {
		points := g.divide(s.points*10, counts[i])
		for k := range counts[i] {
			second := s.second[k*len(s.second)/counts[i]]
			if counts[i] < len(s.second) {
				second = s.second[k]
			}
			g.indicator(f, s.first, second, points[k])
		}
	}
	g.out = append(g.out, ']')
}

// divide parts a number of tenths of a point, evenly and in whole points as far as that goes.
func (g *generator) divide(tenths, n int) []int {
	unit := 10
	if tenths/10 < n {
		unit = 1
	}
	out := make([]int, n)
	units := tenths / unit
	for i := range out {
		out[i] = units / n * unit
	}
	for i := range units % n {
		out[i] += unit
	}
	return out
}

func tenths(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

func (g *generator) indicator(f *model.Field, first, second string, points int) {
	t := pick(g, targets[second])
	reached := (g.fulfilled || g.IntN(6) > 0) && g.edge != Longest
	want, got := t.want, t.want
	if strings.Contains(want, "〔") {
		n := 60 + g.IntN(40)
		if strings.Contains(want, "〔数〕") {
			n = 2 + g.IntN(3000)
		}
		less := n - 1 - g.IntN(max(n/8, 1))
		fill := func(n int) string {
			return strings.NewReplacer("〔率〕", strconv.Itoa(n), "〔数〕", strconv.Itoa(n)).Replace(t.want)
		}
		want, got = fill(n), strings.TrimLeft(fill(n), "≥≤>=<")
		if !reached {
			got = strings.TrimLeft(fill(less), "≥≤>=<")
		}
	} else if !reached {
		got = "部分" + strings.TrimPrefix(want, "=")
	}
	score := points
	reason := ""
	if !reached {
		score = points * (60 + g.IntN(35)) / 100
		reason = "偏差原因：" + g.sentence(reasons) + "改进措施：" + g.sentence(measures)
	}
	if g.out[len(g.out)-1] != '[' {
		g.out = append(g.out, ',')
	}
	g.out = append(g.out, '{')
	for _, c := range f.Fields {
		switch {
		case c.Compute != "":
		case c.Kind == model.Choice:
			g.single(c)
		case c.Name == "一级指标":
			g.put(c, first)
		case c.Name == "二级指标":
			g.put(c, second)
		case c.Name == "三级指标":
			g.put(c, strings.ReplaceAll(t.name, "〔题〕", pick(g, topics)))
		case strings.Contains(c.Name, "指标值"):
			g.put(c, want)
		case strings.Contains(c.Name, "完成值") || strings.Contains(c.Name, "完成情况"):
			g.put(c, got)
		case c.Name == "分值" || c.Name == "权重":
			g.put(c, tenths(points))
		case c.Name == "得分":
			g.put(c, tenths(score))
		case strings.Contains(c.Name, "原因"):
			if reason == "" && g.edge == Full {
				reason = "无偏差"
			}
			if reason != "" {
				g.put(c, reason)
			}
		default:
			g.single(c)
		}
	}
	g.out = append(g.out, '}')
}
