package templates

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Keys of items of rows that are no drawn rows.
var (
	repeatKeys = []string{"repeat", "heading", "rows", "subtotal", "merge", "merge-empty", "categories", "keep-empty", "empty", "fill", "section"}
	whenKeys   = []string{"when", "rows", "else"}
	eachKeys   = []string{"each", "as", "rows"}
	useKeys    = []string{"use", "from", "with"}
)

// repeat reads a repeat.
func (c *compiler) repeat(n *yaml.Node) []op {
	m, _ := c.Mapping(n, "repeat", repeatKeys...)
	if v := m.Get("rows"); m.Has("section") && (v == nil || v.Kind != yaml.ScalarNode || !notation.HasOver(v.Value)) {
		c.Errorf(m.At["section"], "LAYOUT-ITEM", "写在它前面的 header 里", "repeat 的 section 是它的表头的，rows 里没有写表头（//）")
	}
	p, ok := c.Text(m.Get("repeat"), "repeat")
	if !ok {
		return nil
	}
	where := yamltree.At(m.Get("repeat"))
	r := c.resolve(c.substitute(p, where), where)
	if r == nil {
		return nil
	}
	if r.field.Kind != model.Rows {
		c.Errorf(where, "LAYOUT-NOT-A-LIST", "repeat 后面写列表字段的名字", "“%s”不是列表，不能 repeat", p)
		return nil
	}
	if len(c.lists) == maxRepeats {
		c.Errorf(where, "LAYOUT-TOO-DEEP", "", "repeat 嵌套超过 %d 层", maxRepeats)
		return nil
	}
	if slices.Contains(c.lists, r.field) {
		c.Errorf(where, "LAYOUT-NOT-A-LIST", "", "“%s”已经在外层 repeat", p)
		return nil
	}
	in := *c
	in.scope = c.scope.In(r.field)
	in.lists = append(slices.Clone(c.lists), r.field)
	rep := &repeatOp{list: r, at: yamltree.At(n)}
	var refs []*fieldRef
	names, places := in.mergedCells(m.Get("rows"))
	if v := m.Get("merge"); v != nil {
		if len(names) > 0 {
			c.Errorf(places[0], "LAYOUT-MERGE", "删去 merge:，或删去字段后面的“^”", "合并写了两遍：merge: 和字段后面的“^”")
		}
		if names, places = c.Texts(v, "merge"), nil; len(names) > 0 {
			for _, n := range v.Content {
				places = append(places, yamltree.At(n))
			}
		}
	}
	for i, name := range names {
		at := places[i]
		if strings.ContainsAny(name, "，、；") {
			c.Errorf(at, "LAYOUT-MERGE", "如 merge: [一级指标, 二级指标]", "“%s”里的逗号是全角的，几个字段用半角逗号隔开", name)
			continue
		}
		f := in.resolve(in.substitute(name, at), at)
		switch {
		case f == nil:
		case f.depth != len(in.lists):
			c.Errorf(at, "LAYOUT-MERGE", "", "merge 的“%s”不是“%s”里的字段", name, p)
		case len(f.field.Fields) > 0:
			c.Errorf(at, "LAYOUT-MERGE", "", "merge 的“%s”不是单个字段", name)
		case slices.ContainsFunc(refs, func(o *fieldRef) bool { return o.field == f.field }):
			c.Errorf(at, "LAYOUT-MERGE", "", "merge 里“%s”重复", name)
		default:
			refs = append(refs, f)
			rep.merge = append(rep.merge, f.chain)
			rep.mergeNames = append(rep.mergeNames, name)
		}
	}
	in.merge = append(slices.Clone(c.merge), refs)
	if v := m.Get("heading"); v != nil {
		switch {
		case len(refs) == 0:
			c.Errorf(m.At["heading"], "LAYOUT-HEADING", "如 merge: [年度绩效目标, 一级指标]", "heading 要和 merge 一起用：在第一级合并的每一组前面印一次")
		case c.region != body:
			c.Errorf(m.At["heading"], "LAYOUT-HEADER", "", "heading 只能用在 rows 里，不能用在表格上方或下方")
		default:
			rep.heading = in.rows(v, nil, grid.RoleHeader)
		}
	}
	if v := m.Get("rows"); v != nil {
		if v.Kind == yaml.ScalarNode {
			low := in
			low.half = notation.Lower // the labels over the fields are its header
			rep.rows = low.rows(v, nil, grid.RoleBody)
		} else {
			rep.rows = in.items(v)
		}
	} else {
		c.Errorf(yamltree.At(n), "LAYOUT-MISSING-KEY", "", "repeat 缺 rows")
	}
	written := m.Get("merge")
	for i, name := range rep.mergeNames {
		if !drawsGroup(rep.heading, len(in.lists), i) && !drawsGroup(rep.rows, len(in.lists), i) && len(rep.rows) > 0 {
			at := places[0]
			if written != nil {
				at = yamltree.At(written)
			}
			c.Errorf(at, "LAYOUT-MERGE-NOT-PRINTED", "在 rows 里给 {"+name+"} 一格", "merge 的“%s”在 rows 里没有打印", name)
		}
	}
	if v := m.Get("subtotal"); v != nil {
		rep.sums = in.subtotals(c, v, refs)
	}
	if v := m.Get("empty"); v != nil {
		rep.empty = c.items(v)
	}
	c.categories(rep, m)
	if v := m.Get("merge-empty"); v != nil {
		if rep.apart = !c.Bool(v, "merge-empty"); len(refs) == 0 {
			c.Errorf(m.At["merge-empty"], "LAYOUT-MERGE", "", "merge-empty 要和 merge 一起用")
		}
	}
	if v := m.Get("fill"); v != nil {
		if t, _ := c.Text(v, "fill"); t == "page" || t == "整页" {
			rep.fillPage = true
		} else {
			rep.fill = c.Whole(v, "fill", 1, 500)
		}
		if c.region != body || len(c.lists) > 0 {
			c.Errorf(m.At["fill"], "LAYOUT-NOT-A-LIST", "", "补空行只能用在 rows 里最外层的 repeat")
		}
	}
	return []op{rep}
}

