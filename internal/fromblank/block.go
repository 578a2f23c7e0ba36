package fromblank

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// blocks makes rows lists of the form that are drawn under a header which names their fields, filled in as blanks are:
// with the names of categories, merged over their rows, and with 指标1：, 指标2：, …….
func (g *guesser) blocks() {
	if g.form == nil {
		return
	}
	for _, f := range g.form.Fields {
		if f.Kind != model.Rows || g.used[f.Name] {
			continue
		}
		for from := 1; from < len(g.t.Rows); from++ {
			if g.inList(from) {
				continue
			}
			if l, ok := g.blockAt(f, from); ok {
				g.used[f.Name] = true
				g.lists = append(g.lists, l)
				break
			}
		}
	}
}

// column is a column of a block.
type column struct {
	col   int
	field string
	fresh bool
}

// blockAt is the block whose first row is from.
func (g *guesser) blockAt(f *model.Field, from int) (l list, ok bool) {
	if !g.t.Rows[from].Role.Bordered() || g.numberRow(from) {
		return l, false
	}
	var columns []column
	top := g.topOf(from)
	hits, header := 0, top
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[from][k]]
		if c.Col != k || c.Row < from {
			continue // beside the rows
		}
		h := g.headAt(c.Col, top)
		if h == nil || h.Row+h.RowSpan != g.headsEnd(top) || h.Col > c.Col {
			return l, false
		}
		header = min(header, h.Row)
		name := cellName(h.Text)
		x := column{col: k, field: fieldLike(f, name, columns)}
		switch {
		case x.field != "":
			hits++
		case ordinalHead(h.Text):
			x.field = "序号"
		case name == "":
			return l, false
		default:
			x.field, x.fresh = ownName(name), true
		}
		if slices.ContainsFunc(columns, func(y column) bool { return y.field == x.field }) {
			return l, false
		}
		columns = append(columns, x)
	}
	if hits < 3 || 2*hits < len(columns) {
		return l, false
	}
	l = list{from: from, top: top, name: f.Name, known: true, header: header, headed: true}
	for l.to = from; l.to < len(g.t.Rows); l.to++ {
		if g.itemRow(l.to, from, columns) {
			l.items = append(l.items, map[string]string{})
			l.rows = append(l.rows, l.to)
		} else if l.to == from || !g.between(&l, columns) {
			break
		}
	}
	for len(l.sums) > 0 && l.sums[len(l.sums)-1] == l.to-1 && len(l.sums) == 1 { // the one sum of all is no sum of a group
		l.sums, l.to = l.sums[:len(l.sums)-1], l.to-1
	}
	if l.header = g.headerTop(header, top); g.headedAbove(&l) {
		l.header, l.headed = l.top, false
	}
	if l.to == from || l.header == 0 && from == 0 {
		return l, false
	}
	g.fillBlock(&l, f, columns)
	return l, true
}

// between says whether the row that follows the rows of a list so far is a sum of a group of them: 小计 under the
// last column that is merged or before, nothing printed besides, and further rows after it.
func (g *guesser) between(l *list, columns []column) bool {
	row, sum := l.to, false
	if !g.t.Rows[row].Role.Bordered() {
		return false
	}
	for k := columns[0].col; k < len(g.t.Columns); k++ {
		c := &g.t.Cells[g.at[row][k]]
		switch {
		case c.Col != k:
		case c.Row < row && c.Row >= l.from: // a second name that goes on
		case c.Row < row || c.RowSpan > 1:
			return false
		case blank(c.Text) || constant(c.Text):
		case strings.Join(strings.Fields(c.Text), "") != "小计":
			return false
		default:
			sum = true
		}
	}
	if sum {
		l.sums = append(l.sums, row)
	}
	return sum
}

// headAt is the text that ends right above a row in a column.
func (g *guesser) headAt(col, row int) *grid.Cell {
	if row == 0 {
		return nil
	}
	if row = g.headsEnd(row); row == 0 {
		return nil
	}
	h := &g.t.Cells[g.at[row-1][col]]
	if blank(h.Text) || !g.t.Rows[h.Row].Role.Bordered() {
		return nil
	}
	return h
}

// itemRow says whether row r is drawn as row from is: the same columns, of which the last ones are its own.
func (g *guesser) itemRow(r, from int, columns []column) bool {
	if !g.t.Rows[r].Role.Bordered() {
		return false
	}
	own := 0
	for _, x := range columns {
		a, b := &g.t.Cells[g.at[from][x.col]], &g.t.Cells[g.at[r][x.col]]
		if b.Col != x.col || a.ColSpan != b.ColSpan || b.Row < from {
			return false
		}
		if b.Row == r && b.RowSpan == 1 {
			own++
		}
	}
	first := &g.t.Cells[g.at[r][columns[0].col]]
	return own > 0 && !totalLabel.MatchString(strings.Join(strings.Fields(first.Text), ""))
}

