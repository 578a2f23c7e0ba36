package ooxml

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/model/unit"
)

// dot is a PNG of one black pixel.
var dot, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")

// fillIn is a workbook with everything this package can write: what a form to be filled in needs.
func fillIn(t testing.TB) []byte {
	t.Helper()
	b := New(Props{Title: "填报表", Creator: "局", Language: "zh-CN", Application: "Gongbiao"})
	locked := b.Style(Format{Border: Border{Top: "thin", Right: "thin", Bottom: "double", Left: "hair"}, Align: Alignment{Horizontal: "distributed", Vertical: "center", Wrap: true}})
	open := b.Style(Format{Fill: RGB(255, 250, 205), Unlocked: true, Quote: true, Font: Font{Name: "仿宋", Size: 105 * unit.Pt / 10, Italic: true, Underline: true, Color: RGB(1, 2, 3)}})
	percent := b.Style(Format{Number: "0.00%", NoFormula: true})
	one := b.Style(Format{Number: `0.0"分"`, Align: Alignment{Rotation: 255, Indent: 1, Shrink: true}})
	list := &Sheet{Name: "名单", State: VeryHidden, Rows: []Row{{Cells: []Cell{{Kind: Text, Value: "数量指标"}}}, {Cells: []Cell{{Kind: Text, Value: "质量指标"}}}}, Print: Print{Paper: 9}}
	form := &Sheet{Name: "填报 '22", Tab: RGB(200, 0, 0), Gridlines: true, Freeze: Freeze{Rows: 2, Cols: 1},
		Columns: []Column{{Width: 80 * unit.Px}, {Width: 81 * unit.Px, Style: open}, {Width: 72 * unit.Px, Hidden: true}},
		Rows: []Row{
			{Height: 18 * unit.Pt, Cells: []Cell{{Style: locked, Kind: Text, Value: "题"}, {Col: 1, Style: locked}}},
			{Height: 24 * unit.Px, Cells: []Cell{{Style: open}, {Col: 1, Style: percent, Kind: Number, Value: "0.5", Formula: "A3/A4"}, {Col: 2, Kind: Text, Value: "a<b ", Formula: `"a<b "`}}},
			{Height: 24 * unit.Px, Cells: []Cell{{Style: one, Kind: Number, Value: "1"}, {Col: 1, Kind: Bool, Value: "1"}}},
			{Hidden: true, Cells: []Cell{{Kind: Number, Value: "2"}, {Col: 2, Kind: Text, Runs: []TextRun{{"共 ", Font{}}, {"12", Font{Name: "Times New Roman", Size: 9 * unit.Pt, Bold: true, Color: RGB(9, 9, 9)}}, {" 项", Font{}}}}}},
		},
		Merges:     []Range{{0, 0, 0, 1}},
		Protect:    &Protection{FormatRows: true, InsertRows: true},
		Conditions: []Condition{{Ranges: []Range{{1, 0, 3, 0}, {5, 0, 5, 0}}, Formula: "SUM($A$3:$A$4)<>100", Look: Highlight{Bold: true, Color: RGB(255, 0, 0), Fill: RGB(255, 230, 230), AllSides: "thin"}, Stop: true}, {Ranges: []Range{{1, 1, 1, 1}}, Formula: "B2>1", Look: Highlight{Fill: RGB(1, 1, 1)}}},
		Validations: []Validation{{Ranges: []Range{{1, 0, 3, 0}}, Type: "list", Formula1: "指标名单", Refuse: "stop", ErrorTitle: "不在名单内", Error: "请从名单中选", PromptTitle: "填报说明", Prompt: "第一行\n第二行"},
			{Ranges: []Range{{1, 1, 1, 1}}, Type: "decimal", Operator: "between", Formula1: "0", Formula2: "100", Refuse: "warning"}, {Ranges: []Range{{2, 1, 2, 1}}, Prompt: "只是说明"}},
		Links:    []Link{{At: Range{0, 0, 0, 0}, Target: "'名单'!A1", Tip: "看 \"名单\""}},
		Breaks:   []int{2},
		Ignore:   []Range{{0, 0, 3, 2}},
		Pictures: []Picture{{Row: 1, X: 100 * unit.Px, Y: 25 * unit.Px, W: 20 * unit.Px, H: 20 * unit.Px, Data: dot, Alt: "一个<点>"}, {Col: 1, W: unit.Px, H: unit.Px, Data: dot}},
		Notes:    []Note{{Row: 1, Author: "公表", Text: "填 1 至 100\n的数"}, {Row: 3, Col: 2, Author: "公表", Text: "x"}},
		Print: Print{Paper: 8, Landscape: true, Scale: 95, Top: 15 * unit.MM, Left: 20 * unit.MM, Centered: true, FirstPage: 3, OddHeader: "&C题", OddFooter: "&R&P", EvenHeader: "&C题", EvenFooter: "&L&P",
			Area: Range{0, 0, 3, 2}, Titles: &Range{R1: 0, R2: 1}}}
	for _, s := range []*Sheet{form, list} {
		if err := b.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	b.Define(Name{Name: "指标名单", Refers: Range{0, 0, 1, 0}.Absolute("名单"), Sheet: -1})
	b.Define(Name{Name: "f1", Refers: Range{1, 1, 1, 1}.Absolute("填报 '22"), Sheet: -1, Hidden: true})
	b.Recalculate = true
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEverythingReadsBack(t *testing.T) {
	data := fillIn(t)
	if dir := os.Getenv("GONGBIAO_KEEP"); dir != "" { // to be opened by hand or by a validator
		if err := os.WriteFile(dir+"/fill-in.xlsx", data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const s = "填报 '22"
	is := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	is("sheets", f.GetSheetList(), []string{s, "名单"})
	visible, _ := f.GetSheetVisible("名单")
	is("hidden list", visible, false)
	for cell, want := range map[string]string{"A1": "题", "B2": "50.00%", "C2": "a<b ", "B3": "TRUE", "C4": "共 12 项"} {
		got, err := f.GetCellValue(s, cell)
		if err != nil {
			t.Error(err)
		}
		is(cell, got, want)
	}
	formula, _ := f.GetCellFormula(s, "B2")
	is("formula", formula, "A3/A4")
	dv, err := f.GetDataValidations(s)
	if err != nil || len(dv) != 3 {
		t.Fatal(dv, err)
	}
	is("drop-down", []string{dv[0].Type, dv[0].Formula1, dv[0].Sqref, *dv[0].Prompt}, []string{"list", "指标名单", "A2:A4", "第一行\n第二行"})
	is("range of numbers", []string{dv[1].Operator, dv[1].Formula1, dv[1].Formula2, *dv[1].ErrorStyle}, []string{"between", "0", "100", "warning"})
	cf, err := f.GetConditionalFormats(s)
	if err != nil || len(cf) != 2 || cf["A2:A4 A6"][0].Criteria != "SUM($A$3:$A$4)<>100" {
		t.Error(cf, err)
	}
	p, err := f.GetSheetProtection(s)
	if err != nil {
		t.Fatal(err)
	}
	is("protection", []bool{p.FormatRows, p.InsertRows, p.FormatCells, p.DeleteRows}, []bool{true, true, false, false})
	open, _ := f.GetCellStyle(s, "A2")
	style, _ := f.GetStyle(open)
	is("unlocked", style.Protection.Locked, false)
	notes, err := f.GetComments(s)
	if err != nil || len(notes) != 2 || notes[0].Author != "公表" || notes[0].Text != "填 1 至 100\n的数" {
		t.Error(notes, err)
	}
	ok, link, _ := f.GetCellHyperLink(s, "A1")
	is("link", fmt.Sprint(ok, " ", link), "true '名单'!A1")
	// 100 px from A2 is 20 px into column B, 25 px below row 2 is 1 px into row 3.
	pics, err := f.GetPictures(s, "B3")
	if err != nil || len(pics) != 1 || !bytes.Equal(pics[0].File, dot) || pics[0].Format.AltText != "一个<点>" {
		t.Error(pics, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name+"@"+n.Scope] = n.RefersTo
	}
	is("names", names, map[string]string{"指标名单@Workbook": "'名单'!$A$1:$A$2", "f1@Workbook": "'填报 ''22'!$B$2:$B$2",
		"_xlnm.Print_Area@" + s: "'填报 ''22'!$A$1:$C$4", "_xlnm.Print_Titles@" + s: "'填报 ''22'!$1:$2"})
	w, _ := f.GetColWidth(s, "B")
	is("width", w, 10.125)
	shown, _ := f.GetRowVisible(s, 4)
	is("row 4 shown", shown, false)
	panes, _ := f.GetPanes(s)
	is("frozen", []any{panes.Freeze, panes.XSplit, panes.YSplit, panes.TopLeftCell}, []any{true, 1, 2, "B3"})
	if !bytes.Equal(data, fillIn(t)) {
		t.Error("two runs differ")
	}
}

func TestRefused(t *testing.T) {
	for want, s := range map[string]*Sheet{
		"not a sheet name":      {Name: "a/b"},
		"not a sheet name ":     {Name: strings.Repeat("长", 32)},
		"not a sheet name  ":    {Name: "'a"},
		"name used twice":       {Name: "first"},
		"out of order":          {Name: "x", Rows: []Row{{Cells: []Cell{{Col: 1}, {Col: 1}}}}},
		"more than 409.5 pt":    {Name: "x", Rows: []Row{{Height: 410 * unit.Pt}}},
		"more than 255 digits":  {Name: "x", Columns: []Column{{Width: 2041 * unit.Px}}},
		"32767 UTF-16 units":    {Name: "x", Rows: []Row{{Cells: []Cell{{Kind: Text, Runs: []TextRun{{strings.Repeat("长", 20000), Font{}}, {strings.Repeat("长", 20000), Font{}}}}}}}},
		"not UTF-8":             {Name: "x", Rows: []Row{{Cells: []Cell{{Kind: Text, Value: "\xff"}}}}},
		"neither PNG nor JPEG":  {Name: "x", Pictures: []Picture{{Data: []byte("GIF89a")}}},
		"longer than 255":       {Name: "x", Print: Print{OddFooter: strings.Repeat("长", 256)}},
		"a scale of 9 %":        {Name: "x", Print: Print{Scale: 9}},
		"a text that is too lo": {Name: "x", Validations: []Validation{{Prompt: strings.Repeat("长", 256)}}},
	} {
		b := New(Props{})
		if err := b.Add(&Sheet{Name: "FIRST"}); err != nil {
			t.Fatal(err)
		}
		if err := b.Add(s); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(want)) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := New(Props{}).Write(io.Discard); err == nil {
		t.Error("a workbook without a sheet was written")
	}
}

func TestNamer(t *testing.T) {
	var n Namer
	long := strings.Repeat("长", 40)
	for _, c := range []struct{ want, got string }{
		{"自评表", "自评表"}, {"自评表", "自评表(2)"}, {"自评表(2)", "自评表(2)(2)"}, {"a/b:c*d?e[f]g\\h", "a／b：c＊d？e［f］g＼h"}, {"'甲'", "’甲’"}, {"", "表"}, {" ", "表(2)"},
		{"History", "History表"}, {"Abc", "Abc"}, {"ABC", "ABC(2)"}, {"ＡＢＣ", "ＡＢＣ(3)"}, {"a\nb\x00", "a b"}, {"_x0041_", "＿x0041_"},
		{long, long[:31*3]}, {long, long[:28*3] + "(2)"}, {strings.Repeat("𬭎", 20), strings.Repeat("𬭎", 15)}, {strings.Repeat("a", 30) + "'b", strings.Repeat("a", 30) + "’"}, {"\xff", "表(3)"},
	} {
		if got := n.Name(c.want); got != c.got {
			t.Errorf("%q: %q, want %q", c.want, got, c.got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var n Namer
		b := New(Props{})
		for _, want := range rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"'", "a'", "甲", "ｱ", "ß", "SS", "K", "k"})), 1, 6).Draw(t, "names") {
			if err := b.Add(&Sheet{Name: n.Name(want)}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestRef(t *testing.T) {
	for want, rc := range map[string][2]int{"A1": {0, 0}, "Z1": {0, 25}, "AA2": {1, 26}, "ZZ3": {2, 701}, "AAA4": {3, 702}, "XFD1048576": {MaxRows - 1, MaxCols - 1}} {
		if got := Ref(rc[0], rc[1]); got != want {
			t.Errorf("%v: %s, want %s", rc, got, want)
		}
	}
}
