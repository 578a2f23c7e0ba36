package templates

import "testing"

// TestWithoutMeta: a layout may do without the fields that the form takes author and subject of documents from.
func TestWithoutMeta(t *testing.T) {
	form := "form: f\nname: 表\nauthor: 甲\nsubject: '{甲}表 {乙}'\nfields: {甲: text, 乙: text}\n"
	g := mustFill(t, mustLayout(t, form, layoutOf(2, "rows: '| {甲} | {乙} |'")), "{甲: 一, 乙: 二}")
	if g.Meta.Author != "一" || g.Meta.Subject != "一表 二" {
		t.Errorf("%+v", g.Meta)
	}
	g = mustFill(t, mustLayout(t, form, layoutOf(2, "without: [甲]\nrows: '| {乙} | 三 |'")), "{乙: 二}")
	if g.Meta.Author != "" || g.Meta.Subject != "表 二" {
		t.Errorf("%+v", g.Meta)
	}
}
