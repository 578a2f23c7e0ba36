package render

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/templates"
)

// Every layout's preview names every column, numbers every row, and shows each value once and then its field.
func TestPreview(t *testing.T) {
	var e Engine
	for _, i := range templates.Embedded().List() {
		for name, raw := range templates.Embedded().Samples(i.ID) {
			err := data.Read(name, raw, func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				f, err := e.Load(t.Context(), d, "")
				if err != nil {
					return err
				}
				g, err := f.Grid()
				if err != nil {
					return err
				}
				before := dump(t, g)
				f = f.With(Preview)
				p, err := f.Grid()
				if err != nil {
					return err
				}
				if dump(t, g) != before {
					t.Errorf("%s: the grid is changed", name)
				}
				if err := gridtest.Check(p); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				n := len(g.Tables)
				if len(p.Tables) != 2*n {
					t.Fatalf("%s: %d tables", name, len(p.Tables))
				}
				for k := range p.Tables {
					was, is := &g.Tables[k%n], &p.Tables[k]
					if len(is.Rows) != len(was.Rows)+1 || len(is.Columns) != len(was.Columns)+1 || len(is.Cells) != len(was.Cells)+len(was.Rows)+len(is.Columns) {
						t.Errorf("%s: table %d is not the form's with a row and a column", name, k)
					}
					for _, c := range is.Cells {
						if k >= n && c.Path != "" && !strings.HasPrefix(c.Text, "{") {
							t.Errorf("%s: %s shows %q", name, c.Path, c.Text)
						}
					}
				}
				_, err = f.Pages()
				return err
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if n := fieldName("/资金/年度资金总额/a~1b"); n != "资金.年度资金总额.a/b" {
		t.Error(n)
	}
	if n := fieldName("/绩效指标/12/得分"); n != "得分" {
		t.Error(n)
	}
}

func dump(t *testing.T, g *grid.Grid) string {
	t.Helper()
	var b strings.Builder
	if err := g.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
