package fromxlsx

import (
	"testing"

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
