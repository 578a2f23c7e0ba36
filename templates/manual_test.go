package templates

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
)

// The manual of every layout names every field and every check, in tables whose rows have as many cells as their heads.
func TestManual(t *testing.T) {
	racing.Apart(t)
	for _, i := range Embedded().List() {
		l, err := Embedded().Layout(i.ID + "@" + i.Version)
		if err != nil {
			t.Fatal(err)
		}
		data, err := l.Manual()
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		var visit func(fields []*model.Field, prefix string)
		visit = func(fields []*model.Field, prefix string) {
			for _, f := range fields {
				name := prefix + f.Name
				if f.Kind == model.Rows {
					name += "[]"
				}
				if !strings.Contains(text, "\n| "+cellText(name)+" | "+kindOf(f)) {
					t.Errorf("%s: no row for %s", i.ID, name)
				}
				visit(f.Fields, name+".")
			}
		}
		visit(l.Form.Fields, "")
		set, err := l.Checks()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range set.Checks() {
			if !strings.Contains(text, "\n| "+c.ID()+" | ") {
				t.Errorf("%s: no row for check %s", i.ID, c.ID())
			}
		}
		bars := 0
		for n, line := range strings.Split(text, "\n") {
			if !strings.HasPrefix(line, "|") {
				bars = 0
				continue
			}
			k := strings.Count(line, "|") - strings.Count(line, `\|`)
			if bars != 0 && k != bars {
				t.Errorf("%s: line %d has %d bars, its head %d\n%s", i.ID, n+1, k, bars, line)
			}
			bars = k
		}
	}
}
