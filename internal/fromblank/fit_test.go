package fromblank

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A sheet that is to fit its page makes a layout that does, as wide as its paper.
func TestFitToPage(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	fit := true
	if err := f.SetSheetProps("Sheet1", &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		t.Fatal(err)
	}
	for i, s := range []string{"项目名称", "", "主管部门", ""} {
		cell, _ := excelize.CoordinatesToCellName(i+1, 1)
		if err := f.SetCellStr("Sheet1", cell, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetColWidth("Sheet1", "A", "D", 40); err != nil {
		t.Fatal(err)
	}
	r, err := Convert("空表.xlsx", save(t, f), Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nfit-page: 50\n", "\nmax-scale: "} {
		if !strings.Contains(string(r.Layout), want) {
			t.Errorf("no %q in\n%s", want, r.Layout)
		}
	}
}
