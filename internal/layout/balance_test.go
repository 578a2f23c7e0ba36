package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A label's lines are even, those of a value only where it would end with a character alone; the element says the text,
// for the lines do not.
func TestLabelsAreEven(t *testing.T) {
	g := draw(t, []int{5, 20}, "| (社会效益指标) | 社会效益指标\n| 经济社会效益指标 | 甲\n| 2024年11月底 | 甲")
	for i := range g.Tables[0].Cells {
		c := *g.Tables[0].Cells[i].Style
		c.Align = grid.AlignCenter
		g.Tables[0].Cells[i].Style = &c
	}
	m, d := checked(t, g)
	var lines []string
	for _, c := range m.Tables[0].Cells {
		if c.Col == 0 {
			for _, l := range c.Lines {
				lines = append(lines, c.Text[l.Start:l.End])
			}
		}
	}
	if got := strings.Join(lines, "/"); got != "社会效益/指标/经济社会效/益指标/2024年/11月底" {
		t.Errorf("lines %q", lines)
	}
	said := 0
	for _, e := range d.Elems {
		if e.Role == page.RoleTH && e.Actual == "社会效益指标" {
			said++
		}
	}
	if said != 1 {
		t.Errorf("%d elements say what their lines do not", said)
	}
}

// A name at the left of its cell does not end with a character alone, with a mark behind it or not; nor does a text of
// several paragraphs, or a longer one, whose other lines are full.
func TestNamesEndWithNoCharacterAlone(t *testing.T) {
	long := strings.Repeat("字", 36)
	for _, c := range []struct{ text, want string }{
		{"堤防管护制度健全性", "堤防管护/制度健全性"},
		{"水闸各项改名（推断）", "水闸各项改名/（推断）"},
		{"排水管网单位维护成本", "排水管网单位维护/成本"},
		{"水闸巡查问题整改率\n甲", "水闸巡查问题整/改率/甲"},
		{long[:27], "字字字字字/字字字字"},
		{long[3:], strings.Repeat(long[:24]+"/", 4) + "字字字"},
		{long[:99], strings.Repeat(long[:24]+"/", 3) + long[:21] + "/字字"},
		{long + "字", strings.Repeat(long[:24]+"/", 4) + "字字字字字"},
	} {
		m := sized(t, oneColumn(8*10*unit.Pt+2*cellPadding, grid.Cell{Text: c.text}))
		x := m.Tables[0].Cells[0]
		var lines []string
		for _, l := range x.Lines {
			lines = append(lines, x.Text[l.Start:l.End])
		}
		if got := strings.Join(lines, "/"); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// A table that is set smaller is as wide on paper, and the line under a table has room above it.
func TestSmallerIsAsWide(t *testing.T) {
	for _, rows := range []int{36, 40} {
		cells := make([]grid.Cell, rows)
		for i := range cells {
			cells[i].Text = "字字字字字字字字字字字字字字字字字字字字字字字字"
		}
		g := oneColumn(120*unit.Pt, cells...)
		whole := sized(t, g).Tables[0]
		g.Tables[0].Tighten, g.Tables[0].FitPage = 70, 60
		m := sized(t, g).Tables[0]
		if m.Scale == 100 || len(m.Pages) >= len(whole.Pages) {
			t.Fatalf("%d rows: %d %%, %d pages of %d", rows, m.Scale, len(m.Pages), len(whole.Pages))
		}
		if a, b := whole.Width(), m.Width().Scale(int64(m.Scale), 100); b > a || a-b > 2*unit.Px {
			t.Errorf("%d rows: %s mm wide, was %s mm", rows, b.MMString(), a.MMString())
		}
		if len(m.Cells[0].Lines) > len(whole.Cells[0].Lines) {
			t.Errorf("%d rows: more lines than before", rows)
		}
	}
}

// A text that takes more than a third of a page is set smaller, as far as its style says; a row that would leave a
// third of a page empty begins there.
func TestLongTexts(t *testing.T) {
	for _, c := range []struct {
		n    int
		long unit.Length
		size unit.Length
	}{{100, 0, 10 * unit.Pt},
		{100, 7 * unit.Pt, 10 * unit.Pt}, {700, 0, 10 * unit.Pt}, {300, 5 * unit.Pt, 8 * unit.Pt}, {900, 7 * unit.Pt, 7 * unit.Pt}} {
		g := oneColumn(120*unit.Pt, grid.Cell{Text: strings.Repeat("字", c.n)})
		st := *g.Tables[0].Cells[0].Style
		st.Long = c.long
		g.Tables[0].Cells[0].Style = &st
		if m := sized(t, g).Tables[0]; m.Cells[0].Size != c.size {
			t.Errorf("%d characters, long %s: %s pt, want %s", c.n, c.long.PtString(), m.Cells[0].Size.PtString(), c.size.PtString())
		}
	}
	cells := make([]grid.Cell, 31)
	for i := range cells {
		cells[i].Text = "字"
	}
	cells[25].Text = strings.Repeat("字", 12*40)
	m, _ := checked(t, oneColumn(120*unit.Pt, cells...))
	if first := m.Tables[0].Pages[0]; m.Tables[0].Rows[first.End-1].Source != 25 {
		t.Errorf("the first page ends with row %d", m.Tables[0].Rows[first.End-1].Source)
	}
}