var totalLabel = pattern.Late(`^([^，。；：]{0,6}(合计|总计|小计|共计)|总分|总评分?|自评总分|综合得分)(数|值)?([（(].*)?$`)

// placeholder is what a blank has where an item is to be written.
var placeholder = pattern.Late(`^(指标|项目|任务|目标)?[ 　]*([0-9]{1,2}|[一二三四五六七八九十]|[①-⑳]|…+|\.{2,})?[.、．：:]?$`)

func ordinalHead(s string) bool { return strings.Join(strings.Fields(s), "") == "序号" }

// fillBlock draws the first row of a block for all, and notes what its rows hold.
func (g *guesser) fillBlock(l *list, f *model.Field, columns []column) {
	for _, x := range columns {
		merged := false
		for i, r := range l.rows {
			c := &g.t.Cells[g.at[r][x.col]]
			merged = merged || c.RowSpan > 1
			text := c.Text
			if x.field == "序号" || blank(text) || g.ticked(c) {
				continue
			}
			if placeholder.MatchString(strings.TrimSpace(text)) {
				l.items[i]["?"+x.field] = text
				continue
			}
			l.items[i][x.field] = text
		}
		if merged && x.field != "序号" {
			l.merge = append(l.merge, x.field)
		}
		n := g.at[l.from][x.col]
		if x.field == "序号" && blank(g.t.Cells[n].Text) {
			continue
		}
		if x.field == "序号" {
			g.cells[n] = numbered(g.t.Cells[n].Text)
			l.fields = append(l.fields, x.field)
			continue
		}
		g.column(l, f, x.field, n)
	}
	for _, y := range f.Fields { // what an item must have stays as the blank has it
		for _, item := range l.items {
			hint, ok := item["?"+y.Name]
			delete(item, "?"+y.Name)
			if _, there := item[y.Name]; ok && !there && y.Required {
				item[y.Name] = hint
			}
		}
	}
	for _, item := range l.items {
		for k := range item {
			if strings.HasPrefix(k, "?") {
				delete(item, k)
			}
		}
	}
}

// synonyms are other names that papers have for fields of indicators.
var synonyms = map[string][]string{
	"三级指标":        {"指标名称", "指标内容", "绩效指标", "具体指标", "明细指标"},
	"年度指标值":       {"指标值", "目标值", "年初指标值", "预期指标值", "年度目标值", "计划指标值"},
	"实际完成值":       {"完成值", "全年实际值", "实际值", "完成情况", "实际完成情况", "全年完成值"},
	"分值":          {"权重", "标准分", "指标分值"},
	"得分":          {"自评得分", "评分", "自评分"},
	"偏差原因分析及改进措施": {"未完成原因分析", "原因分析", "偏差原因", "备注", "未完成原因和改进措施"},
}

// fieldLike is the field of an item that a head names: its name, another name of it, or most of its characters in
// order; empty if there is none.
func fieldLike(f *model.Field, name string, taken []column) string {
	free := func(n string) bool {
		return f.Field(n) != nil && !slices.ContainsFunc(taken, func(x column) bool { return x.field == n })
	}
	if free(name) {
		return name
	}
	for n, others := range synonyms {
		if slices.Contains(others, name) && free(n) {
			return n
		}
	}
	for _, x := range f.Fields {
		a, b := []rune(x.Name), []rune(name)
		if len(b) > len(a) {
			a, b = b, a
		}
		i := 0
		for _, r := range a {
			if i < len(b) && b[i] == r {
				i++
			}
		}
		if i == len(b) && 3*len(b) >= 2*len(a) && free(x.Name) {
			return x.Name
		}
	}
	return ""
}

// categories are the second names under each first one of a block merged by two fields, without what stands in
// brackets.
func (l *list) categories() (order []string, under map[string][]string) {
	under = map[string][]string{}
	if len(l.merge) < 2 {
		return nil, nil
	}
	one := ""
	for _, item := range l.items {
		if s := plainName(item[l.merge[0]]); s != "" {
			one = s
		}
		two := plainName(item[l.merge[1]])
		if one == "" || two == "" {
			continue
		}
		if under[one] == nil {
			order = append(order, one)
		}
		if !slices.Contains(under[one], two) {
			under[one] = append(under[one], two)
		}
	}
	return order, under
}

// plainName is the name of a category without its points in brackets.
func plainName(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if i := strings.IndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	return s
}
