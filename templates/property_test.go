package templates

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Whatever the list, the grid is sound, every text stands in it as often as it was entered, and two items share a
// group cell exactly when they are neighbours and equal on that level and all levels above it.
func TestGroupsProperty(t *testing.T) {
	l, err := Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		t.Fatal(err)
	}
	few := rapid.SampledFrom([]string{"", "产出指标", "效益指标", "产 出", "A"})
	rapid.Check(t, func(t *rapid.T) {
		type item struct{ one, two, three string }
		items := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) item {
			return item{few.Draw(t, "一级"), few.Draw(t, "二级"), rapid.StringMatching(`[甲乙=+@|{}<^\\ "]{1,6}`).Draw(t, "三级")}
		}), 0, 12).Draw(t, "items")
		d := &data.Value{Kind: data.Object}
		text := func(s string) *data.Value { return &data.Value{Kind: data.String, Text: s} }
		list := &data.Value{Kind: data.List}
		for _, it := range items {
			list.Items = append(list.Items, &data.Value{Kind: data.Object, Members: []data.Member{
				{Name: "一级指标", Value: text(it.one)}, {Name: "二级指标", Value: text(it.two)}, {Name: "三级指标", Value: text("x" + it.three)}}})
		}
		d.Members = []data.Member{{Name: "年度", Value: text("2022")}, {Name: "项目名称", Value: text("某")}, {Name: "绩效指标", Value: list}}
		r, err := model.Bind(d, l.Form)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Compute(l.Params); err != nil {
			t.Fatal(err)
		}
		g, err := l.Expand(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := gridtest.Check(g); err != nil {
			t.Fatal(err)
		}
		table := &g.Tables[0]
		top := 0
		for i, row := range table.Rows {
			if row.Role == grid.RoleHeader {
				top = i + 1
			}
		}
		owner := func(row, col int) *grid.Cell {
			for i := range table.Cells {
				if c := &table.Cells[i]; c.Row <= row && row < c.Row+c.RowSpan && c.Col <= col && col < c.Col+c.ColSpan {
					return c
				}
			}
			return nil
		}
		for i, it := range items {
			for col, want := range []string{1: it.one, 2: it.two, 3: "x" + it.three} {
				if c := owner(top+i, col); col > 0 && c.Text != want {
					t.Fatalf("item %d, column %d: %q, entered %q", i, col, c.Text, want)
				}
			}
			if i == 0 {
				continue
			}
			before := items[i-1]
			one := before.one == it.one
			if same := owner(top+i, 1) == owner(top+i-1, 1); same != one {
				t.Fatalf("item %d: level 1 joined %v", i, same)
			}
			if same := owner(top+i, 2) == owner(top+i-1, 2); same != (one && before.two == it.two) {
				t.Fatalf("item %d: level 2 joined %v", i, same)
			}
		}
	})
}
