package collect

import (
	"slices"

	"github.com/gongbiao/gongbiao/model"
)

// heading is a group's name that was read in the heading of a list: the row of the drawing, the cell of the sheet.
type heading struct {
	state int
	c     *cellPattern
	x     *cell
}

// under gives a row the names of the groups it stands under, where the heading has them in cells that end with it:
// below such a heading no row has a cell of theirs.
func (t *taker) under(m matched) {
	own := map[*model.Field]bool{}
	for _, p := range m.pairs {
		if p.c == nil || p.x == nil {
			continue
		}
		if p.c.up && p.c.over != nil && p.c.over.field != nil {
			own[p.c.over.field.Field] = true
		}
		if p.c.field != nil && p.c.group && !p.c.up {
			own[p.c.field.Field] = true
			same := func(h heading) bool { return h.c.field.Field == p.c.field.Field }
			t.heads = append(slices.DeleteFunc(t.heads, same), heading{m.state, p.c, p.x})
		}
	}
	if len(t.item) == 0 {
		return
	}
	r := t.a.p.repeats[t.a.p.rows[m.state].repeats[len(t.item)-1]]
	for _, h := range t.heads {
		if !own[h.c.field.Field] && r.first <= h.state && h.state < m.state && h.c.field.Depth == len(t.item) && t.byPath[t.path(h.c.field)] == nil {
			t.keep(m, h.c.field, h.x, h.x.text, nil, true)
		}
	}
}
