package xlsx

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// sheet1 is the XML of the first sheet of m.
func sheet1(t *testing.T, m *grid.Measured, o Options) string {
	t.Helper()
	return part(t, write(t, m, o), "xl/worksheets/sheet1.xml")
}

// texts lists the cells that hold something, by row: A1=text.
func texts(t *testing.T, m *grid.Measured, o Options) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(write(t, m, o)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	x := part(t, write(t, m, o), "xl/worksheets/sheet1.xml")
	for _, ref := range regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"[^>]*[^/]>`).FindAllStringSubmatch(x, -1) {
		v, _ := f.GetCellValue(f.GetSheetName(0), ref[1])
		fmt.Fprintf(&b, "%s=%s ", ref[1], v)
		if x, _ := f.GetCellFormula(f.GetSheetName(0), ref[1]); x != "" {
			fmt.Fprintf(&b, "(=%s) ", x)
		}
	}
	merges, _ := f.GetMergeCells(f.GetSheetName(0))
	for _, m := range merges {
		fmt.Fprintf(&b, "%s:%s ", m.GetStartAxis(), m.GetEndAxis())
	}
	return strings.TrimSpace(b.String())
}

func TestCutMerges(t *testing.T) {
	m := drawn(`
		| 甲 | 1 |
		| ^  | 2 |
		----
		| ^  | 3 |
		| ^  | 4 |
		----
		| ^  | 5 |`)
	if got, want := texts(t, m, Options{}), "A1=甲 B1=1 B2=2 B3=3 B4=4 B5=5 A1:A5"; got != want {
		t.Errorf("whole: %s, want %s", got, want)
	}
	m.Tables[0].CutMerges = true
	if got, want := texts(t, m, Options{}), "A1=甲 B1=1 B2=2 A3=甲 B3=3 B4=4 A5=甲 B5=5 A1:A2 A3:A4"; got != want {
		t.Errorf("cut: %s, want %s", got, want)
	}
	book, err := excelize.OpenReader(bytes.NewReader(write(t, m, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for cell, want := range map[string]string{"A1": "[1110]", "A2": "[1011]", "A3": "[1110]", "A4": "[1011]", "A5": "[1111]"} {
		id, _ := book.GetCellStyle("自评表", cell)
		if got := style(t, book, id); !strings.Contains(got, want) {
			t.Errorf("%s has the rules %s, want %s", cell, got, want)
		}
	}

	// A text too tall for its parts runs over them: every character stands once.
	if got := Notes(m); got != nil {
		t.Error(got)
	}
	c := &m.Tables[0].Cells[0]
	c.Text = "一二 三四\n五六七"
	c.Lines = []grid.Line{{Start: 0, End: 6}, {Start: 7, End: 13, Last: true}, {Start: 14, End: 23, Last: true}}
	for i := range m.Tables[0].Pages {
		m.Tables[0].Pages[i].Flow = []grid.FlowPart{{Cell: 0, From: i, To: i + 1}}
	}
	if got, want := texts(t, m, Options{}), "A1=一二  B1=1 B2=2 A3=三四 B3=3 B4=4 A5=五六七 B5=5 A1:A2 A3:A4"; got != want {
		t.Errorf("flow: %s, want %s", got, want)
	}
	m.Tables[0].CutMerges = false
	if got := Notes(m); len(got) != 1 || got[0].Code != "XLSX-TEXT-OVER-PAGES" {
		t.Error(got)
	}
}

// A line in the middle of a merged cell must not fall on the page break.
func TestStraddling(t *testing.T) {
	vertical := func(drawing string, lines int) string {
		m := drawn(drawing)
		c := &m.Tables[0].Cells[0]
		c.Lines = make([]grid.Line, lines)
		f, err := excelize.OpenReader(bytes.NewReader(write(t, m, Options{})))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		id, _ := f.GetCellStyle("自评表", "A1")
		s, _ := f.GetStyle(id)
		return s.Alignment.Vertical
	}
	// Rows are 24 px, lines 16 px.
	for _, c := range []struct {
		drawing string
		lines   int
		want    string
	}{
		{"| 甲 | 1 |\n| ^ | 2 |", 1, "center"},
		{"| 甲 | 1 |\n--\n| ^ | 2 |", 1, "top"},                // the middle is the break
		{"| 甲 | 1 |\n--\n| ^ | 2 |\n| ^ | 3 |", 1, "center"},  // the middle is in row 2
		{"| 甲 | 1 |\n--\n| ^ | 2 |\n| ^ | 3 |", 3, "bottom"},  // only rows 2 and 3 hold three lines
		{"| 甲 | 1 |\n--\n| ^ | 2 |\n--\n| ^ | 3 |", 2, "top"}, // no page holds it
	} {
		if got := vertical(c.drawing, c.lines); got != c.want {
			t.Errorf("%d lines in %q: %s, want %s", c.lines, c.drawing, got, c.want)
		}
	}
}

func TestNumbersThatWouldNotShow(t *testing.T) {
	m := drawn("| 123456 | 123456 | 123456 | 123456 | 123456 |")
	cells := m.Tables[0].Cells
	stack, spread := *cells[0].Style, *cells[0].Style
	stack.Stack, spread.Align = true, grid.AlignDistribute
	cells[0].Lines = []grid.Line{{Start: 0, End: 3}, {Start: 3, End: 6, Last: true}} // a number is never wrapped: it would be ####
	cells[1].Style, cells[2].Style = &stack, &spread
	cells[3].Lines[0].Width, cells[4].Lines[0].Width = 75*unit.Px, 76*unit.Px // of 80 px, 5 must be free
	x := sheet1(t, m, Options{})
	if strings.Count(x, `t="s"`) != 4 || !strings.Contains(x, `<c r="D1" s="4"><v>123456</v>`) || strings.Count(x, `<v>123456</v>`) != 1 {
		t.Error(x)
	}
}

// TestNumbersShrink: a cell that holds a number is set smaller where a wider face than ours would make it ####; a text
// never is.
func TestNumbersShrink(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, drawn("| 1,234.50 | 97.98% | 甲 | 007 |"), Options{})))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]bool{"A1": true, "B1": true, "C1": false, "D1": false} {
		id, err := f.GetCellStyle("自评表", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil || s.Alignment == nil || s.Alignment.ShrinkToFit != want || s.Alignment.WrapText == want {
			t.Errorf("%s: %+v, %v", cell, s.Alignment, err)
		}
	}
}