// mergedCells are the fields that the drawn rows of a repeat merge by ^, from left to right, and where they stand.
func (c *compiler) mergedCells(n *yaml.Node) (names []string, at []yamltree.Pos) {
	var drawings []*yaml.Node
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode:
		drawings = append(drawings, n)
	default:
		for _, v := range append([]*yaml.Node{n}, n.Content...) {
			if v.Kind == yaml.MappingNode {
				v = valueOf(v, "row")
			}
			if v != nil && v.Kind == yaml.ScalarNode && (n.Kind == yaml.SequenceNode || valueOf(n, "row") == v) {
				drawings = append(drawings, v)
			}
		}
	}
	for _, v := range drawings {
		if !strings.Contains(v.Value, "^") {
			continue
		}
		var quiet yamltree.Problems // what is wrong is said when the row is compiled
		for _, d := range notation.Drawing(v.Value, c.Placer(v), &quiet) {
			for _, cell := range c.understood(d).Cells {
				if k := slices.IndexFunc(cell.Pieces, func(p notation.Piece) bool { return p.Kind == notation.Field }); cell.Merge && k >= 0 {
					if name := cell.Pieces[k].Text; !slices.Contains(names, name) {
						names, at = append(names, name), append(at, cell.At)
					}
				}
			}
		}
	}
	return names, at
}

// drawsGroup says whether some cell of the rows is the group cell of a merge level.
func drawsGroup(ops []op, depth, level int) (draws bool) {
	eachRow(ops, func(r *rowOp) {
		draws = draws || slices.ContainsFunc(r.cells, func(c cell) bool { return c.level == level && c.depth == depth })
	})
	return draws
}

// categories reads {产出指标: [数量指标, 质量指标]} for two merge levels, [数量指标, 质量指标] for one.
func (c *compiler) categories(op *repeatOp, m yamltree.Mapping) {
	v := m.Get("categories")
	if v == nil {
		if m.Has("keep-empty") {
			c.Errorf(m.At["keep-empty"], "LAYOUT-CATEGORIES", "", "keep-empty 要和 categories 一起用")
		}
		return
	}
	var list []category
	switch {
	case v.Kind == yaml.SequenceNode && len(op.merge) >= 1:
		for _, name := range c.Texts(v, "categories") {
			list = append(list, category{name: name})
		}
	case v.Kind == yaml.MappingNode && len(op.merge) >= 2:
		cm, _ := c.Names(v, "categories")
		for _, parent := range cm.Keys {
			for _, name := range c.Texts(cm.Get(parent), "categories") {
				list = append(list, category{parent, name})
			}
		}
	default:
		c.Errorf(yamltree.At(v), "LAYOUT-CATEGORIES", "categories: {产出指标: [数量指标, 质量指标]}，或只有一级时 [甲, 乙]",
			"categories 应与 merge 的级数相配")
	}
	if !m.Has("keep-empty") || c.Bool(m.Get("keep-empty"), "keep-empty") {
		op.categories = list
	}
}
