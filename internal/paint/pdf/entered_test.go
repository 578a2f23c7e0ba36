package pdf

import (
	"bytes"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A vertical form stands for the character entered; the same form entered as such stands for itself.
func TestVerticalFormsExtractAsEntered(t *testing.T) {
	set := fonts.Embedded()
	face, _, ok := set.Chain("宋体", false).Measure("︵")
	if !ok {
		t.Fatal("宋体 has no ︵")
	}
	text := func(y int, s, entered string) page.Text {
		return page.Text{Tag: page.Tag{Elem: 1}, X: 50 * unit.Pt, Y: unit.Length(y) * unit.Pt, Face: face, Size: 9 * unit.Pt, Text: s, Entered: entered}
	}
	d := &page.Document{Meta: page.Meta{Title: "题", Lang: "zh-CN"}, Elems: []page.Elem{{Parent: -1}, {Parent: 0, Role: page.RoleP}},
		Pages: []page.Page{{Width: 595 * unit.Pt, Height: 842 * unit.Pt, Items: []page.Item{text(50, "︵", "（"), text(70, "︵", ""), text(90, "元", "元")}}}}
	var b bytes.Buffer
	if err := New(set).Write(&b, d, Options{Plain: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"><5143>", "><FE35>", "><FF08>"} {
		if !bytes.Contains(bytes.ToUpper(b.Bytes()), []byte(want)) {
			t.Errorf("ToUnicode has no %s", want)
		}
	}
	d.Pages[0].Items[0] = text(50, "︵︵", "（")
	if err := New(set).Write(&b, d, Options{}); err == nil {
		t.Error("one character for two forms: no error")
	}
}
