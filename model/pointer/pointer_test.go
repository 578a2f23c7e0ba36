package pointer

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPlace(t *testing.T) {
	called := func(row Path) string {
		if row == "/绩效指标/2" {
			return "办件量"
		}
		return ""
	}
	for _, c := range []struct {
		path              Path
		place, named, row string
	}{
		{"", "", "", ""},
		{"/项目名称", "项目名称", "项目名称", ""},
		{"/绩效指标/2/得分", "绩效指标 第 3 行 得分", "绩效指标 第 3 行“办件量” 得分", "/绩效指标/2"},
		{"/绩效指标/2", "绩效指标 第 3 行", "绩效指标 第 3 行“办件量”", "/绩效指标/2"},
		{"/甲/0/乙/11/丙/丁", "甲 第 1 行 乙 第 12 行 丙 丁", "甲 第 1 行 乙 第 12 行 丙 丁", "/甲/0/乙/11"},
		{"/组/甲~1乙", "组 甲/乙", "组 甲/乙", ""},
		{"/组/~01", "组 ~1", "组 ~1", ""},
		{"/2/得分", "2 得分", "2 得分", ""},
		{"/组/-1", "组 -1", "组 -1", ""},
		{"/组/007", "组 007", "组 007", "/组/007"},
		{"/组/99999999999999999999", "组 99999999999999999999", "组 99999999999999999999", "/组/99999999999999999999"},
	} {
		if got := c.path.Place(); got != c.place {
			t.Errorf("%q.Place() = %q, want %q", c.path, got, c.place)
		}
		if got := c.path.PlaceWith(called); got != c.named {
			t.Errorf("%q.PlaceWith() = %q, want %q", c.path, got, c.named)
		}
		if got := c.path.Row(); string(got) != c.row {
			t.Errorf("%q.Row() = %q, want %q", c.path, got, c.row)
		}
	}
}

// Whatever names a path is made of, it gives them back.
func TestNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOf(rapid.StringOf(rapid.SampledFrom([]rune("~/01甲乙.")))).Draw(t, "names")
		p := Of(names...)
		if got := p.Names(); !slices.Equal(got, names) {
			t.Fatalf("%q gives %q, was made of %q", p, got, names)
		}
		if len(names) > 0 && p.Child("甲/乙").Row() != p.Row() {
			t.Fatalf("a name became a row in %q", p)
		}
		if p := p.Child("甲").Item(3); p.Row() != p {
			t.Fatalf("%q is its own row", p)
		}
	})
}
