package collect

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
)

// isWaivers says whether a sheet is that of a record's waivers: by its name and by its head, which names at least the
// first of what a waiver needs.
func isWaivers(t *found.Table) bool {
	if !strings.HasPrefix(strings.TrimSpace(t.Name), workbook.WaiverSheet) {
		return false
	}
	known := workbook.WaiverHead()
	var heads []string
	for _, r := range t.Rows {
		if r.Number == 1 {
			for i := range r.Cells {
				heads = append(heads, strings.TrimSpace(r.Cells[i].Text))
			}
		}
	}
	return slices.Contains(heads, known[0]) && slices.ContainsFunc(known[1:], func(s string) bool { return slices.Contains(heads, s) })
}

// takeWaivers takes a waiver a row. What stands under a name that waivers do not have stays with it, so that binding
// refuses it; what cannot be read is said.
func (b *book) takeWaivers(t *found.Table) {
	known := workbook.WaiverHead()
	seen := known[len(known)-1]
	for i := range t.Rows {
		r := &t.Rows[i]
		d := data.ObjectOf()
		for k := range r.Cells {
			c := &r.Cells[k]
			if r.Number == 1 || strings.TrimSpace(c.Text) == "" && len(c.Said()) == 0 {
				continue
			}
			b.notes = append(b.notes, c.Said()...)
			name, v := strings.TrimSpace(textAt(t, 1, c.Col)), data.TextOf(c.Text)
			if name == seen {
				v = seenOf(c.Text)
			}
			d.Put(v, name)
		}
		if len(d.Members) > 0 {
			b.waivers = append(b.waivers, d)
		}
	}
}

// seenOf is the text of a cell, or what was seen where it is written as an object.
func seenOf(text string) *data.Value {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		if d, err := data.ReadOne("所见.json", []byte(text)); err == nil && d.Kind == data.Object {
			d.File, d.Index = "", 0
			return d
		}
	}
	return data.TextOf(text)
}
