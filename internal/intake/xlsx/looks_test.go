package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
)

const looksStyles = `<styleSheet ` + ns + `><fonts><font><sz val="11"/><name val="宋体"/></font>` +
	`<font><b/><i/><u/><sz val="10.5"/><name val="黑体"/><color theme="1" tint="0.5"/></font></fonts>` +
	`<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor theme="4" tint="-0.25"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders><border/><border diagonalUp="1"><left style="thin"/><right style="none"/><top style="double"/><bottom/><diagonal style="hair"/></border></borders>` +
	`<cellXfs><xf/><xf fontId="1" fillId="1" borderId="1" numFmtId="10"><alignment horizontal="center" vertical="top" textRotation="255" indent="2" shrinkToFit="1"/></xf>` +
	`<xf><alignment readingOrder="1"/><protection hidden="1"/></xf><xf numFmtId="9"/></cellXfs></styleSheet>`

const looksTheme = `<a:theme xmlns:a="a"><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr lastClr="FFFFFF"/></a:lt1>` +
	`<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:theme>`

// dressed reads a sheet written by hand with its looks.
func dressed(t *testing.T, sheet, names string) (*Book, *found.Table, *Looks) {
	t.Helper()
	p := parts(sheet)
	p["xl/styles.xml"], p["xl/theme/theme1.xml"] = looksStyles, looksTheme
	p["xl/workbook.xml"] = `<workbook ` + ns + `><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets><definedNames>` + names + `</definedNames></workbook>`
	links := p["xl/_rels/workbook.xml.rels"]
	p["xl/_rels/workbook.xml.rels"] = links[:len(links)-len("</Relationships>")] + `<Relationship Id="rId9" Type="` + office + `theme" Target="theme/theme1.xml"/></Relationships>`
	f, err := intake.Open("甲.xlsx", pack(t, p), intake.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	table, looks, err := b.Dressed(b.Sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	return b, table, looks
}

func TestLooks(t *testing.T) {
	b, _, l := dressed(t, `<sheetFormatPr defaultRowHeight="14" customHeight="1"/><cols><col min="2" max="3" width="12.5" style="3"/><col min="3" max="3" width="9"/><col min="5" max="5" hidden="1"/></cols>`+
		`<sheetData><row r="2" ht="20" s="2"><c r="A2" s="1"/><c r="B2"/></row><row r="3" hidden="1"><c r="A3" t="inlineStr"><is><r><rPr><rFont val="黑体"/><sz val="9"/></rPr><t>甲</t></r><r><t>乙</t></r></is></c></row></sheetData>`+
		`<pageMargins left="0.5" right="0.7"/><pageSetup paperSize="9" orientation="landscape"/><headerFooter differentFirst="1"><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter>`, "")
	s := l.At(2, 1)
	got := *s
	got.Font.Color, got.Fill, got.bright = Color{}, Color{}, false
	want := Style{Font: Font{Name: "黑体", Size: "10.5", Bold: true, Italic: true, Underline: true}, Format: "0.00%", Border: Border{Left: "thin", Top: "double", Diagonal: true},
		Horizontal: "center", Vertical: "top", Rotation: 255, Indent: 2, Shrink: true}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(Style{}, Color{})); d != "" {
		t.Error(d)
	}
	if c := []string{b.RGB(s.Font.Color), b.RGB(s.Fill), b.RGB(l.At(9, 9).Fill)}; c[0] != "808080" || c[1] != "2F5597" || c[2] != "" {
		t.Errorf("colours %q: half of black is grey, accent 1 made darker, none", c)
	}
	for at, want := range map[[2]int]int{{2, 1}: 1, {2, 2}: 0, {2, 7}: 2, {2, 3}: 2, {5, 2}: 3, {5, 3}: 3, {5, 1}: 0} { // own, own though plain, of the row, of the column
		if l.At(at[0], at[1]) != b.styles.looks[want] {
			t.Errorf("%v has another format than %d", at, want)
		}
	}
	sizes := ""
	for n := 1; n <= 5; n++ {
		h, off := l.Row(n)
		w, gone := l.Column(n)
		sizes += fmt.Sprintf("%s %v %s %v|", h, off, w, gone)
	}
	if want := " false  false|20 false 12.5 false| true 12.5 false| false  false| false  true|"; sizes != want {
		t.Errorf("sizes\n%s\n%s", sizes, want)
	}
	setup := map[string]string{"sheetFormatPr.defaultRowHeight": "14", "sheetFormatPr.customHeight": "1", "pageMargins.left": "0.5", "pageMargins.right": "0.7",
		"pageSetup.paperSize": "9", "pageSetup.orientation": "landscape", "headerFooter.differentFirst": "1", "oddFooter": "&C第 &P 页"}
	if d := cmp.Diff(setup, l.Setup); d != "" {
		t.Error(d)
	}
	for c, want := range map[Color]string{{}: "", {set: true, rgb: "FFEAF4E4", theme: -1, indexed: -1}: "EAF4E4", {set: true, theme: -1, indexed: 22}: "C0C0C0",
		{set: true, theme: -1, indexed: 64}: "", {set: true, theme: -1, indexed: 65}: "FFFFFF", {set: true, theme: 99, indexed: -1}: ""} {
		if got := b.RGB(c); got != want {
			t.Errorf("colour %v is %s, want %s", c, got, want)
		}
	}
	if r := l.Runs(3, 1); len(r) != 2 || r[0].Name != "黑体" || r[0].Size != "9" || r[1] != (Font{}) || l.Runs(2, 1) != nil {
		t.Errorf("runs %v", r)
	}
	if b.Normal().Name != "宋体" {
		t.Errorf("the Normal font is %s", b.Normal().Name)
	}
}

// A colour made lighter or darker is what excelize, an independent reader, makes of it, but for the last bit: it works
// in whole steps.
func TestTint(t *testing.T) {
	for i, rgb := range Palette {
		for _, tint := range []float64{-1, -0.5, -0.25, 0.4, 0.6, 0.8, 1} {
			got, want := Tinted(rgb, int64(math.Round(tint*1e6))), excelize.ThemeColor(rgb, tint)[2:]
			a, _ := strconv.ParseUint(got, 16, 32)
			b, _ := strconv.ParseUint(want, 16, 32)
			for _, shift := range []int{16, 8, 0} {
				if math.Abs(float64(a>>shift&255)-float64(b>>shift&255)) > 1 {
					t.Errorf("colour %d, %s, with tint %g is %s, want %s", i, rgb, tint, got, want)
					break
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	b, _, _ := dressed(t, `<sheetData/>`, `<definedName name="a">'表''一'!$B$3:$C$4</definedName><definedName name="b" localSheetId="0">表!A1</definedName>`+
		`<definedName name="c">表!$1:$2</definedName><definedName name="d">表!#REF!</definedName><definedName name="e">表!A1,表!B2</definedName><definedName name="f" localSheetId="7">1+1</definedName>`)
	got := ""
	for _, n := range b.Names {
		sheet, at, ok := n.Range()
		got += fmt.Sprintln(n.Name, n.Sheet, n.Refers, sheet, at, ok)
	}
	want := `a  '表''一'!$B$3:$C$4 表'一 B3:C4 true
b 表 表!A1 表 A1:A1 true
c  表!$1:$2 表 1:2 false
d  表!#REF!  : false
e  表!A1,表!B2  : false
f  1+1  : false
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A formula that cells share is known in each of them, so that one leading into another file is refused in each.
func TestSharedFormulas(t *testing.T) {
	_, table, _ := dressed(t, `<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:C1" si="0">[1]x!B1</f><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c>`+
		`<c r="C1"><f t="shared" si="9"/><v>3</v></c><c r="D1" t="inlineStr"><is><t>甲_x000D_乙</t></is></c></row></sheetData>`, "")
	got := ""
	for i := range table.Rows[0].Cells {
		c := &table.Rows[0].Cells[i]
		got += fmt.Sprintf("%s %q %q %v|", c.Text, c.Detail.Formula, c.Detail.Typed, c.Said().HasErrors())
	}
	if want := `1 "[1]x!B1" "" true|2 "[1]x!B1" "" true|3 "…" "" false|` + "甲\n乙" + ` "" "甲\r乙" false|`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
