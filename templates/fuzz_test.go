package templates

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// FuzzLoadLayout: whatever the file, it is refused with findings that have a place, or it fills records in to sound
// grids.
func FuzzLoadLayout(f *testing.F) {
	for _, m := range mistakes {
		f.Add("layout: f/x\nversion: \"1\"\nname: 试\ncolumns: [10, 10]\n" + strings.ReplaceAll(m.layout, "§", ""))
	}
	for _, place := range []string{"shanghai", "national"} {
		data, err := os.ReadFile("self-evaluation/" + place + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	lib := library(mistakenForm, "")
	f.Fuzz(func(t *testing.T, text string) {
		form := func(id string) (*formFile, finding.List) {
			if id == "self-evaluation" {
				return Embedded().form(id)
			}
			return lib.form(id)
		}
		l, list := readLayout("x.yaml", []byte(text), files{fsys: lib.fsys, dir: "f"}, form, nil)
		if l == nil && !list.HasErrors() {
			t.Fatal("refused without an error")
		}
		for _, x := range list {
			if x.Pos.Line == 0 || x.Message == "" || x.Code == "" {
				t.Fatalf("%+v", x)
			}
		}
		if l == nil {
			return
		}
		for _, raw := range []string{"{}", `{"标":[{"类":"甲","名":"a"},{"类":"甲","额":1},{"类":"乙"}],"额":5,"项目名称":"x"}`} {
			err := data.Read("r.json", []byte(raw), func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				r, err := model.Bind(d, l.Form)
				if err != nil {
					return err
				}
				if err := r.Compute(l.Params); err != nil {
					return err
				}
				g, err := l.Expand(r)
				if err != nil {
					return err
				}
				if err := gridtest.Check(g); err != nil {
					t.Fatal(err)
				}
				return nil
			})
			var de *finding.DataError
			var te *finding.TemplateError
			if err != nil && !errors.As(err, &de) && !errors.As(err, &te) {
				t.Fatal(err)
			}
		}
	})
}

// FuzzLoadForm: whatever the file, it is refused with findings or makes a prepared form.
func FuzzLoadForm(f *testing.F) {
	f.Add(mistakenForm)
	for _, m := range formMistakes {
		f.Add(strings.ReplaceAll(m.form, "§", ""))
	}
	f.Fuzz(func(t *testing.T, text string) {
		ff := readForm("form.yaml", []byte(text))
		if !ff.List.HasErrors() {
			ff.prepare()
		}
	})
}
