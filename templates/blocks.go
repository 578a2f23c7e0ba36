package templates

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// maxUses is how many blocks may use one another.
const maxUses = 4

// block is rows with a name, drawn once and used by this layout, by those that extend it, and by any that name it with
// from.
type block struct {
	at       yamltree.Pos
	rows     *yaml.Node
	defaults map[string]*yaml.Node // by parameter; null: has to be given
	order    []string
}

// blocks reads blocks:. A mapping of it is {with: {名: 值}, rows: …}; a block without parameters may be its rows.
func (l *loader) blocks(n *yaml.Node) map[string]*block {
	out := map[string]*block{}
	if n == nil {
		return out
	}
	m, _ := l.Names(n, "blocks")
	for _, name := range m.Keys {
		v := m.Get(name)
		b := &block{at: m.At[name], rows: v}
		if v.Kind == yaml.MappingNode && !isItem(v) {
			bm, ok := l.Mapping(v, "块“"+name+"”", "with", "rows")
			if !ok {
				continue
			}
			b.rows = bm.Get("rows")
			if w := bm.Get("with"); w != nil {
				wm, _ := l.Names(w, "with")
				b.order, b.defaults = wm.Keys, wm.Values
			}
		}
		if b.rows == nil {
			l.Errorf(b.at, "LAYOUT-MISSING-KEY", "", "块“%s”缺 rows", name)
			continue
		}
		out[name] = b
	}
	return out
}

// isItem says whether a mapping is one item of rows.
func isItem(n *yaml.Node) bool {
	return slices.ContainsFunc(itemKeys, func(k string) bool { return hasKey(n, k) })
}

// use puts the rows of a block here.
func (c *compiler) use(n *yaml.Node) []op {
	m, _ := c.Mapping(n, "use", useKeys...)
	name, ok := c.Text(m.Get("use"), "use")
	if !ok {
		return nil
	}
	where := yamltree.At(m.Get("use"))
	home := c.home
	if v := m.Get("from"); v != nil {
		if home, ok = c.Text(v, "from"); !ok || c.l.block[home] == nil {
			return nil // what is wrong with the other layout has been said
		}
	}
	b := c.used(n)
	if b == nil {
		c.Errorf(where, "LAYOUT-BLOCK", yamltree.DidYouMean(name, slices.Sorted(maps.Keys(c.l.block[home]))), "没有名为“%s”的块", name)
		return nil
	}
	if c.uses == maxUses {
		c.Errorf(where, "LAYOUT-BLOCK", "", "块里用块超过 %d 层，或者成了循环", maxUses)
		return nil
	}
	in := *c
	if in.uses, in.home = c.uses+1, home; home != "" && c.home == "" {
		in.borrowed = c.l.level(where)
	}
	if in.vars = c.given(b, m.Get("with"), where, name); in.vars == nil {
		return nil
	}
	if *c.tried++; *c.tried > maxDrawn {
		c.Errorf(where, "LAYOUT-TOO-MANY-ROWS", "", "版式的行超过 %d 行", maxDrawn)
		return nil
	}
	return in.items(b.rows)
}

// used is the block that an item uses, nil if there is none.
func (c *compiler) used(n *yaml.Node) *block {
	home := c.home
	if v := valueOf(n, "from"); v != nil {
		home = v.Value
	}
	if v := valueOf(n, "use"); v != nil {
		return c.l.block[home][v.Value]
	}
	return nil
}

