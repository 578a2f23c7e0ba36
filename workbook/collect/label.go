package collect

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
)

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
