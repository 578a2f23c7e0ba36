package foundtest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// neutral is a form of a real unit in the shared samples: what it says, without its paper.
type neutral struct {
	Title, Year string
	Info        [][]pair
	Funds       struct {
		Label  string
		Header []string
		Rows   []struct {
			Label string
			Cells map[string]string
		}
	}
	Goals struct {
		Label  string
		Header []string
		Rows   []struct{ Expected, Actual string }
	}
	Indicators struct {
		Label  string
		Header []string
		Rows   []map[string]any
	}
	Total struct{ Label, Weight, Score string }
	Tail  []pair
	Notes []string
}

type pair struct{ Label, Value string }

// table puts cells in rows.
type table struct{ *Drawing }

func (d *table) add(col, rows, cols int, text string) {
	d.Cells = append(d.Cells, Drawn{Row: d.Rows, Col: col, Rows: rows, Cols: cols, Text: text})
}

// Neutral draws a sample on ten columns, as such forms usually are.
func Neutral(t testing.TB, text []byte) *Drawing {
	t.Helper()
	var n neutral
	if err := json.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	d := &table{Drawing: &Drawing{Cols: 10, Above: []string{n.Title}}}
	if n.Year != "" && !strings.Contains(n.Title, n.Year) {
		d.Above = append(d.Above, n.Year)
	}
	for i, line := range n.Info {
		if i == len(n.Info)-1 && strings.HasPrefix(line[0].Label, "2.") { // behind the goals
			break
		}
		if slices.Contains([]string{"单位名称", "报表编号"}, line[0].Label) { // stands above the ruled table
			text := line[0].Label + "：" + line[0].Value
			if len(line) > 1 {
				text += "　　　　" + line[1].Label + "：" + line[1].Value
			}
			d.Above = append(d.Above, text)
			continue
		}
		d.info(line)
	}
	early := strings.HasPrefix(n.Goals.Label, "1.") // a part of what is told of the project
	if early {
		last := len(n.Info) - 1
		d.goals(&n)
		d.info(n.Info[last])
	}
	d.funds(&n)
	if !early {
		d.goals(&n)
	}
	d.indicators(&n)
	for i := 0; i < len(n.Tail); i++ {
		switch two := i+1 < len(n.Tail) && strings.HasSuffix(n.Tail[i].Label, ":") && strings.HasSuffix(n.Tail[i+1].Label, ":"); {
		case two: // signatures
			d.info(n.Tail[i : i+2])
			i++
		case n.Tail[i].Label != "page number":
			d.info(n.Tail[i : i+1])
		}
	}
	d.Below = n.Notes
	slices.SortStableFunc(d.Cells, func(a, b Drawn) int { return (a.Row-b.Row)*10000 + a.Col - b.Col })
	return d.Drawing
}

func (d *table) goals(n *neutral) {
	if g := n.Goals; len(g.Rows) > 0 {
		d.Rows++
		d.add(1, len(g.Rows)+1, 1, g.Label)
		d.add(2, 1, 4, g.Header[0])
		d.add(6, 1, 5, g.Header[1])
		for _, r := range g.Rows {
			d.Rows++
			d.add(2, 1, 4, r.Expected)
			d.add(6, 1, 5, r.Actual)
		}
	}
}

func (d *table) info(line []pair) {
	d.Rows++
	switch len(line) {
	case 1:
		d.add(1, 1, 2, line[0].Label)
		d.add(3, 1, 8, line[0].Value)
	case 2:
		d.add(1, 1, 2, line[0].Label)
		d.add(3, 1, 3, line[0].Value)
		d.add(6, 1, 2, line[1].Label)
		d.add(8, 1, 3, line[1].Value)
	default:
		for i, p := range line[:3] {
			d.add(1+3*i, 1, 1, p.Label)
			d.add(2+3*i, 1, 2+i/2, p.Value)
		}
	}
}

