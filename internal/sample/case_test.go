package sample

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// Every layout prints every case; the full record leaves nothing empty that is not computed, the empty one has
// nothing that is not required, and the long list is one.
func TestCases(t *testing.T) {
	for i, l := range templates.Embedded().List() {
		layout, err := templates.Embedded().Layout(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		var e render.Engine
		for c := range Case(len(Cases)) {
			if c == Usual || testing.Short() && c != Full {
				continue
			}
			if c != Full && !racing.Full() && (i+int(c))%2 > 0 { // each layout, and each case many times
				continue
			}
			line := Append(nil, layout.Form, Options{Layout: l.ID, Seed: 3, Case: c}, 0)
			err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				f, err := e.Load(t.Context(), d, "")
				if err != nil {
					return err
				}
				longest := 0
				f.Record.Body.Each(func(v *model.Value) {
					single := v.Field != nil && len(v.Field.Fields) == 0
					switch {
					case c == Full && single && v.Origin == model.Absent && v.Field.Compute == "" && !v.Field.Aside:
						t.Errorf("%s full: %s is left out", l.ID, v.Place())
					case c == Empty && single && v.Origin == model.Written && !v.Field.Required:
						t.Errorf("%s empty: %s is filled in", l.ID, v.Place())
					}
					longest = max(longest, len(v.Rows))
				})
				if c == Many && longest != 200 {
					t.Errorf("%s many: %d items", l.ID, longest)
				}
				_, err = f.Pages()
				return err
			})
			if err != nil {
				t.Errorf("%s %s: %v %v\n%.600s", l.ID, Cases[c], err, finding.Of(err), line)
			}
		}
	}
}
