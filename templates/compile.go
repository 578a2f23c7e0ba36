package templates

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// region is the part of a table that is being read.
type region uint8

const (
	body region = iota
	above
	below
)

// Limits of a drawing.
const (
	maxRepeats = 4    // repeats inside each other
	maxDrawn   = 3000 // drawn rows of a layout, each: written out
)

// compiler turns items of rows: into ops. It is copied for each inner scope.
type compiler struct {
	*source
	l      *loader
	ncols  int
	region region
	height rowHeight
	scope  model.Scope
	lists  []*model.Field // around this place, innermost last
	merge  [][]*fieldRef  // merge fields of each of these lists
	vars   map[string]string
	quiet  bool // do not count fields as printed
	drawn  *int
}

func (l *loader) compiler(ncols int) *compiler {
	return &compiler{source: l.source, l: l, ncols: ncols, scope: l.layout.Form.Root(), drawn: new(int)}
}

// items reads a list of rows; a single text or mapping is a list of one.
func (c *compiler) items(n *yaml.Node) []op {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var ops []op
	for i := 0; i < len(nodes); i++ {
		if nodes[i].Kind == yaml.MappingNode && hasKey(nodes[i], "header") {
			j := i + 1 + headed(nodes[i+1:])
			h := &headOp{}
			for _, v := range nodes[i:j] {
				h.rows = append(h.rows, c.item(v)...)
			}
			if j == i+1 {
				c.errorf(at(nodes[i]), "LAYOUT-HEADER", "不需要续页重复的表头写成普通的行", "header 后面没有它所管的行")
			}
			ops = append(ops, h)
			i = j - 1
			continue
		}
		ops = append(ops, c.item(nodes[i])...)
	}
	return ops
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// headed counts the items a header heads: up to the next header, or to the end of the repeats and totals it leads to.
func headed(nodes []*yaml.Node) int {
	repeated := false
	for i, n := range nodes {
		switch m := n.Kind == yaml.MappingNode; {
		case m && hasKey(n, "header"):
			return i
		case m && hasKey(n, "repeat"):
			repeated = true
		case repeated && !(m && hasKey(n, "total")):
			return i
		}
	}
	return len(nodes)
}

var rowSettings = []string{"height", "min-height", "keep", "break", "section"}

// item reads one item of rows.
func (c *compiler) item(n *yaml.Node) []op {
	switch n.Kind {
	case yaml.ScalarNode:
		return c.rows(n, nil, grid.RoleBody)
	case yaml.SequenceNode:
		c.errorf(at(n), "TEMPLATE-TYPE", "", "rows 的一项应是画出的行或一组键值，这里是列表")
		return nil
	}
	for _, key := range []string{"row", "header", "total", "repeat", "when", "each"} {
		if !hasKey(n, key) {
			continue
		}
		switch key {
		case "repeat":
			return c.repeat(n)
		case "when":
			return c.when(n)
		case "each":
			return c.each(n)
		}
		m, ok := c.mapping(n, "行（"+key+"）", append([]string{key}, rowSettings...)...)
		if !ok {
			return nil
		}
		role := map[string]grid.RowRole{"row": grid.RoleBody, "header": grid.RoleHeader, "total": grid.RoleTotal}[key]
		if c.region != body && role != grid.RoleBody {
			c.errorf(m.at[key], "LAYOUT-HEADER", "", "%s 只能用在 rows 里，不能用在表格上方或下方", key)
			role = grid.RoleBody
		}
		return c.rows(m.get(key), &m, role)
	}
	before := len(c.list)
	c.mapping(n, "行", append([]string{"row", "header", "total", "repeat", "when", "each", "rows", "merge", "categories", "keep-empty", "empty", "else", "as"}, rowSettings...)...)
	if len(c.list) > before {
		return nil // a misspelt key says what is wrong
	}
	c.errorf(at(n), "LAYOUT-ITEM", "", "这一项应有 row、header、total、repeat、when 或 each 之一")
	return nil
}

// rows reads a drawn block with its settings.
func (c *compiler) rows(n *yaml.Node, settings *mapping, role grid.RowRole) []op {
	text, ok := c.text(n, "画出的行")
	if !ok {
		return nil
	}
	if n.Style&yaml.FoldedStyle != 0 {
		c.errorf(at(n), "LAYOUT-FOLDED", "用“|”代替“>”", "“>”会把行连起来，画不成表")
		return nil
	}
	lines := parseDrawing(text, c.placer(n), &c.problems)
	if len(lines) == 0 {
		c.errorf(at(n), "LAYOUT-EMPTY-DRAWING", "", "这里没有画出的行")
	}
	var ops []op
	for i, d := range lines {
		if *c.drawn++; *c.drawn > maxDrawn {
			c.errorf(d.at, "LAYOUT-TOO-MANY-ROWS", "", "版式的行超过 %d 行", maxDrawn)
			return ops
		}
		r := c.row(d, role)
		if r == nil {
			continue
		}
		c.height.apply(r)
		if settings != nil {
			c.setRow(r, *settings, i == 0)
		}
		ops = append(ops, r)
	}
	return ops
}

func (c *compiler) setRow(r *rowOp, m mapping, first bool) {
	if v := m.get("height"); v != nil {
		r.height, _ = c.length(v, "height", unit.MM, 1000*unit.MM, "mm")
		r.minHeight, r.air = 0, 0
	}
	if v := m.get("min-height"); v != nil {
		r.height = 0
		r.minHeight, _ = c.length(v, "min-height", unit.MM, 1000*unit.MM, "mm")
	}
	if v := m.get("keep"); v != nil {
		r.keepAbove = c.word(v, "keep", "above") == "above"
	}
	if v := m.get("break"); v != nil && first {
		r.break_ = c.word(v, "break", "page") == "page"
	}
	if v := m.get("section"); v != nil && first {
		r.section = c.textOf(v, "section")
	}
}

// textOf compiles a text with fields in braces that is no cell.
func (c *compiler) textOf(n *yaml.Node, what string) []part {
	t, ok := c.text(n, what)
	if !ok {
		return nil
	}
	where := c.placer(n)
	quiet := *c
	quiet.quiet = true
	return quiet.parts(parsePieces([]rune(t), func(i int) pos { return where(0, i) }, &c.problems), at(n))
}

// repeat reads a repeat.
func (c *compiler) repeat(n *yaml.Node) []op {
	m, _ := c.mapping(n, "repeat", "repeat", "rows", "merge", "categories", "keep-empty", "empty")
	p, ok := c.text(m.get("repeat"), "repeat")
	if !ok {
		return nil
	}
	where := at(m.get("repeat"))
	r := c.resolve(c.substitute(p, where), where)
	if r == nil {
		return nil
	}
	if r.field.Kind != model.Rows {
		c.errorf(where, "LAYOUT-NOT-A-LIST", "repeat 后面写列表字段的名字", "“%s”不是列表，不能 repeat", p)
		return nil
	}
	if len(c.lists) == maxRepeats {
		c.errorf(where, "LAYOUT-TOO-DEEP", "", "repeat 嵌套超过 %d 层", maxRepeats)
		return nil
	}
	if slices.Contains(c.lists, r.field) {
		c.errorf(where, "LAYOUT-NOT-A-LIST", "", "“%s”已经在外层 repeat", p)
		return nil
	}
	in := *c
	in.scope = c.scope.In(r.field)
	in.lists = append(slices.Clone(c.lists), r.field)
	rep := &repeatOp{list: r, at: at(n)}
	var refs []*fieldRef
	if v := m.get("merge"); v != nil {
		for i, name := range c.texts(v, "merge") {
			at := at(v.Content[i])
			f := in.resolve(name, at)
			switch {
			case f == nil:
			case f.depth != len(in.lists):
				c.errorf(at, "LAYOUT-MERGE", "", "merge 的“%s”不是“%s”里的字段", name, p)
			case len(f.field.Fields) > 0:
				c.errorf(at, "LAYOUT-MERGE", "", "merge 的“%s”不是单个字段", name)
			case slices.ContainsFunc(refs, func(o *fieldRef) bool { return o.field == f.field }):
				c.errorf(at, "LAYOUT-MERGE", "", "merge 里“%s”重复", name)
			default:
				refs = append(refs, f)
				rep.merge = append(rep.merge, f.chain)
				rep.mergeNames = append(rep.mergeNames, name)
			}
		}
	}
	in.merge = append(slices.Clone(c.merge), refs)
	if v := m.get("rows"); v != nil {
		rep.rows = in.items(v)
	} else {
		c.errorf(at(n), "LAYOUT-MISSING-KEY", "", "repeat 缺 rows")
	}
	for i, name := range rep.mergeNames {
		if !drawsGroup(rep.rows, len(in.lists), i) && len(rep.rows) > 0 {
			c.errorf(at(m.get("merge")), "LAYOUT-MERGE-NOT-PRINTED", "在 rows 里给 {"+name+"} 一格", "merge 的“%s”在 rows 里没有打印", name)
		}
	}
	if v := m.get("empty"); v != nil {
		rep.empty = c.items(v)
	}
	c.categories(rep, m)
	return []op{rep}
}

// drawsGroup says whether some cell of the rows is the group cell of a merge level.
func drawsGroup(ops []op, depth, level int) bool {
	for _, o := range ops {
		switch o := o.(type) {
		case *rowOp:
			for i := range o.cells {
				if o.cells[i].level == level && o.cells[i].depth == depth {
					return true
				}
			}
		case *headOp:
			if drawsGroup(o.rows, depth, level) {
				return true
			}
		case *repeatOp:
			if drawsGroup(o.rows, depth, level) {
				return true
			}
		case *whenOp:
			if drawsGroup(o.rows, depth, level) || drawsGroup(o.else_, depth, level) {
				return true
			}
		}
	}
	return false
}

// categories reads {产出指标: [数量指标, 质量指标]} for two merge levels, [数量指标, 质量指标] for one.
func (c *compiler) categories(op *repeatOp, m mapping) {
	v := m.get("categories")
	if v == nil {
		if m.has("keep-empty") {
			c.errorf(m.at["keep-empty"], "LAYOUT-CATEGORIES", "", "keep-empty 要和 categories 一起用")
		}
		return
	}
	var list []category
	switch {
	case v.Kind == yaml.SequenceNode && len(op.merge) >= 1:
		for _, name := range c.texts(v, "categories") {
			list = append(list, category{name: name})
		}
	case v.Kind == yaml.MappingNode && len(op.merge) >= 2:
		cm, _ := c.names(v, "categories")
		for _, parent := range cm.keys {
			for _, name := range c.texts(cm.get(parent), "categories") {
				list = append(list, category{parent, name})
			}
		}
	default:
		c.errorf(at(v), "LAYOUT-CATEGORIES", "categories: {产出指标: [数量指标, 质量指标]}，或只有一级时 [甲, 乙]",
			"categories 应与 merge 的级数相配")
	}
	if !m.has("keep-empty") || c.bool(m.get("keep-empty"), "keep-empty") {
		op.categories = list
	}
}

// when reads a condition.
func (c *compiler) when(n *yaml.Node) []op {
	m, _ := c.mapping(n, "when", "when", "rows", "else")
	src, ok := c.text(m.get("when"), "when")
	if !ok {
		return nil
	}
	w := &whenOp{depth: len(c.lists), at: at(m.get("when"))}
	if w.cond = c.formula(src, w.at, c.scope); w.cond != nil && w.cond.Kind() != model.IsBool && w.cond.Kind() != model.Nothing {
		c.errorf(w.at, "LAYOUT-CONDITION", "如 额 > 0、not 空(额)", "when 的表达式不是条件")
	}
	if v := m.get("rows"); v != nil {
		w.rows = c.items(v)
	} else {
		c.errorf(at(n), "LAYOUT-MISSING-KEY", "", "when 缺 rows")
	}
	if v := m.get("else"); v != nil {
		w.else_ = c.items(v)
	}
	return []op{w}
}

// each writes its rows out once for each name.
func (c *compiler) each(n *yaml.Node) []op {
	m, _ := c.mapping(n, "each", "each", "as", "rows")
	v := m.get("each")
	if v.Kind != yaml.SequenceNode || len(v.Content) == 0 {
		c.errorf(at(v), "LAYOUT-EACH", "如 each: [当年财政拨款, 其他资金]", "each 应是名字的列表")
		return nil
	}
	if !m.has("rows") {
		c.errorf(at(n), "LAYOUT-MISSING-KEY", "", "each 缺 rows")
		return nil
	}
	as := ""
	if m.has("as") {
		as, _ = c.text(m.get("as"), "as")
	}
	var ops []op
	var first []string
	for i, item := range v.Content {
		in := *c
		in.vars = map[string]string{}
		for k, t := range c.vars {
			in.vars[k] = t
		}
		var names []string
		switch item.Kind {
		case yaml.ScalarNode:
			if as == "" {
				c.errorf(at(item), "LAYOUT-EACH", "如 as: 名，行里写 {$名}", "each 缺 as")
				return nil
			}
			in.vars[as], _ = c.text(item, "each 的一项")
			names = []string{as}
		case yaml.MappingNode:
			vm, _ := c.names(item, "each 的一项")
			for _, k := range vm.keys {
				in.vars[k], _ = c.text(vm.get(k), k)
				names = append(names, k)
			}
		default:
			c.errorf(at(item), "LAYOUT-EACH", "", "each 的一项应是名字，或 {名: …, 标: …}")
			return nil
		}
		slices.Sort(names)
		if i == 0 {
			first = names
		} else if !slices.Equal(first, names) {
			c.errorf(at(item), "LAYOUT-EACH", "", "each 各项的变量应相同（%s）", strings.Join(first, "、"))
			return nil
		}
		ops = append(ops, in.items(m.get("rows"))...)
	}
	return ops
}

// substitute puts the variables of each into a path or expression: $名.
func (c *compiler) substitute(s string, where pos) string {
	if !strings.Contains(s, "$") {
		return s
	}
	var names []string
	for k := range c.vars {
		names = append(names, k)
	}
	slices.SortFunc(names, func(a, b string) int { // longest first: $名称 before $名
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for _, k := range names {
		s = strings.ReplaceAll(s, "$"+k, c.vars[k])
	}
	if i := strings.IndexByte(s, '$'); i >= 0 {
		name, _, _ := strings.Cut(s[i+1:], ".")
		c.errorf(where, "LAYOUT-VARIABLE", didYouMean(name, names), "没有变量“$%s”", name)
		return ""
	}
	return s
}

// resolve finds a field; errors are reported and give nil.
func (c *compiler) resolve(p string, where pos) *fieldRef {
	if p == "" {
		return nil
	}
	f, err := c.scope.Resolve(p)
	if err != nil {
		c.errorf(where, "LAYOUT-UNKNOWN-FIELD", "", "%s", err.Error())
		return nil
	}
	r, ok := ref(c.l.layout.Form, f, c.lists)
	if !ok {
		c.errorf(where, "LAYOUT-IN-LIST", "", "“%s”在列表里，要在它的 repeat 之内", p)
		return nil
	}
	return r
}

// formula compiles an expression; errors are reported and give nil.
func (c *compiler) formula(src string, where pos, scope model.Scope) *model.Formula {
	if src = c.substitute(src, where); src == "" {
		return nil
	}
	f, err := scope.Compile(src)
	if err == nil {
		return f
	}
	var e *model.ExprError
	if !errors.As(err, &e) {
		c.errorf(where, "LAYOUT-EXPRESSION", "", "%s", err.Error())
		return nil
	}
	if e.Col > 0 && e.Line <= 1 && where.col > 0 {
		where.col += e.Col - 1
	}
	c.errorf(where, "LAYOUT-EXPRESSION", e.Hint, "表达式“%s”：%s", shorten(src), e.Msg)
	return nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// checkFormat reports a number format that is not known.
func (s *source) checkFormat(where pos, format string) bool {
	if model.CheckFormat(format) {
		return true
	}
	s.errorf(where, "LAYOUT-FORMAT", "如 0、0.00、0.##、#,##0.00、0.00%", "不认识数字格式“%s”", format)
	return false
}

var chineseDigits = strings.Fields("〇 一 二 三 四 五 六 七 八 九")

// ordinal prints a count: 1, or 一 in the format 一.
func ordinal(n int, format string) string {
	if format != "一" || n > 99 {
		return strconv.Itoa(n)
	}
	tens, ones := n/10, n%10
	s := ""
	if tens > 1 {
		s = chineseDigits[tens]
	}
	if tens > 0 {
		s += "十"
	}
	if ones > 0 {
		s += chineseDigits[ones]
	}
	return s
}
