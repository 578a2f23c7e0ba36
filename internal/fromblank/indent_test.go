package fromblank

import (
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/model/unit"
)

// TestIndentStep: a step of indentation is three spaces of the workbook's own Normal font.
func TestIndentStep(t *testing.T) {
	for font, want := range map[string]unit.Length{"宋体": 18 * unit.Pt, "SimSun": 18 * unit.Pt, "仿宋_GB2312": 18 * unit.Pt, "等线": 9 * unit.Pt, "Times New Roman": 9 * unit.Pt,
		"Calibri": 12 * unit.Pt * 678 / 1000, "Arial": 12 * unit.Pt * 834 / 1000, "Cambria": 9 * unit.Pt} {
		if got := indentStep(xlsx.Font{Name: font, Size: "12"}); got != want {
			t.Errorf("%s 12: a step is %s pt, want %s", font, got.PtString(), want.PtString())
		}
		if got := indentStep(xlsx.Font{Name: font, Size: "6"}); got != want/2 {
			t.Errorf("%s 6: a step is %s pt, want %s", font, got.PtString(), (want / 2).PtString())
		}
	}
	if got := indentStep(xlsx.Font{}); got != 18*unit.Pt {
		t.Errorf("without styles a step is %s pt, as of 宋体 12", got.PtString())
	}
}

// A sheet that says nothing of its sizes has those of every program: 64 by 20 pixels with Calibri 11 as the Normal
// font.
func TestUsualSizes(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "B2", "甲"); err != nil {
		t.Fatal(err)
	}
	g, _, err := Read("x.xlsx", save(t, f))
	if err != nil {
		t.Fatal(err)
	}
	if x := g.Tables[0]; x.Columns[1] != 64*unit.Px || x.Rows[1].Height != 20*unit.Px {
		t.Errorf("a column is %s mm wide, a row %s mm high", x.Columns[1].MMString(), x.Rows[1].Height.MMString())
	}
}

// Margins are the hundredths of a millimetre that people set, where programs round them to inches.
func TestInches(t *testing.T) {
	for x, want := range map[float64]unit.Length{0.7874: 20 * unit.MM, 0.78740157: 20 * unit.MM, 1: 25*unit.MM + 40*unit.MM/100, 0.5: 36 * unit.Pt, 0.78743: 720026} {
		if got := inches(x); got != want {
			t.Errorf("%g in are %s mm, want %s", x, got.MMString(), want.MMString())
		}
	}
}
