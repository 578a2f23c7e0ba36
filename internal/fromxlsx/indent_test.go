package fromxlsx

import (
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/unit"
)

// TestIndentStep: a step of indentation is three spaces of the workbook's own Normal font.
func TestIndentStep(t *testing.T) {
	for font, want := range map[string]unit.Length{"宋体": 18 * unit.Pt, "SimSun": 18 * unit.Pt, "仿宋_GB2312": 18 * unit.Pt, "等线": 9 * unit.Pt, "Times New Roman": 9 * unit.Pt,
		"Calibri": 12 * unit.Pt * 678 / 1000, "Arial": 12 * unit.Pt * 834 / 1000, "Cambria": 9 * unit.Pt} {
		f := excelize.NewFile()
		if err := f.SetDefaultFont(font); err != nil {
			t.Fatal(err)
		}
		size := 12.0
		f.Styles.Fonts.Font[0].Sz.Val = &size
		if got := indentStep(f); got != want {
			t.Errorf("%s 12: a step is %s pt, want %s", font, got.PtString(), want.PtString())
		}
		size = 6
		if got := indentStep(f); got != want/2 {
			t.Errorf("%s 6: a step is %s pt, want %s", font, got.PtString(), (want / 2).PtString())
		}
	}
}
