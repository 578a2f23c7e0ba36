package templates

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
)

// when reads a condition.
func (c *compiler) when(n *yaml.Node) []op {
	m, _ := c.Mapping(n, "when", whenKeys...)
	src, ok := c.Text(m.Get("when"), "when")
	if !ok {
		return nil
	}
	w := &whenOp{depth: len(c.lists), at: yamltree.At(m.Get("when"))}
	if w.cond = c.formula(src, w.at, c.scope); w.cond != nil && w.cond.Kind() != model.IsBool && w.cond.Kind() != model.Nothing {
		c.Errorf(w.at, "LAYOUT-CONDITION", "如 额 > 0、not 空(额)", "when 的表达式不是条件")
	}
	if v := m.Get("rows"); v != nil {
		w.rows = c.items(v)
	} else {
		c.Errorf(yamltree.At(n), "LAYOUT-MISSING-KEY", "", "when 缺 rows")
	}
	if v := m.Get("else"); v != nil {
		w.else_ = c.items(v)
	}
	return []op{w}
}

// each writes its rows out once for each name.
func (c *compiler) each(n *yaml.Node) []op {
	m, _ := c.Mapping(n, "each", eachKeys...)
	v := m.Get("each")
	if v.Kind != yaml.SequenceNode || len(v.Content) == 0 {
		c.Errorf(yamltree.At(v), "LAYOUT-EACH", "如 each: [当年财政拨款, 其他资金]", "each 应是名字的列表")
		return nil
	}
	if !m.Has("rows") {
		c.Errorf(yamltree.At(n), "LAYOUT-MISSING-KEY", "", "each 缺 rows")
		return nil
	}
	as := ""
	if m.Has("as") {
		as, _ = c.Text(m.Get("as"), "as")
	}
	var ops []op
	var first []string
	for i, item := range v.Content {
		in := *c
		if in.vars = maps.Clone(c.vars); in.vars == nil {
			in.vars = map[string]string{}
		}
		var names []string
		switch item.Kind {
		case yaml.ScalarNode:
			if as == "" {
				c.Errorf(yamltree.At(item), "LAYOUT-EACH", "如 as: 名，行里写 {$名}", "each 缺 as")
				return nil
			}
			text, _ := c.Text(item, "each 的一项")
			in.vars[as] = c.replaced(text)
			names = []string{as}
		case yaml.MappingNode:
			vm, _ := c.Names(item, "each 的一项")
			for _, k := range vm.Keys {
				text, _ := c.Text(vm.Get(k), k)
				in.vars[k] = c.replaced(text)
				names = append(names, k)
			}
		default:
			c.Errorf(yamltree.At(item), "LAYOUT-EACH", "", "each 的一项应是名字，或 {名: …, 标: …}")
			return nil
		}
		slices.Sort(names)
		if i == 0 {
			first = names
		} else if !slices.Equal(first, names) {
			c.Errorf(yamltree.At(item), "LAYOUT-EACH", "", "each 各项的变量应相同（%s）", strings.Join(first, "、"))
			return nil
		}
		ops = append(ops, in.items(m.Get("rows"))...)
		if *c.tried++; *c.tried > maxDrawn || *c.drawn > maxDrawn { // also where nothing is drawn for a mistake
			c.Errorf(yamltree.At(n), "LAYOUT-TOO-MANY-ROWS", "", "each 展开后超过 %d 行", maxDrawn)
			break
		}
	}
	return ops
}

// substitute puts the variables of each into a path or expression: $名.
func (c *compiler) substitute(s string, where yamltree.Pos) string {
	if !strings.Contains(s, "$") {
		return s
	}
	s = c.replaced(s)
	if i := strings.IndexByte(s, '$'); i >= 0 {
		name, _, _ := strings.Cut(s[i+1:], ".")
		c.Errorf(where, "LAYOUT-VARIABLE", yamltree.DidYouMean(name, slices.Sorted(maps.Keys(c.vars))), "没有变量“$%s”", name)
		return ""
	}
	return s
}

// replaced is a text with the variables that there are; any other $ is one of its characters.
func (c *compiler) replaced(s string) string {
	if len(c.vars) == 0 || !strings.Contains(s, "$") {
		return s
	}
	names := slices.SortedFunc(maps.Keys(c.vars), func(a, b string) int { // longest first: $名称 before $名
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	for _, k := range names {
		s = strings.ReplaceAll(s, "$"+k, c.vars[k])
	}
	return s
}