func TestLatin(t *testing.T) {
	m := drawn("| 共 12 项 A | abc | 12 | 甲 |")
	s := *m.Tables[0].Cells[0].Style
	s.Latin = "Times"
	for i := range m.Tables[0].Cells {
		m.Tables[0].Cells[i].Style = &s
	}
	book := write(t, m, Options{})
	_, got, _ := strings.Cut(part(t, book, "xl/sharedStrings.xml"), "\n")
	han, times := `<rPr><sz val="9"/><color rgb="FF000000"/><rFont val="宋体"/><charset val="134"/></rPr>`, `<rPr><sz val="9"/><color rgb="FF000000"/><rFont val="Times New Roman"/></rPr>`
	want := `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3"><si><r>` + han + `<t xml:space="preserve">共 </t></r><r>` + times + `<t xml:space="preserve">12 </t></r><r>` +
		han + `<t xml:space="preserve">项 </t></r><r>` + times + `<t>A</t></r></si><si><t>abc</t></si><si><t>甲</t></si></sst>`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "宋体", "B1": "Times New Roman", "C1": "Times New Roman", "D1": "宋体"} {
		id, _ := f.GetCellStyle("自评表", cell)
		if got := style(t, f, id); !strings.HasPrefix(got, want) {
			t.Errorf("%s is set in %s, want %s", cell, got, want)
		}
	}
}

