package layout

import (
	"testing"

	"github.com/gongbiao/gongbiao/model/unit"
)

// TestAir: the room of Row.Air is added above and below, whatever the number of lines, and a least height counts it in.
func TestAir(t *testing.T) {
	g := draw(t, []int{4, 6}, `
		  | (项目) | 甲乙丙丁戊己庚
		  | (单位) | 甲
		  | (单位) | 乙
	`)
	rows := g.Tables[0].Rows
	rows[0].Air, rows[1].Air, rows[2].Air, rows[2].MinHeight = 3*unit.Pt, 3*unit.Pt, 3*unit.Pt, 20*unit.Pt
	m := mustMeasure(t, g)
	for i, want := range []unit.Length{33 * unit.Pt, 21 * unit.Pt, 21 * unit.Pt} {
		if got := m.Tables[0].Rows[i].Height; got != want {
			t.Errorf("row %d is %v, want %v", i, got, want)
		}
	}
}

func TestSimpleTable(t *testing.T) {
	g := draw(t, []int{4, 6}, `
		t | 题目 | <
		  | (项目) | 甲乙丙丁戊己庚
		  | (单位) | 甲
	`)
	m := mustMeasure(t, g)
	if got, want := shown(cellAt(t, m, "甲乙丙丁戊己庚")), "甲乙丙/丁戊己庚"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	// 9 pt: pitch 11.25; one line 14.25, two 25.5 pt. 18 pt: 24.12 + 3. All up to multiples of 3 pt.
	for i, want := range []unit.Length{30 * unit.Pt, 27 * unit.Pt, 15 * unit.Pt} {
		if got := m.Tables[0].Rows[i].Height; got != want {
			t.Errorf("row %d is %v, want %v", i, got, want)
		}
	}
	for _, s := range checkMeasured(g, m) {
		t.Error(s)
	}
	d := Place(m, squares{}, PlaceOptions{})
	for _, s := range checkDocument(d, m) {
		t.Error(s)
	}
}
