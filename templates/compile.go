package templates

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
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
	*notation.Source
	l      *loader
	ncols  int
	region region
	height notation.RowHeight
	scope  model.Scope
	lists  []*model.Field // around this place, innermost last
	merge  [][]*fieldRef  // merge fields of each of these lists
	vars   map[string]string
	sum    *subtotal // the rows below a group that this place is in
	quiet  bool      // do not count fields as printed
	drawn  *int
	tried  *int   // items of each, blocks used
	uses   int    // blocks around this place
	home   string // the layout whose blocks are meant: the id of one that lends, empty: this one

	borrowed int // of rows that another lends: whose layout uses them
	change   int // changes before this one have been made here

	of   string        // the group whose fields are named without it
	half notation.Half // the half that is meant of lines with labels over fields; Whole: both
}

func (l *loader) compiler(ncols int) *compiler {
	return &compiler{Source: l.Source, l: l, ncols: ncols, scope: l.layout.Form.Root(), drawn: new(int), tried: new(int)}
}

// items reads a list of rows; a single text or mapping is a list of one.
func (c *compiler) items(n *yaml.Node) []op {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	if c.half != notation.Whole || c.of != "" { // meant of one drawing only
		whole := *c
		whole.half, whole.of = notation.Whole, ""
		c = &whole
	}
	var ops []op
	for i := 0; i < len(nodes); i++ {
		if hasKey(nodes[i], "header") {
			j := i + 1 + c.underHeader(nodes[i+1:])
			ops = append(ops, c.changed(true, namesOf(nodes[i]), func(in *compiler) []op { return in.headed(nodes[i:j]) })...)
			i = j - 1
			continue
		}
		if rows := valueOf(nodes[i], "rows"); labels(nodes[i]) {
			j := i + 1 + c.underRepeat(nodes[i+1:])
			ops = append(ops, c.changed(true, namesOf(nodes[i]), func(in *compiler) []op { return in.labelled(rows, nodes[i:j]) })...)
			i = j - 1
			continue
		}
		ops = append(ops, c.changed(true, namesOf(nodes[i]), func(in *compiler) []op { return in.item(nodes[i]) })...)
	}
	return ops
}

// headed reads a header and what it heads.
func (c *compiler) headed(nodes []*yaml.Node) []op {
	h := &headOp{rows: c.item(nodes[0])}
	for _, v := range nodes[1:] {
		h.rows = append(h.rows, c.changed(true, namesOf(v), func(in *compiler) []op { return in.item(v) })...)
	}
	if len(nodes) == 1 {
		c.Errorf(yamltree.At(nodes[0]), "LAYOUT-HEADER", "不需要续页重复的表头写成普通的行", "header 后面没有它所管的行")
	}
	return []op{h}
}

// labelled reads a repeat whose rows say their labels too (//), and what follows it: the labels are its header.
func (c *compiler) labelled(rows *yaml.Node, nodes []*yaml.Node) []op {
	up := *c
	up.half = notation.Upper
	h := &headOp{rows: up.rows(rows, nil, grid.RoleHeader)}
	if v := valueOf(nodes[0], "section"); v != nil && len(h.rows) > 0 {
		if r, ok := h.rows[0].(*rowOp); ok {
			r.section = c.textOf(v, "section")
		}
	}
	h.rows = append(h.rows, c.item(nodes[0])...)
	for _, v := range nodes[1:] {
		h.rows = append(h.rows, c.changed(true, namesOf(v), func(in *compiler) []op { return in.item(v) })...)
	}
	return []op{h}
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// underHeader counts the items a header heads: up to the next header, which the labels of a repeat are too, or to the
// end of the repeats and totals it leads to.
func (c *compiler) underHeader(nodes []*yaml.Node) int {
	repeated := false
	for i, n := range nodes {
		switch {
		case hasKey(n, "header"), i > 0 && labels(n):
			return i
		case c.brings(n, "repeat"):
			repeated = true
		case repeated && !c.brings(n, "total"):
			return i
		}
	}
	return len(nodes)
}

// labels says whether an item is a repeat whose rows say their labels too.
func labels(n *yaml.Node) bool {
	rows := valueOf(n, "rows")
	return rows != nil && hasKey(n, "repeat") && rows.Kind == yaml.ScalarNode && notation.HasOver(rows.Value)
}

// underRepeat counts the items that the labels of a repeat head behind it: the repeats and totals that follow.
func (c *compiler) underRepeat(nodes []*yaml.Node) int {
	for i, n := range nodes {
		if !c.brings(n, "total") && (!c.brings(n, "repeat") || labels(n)) {
			return i
		}
	}
	return len(nodes)
}

// brings says whether an item is of a kind, or uses a block that has one.
func (c *compiler) brings(n *yaml.Node, key string) bool {
	if !hasKey(n, "use") {
		return hasKey(n, key)
	}
	b := c.used(n)
	return b != nil && (hasKey(b.rows, key) || slices.ContainsFunc(b.rows.Content, func(v *yaml.Node) bool { return hasKey(v, key) }))
}

// itemKeys tell what an item of rows is.
var itemKeys = []string{"row", "header", "total", "foot", "repeat", "when", "each", "use", "pairs"}

var rowSettings = []string{"height", "min-height", "keep", "break", "section", "of"}

// item reads one item of rows.
func (c *compiler) item(n *yaml.Node) []op {
	switch n.Kind {
	case yaml.ScalarNode:
		return c.rows(n, nil, grid.RoleBody)
	case yaml.SequenceNode:
		c.Errorf(yamltree.At(n), "TEMPLATE-TYPE", "", "rows 的一项应是画出的行或一组键值，这里是列表")
		return nil
	}
	for _, key := range itemKeys {
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
		case "use":
			return c.use(n)
		case "pairs":
			return c.pairs(n)
		}
		m, ok := c.Mapping(n, "行（"+key+"）", append([]string{key}, rowSettings...)...)
		if !ok {
			return nil
		}
		role := map[string]grid.RowRole{"row": grid.RoleBody, "header": grid.RoleHeader, "total": grid.RoleTotal, "foot": grid.RoleTotal}[key]
		if c.region != body && role != grid.RoleBody {
			c.Errorf(m.At[key], "LAYOUT-HEADER", "", "%s 只能用在 rows 里，不能用在表格上方或下方", key)
			role = grid.RoleBody
		}
		ops := c.rows(m.Get(key), &m, role)
		for _, o := range ops {
			if r, ok := o.(*rowOp); ok && key == "foot" {
				r.foot = true
			}
		}
		return ops
	}
	before := len(c.List)
	c.Mapping(n, "行", slices.Concat(itemKeys, []string{"heading", "rows", "subtotal", "merge", "merge-empty", "categories", "keep-empty", "empty", "fill", "else", "as",
		"from", "with", "spans"}, rowSettings)...)
	if len(c.List) > before {
		return nil // a misspelt key says what is wrong
	}
	c.Errorf(yamltree.At(n), "LAYOUT-ITEM", "", "这一项应有 row、header、total、foot、repeat、when、each、use 或 pairs 之一")
	return nil
}

