package templates

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// changes are what a layout changes in the rows of the layout it extends, the base's own changes first. A change names
// what it is about: a block that is used, a section, the list of a repeat, else the row whose first label it is.
type changes struct {
	list    []*change
	columns []*columnChange
}

// change takes out what is named, puts other rows in its place, or puts rows before or behind it.
type change struct {
	at     yamltree.Pos
	name   string
	verb   string // drop, replace, before, after
	rows   *yaml.Node
	item   bool // the name is that of an item, not of a drawn row
	places int  // where it was applied
}

// columnChange takes out a column, or puts one behind another.
type columnChange struct {
	at          yamltree.Pos
	named       string
	drop        bool
	index       int // from 0, among the columns as the changes before have left them
	width       *yaml.Node
	header      []string // of the header's rows, in order
	cell, total string   // of rows that repeat, and of the total
}

// joined is a cell that belongs to the one at its left.
const joined = "<"

var changeVerbs = []string{"drop", "replace", "before", "after", "drop-column", "after-column"}

// readChanges reads changes:.
func (l *loader) readChanges(m yamltree.Mapping) *changes {
	x := &changes{}
	n := m.Get(changesKey)
	if n == nil {
		return x
	}
	if n.Kind != yaml.SequenceNode {
		l.Errorf(yamltree.At(n), "LAYOUT-CHANGE", "如 changes: [{drop: 其他资金}]", "changes 应是列表")
		return x
	}
	rows := m.Get("rows")
	if own := l.level(yamltree.At(n)); !m.Has("extends") || rows != nil && l.level(yamltree.At(rows)) <= own {
		l.Errorf(m.At[changesKey], "LAYOUT-CHANGE", "自己画了 rows 就直接改 rows", "changes 改的是 extends 的那个版式的行")
		return x
	}
	for _, v := range n.Content {
		l.readChange(x, v)
	}
	names := map[string]bool{}
	if rows != nil {
		l.eachItem(rows, "", 0, func(n *yaml.Node) {
			for _, name := range namesOf(n) {
				names[name] = true
			}
		})
	}
	for _, ch := range x.list {
		ch.item = names[ch.name]
	}
	for i, ch := range x.columns {
		ch.index = l.columnOf(ch, x.columns[:i], rows)
	}
	x.columns = slices.DeleteFunc(x.columns, func(ch *columnChange) bool { return ch.index < 0 })
	return x
}

func (l *loader) readChange(x *changes, v *yaml.Node) {
	m, ok := l.Mapping(v, "changes 的一项", append([]string{"rows", "width", "header", "cell", "total"}, changeVerbs...)...)
	if !ok {
		return
	}
	verb := ""
	for _, k := range changeVerbs {
		if m.Has(k) && verb != "" {
			l.Errorf(m.At[k], "LAYOUT-CHANGE", "分成两项写", "一项里有 %s，又有 %s", verb, k)
			return
		} else if m.Has(k) {
			verb = k
		}
	}
	if verb == "" {
		l.Errorf(yamltree.At(v), "LAYOUT-CHANGE", "", "这一项应有 %s 之一", strings.Join(changeVerbs, "、"))
		return
	}
	takes := map[string][]string{"replace": {"rows"}, "before": {"rows"}, "after": {"rows"}, "after-column": {"width", "header", "cell", "total"}}[verb]
	for _, k := range m.Keys {
		if k != verb && !slices.Contains(takes, k) {
			l.Errorf(m.At[k], "LAYOUT-CHANGE", "", "%s 没有 %s", verb, k)
			return
		}
	}
	if slices.Contains(takes, "rows") && !m.Has("rows") {
		l.Errorf(yamltree.At(v), "LAYOUT-MISSING-KEY", "", "%s 缺 rows", verb)
		return
	}
	names := []*yaml.Node{m.Get(verb)}
	if n := m.Get(verb); verb == "drop" && n.Kind == yaml.SequenceNode {
		names = n.Content
	}
	for _, n := range names {
		name, ok := l.Text(n, verb)
		switch {
		case !ok:
		case strings.HasSuffix(verb, "-column"):
			l.readColumn(x, n, name, verb == "drop-column", m)
		default:
			x.list = append(x.list, &change{at: yamltree.At(n), name: plainName(name), verb: verb, rows: m.Get("rows")})
		}
	}
}

// plainName is a name without the blanks and breaks that a label may be set with.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\t' || r == '　' {
			return -1
		}
		return r
	}, s)
}

// level tells whose lines a place is in: 0 for this layout, more for those behind it.
func (l *loader) level(at yamltree.Pos) (n int) {
	for i, p := range l.Parts {
		if p.After < at.Line {
			n = i
		}
	}
	return n
}

// eachItem visits rows and all that is in them, the rows of the blocks they use included. home is the layout whose
// blocks are meant.
func (l *loader) eachItem(n *yaml.Node, home string, depth int, visit func(n *yaml.Node)) {
	visit(n)
	if name, from := valueOf(n, "use"), valueOf(n, "from"); name != nil && depth < maxUses {
		own := home
		if from != nil {
			own = from.Value
		}
		if b := l.block[own][name.Value]; b != nil {
			l.eachItem(b.rows, own, depth+1, visit)
		}
	}
	for _, v := range n.Content {
		l.eachItem(v, home, depth, visit)
	}
}

// namesOf are the names of an item: the block it uses, its section, the list it repeats.
func namesOf(n *yaml.Node) (names []string) {
	for _, key := range []string{"use", "section", "repeat"} {
		if v := valueOf(n, key); v != nil && v.Kind == yaml.ScalarNode {
			names = append(names, plainName(v.Value))
		}
	}
	return names
}

// changed makes the rows of what is named, changed as is asked for. own makes them as they are drawn.
func (c *compiler) changed(item bool, names []string, own func(in *compiler) []op) []op {
	if c.region != body {
		return own(c)
	}
	list := c.l.changes.list
	for i := c.change; i < len(list); i++ {
		ch := list[i]
		if ch.item != item || !slices.Contains(names, ch.name) || item && ch.places > 0 {
			continue
		}
		ch.places++
		in := *c
		in.change = i + 1 // what later changes say of the rows that this one brings, and of those that stay
		rest := func() []op { return in.changed(item, names, own) }
		switch ch.verb {
		case "drop":
			return nil
		case "replace":
			return in.items(ch.rows)
		case "before":
			return append(in.items(ch.rows), rest()...)
		default:
			ops := rest()
			return append(ops, in.items(ch.rows)...)
		}
	}
	return own(c)
}

// unused reports changes that found nothing to change, or more than they could mean.
func (x *changes) unused(s *notation.Source) {
	for _, ch := range x.list {
		switch {
		case ch.places == 0:
			s.Errorf(ch.at, "LAYOUT-CHANGE", "写块名、section，或那一行最左边的名称", "底下的版式里没有“%s”，改不了", ch.name)
		case ch.places > 1:
			s.Errorf(ch.at, "LAYOUT-CHANGE", "", "底下的版式里有 %d 行叫“%s”，说不清改哪一行", ch.places, ch.name)
		}
	}
}

// label is the first label of a drawn line: what a reader calls the row.
func (c *compiler) label(d notation.Line) string {
	for _, cell := range d.Cells {
		if cell.Join != notation.JoinNone {
			continue
		}
		var b strings.Builder
		for _, p := range cell.Pieces {
			switch p.Kind {
			case notation.Text:
				b.WriteString(p.Text)
			case notation.Variable:
				b.WriteString(c.vars[p.Text])
			}
		}
		return plainName(b.String())
	}
	return ""
}