func (d *table) funds(n *neutral) {
	heads := n.Funds.Header
	if len(n.Funds.Rows) == 0 {
		return
	}
	if len(heads) == 0 { // two pairs a row
		d.Rows++
		d.add(1, len(n.Funds.Rows), 2, n.Funds.Label)
		for i, r := range n.Funds.Rows {
			if i > 0 {
				d.Rows++
			}
			d.add(3, 1, 2, r.Label)
			d.add(5, 1, 2, r.Cells["value"])
			d.add(7, 1, 2, r.Cells["right_label"])
			d.add(9, 1, 2, r.Cells["right_value"])
		}
		return
	}
	d.Rows++
	d.add(1, len(n.Funds.Rows)+1, 1, n.Funds.Label)
	d.add(2, 1, 2, heads[0])
	heads = heads[1:min(len(heads), 8)]
	wide := 7 - len(heads)
	at := func(i int) (col, cols int) {
		if i == len(heads)-1 {
			return 4 + i, 1 + wide
		}
		return 4 + i, 1
	}
	for i, h := range heads {
		col, cols := at(i)
		d.add(col, 1, cols, h)
	}
	for _, r := range n.Funds.Rows {
		d.Rows++
		d.add(2, 1, 2, r.Label)
		for i, h := range heads {
			col, cols := at(i)
			text := r.Cells[h]
			for short, v := range r.Cells { // 预算数 for 预算数(A)
				if text == "" && len(h) > len(short) && h[:len(short)] == short {
					text = v
				}
			}
			d.add(col, 1, cols, text)
		}
	}
}

// columns are the names that the samples have for what stands below a head.
var columns = map[string]string{"一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "分值": "weight", "权重": "weight", "得分": "score",
	"偏差原因分析及改进措施": "reason", "未完成原因分析": "reason", "实际完成值": "actual", "实际完成值(B)": "actual", "完成值": "actual", "指标性质": "sign", "度量单位": "unit"}

func (d *table) indicators(n *neutral) {
	heads := n.Indicators.Header[:min(len(n.Indicators.Header), 9)]
	rows := n.Indicators.Rows
	d.Rows++
	d.add(1, len(rows)+1, 1, n.Indicators.Label)
	wide := 10 - len(heads)
	at := func(i int) (col, cols int) {
		switch {
		case i < 2:
			return 2 + i, 1
		case i == 2:
			return 4, wide
		}
		return 1 + i + wide, 1
	}
	for i, h := range heads {
		col, cols := at(i)
		d.add(col, 1, cols, h)
	}
	value := func(r map[string]any, head string) string {
		key := columns[head]
		if key == "" {
			key = "target"
		}
		s, _ := r[key].(string)
		if extra, ok := r["extra"].(map[string]any); ok && s == "" {
			s, _ = extra[key].(string)
		}
		return s
	}
	for k, r := range rows {
		d.Rows++
		for i, h := range heads {
			col, cols := at(i)
			down := 1
			if i < 2 { // groups are merged
				same := func(a, b int) bool {
					return value(rows[a], heads[0]) == value(rows[b], heads[0]) && (i == 0 || value(rows[a], heads[1]) == value(rows[b], heads[1]))
				}
				if k > 0 && same(k, k-1) {
					continue
				}
				for k+down < len(rows) && same(k, k+down) {
					down++
				}
			}
			d.add(col, down, cols, value(r, h))
		}
	}
	if n.Total.Label == "" {
		return
	}
	d.Rows++
	weight := slices.IndexFunc(heads, func(h string) bool { return columns[h] == "weight" })
	score := slices.IndexFunc(heads, func(h string) bool { return columns[h] == "score" })
	first := score
	if weight >= 0 {
		first = weight
	}
	col, _ := at(first)
	d.add(1, 1, col-1, n.Total.Label)
	for i := first; i < len(heads); i++ {
		c, cols := at(i)
		switch i {
		case weight:
			d.add(c, 1, cols, n.Total.Weight)
		case score:
			d.add(c, 1, cols, n.Total.Score)
		default:
			d.add(c, 1, cols, "")
		}
	}
}