// rows reads a drawn block with its settings.
func (c *compiler) rows(n *yaml.Node, settings *yamltree.Mapping, role grid.RowRole) []op {
	text, ok := c.Text(n, "画出的行")
	if !ok {
		return nil
	}
	if n.Style&yaml.FoldedStyle != 0 {
		c.Errorf(yamltree.At(n), "LAYOUT-FOLDED", "用“|”代替“>”", "“>”会把行连起来，画不成表")
		return nil
	}
	lines := notation.Drawing(text, c.Placer(n), &c.Problems)
	if len(lines) == 0 {
		c.Errorf(yamltree.At(n), "LAYOUT-EMPTY-DRAWING", "", "这里没有画出的行")
	}
	return c.drawnRows(lines, settings, role)
}

// drawnRows makes rows of drawn lines: of those with labels over fields in a repeat the fields, for its header the
// labels.
func (c *compiler) drawnRows(lines []notation.Line, settings *yamltree.Mapping, role grid.RowRole) []op {
	if settings != nil && settings.Has("of") {
		in := *c
		if in.of = c.groupOf(settings.Get("of")); in.of == "" {
			return nil
		}
		c = &in
	}
	if c.half != notation.Whole {
		lines = slices.DeleteFunc(slices.Clone(lines), func(d notation.Line) bool {
			return d.Half == c.half.Other() || c.half == notation.Upper && d.Half == notation.Whole
		})
	}
	var ops []op
	first := true
	for i, d := range lines {
		ops = append(ops, c.changed(false, []string{c.label(d)}, func(in *compiler) []op {
			if *c.drawn++; *c.drawn > maxDrawn {
				c.Errorf(d.At, "LAYOUT-TOO-MANY-ROWS", "", "版式的行超过 %d 行", maxDrawn)
				return nil
			}
			r := in.row(in.understood(in.recolumned(d, role, i)), role)
			if r == nil {
				return nil
			}
			heighten(r, c.height)
			if settings != nil {
				in.setRow(r, *settings, i, len(lines), first)
			}
			first = false
			return []op{r}
		})...)
		if *c.drawn > maxDrawn {
			break
		}
	}
	return ops
}

// setRow applies the settings to row i of n rows drawn together; first: no row of them is before it.
func (c *compiler) setRow(r *rowOp, m yamltree.Mapping, i, n int, first bool) {
	if v := m.Get("height"); v != nil {
		if v.Kind == yaml.SequenceNode { // one for each row
			if len(v.Content) != n {
				if first {
					c.Errorf(yamltree.At(v), "LAYOUT-ROW-HEIGHT", "", "这里画了 %d 行，height 写了 %d 个", n, len(v.Content))
				}
				return
			}
			v = v.Content[i]
		}
		r.height, _ = c.Length(v, "height", unit.MM, 1000*unit.MM, "mm")
		r.minHeight, r.air = 0, 0
	}
	if v := m.Get("min-height"); v != nil {
		r.height = 0
		r.minHeight, _ = c.Length(v, "min-height", unit.MM, 1000*unit.MM, "mm")
	}
	if v := m.Get("keep"); v != nil {
		r.keepAbove = c.Word(v, "keep", "above") == "above"
	}
	if v := m.Get("break"); v != nil && first {
		r.break_ = c.Word(v, "break", "page") == "page"
	}
	if v := m.Get("section"); v != nil && first {
		r.section = c.textOf(v, "section")
	}
}

// textOf compiles a text with fields in braces that is no cell.
func (c *compiler) textOf(n *yaml.Node, what string) []part {
	t, ok := c.Text(n, what)
	if !ok {
		return nil
	}
	where := c.Placer(n)
	quiet := *c
	quiet.quiet = true
	return quiet.parts(notation.Pieces([]rune(t), func(i int) yamltree.Pos { return where(0, i) }, &c.Problems), yamltree.At(n))
}
