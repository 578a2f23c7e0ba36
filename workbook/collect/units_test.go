package collect

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// A column in 万元 over data in 元, a percentage under a heading with the sign, negative figures in brackets: the workbook
// gives every figure back, a page those it shows, with a warning where a digit may be gone; a form that is filled in
// takes figures in the unit of its column (1823.318214 and 97.98 are typed).
func TestUnits(t *testing.T) {
	dir := filepath.Join("..", "..", "templates", "testdata", "means")
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("figures/place")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "figures", "place.json"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(text)), "["), "}]},")
	e := render.Engine{Library: lib}
	f, err := e.Load(context.Background(), dataOf(t, []byte(first+"}]}")), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, total, amount string
		format              render.Format
		warned              int
	}{{"x.xlsx", "18253182.14", "18233182.14", render.XLSX, 0}, {"x.pdf", "18253200", "18233200", render.PDF, 3}} {
		b, err := e.Bytes(context.Background(), c.format, render.Options{}, f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(c.name, b, Options{With: l, Documents: true})
		if err != nil {
			t.Fatal(err)
		}
		if got.Refused() || got.Record == nil {
			t.Fatalf("%s: %v", c.name, got.Findings)
		}
		warned := 0
		for _, x := range got.Findings {
			if x.Code == "READ-ROUNDED" {
				warned++
			}
		}
		if warned != c.warned {
			t.Errorf("%s: %d warnings: %v", c.name, warned, got.Findings)
		}
		if err := got.Record.Compute(l.Params); err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]string{"/明细/0/金额": c.amount, "/明细/0/增减": "-1200", "/明细/1/增减": "0",
			"/明细/0/执行率": "0.9798", "/明细/1/执行率": "0.97984", "/合计": c.total} {
			if v := got.Record.At(path); v == nil || !v.HasNum || v.Num.String() != want {
				t.Errorf("%s %s: %v, want %s", c.name, path, v, want)
			}
		}
	}
	form := fillIn(t, blankForm(t, l, 2), l, []byte(`{"form":"figures/place","明细":[{"项目":"甲","金额":"18,233,182.14","执行率":0.9798}]}`))
	got, err := Read("填报表.xlsx", form, Options{With: l})
	if err != nil || got.Record == nil {
		t.Fatal(err, got)
	}
	var typed []string
	got.Record.Body.Each(func(v *model.Value) {
		if n, ok := number.Parse(v.Text); ok && v.Origin != model.Computed {
			typed = append(typed, n.String())
		}
	})
	if want := []string{"18233182.14", "0.9798"}; !slices.Equal(typed, want) {
		t.Errorf("typed %v, want %v", typed, want)
	}
}