// given are a block's parameters with what is said where it is used; nil after a mistake.
func (c *compiler) given(b *block, with *yaml.Node, where yamltree.Pos, name string) map[string]string {
	vars := map[string]string{}
	ok := true
	var m yamltree.Mapping
	if with != nil {
		if m, ok = c.Mapping(with, "块“"+name+"”的 with", b.order...); !ok {
			return nil
		}
	}
	for _, k := range b.order {
		switch v := m.Get(k); {
		case v != nil:
			text, is := c.Text(v, k)
			vars[k], ok = c.substitute(text, yamltree.At(v)), ok && is
		case b.defaults[k].Tag == "!!null":
			c.Errorf(where, "LAYOUT-BLOCK", "如 with: {"+k+": …}", "块“%s”要说“%s”是什么", name, k)
			ok = false
		default:
			text, is := c.Text(b.defaults[k], k)
			vars[k], ok = text, ok && is
		}
	}
	if !ok {
		return nil
	}
	return vars
}

// lend lays the layouts that rows name with from behind this file, by id, and gives this layout their styles where it
// has none of that name. What they lend may borrow in turn.
func lend(s *notation.Source, find bases) map[string]*yaml.Node {
	lent := map[string]*yaml.Node{}
	var visit func(n *yaml.Node)
	visit = func(n *yaml.Node) {
		if v := valueOf(n, "from"); v != nil && hasKey(n, "use") && v.Kind == yaml.ScalarNode && v.Value != "" {
			if _, done := lent[v.Value]; !done {
				lent[v.Value] = nil
				if root := lender(s, find, v); root != nil {
					lent[v.Value] = root
					visit(root)
				}
			}
		}
		for _, c := range n.Content {
			visit(c)
		}
	}
	visit(s.Root)
	return lent
}

// lender is the root of the layout that from names, with its lines behind those of s; nil after a mistake.
func lender(s *notation.Source, find bases, from *yaml.Node) *yaml.Node {
	if find == nil {
		s.Errorf(yamltree.At(from), "LAYOUT-BLOCK", "", "这里不能用 from")
		return nil
	}
	other, list := find(from.Value, "from ")
	if other == nil {
		blame(s, from, list)
		return nil
	}
	root := shifted(other.source.Root, behind(s, other.source))
	if theirs := valueOf(root, "styles"); theirs != nil && theirs.Kind == yaml.MappingNode {
		if own := valueOf(s.Root, "styles"); own == nil {
			setKey(s.Root, "styles", theirs)
		} else {
			addMissing(own, theirs)
		}
	}
	return root
}

// valueOf is the value of a key of a mapping, nil if there is none.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// setKey adds a key to a mapping.
func setKey(n *yaml.Node, key string, value *yaml.Node) {
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: value.Line, Column: value.Column}, value)
}

// addMissing adds the keys of one mapping that another has not.
func addMissing(to, from *yaml.Node) {
	for i := 0; to.Kind == yaml.MappingNode && i+1 < len(from.Content); i += 2 {
		if !hasKey(to, from.Content[i].Value) {
			to.Content = append(to.Content, from.Content[i], from.Content[i+1])
		}
	}
}

// laid lays a layout's own blocks over those of the layout it extends: by name, and of one that says only with: the
// parameters over those of the other.
func laid(s *notation.Source, own, base *yaml.Node) {
	for i := 0; base.Kind == yaml.MappingNode && own.Kind == yaml.MappingNode && i+1 < len(base.Content); i += 2 {
		name, theirs := base.Content[i], base.Content[i+1]
		mine := valueOf(own, name.Value)
		if mine == nil {
			own.Content = append(own.Content, name, theirs)
			continue
		}
		with := valueOf(mine, "with")
		if with == nil || hasKey(mine, "rows") {
			continue
		}
		if rows := valueOf(theirs, "rows"); rows != nil && !isItem(theirs) {
			setKey(mine, "rows", rows)
		} else {
			setKey(mine, "rows", theirs)
		}
		known := &yaml.Node{Kind: yaml.MappingNode}
		if w := valueOf(theirs, "with"); w != nil {
			known = w
		}
		s.Mapping(with, "块“"+name.Value+"”的 with", keysOf(known)...)
		addMissing(with, known)
	}
}

func keysOf(n *yaml.Node) (keys []string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		keys = append(keys, n.Content[i].Value)
	}
	return keys
}