func TestFormulas(t *testing.T) {
	m := drawn(`
		| 全年预算数 | 200 | 全年执行数 | 150.00 | 执行率 | 75.00% |
		| 指标一 | 4 | 指标二 | 6 | 总分 | 10 |`)
	at := map[string]*grid.MeasuredCell{}
	for i := range m.Tables[0].Cells {
		at[m.Tables[0].Cells[i].Text] = &m.Tables[0].Cells[i]
	}
	at["200"].Path, at["150.00"].Path, at["4"].Path, at["6"].Path = "/预算", "/执行", "/指标/0/分", "/指标/1/分"
	at["75.00%"].Formula, at["10"].Formula = "ROUND({/执行}/{/预算},4)", "SUM({/指标/0/分|/指标/1/分})"
	plain := "A1=全年预算数 B1=200 C1=全年执行数 D1=150.00 E1=执行率 F1=75.00% A2=指标一 B2=4 C2=指标二 D2=6 E2=总分 F2=10"
	if got := texts(t, m, Options{}); got != plain {
		t.Errorf("%s, want %s", got, plain)
	}
	if got, want := texts(t, m, Options{Formulas: true}), strings.NewReplacer("75.00%", "75.00% (=ROUND(D1/B1,4))", "F2=10", "F2=10 (=SUM(B2,D2))").Replace(plain); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if x := sheet1(t, m, Options{Formulas: true}); !strings.Contains(x, "<f>ROUND(D1/B1,4)</f><v>0.75</v>") {
		t.Error(x)
	}
	// What is no number in the form cannot be computed with: the value stays.
	at["200"].Text = "约200"
	at["10"].Formula = "SUM({/指标/0/分|/指标/1/分)"
	if got, want := texts(t, m, Options{Formulas: true}), strings.Replace(plain, "200", "约200", 1); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestHeaderFooter(t *testing.T) {
	m := drawn("| 甲 |")
	n := &m.Tables[0].PageNumber
	for _, c := range []struct {
		format, header, footer string
		align                  grid.Align
		want                   string
	}{
		{"-{page}-", "", "", grid.AlignCenter, `<headerFooter><oddFooter>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;-&amp;P-</oddFooter></headerFooter>`},
		{"{page}-1", "", "", grid.AlignCenter, `<headerFooter><oddFooter>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;&amp;P&amp;&quot;宋体,Regular&quot;-1</oddFooter></headerFooter>`},
		{"第 {page} 页 共 {pages} 页", "", "", grid.AlignRight, `<headerFooter><oddFooter>&amp;R&amp;9&amp;&quot;宋体,Regular&quot;第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>`},
		{"{page}", "甲&乙", "2022", grid.AlignOutside, `<headerFooter differentOddEven="1"><oddHeader>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;甲&amp;&amp;乙</oddHeader>` +
			`<oddFooter>&amp;L&amp;9&amp;&quot;宋体,Regular&quot;2022&amp;R&amp;9&amp;&quot;宋体,Regular&quot;&amp;P</oddFooter><evenHeader>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;甲&amp;&amp;乙</evenHeader>` +
			`<evenFooter>&amp;L&amp;9&amp;&quot;宋体,Regular&quot;&amp;P&amp;R&amp;9&amp;&quot;宋体,Regular&quot;2022</evenFooter></headerFooter>`},
		{"{page}", "", "脚", grid.AlignCenter, `<headerFooter><oddFooter>&amp;L&amp;9&amp;&quot;宋体,Regular&quot;脚&amp;C&amp;9&amp;&quot;宋体,Regular&quot;&amp;P</oddFooter></headerFooter>`},
		{"", "", "", grid.AlignCenter, ""},
	} {
		n.Format, n.Align, m.Tables[0].Header, m.Tables[0].Footer = c.format, c.align, c.header, c.footer
		if got := regexp.MustCompile(`<headerFooter.*</headerFooter>`).FindString(sheet1(t, m, Options{})); got != c.want {
			t.Errorf("%q, header %q, footer %q:\n%s, want\n%s", c.format, c.header, c.footer, got, c.want)
		}
	}
	// The first page has what stands on all pages, and nothing of what only continued pages have.
	*n = grid.PageNumber{Format: "{page}"}
	m.Tables[0].Footer, m.Tables[0].Continued, m.Tables[0].ContinuedSize = "", "甲{page}&乙", 9*unit.Pt
	if got, want := regexp.MustCompile(`<headerFooter.*</headerFooter>`).FindString(sheet1(t, m, Options{})), `<headerFooter differentFirst="1">`+
		`<oddHeader>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;甲{page}&amp;&amp;乙</oddHeader><oddFooter>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;&amp;P</oddFooter>`+
		`<firstFooter>&amp;C&amp;9&amp;&quot;宋体,Regular&quot;&amp;P</firstFooter></headerFooter>`; got != want {
		t.Errorf("continued:\n%s, want\n%s", got, want)
	}
	m.Tables[0].Continued = ""
	n.Format, n.OnlyIf2 = "-{page}-", true
	if x := sheet1(t, m, Options{}); strings.Contains(x, "headerFooter") {
		t.Error("a form of one page is numbered")
	}
}

func TestTitleRows(t *testing.T) {
	two := `
		#| 甲 |
		| 1 |
		----
		| 2 |
		#| 乙 |
		| 3 |
		----
		| 4 |`
	m := drawn(two)
	m.Tables[0].Pages[1].Repeat, m.Tables[0].Pages[2].Repeat = []int{0}, []int{3}
	names := func() string {
		return regexp.MustCompile(`Print_Titles"[^>]*>([^<]*)`).FindString(part(t, write(t, m, Options{}), "xl/workbook.xml"))
	}
	if got, want := names(), `Print_Titles" localSheetId="0">'自评表'!$4:$4`; got != want { // the first is wrong on a page
		t.Errorf("%s, want %s", got, want)
	}
	if got := Notes(m); len(got) != 1 || got[0].Code != "XLSX-TITLE-ROWS" || got.HasErrors() || !strings.Contains(got[0].Message, "第 4 行") {
		t.Error(got)
	}
	p := m.Tables[0].Pages
	m.Tables[0].Pages = append(p[:1:1], p[1], p[1], p[1], p[2]) // the first is right on three pages and wrong on one
	if got, want := names(), `Print_Titles" localSheetId="0">'自评表'!$1:$1`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// With it above another's page that would run over: what others have room for is less than the body.
	m.Tables[0].Room = 2*24*unit.Px - 1
	if got, want := names(), `Print_Titles" localSheetId="0">'自评表'!$4:$4`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := Notes(small()); got != nil {
		t.Error(got)
	}
}

func TestPicture(t *testing.T) {
	dot, err := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
	if err != nil {
		t.Fatal(err)
	}
	m := drawn("| 甲 | < |   |")
	cells := m.Tables[0].Cells
	cells[0].Picture = &grid.Picture{Data: dot, Width: 8 * unit.Px, Height: 4 * unit.Px, Alt: "章"}
	cells[1].Picture = &grid.Picture{Data: dot, Width: 20 * unit.Px, Height: 20 * unit.Px, Alt: "大"}
	x := part(t, write(t, m, Options{}), "xl/drawings/drawing1.xml")
	// 160 × 24 px with a line of 16 px: 8 × 4 below it is at (76, 18). 20 × 20 in 80 × 24 is at (30, 2).
	for _, want := range []string{`<xdr:from><xdr:col>0</xdr:col><xdr:colOff>723900</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>171450</xdr:rowOff></xdr:from><xdr:ext cx="76200" cy="38100"/>`, `descr="章"`,
		`<xdr:from><xdr:col>2</xdr:col><xdr:colOff>285750</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>19050</xdr:rowOff></xdr:from><xdr:ext cx="190500" cy="190500"/>`} {
		if !strings.Contains(x, want) {
			t.Errorf("%s is not in %s", want, x)
		}
	}
}

// The rule between the title and the table is the table's.
func TestTextLinesHaveNoRules(t *testing.T) {
	m := drawn("题\n| 甲 |\n注：说明")
	f, err := excelize.OpenReader(bytes.NewReader(write(t, m, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "[0000]", "A2": "[1111]", "A3": "[0000]"} {
		id, _ := f.GetCellStyle("自评表", cell)
		if got := style(t, f, id); !strings.Contains(got, want) {
			t.Errorf("%s has the rules %s, want %s", cell, got, want)
		}
	}
}

func TestStyles(t *testing.T) {
	s := &grid.Style{Family: "仿宋", Size: 10*unit.Pt + unit.Pt/2, Bold: true, Align: grid.AlignDistribute, VAlign: grid.AlignRight, Gray: 128, Fill: 230}
	got := look{style: s, size: 8 * unit.Pt, edges: edges{grid.Hair, grid.Medium, grid.Thick, grid.Double}, wrap: true}.format()
	if got.Font.Size != 8*unit.Pt || got.Font.Name != "仿宋" || !got.Font.Bold || got.Font.Color != 0xff808080 || got.Fill != 0xffe6e6e6 ||
		got.Align.Horizontal != "distributed" || got.Align.Vertical != "bottom" || got.Border.Top != "hair" || got.Border.Right != "medium" || got.Border.Bottom != "thick" || got.Border.Left != "double" {
		t.Errorf("%+v", got)
	}
	// An em of 9 pt is a step; less is none, for a wider indent would break lines.
	for indent, want := range map[int]int{0: 0, 99: 0, 100: 1, 200: 2, 399: 3, 400: 4} {
		s := &grid.Style{Size: 9 * unit.Pt, Indent: indent}
		if got := (look{style: s, size: s.Size}).format().Align.Indent; got != want {
			t.Errorf("indent %d: %d steps, want %d", indent, got, want)
		}
	}
	if got := (look{style: &grid.Style{Family: "小标宋"}, size: unit.Pt}).format().Font; got.Name != "宋体" || !got.Bold {
		t.Errorf("%+v", got)
	}
}
