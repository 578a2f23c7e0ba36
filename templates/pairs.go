package templates

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
)

// pairs reads rows of a label and its field, the head of most forms: each item of the list is a row, | is between its
// pairs, and the field is the one the label names or what is behind =. spans are the columns of label, field, label,
// field …; the last field of a row reaches to the end of the table.
func (c *compiler) pairs(n *yaml.Node) []op {
	m, ok := c.Mapping(n, "pairs", append([]string{"pairs", "spans"}, rowSettings...)...)
	if !ok {
		return nil
	}
	list := m.Get("pairs")
	rows := c.Texts(list, "pairs")
	spans := c.spansOf(m.Get("spans"))
	if len(rows) == 0 && list.Kind == yaml.SequenceNode && len(list.Content) == 0 {
		c.Errorf(yamltree.At(list), "LAYOUT-EMPTY-DRAWING", "如 pairs: [项目名称, 主管部门 | 实施单位]", "pairs 里一行也没有")
	}
	var lines []notation.Line
	for i, row := range rows {
		at := yamltree.At(list.Content[i])
		if text, ok := c.drawnPairs(row, spans, at); ok {
			lines = append(lines, notation.Drawing(text, func(int, int) yamltree.Pos { return at }, &c.Problems)...)
		}
	}
	return c.drawnRows(lines, &m, grid.RoleBody)
}

// spansOf reads how many columns each cell of a pair has.
func (c *compiler) spansOf(n *yaml.Node) []int {
	if n == nil {
		return []int{1}
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		c.Errorf(yamltree.At(n), "LAYOUT-CELL-COUNT", "如 spans: [1, 3, 1, 2]", "spans 应是列表：标签几列、内容几列、标签几列……")
		return nil
	}
	var spans []int
	for _, v := range n.Content {
		spans = append(spans, c.Whole(v, "spans", 1, notation.MaxCells))
	}
	return spans
}

// drawnPairs is a row of pairs as it would be drawn; not ok after a mistake.
func (c *compiler) drawnPairs(row string, spans []int, at yamltree.Pos) (string, bool) {
	all := strings.Split(row, "|")
	if need := 2*len(all) - 1; len(spans) < need {
		if len(spans) > 0 { // else it has been said
			c.Errorf(at, "LAYOUT-CELL-COUNT", "如 spans: [1, 3, 1, 2]：标签 1 列、内容 3 列、标签 1 列，最后的内容到表的右边",
				"这一行有 %d 对，spans 至少要写 %d 个，这里是 %d 个", len(all), need, len(spans))
		}
		return "", false
	}
	left := c.ncols
	var b strings.Builder
	b.WriteByte('|')
	for i, pair := range all {
		label, field, said := strings.Cut(pair, "=")
		if label, field = strings.TrimSpace(label), strings.TrimSpace(field); !said {
			field = label
		}
		if label == "" || field == "" {
			c.Errorf(at, "LAYOUT-ITEM", "如 pairs: [项目名称, 主管部门=部门名称 | 实施单位]", "“%s”缺标签或字段", strings.TrimSpace(pair))
			return "", false
		}
		if !strings.Contains(field, "{") {
			field = "{" + field + "}"
		}
		width := left - spans[2*i]
		if i < len(all)-1 {
			width = spans[2*i+1]
		}
		if left -= spans[2*i] + width; width < 1 || left < 0 {
			c.Errorf(at, "LAYOUT-CELL-COUNT", "把 spans 改小", "表格有 %d 列，spans 加起来放不下", c.ncols)
			return "", false
		}
		for _, x := range []struct {
			text string
			span int
		}{{label, spans[2*i]}, {field, width}} {
			b.WriteString(" " + x.text + " |" + strings.Repeat(" < |", x.span-1))
		}
	}
	return b.String(), true
}
