package layout

import (
	"fmt"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// oneColumn is a table of one column, cells below each other.
func oneColumn(width unit.Length, cells ...grid.Cell) *grid.Grid {
	t := grid.Table{Paper: grid.Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 20 * unit.MM, Right: 20 * unit.MM,
		Bottom: 20 * unit.MM, Left: 20 * unit.MM}, Columns: []unit.Length{width}}
	for i, c := range cells {
		c.Row, c.RowSpan, c.ColSpan = i, 1, 1
		if c.Style == nil {
			c.Style = &grid.Style{Size: 10 * unit.Pt, Align: grid.AlignLeft}
		}
		t.Rows, t.Cells = append(t.Rows, grid.Row{}), append(t.Cells, c)
	}
	return &grid.Grid{Tables: []grid.Table{t}}
}

func sized(t *testing.T, g *grid.Grid) *grid.Measured {
	t.Helper()
	m, err := Measure(g, squares{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Parts of a text keep their styles through lines; what is raised is six tenths as wide and large, and stands higher.
func TestSpans(t *testing.T) {
	st := &grid.Style{Size: 10 * unit.Pt, Align: grid.AlignLeft}
	up, line := *st, *st
	up.Raise, line.Underline, line.Color = 1, true, 0xFF0000
	g := oneColumn(60*unit.Pt+cellPadding, grid.Cell{Style: st, Text: "一二三四五六七八",
		Spans: []grid.Span{{Start: 3, End: 9, Style: &up}, {Start: 15, End: 21, Style: &line}}})
	m := sized(t, g)
	got := ""
	for _, l := range m.Tables[0].Cells[0].Lines {
		for _, r := range l.Runs {
			got += fmt.Sprintf("%s %s ", r.Text, r.Width.PtString())
		}
		got += "/ "
	}
	if want := "一 10 二三 12 四五 20 六 10 / 七 10 八 10 / "; got != want {
		t.Errorf("lines %q, want %q", got, want)
	}
	d := Place(m, squares{}, PlaceOptions{})
	texts := map[string]page.Text{}
	rules := 0
	for _, it := range d.Pages[0].Items {
		switch it := it.(type) {
		case page.Text:
			texts[it.Text] = it
		case page.Rule:
			if it.Color == 0xFF0000 {
				rules++
			}
		}
	}
	if a, b := texts["一"], texts["二三"]; b.Size != 6*unit.Pt || b.Y != a.Y-a.Size.Scale(raisedHigher, 100) {
		t.Errorf("raised: %v beside %v", b, a)
	}
	if texts["六"].Color != 0xFF0000 || rules != 2 {
		t.Errorf("%d lines under the text, colour %x", rules, texts["六"].Color)
	}
}

// The first line of each paragraph is shorter by its indent, and begins further in.
func TestFirstLine(t *testing.T) {
	st := &grid.Style{Size: 10 * unit.Pt, Align: grid.AlignLeft, First: 200}
	m := sized(t, oneColumn(60*unit.Pt+cellPadding, grid.Cell{Style: st, Text: "一二三四五六七\n八"}))
	got := ""
	for _, l := range m.Tables[0].Cells[0].Lines {
		got += m.Tables[0].Cells[0].Text[l.Start:l.End] + "/"
	}
	if want := "一二三四/五六七/八/"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	at := map[string]unit.Length{}
	for _, it := range Place(m, squares{}, PlaceOptions{}).Pages[0].Items {
		if x, ok := it.(page.Text); ok {
			at[x.Text] = x.X
		}
	}
	if at["一二三四"] != at["五六七"]+20*unit.Pt || at["八"] != at["一二三四"] {
		t.Error(at)
	}
}

// A diagonal touches no text: the row grows until it does not, and a column too narrow is refused.
func TestSlants(t *testing.T) {
	for _, c := range []struct {
		text   string
		slants int
		width  unit.Length
	}{{"月份\n项目", 1, 60 * unit.Pt}, {"金额合计\n项目", 1, 80 * unit.Pt}, {"金额\n月份\n项目", 2, 100 * unit.Pt}} {
		m := sized(t, oneColumn(c.width, grid.Cell{Text: c.text, Slants: c.slants}))
		var lines []page.Rule
		var texts []page.Text
		for _, it := range Place(m, squares{}, PlaceOptions{}).Pages[0].Items {
			switch it := it.(type) {
			case page.Rule:
				if it.X1 != it.X2 && it.Y1 != it.Y2 {
					lines = append(lines, it)
				}
			case page.Text:
				texts = append(texts, it)
			}
		}
		if len(lines) != c.slants || len(texts) != c.slants+1 {
			t.Fatalf("%q: %d diagonals, %d texts", c.text, len(lines), len(texts))
		}
		for _, l := range lines {
			above := func(x, y unit.Length) bool {
				return int64(y-l.Y1)*int64(l.X2-l.X1) < int64(x-l.X1)*int64(l.Y2-l.Y1) || x > l.X2 && y < l.Y2
			}
			for _, x := range texts {
				top, foot := x.Y-x.Size.Scale(86, 100), x.Y+x.Size.Scale(14, 100)
				if a := above(x.X, top); a != above(x.X+x.Width, top) || a != above(x.X, foot) || a != above(x.X+x.Width, foot) {
					t.Errorf("%q: a diagonal runs through %s", c.text, x.Text)
				}
			}
		}
	}
	if _, err := Measure(oneColumn(30*unit.Pt, grid.Cell{Text: "金额合计\n项目", Slants: 1}), squares{}, Options{}); err == nil {
		t.Error("no room beside the diagonal, and nothing is said")
	}
}

// A text that is turned makes its row as high as it is long.
func TestTurned(t *testing.T) {
	for _, turn := range []int{90, 270} {
		m := sized(t, oneColumn(20*unit.Pt, grid.Cell{Text: "一二三四五六", Style: &grid.Style{Size: 10 * unit.Pt, Rotate: turn, Align: grid.AlignCenter}}))
		if h := m.Tables[0].Rows[0].Height; h < 60*unit.Pt {
			t.Errorf("%d: row %s pt high", turn, h.PtString())
		}
		for _, it := range Place(m, squares{}, PlaceOptions{}).Pages[0].Items {
			if x, ok := it.(page.Text); ok && x.Rotate != turn {
				t.Errorf("%d: text turned by %d", turn, x.Rotate)
			}
		}
	}
	if _, err := Measure(oneColumn(12*unit.Pt, grid.Cell{Text: "一\n二", Style: &grid.Style{Size: 10 * unit.Pt, Rotate: 90}}), squares{}, Options{}); err == nil {
		t.Error("two lines in a column for one, and nothing is said")
	}
}

// Blank rows fill the page and make no further one.
func TestFillPage(t *testing.T) {
	for _, rows := range []int{1, 30, 60} {
		cells := make([]grid.Cell, rows+2)
		for i := range cells {
			cells[i].Text = "字"
		}
		cells[rows].Text = ""
		g := oneColumn(60*unit.Pt, cells...)
		g.Tables[0].Rows[rows].Fill = true
		without := oneColumn(60*unit.Pt, append(cells[:rows:rows], cells[rows+1])...)
		plain, full := sized(t, without), sized(t, g)
		a, b := &plain.Tables[0], &full.Tables[0]
		last := len(b.Pages) - 1
		if free := b.Room - b.PageHeight(last); len(a.Pages) != len(b.Pages) || free >= b.Rows[0].Height {
			t.Errorf("%d rows: %d pages for %d, %s pt free", rows, len(b.Pages), len(a.Pages), free.PtString())
		}
		if n := len(b.Rows); b.Cells[len(b.Cells)-1].Row != n-1 || b.Cells[len(b.Cells)-1].Text != "字" {
			t.Errorf("%d rows: the last row is lost", rows)
		}
	}
}

// A table is set smaller only where that saves what its layout says.
func TestFitted(t *testing.T) {
	for _, c := range []struct{ rows, fit, tighten, scale, pages int }{
		{45, 80, 90, 100, 1}, {47, 0, 0, 100, 2}, {47, 85, 0, 96, 1}, {47, 97, 0, 100, 2}, {47, 0, 90, 96, 1}, {47, 0, 97, 100, 2},
		{52, 85, 0, 87, 1}, {52, 0, 80, 100, 2}, {92, 0, 90, 98, 2}, {92, 90, 0, 100, 3},
	} {
		cells := make([]grid.Cell, c.rows)
		for i := range cells {
			cells[i].Text = "字"
		}
		g := oneColumn(60*unit.Pt, cells...)
		g.Tables[0].FitPage, g.Tables[0].Tighten = c.fit, c.tighten
		m := sized(t, g).Tables[0]
		if m.Scale != c.scale || len(m.Pages) != c.pages {
			t.Errorf("%d rows, fit %d, tighten %d: %d %% on %d pages, want %d %% on %d", c.rows, c.fit, c.tighten, m.Scale, len(m.Pages), c.scale, c.pages)
		}
	}
}
