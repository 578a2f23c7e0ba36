package collect

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
)

// longFigure is more than what is computed says, unless it is a figure: a number in a row, a grade.
const longFigure = 4

// labelOf says whether a cell that goes on begins where the label does that a drawn cell goes on from: it is that label
// then, whatever it says. One that begins further down is somebody's answer.
func (t *taker) labelOf(c *cellPattern, x *cell) bool {
	return c.over != nil && c.label != "" && t.states[x.row] == c.over.row+1
}

// label warns of a label that is written otherwise. What it is the label of is doubtful: the cell beside it, else the
// first below it, which comes later.
func (t *taker) label(m matched, p pair, message, hint string) {
	t.say(finding.Warning, "READ-LABEL", p.x, "", message, hint)
	i := slices.IndexFunc(m.pairs, func(q pair) bool { return q.c == p.c })
	for _, q := range m.pairs[i+1:] {
		if q.c != nil && q.c.field != nil {
			t.list[len(t.list)-1].Path = t.path(q.c.field)
			return
		}
		if q.c != nil && q.c.label != "" {
			break
		}
	}
	if t.headings == nil {
		t.headings = map[*cellPattern]int{}
	}
	t.headings[p.c] = len(t.list) - 1
}
