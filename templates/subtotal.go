package templates

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// subtotal are rows below each group of a list, 小计. A group are neighbours that are equal in all fields of by.
type subtotal struct {
	name  string // of the last of these fields
	by    []*fieldRef
	free  bool // the last is none that merges, so nobody else tells of groups that are apart
	level int  // merge levels of which the group is one; at least 1
	rows  []op
	outer model.Scope // of expressions: what is around the list, and 本组
}

// subtotals reads the rows below groups: a drawing, with settings or without, for those of the first field that merges,
// or one for each of some fields, outermost first. c is inside the repeat, around is not; merge are the fields that
// merge.
func (c *compiler) subtotals(around *compiler, n *yaml.Node, merge []*fieldRef) (out []*subtotal) {
	if c.region != body {
		c.Errorf(yamltree.At(n), "LAYOUT-HEADER", "", "subtotal 只能用在 rows 里，不能用在表格上方或下方")
		return nil
	}
	list := c.lists[len(c.lists)-1]
	add := func(by []*fieldRef, free bool, level int, rows *yaml.Node) {
		s := &subtotal{name: by[len(by)-1].field.Name, by: by, free: free, level: level, outer: around.scope.With("本组", list)}
		in := *c
		in.sum = s
		if rows.Kind == yaml.MappingNode { // with a height
			m, _ := in.Mapping(rows, "subtotal", append([]string{"row"}, rowSettings...)...)
			if rows = m.Get("row"); rows == nil {
				c.Errorf(yamltree.At(n), "LAYOUT-MISSING-KEY", "", "subtotal 缺 row")
				return
			}
			s.rows = in.rows(rows, &m, grid.RoleTotal)
		} else {
			s.rows = in.rows(rows, nil, grid.RoleTotal)
		}
		out = append(out, s)
	}
	if n.Kind != yaml.MappingNode || hasKey(n, "row") {
		if len(merge) == 0 {
			c.Errorf(yamltree.At(n), "LAYOUT-SUBTOTAL", "如 merge: [单位]，或 subtotal: {单位: \"| 小计 | … |\"}", "subtotal 没有说按什么分组")
			return nil
		}
		add(merge[:1], false, 1, n)
		return out
	}
	m, _ := c.Names(n, "subtotal")
	var free []*fieldRef
	for i, name := range m.Keys {
		at := yamltree.At(n.Content[2*i])
		f := c.resolve(c.substitute(name, at), at)
		switch {
		case f == nil:
		case f.depth != len(c.lists) || len(f.field.Fields) > 0:
			c.Errorf(at, "LAYOUT-SUBTOTAL", "", "subtotal 的“%s”不是“%s”里的单个字段", name, list.Name)
		default:
			k := slices.IndexFunc(merge, func(r *fieldRef) bool { return r.field == f.field })
			if by := slices.Concat(free, merge[:k+1]); k >= 0 {
				add(by, false, k+1, m.Get(name))
				continue
			}
			free = append(free, f)
			add(slices.Concat(merge[:c.outerLevels(out)], free), true, 1, m.Get(name))
		}
	}
	return out
}

// outerLevels are the merge levels of the groups that were written before.
func (c *compiler) outerLevels(before []*subtotal) (n int) {
	for _, s := range before {
		if !s.free {
			n = max(n, s.level)
		}
	}
	return n
}

// checkSum refuses what differs within the group: only that of its last item would be printed.
func (c *compiler) checkSum(out *cell) {
	for _, p := range out.parts {
		if p.kind == notation.Ordinal {
			c.Errorf(p.at, "LAYOUT-ORDINAL", "", "小计的行里没有 {序号}")
		}
		if p.ref == nil || p.ref.depth < len(c.lists) || slices.ContainsFunc(c.sum.by, func(f *fieldRef) bool { return f.field == p.ref.field }) {
			continue
		}
		c.Errorf(p.at, "LAYOUT-MERGE-LOSS", "如 {= 合计(本组, ."+p.ref.field.Name+")}", "“%s”在一组里各条不同，小计的行里只能印分组的字段和算式", p.ref.field.Name)
	}
}

// same says whether two items belong to one group.
func (s *subtotal) same(o *repeatOp, a, b *model.Value) bool {
	for _, f := range s.by {
		k := keyOf(a, f.chain)
		if k != keyOf(b, f.chain) || o.apart && k == "" {
			return false
		}
	}
	return true
}

// sumUp prints the rows below the groups that end with the current item, the innermost first. A form to be filled in
// has none: nobody knows its groups yet.
func (o *repeatOp) sumUp(x *expander, rep *repeating) {
	if len(o.sums) == 0 || x.open || x.frames[len(x.frames)-1].blank {
		return
	}
	for k := len(o.sums) - 1; k >= 0; k-- {
		s := o.sums[k]
		last := rep.i == len(rep.items)-1 || rep.i+1 >= rep.filled
		switch {
		case last:
		case x.try != nil:
			if min(x.try.same, max(len(o.merge), 1)) >= s.level {
				continue
			}
		case s.same(o, rep.items[rep.i], rep.items[rep.i+1]):
			continue
		}
		if x.all(s.rows); x.try == nil {
			s.printed(x, rep)
		}
	}
}

// printed notes that the fields of the group that stand in its rows are printed for each of its items, and that a group
// was there before.
func (s *subtotal) printed(x *expander, rep *repeating) {
	items := rep.of(s)
	eachRow(s.rows, func(r *rowOp) {
		for i := range r.cells {
			for _, p := range r.cells[i].parts {
				if p.kind == notation.Field && p.ref.depth == len(x.frames)-1 {
					for _, v := range items {
						x.printed[at(v, p.ref.chain)] = true
					}
				}
			}
		}
	})
	if !s.free || len(items) == 0 {
		return
	}
	var names []string
	for _, f := range s.by {
		names = append(names, keyOf(items[0], f.chain))
	}
	key := s.name + "\x00" + strings.Join(names, "\x00")
	if rep.summed == nil {
		rep.summed = map[string]bool{}
	}
	if v := items[0]; rep.summed[key] && names[len(names)-1] != "" {
		x.noteOnce(&rep.split, finding.Finding{Code: "GROUP-APART", Severity: finding.Note, Record: x.rec.Name,
			Pos: finding.Pos{File: x.rec.File, Line: v.Line, Col: v.Col}, Path: v.Path, Place: x.frames[len(x.frames)-1].place,
			Message: "“" + strings.Join(names, " › ") + "”的各行不相邻，按原来的次序分成两组，各有小计",
			Hint:    "要合并成一组，请把它们排在一起"})
	}
	rep.summed[key] = true
}

// of are the items of the record in the group of the current item.
func (r *repeating) of(s *subtotal) (out []*model.Value) {
	from, to := r.i, r.i+1
	for from > 0 && s.same(r.op, r.items[from-1], r.items[from]) {
		from--
	}
	for to < r.filled && s.same(r.op, r.items[to-1], r.items[to]) {
		to++
	}
	for _, v := range r.items[from:to] {
		if r.real == len(r.items) || v.Origin != model.Absent {
			out = append(out, v)
		}
	}
	return out
}

// at is the value at a place inside an item.
func at(v *model.Value, chain []int) *model.Value {
	for _, i := range chain {
		if i >= len(v.Fields) {
			return &model.Value{}
		}
		v = v.Fields[i]
	}
	return v
}

// keyOf is the text of a field of an item, by which it belongs to a group.
func keyOf(v *model.Value, chain []int) string {
	if v = at(v, chain); v.Field == nil {
		return ""
	}
	return v.Shown("")
}
