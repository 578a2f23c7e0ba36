package found

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// drawn is a table of the rows of a drawing; cells have blanks between them, a dot is a cell without text.
func drawn(rows ...string) *Table {
	t := &Table{Height: len(rows), Pieces: []Piece{{Row: 1, Height: len(rows), Table: 1}}}
	for i, r := range rows {
		x := Row{Number: i + 1}
		for k, text := range strings.Fields(r) {
			if t.Width = max(t.Width, k+1); text != "." {
				x.Cells = append(x.Cells, Cell{Col: k + 1, Kind: Text, Text: text})
			}
		}
		if len(x.Cells) > 0 {
			t.Rows = append(t.Rows, x)
		}
	}
	return t
}

// A table cut in two is joined; only a heading that comes again is marked, never a row that somebody filled in.
func TestJoin(t *testing.T) {
	for _, x := range []struct {
		name       string
		one, other []string
		want       string // rows that repeat, and which
	}{
		{"the first row", []string{"指标 分值", "甲 10"}, []string{"指标 分值", "乙 20"}, "3=1"},
		{"a row in the middle", []string{"名称 路", "指标 分值", "甲 10"}, []string{"指标 分值", "乙 20"}, "4=2"},
		{"two rows", []string{"指标 得分", ". 自评", "甲 10"}, []string{"指标 得分", ". 自评", "乙 20"}, "4=1 5=2"},
		{"nothing", []string{"指标 分值", "甲 10"}, []string{"乙 20"}, ""},
		{"a row with a figure", []string{"指标 分值", "甲 10"}, []string{"甲 10", "乙 20"}, ""},
		{"a row of one cell", []string{"指标 分值", "合计 ."}, []string{"合计 .", "乙 20"}, ""},
		{"a copy", []string{"指标 分值", "甲 乙"}, []string{"指标 分值", "甲 乙"}, "3=1"},
		{"a copy of one row", []string{"指标 分值"}, []string{"指标 分值"}, ""},
	} {
		a, b := drawn(x.one...), drawn(x.other...)
		a.Join(b)
		var got []string
		for _, r := range a.Rows {
			if r.Repeats > 0 {
				got = append(got, fmt.Sprintf("%d=%d", r.Number, r.Repeats))
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s: %q, want %q", x.name, s, x.want)
		}
		if a.Height != len(x.one)+len(x.other) || len(a.Pieces) != 2 || a.Pieces[1].Row != len(x.one)+1 {
			t.Errorf("%s: %d rows in %+v", x.name, a.Height, a.Pieces)
		}
	}
}

// A row of several cells that spans say are merged in another way is no repetition.
func TestJoinSpans(t *testing.T) {
	a, b := drawn("指标 分值 .", "甲 10 ."), drawn("指标 分值 .", "乙 20 .")
	b.Spans = []Span{{1, 2, 1, 3}}
	if a.Join(b); a.Rows[2].Repeats != 0 {
		t.Error("merged otherwise")
	}
	if want := (Span{3, 2, 3, 3}); len(a.Spans) != 1 || a.Spans[0] != want {
		t.Errorf("%v", a.Spans)
	}
}

func TestWhere(t *testing.T) {
	x := drawn("甲 . . 乙", "丙 丁 戊 己")
	x.Spans = []Span{{1, 1, 1, 3}}
	y := drawn("庚 . . 辛")
	y.Pieces[0] = Piece{Row: 1, Height: 1, Page: 2, Table: 1, Within: "第 1 个表格第 2 行第 3 格"}
	x.Join(y)
	for _, w := range []struct {
		row, col int
		want     string
	}{{1, 1, "第 1 个表格第 1 行第 1 格"}, {1, 4, "第 1 个表格第 1 行第 2 格"}, {1, 3, "第 1 个表格第 1 行第 1 格"}, {2, 4, "第 1 个表格第 2 行第 4 格"},
		{3, 4, "第 1 个表格第 2 行第 3 格里第 2 页第 1 个表格第 1 行第 4 格"}} {
		if got := x.Where(w.row, w.col); got != w.want {
			t.Errorf("%d, %d: %s, want %s", w.row, w.col, got, w.want)
		}
	}
	if got := (&Table{Name: "表"}).Where(3, 2); got != "工作表“表”B3" {
		t.Error(got)
	}
}

// The rest of a row is taken away, and what is said of rows below it still finds them.
func TestDrop(t *testing.T) {
	for _, x := range []struct {
		name        string
		spans, want []Span // of the lower piece, of the whole
	}{
		{"plain", nil, nil},
		{"a group that begins above", []Span{{1, 1, 2, 1}}, []Span{{2, 1, 3, 1}}},
		{"a group below", []Span{{2, 1, 3, 1}}, []Span{{3, 1, 4, 1}}},
		{"merged across", []Span{{1, 2, 1, 3}}, nil},
	} {
		a, b := drawn("指标 分值", "甲 乙长"), drawn(". 文", "丙 30", "丁 40")
		b.Spans = x.spans
		a.Join(b)
		a.Drop(3, 2)
		if !slices.Equal(a.Spans, x.want) || a.Height != 4 || a.At(3, 2) == nil || a.At(3, 2).Text != "30" || a.At(4, 2).Text != "40" {
			t.Errorf("%s: %v in %+v", x.name, a.Spans, a.Rows)
		}
		if x.spans == nil {
			if at := a.Where(3, 2); at != "第 1 个表格第 2 行第 2 格" {
				t.Error(at)
			}
		}
	}
}
