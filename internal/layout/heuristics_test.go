package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Each test here decides one number of the layout's rules by a table on either side of it.

// A row taller than a page begins at the foot of one only if three of its lines find room there.
func TestTallRowBegins(t *testing.T) {
	for before, want := range map[int]string{17: "17 | 17 | 17", 18: "17 | 18 | 18"} {
		m, _ := checked(t, small(draw(t, []int{4, 4}, strings.Repeat("| 甲 | 乙\n", before)+"| 名 | "+strings.Repeat("字", 160)), 20))
		pages := strings.Split(pagesOf(m), " | ")
		for i, p := range pages {
			rows := strings.Fields(p)
			pages[i] = rows[len(rows)-1]
		}
		if got := strings.Join(pages, " | "); got != want {
			t.Errorf("%d rows above: the pages end with rows %s, want %s", before, got, want)
		}
	}
}

// A label beside rows of several pages flows over them if it takes more than a third of a page; else each part has all
// of it. One that flows leaves a line for the next page, however much room there is.
func TestLabelsFlow(t *testing.T) {
	for _, c := range []struct {
		characters int // four a line, lines of 11.25 pt, a page of 300 pt
		flows      int // lines on the first page; 0: it does not flow
	}{{32, 0}, {36, 8}, {48, 11}, {92, 22}} {
		rows := "| " + strings.Repeat("长", c.characters) + " | 甲" + strings.Repeat("\n| ^ | 甲", 29)
		m, _ := checked(t, small(draw(t, []int{4, 4}, rows), 20))
		flow := m.Tables[0].Pages[0].Flow
		if len(m.Tables[0].Pages) != 2 || (len(flow) > 0) != (c.flows > 0) || len(flow) > 0 && flow[0].To != c.flows {
			t.Errorf("%d characters: %d pages, the first has lines %v, want %d", c.characters, len(m.Tables[0].Pages), flow, c.flows)
		}
	}
}

// A table that is scaled to less than 70 % is hard to read, and that is a warning.
func TestScaledSmall(t *testing.T) {
	for width, want := range map[int]finding.Severity{36: finding.Note, 40: finding.Warning} { // 72 % and 65 %
		m, _ := checked(t, draw(t, []int{width, width}, "| 甲 | 乙"))
		if len(m.Notes) != 1 || m.Notes[0].Severity != want {
			t.Errorf("%d em: %d %%, %v", width, m.Tables[0].Scale, m.Notes)
		}
	}
}

// A seal's place takes at most a third of a page, a picture at most half of one.
func TestHighCells(t *testing.T) {
	for high, refused := range map[unit.Length]bool{85 * unit.MM: false, 90 * unit.MM: true} { // of 261 mm
		g := draw(t, []int{10}, "| 甲")
		g.Tables[0].Cells[0].Seal = &grid.Seal{Name: "章", Width: 20 * unit.MM, Height: high}
		_, err := Measure(g, squares{}, Options{})
		if l := finding.Of(err); (len(l) > 0) != refused || refused && l[0].Code != "LAYOUT-SEAL" {
			t.Errorf("a seal of %s mm: %v", high.MMString(), err)
		}
	}
	g := draw(t, []int{10}, "|  ")
	g.Tables[0].Cells[0].Picture = &grid.Picture{Data: onePixel, Width: 20 * unit.MM, Height: 200 * unit.MM}
	m, _ := checked(t, g)
	if p := m.Tables[0].Cells[0].Picture; p.Height < 125*unit.MM || p.Height > 131*unit.MM || p.Width != p.Height/10 {
		t.Errorf("the picture is %s × %s mm", p.Width.MMString(), p.Height.MMString())
	}
}

// Between two tables on one page there is a gap, and it needs room too.
func TestTablesKeepApart(t *testing.T) {
	for rows, follows := range map[int]bool{3: true, 4: false} { // 4 + 4 rows find room on a page, but not with the gap
		g := small(draw(t, []int{4, 4}, "| 甲 | 乙"+strings.Repeat("\n| 甲 | 乙", 3)), 8)
		second := draw(t, []int{4, 4}, "| 甲 | 乙"+strings.Repeat("\n| 甲 | 乙", rows-1)).Tables[0]
		second.Name, second.Paper = "二", g.Tables[0].Paper
		g.Tables = append(g.Tables, second)
		for i := range g.Tables {
			for r := range g.Tables[i].Rows {
				g.Tables[i].Rows[r].Height = 20 * unit.Px
			}
		}
		if m := mustMeasure(t, g); m.Tables[1].Follows != follows {
			t.Errorf("%d rows: on one page %v", rows, !follows)
		}
	}
}

// A watermark of less than 16 pt is none.
func TestWatermarkOf16(t *testing.T) {
	for n, refused := range map[int]bool{45: false, 50: true} { // 16.5 and 14.9 pt
		g := draw(t, []int{4}, "| 甲")
		g.Tables[0].Watermark = strings.Repeat("长", n)
		if _, err := Measure(g, squares{}, Options{}); (err != nil) != refused {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}

// A row too high for a spreadsheet is cut where the pieces have even heights.
func TestSubRowsAreEven(t *testing.T) {
	m, _ := checked(t, draw(t, []int{4, 4}, "| 名 | "+strings.Repeat("字", 160)+"\n| 甲 | 乙"))
	if h := m.Tables[0].Rows[0].Height; h%evenStep != 0 || h < 300*unit.Pt {
		t.Errorf("the first piece is %s pt high", h.PtString())
	}
}

// A long run of digits with no mark beside it is a code: the text is not set smaller for its sake. What may be an
// amount is.
func TestCodesAreNotShrunk(t *testing.T) {
	const amount = " 123,456,789,012.123456" // split behind a separator, at any size
	for text, want := range map[string]unit.Length{
		"12345678901234" + amount:  7*unit.Pt + unit.Pt/2,
		"123456789012345" + amount: em,
	} {
		g := draw(t, []int{6}, "| 甲")
		g.Tables[0].Cells[0].Text = text
		if got := mustMeasure(t, g).Tables[0].Cells[0].Size; got != want {
			t.Errorf("%s is set at %s pt, want %s", text, got.PtString(), want.PtString())
		}
	}
	for digits, want := range map[int]unit.Length{20: 6*unit.Pt + unit.Pt/2, 21: em} { // behind a point
		g := draw(t, []int{8}, "| 甲")
		own := *plain
		own.Floor = 6*unit.Pt + unit.Pt/2
		g.Tables[0].Cells[0].Text, g.Tables[0].Cells[0].Style = "10."+strings.Repeat("7", digits), &own
		if got := mustMeasure(t, g).Tables[0].Cells[0].Size; got != want {
			t.Errorf("%d digits are set at %s pt, want %s", digits, got.PtString(), want.PtString())
		}
	}
}

// The smallest figure of a column decides, wherever it is.
func TestSmallestFigureDecides(t *testing.T) {
	m := mustMeasure(t, draw(t, []int{6}, "| 123456789012.12345\n| 1,234,567.890\n| 1.00"))
	for i, c := range m.Tables[0].Cells {
		if c.Size != 6*unit.Pt {
			t.Errorf("row %d at %s pt", i, c.Size.PtString())
		}
	}
}
