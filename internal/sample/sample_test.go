package sample

import (
	"bytes"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// Every record of every layout can be printed, and the sets vary as they promise.
func TestPrintable(t *testing.T) {
	for _, l := range templates.Embedded().List() {
		n := 6
		if l.ID == "self-evaluation/shanghai" {
			n = 60
		}
		layout, err := templates.Embedded().Layout(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		var e render.Engine
		for i := range n {
			line := Append(nil, layout.Form, Options{Layout: l.ID, Seed: 7}, i)
			err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				f, err := e.Load(t.Context(), d, "")
				if err != nil {
					return err
				}
				_, err = f.Pages()
				return err
			})
			if err != nil {
				t.Fatalf("%s %d: %v\n%s", l.ID, i, finding.Of(err), line)
			}
		}
	}
}

func TestVaries(t *testing.T) {
	layout, err := templates.Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Layout: "self-evaluation/shanghai", Seed: 1}
	least, most, rare := 1000, 0, 0
	for i := range 400 {
		line := Append(nil, layout.Form, o, i)
		n := bytes.Count(line, []byte(`"三级指标"`))
		least, most = min(least, n), max(most, n)
		for _, r := range string(line) {
			if r > 0xFFFF {
				rare++
			}
		}
		if i%50 == 0 && !bytes.Equal(line, Append(nil, layout.Form, o, i)) {
			t.Errorf("record %d is not always the same", i)
		}
	}
	if least != 9 || most < 55 || most > 60 || rare == 0 {
		t.Errorf("%d to %d indicators, %d characters beyond U+FFFF", least, most, rare)
	}
	o2 := o
	o2.Seed = 2
	if bytes.Equal(Append(nil, layout.Form, o, 0), Append(nil, layout.Form, o2, 0)) {
		t.Error("the seed changes nothing")
	}
}

// A text says what its field asks for. What is made up of a thing and what is done with it, 堤防维护, is for fields of
// forms nobody has seen; of a shipped one only a task is called so.
func TestSaysWhatIsAsked(t *testing.T) {
	made := map[string]bool{}
	for _, x := range themes {
		for _, thing := range x.things {
			made[thing+x.act] = true
		}
	}
	for _, l := range templates.Embedded().List() {
		layout, err := templates.Embedded().Layout(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for i := range 4 {
			line := Append(nil, layout.Form, Options{Layout: l.ID, Seed: 3, Case: Full}, i)
			err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				var e render.Engine
				f, err := e.Load(t.Context(), d, "")
				if err != nil {
					return err
				}
				f.Record.Body.Each(func(v *model.Value) {
					if v.Field != nil && made[v.Text] && v.Field.Name != "任务名称" && !told[v.Field.Name] {
						told[v.Field.Name] = true
						t.Errorf("%s: %s is %q", l.ID, v.Place(), v.Text)
					}
				})
				return nil
			})
			if err != nil {
				t.Fatalf("%s %d: %v", l.ID, i, finding.Of(err))
			}
		}
	}
}
