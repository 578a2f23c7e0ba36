package layout

import (
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Lines are as far apart as the style says, and rows higher; a text that is set smaller has them nearer.
func TestLineSpacing(t *testing.T) {
	for _, c := range []struct {
		leading grid.Leading
		pitch   unit.Length
	}{
		{grid.Leading{}, Pitch(10 * unit.Pt)},
		{grid.Leading{Times: 150}, Pitch(10*unit.Pt).Scale(150, 100)},
		{grid.Leading{Fixed: 28 * unit.Pt}, 28 * unit.Pt},
		{grid.Leading{Fixed: 4 * unit.Pt}, 10 * unit.Pt}, // lines do not touch
	} {
		g := oneColumn(5*10*unit.Pt+2*cellPadding, grid.Cell{Text: "字字字字字字字字字字"})
		st := *g.Tables[0].Cells[0].Style
		st.Leading = c.leading
		g.Tables[0].Cells[0].Style = &st
		m, d := checked(t, g)
		if got := m.Tables[0].Cells[0].Pitch; got != c.pitch {
			t.Errorf("%v: lines %s pt apart, want %s", c.leading, got.PtString(), c.pitch.PtString())
		}
		if h := m.Tables[0].Rows[0].Height; h < 2*c.pitch {
			t.Errorf("%v: a row of %s pt", c.leading, h.PtString())
		}
		x := texts(d, 0, "字字字字字")
		if len(x) != 2 || x[1].Y-x[0].Y != c.pitch {
			t.Errorf("%v: placed at %v", c.leading, x)
		}
	}
	small := grid.Style{Size: 20 * unit.Pt, Leading: grid.Leading{Fixed: 30 * unit.Pt}}
	if got := pitchOf(&small, 10*unit.Pt); got != 15*unit.Pt {
		t.Errorf("set at half its size: %s pt apart", got.PtString())
	}
}

// Letters are apart from each other and not from the edge: the room after the last is none of the line.
func TestLetterSpacing(t *testing.T) {
	const wide, avail = 4*10*unit.Pt + 3*5*unit.Pt, 60 * unit.Pt
	left := unit.Length(0)
	for _, c := range []struct {
		align grid.Align
		at    unit.Length
	}{{grid.AlignLeft, 0}, {grid.AlignCenter, (avail - wide) / 2}, {grid.AlignRight, avail - wide}} {
		g := oneColumn(avail+cellPadding, grid.Cell{Text: "甲乙丙丁"}, grid.Cell{Text: "甲乙丙丁戊己"})
		st := *g.Tables[0].Cells[0].Style
		st.Letter, st.Align = 50, c.align
		g.Tables[0].Cells[0].Style, g.Tables[0].Cells[1].Style = &st, &st
		m, d := checked(t, g)
		if got := shown(&m.Tables[0].Cells[1]); got != "甲乙丙丁/戊己" {
			t.Errorf("%v: %s", c.align, got)
		}
		x := texts(d, 0, "甲乙丙丁")[0]
		if c.at == 0 {
			left = x.X
		}
		if x.Spacing != 5*unit.Pt || x.Width != 60*unit.Pt || x.X-left != c.at {
			t.Errorf("%v: %s pt from the left, %s wide, %s after each", c.align, (x.X - left).PtString(), x.Width.PtString(), x.Spacing.PtString())
		}
	}
}

// A part of a text has letters apart on its own.
func TestLetterSpacingOfAPart(t *testing.T) {
	g := oneColumn(200*unit.Pt, grid.Cell{Text: "甲乙丙丁"})
	st := *g.Tables[0].Cells[0].Style
	st.Letter = 100
	g.Tables[0].Cells[0].Spans = []grid.Span{{Start: 3, End: 9, Style: &st}}
	_, d := checked(t, g)
	for text, want := range map[string]unit.Length{"甲": 0, "乙丙": 10 * unit.Pt, "丁": 0} {
		x := texts(d, 0, text)
		if len(x) != 1 || x[0].Spacing != want {
			t.Errorf("%s: %v", text, x)
		}
	}
	if a, b := texts(d, 0, "乙丙")[0], texts(d, 0, "丁")[0]; b.X-a.X != 40*unit.Pt {
		t.Errorf("the part is %s pt wide", (b.X - a.X).PtString())
	}
}
