package verify

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/verify/meaning"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

const testProducer = "Gongbiao 9.9"

var maker = Maker{Engine: &render.Engine{}, Producer: testProducer, Review: func(*data.Value) (finding.List, error) {
	return finding.List{{Code: "TEST", Path: "/项目名称", Place: "项目名称", Message: "问题"}}, nil
}}

// records reads a file of examples.
func records(t testing.TB, path string) (out []Record) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "examples", path))
	if err != nil {
		t.Fatal(err)
	}
	err = data.Read(path, raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := maker.Engine.Load(t.Context(), d, "")
		out = append(out, Record{Data: d, Form: f})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// made is what the records make with this copy.
func made(t testing.TB, format render.Format, c Copy, r []Record) []byte {
	t.Helper()
	b, err := maker.make(t.Context(), &Stamp{Format: format, Producer: testProducer}, c, r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// judged is the verdict on a file: "damaged" if it cannot be read for certain.
func judged(t testing.TB, data []byte, r []Record) (string, Judgement) {
	t.Helper()
	s, err := Read(data)
	var d *meaning.Damaged
	if errors.As(err, &d) {
		return "damaged " + d.Why, Judgement{}
	}
	if err != nil {
		return "error " + err.Error(), Judgement{}
	}
	var j Judgement
	if len(s.Codes) == 0 {
		j, _, err = maker.Find(t.Context(), data, s, r)
	} else {
		j, err = maker.Judge(t.Context(), data, s, r)
	}
	if err != nil {
		return "error " + err.Error(), j
	}
	return string(j.Verdict), j
}

// parts are the parts of a workbook.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// packed puts parts into a zip, as other programs do; more are parts of names that may be there already.
func packed(t testing.TB, p map[string]string, more ...[2]string) []byte {
	t.Helper()
	var names []string
	for n := range p {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		more = append(more, [2]string{n, p[n]})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range more {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	sheet1   = "xl/worksheets/sheet1.xml"
	stylesAt = "xl/styles.xml"
	textsAt  = "xl/sharedStrings.xml"
	bookAt   = "xl/workbook.xml"
	typesAt  = "[Content_Types].xml"
	bookRels = "xl/_rels/workbook.xml.rels"
	sheetRel = "xl/worksheets/_rels/sheet1.xml.rels"
)

const relHead = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

// forgery changes parts of a workbook; at is what must be told of it.
type forgery struct {
	name, at string
	part     string
	old, new string // the first old becomes new; with old empty new stands before the end of the part
	also     func(p map[string]string)
}

var forgeries = []forgery{
	{"text changed", "B3", textsAt, "交通行业行政服务经费", "交通行业行政服务费", nil},
	{"number changed", "E6", sheet1, "18233182.14", "18233182.15", nil},
	{"number becomes a text", "E6", sheet1, "<v>18233182.14</v>", "<v>18233182.14</v>", func(p map[string]string) {
		p[sheet1] = strings.Replace(p[sheet1], `<c r="E6" `, `<c r="E6" t="str" `, 1)
	}},
	{"text with a formula and the old value", "A3", sheet1, `<c r="A3" s="3" t="s"><v>2</v>`, `<c r="A3" s="3" t="str"><f>"假"</f><v>项目名称</v>`, nil},
	{"number with a formula and the old value", "E6", sheet1, "<v>18233182.14</v>", "<f>99999999</f><v>18233182.14</v>", nil},
	{"array formula", "E6", sheet1, "<v>18233182.14</v>", `<f t="array" ref="E6">1</f><v>18233182.14</v>`, nil},
	{"DDE", "E6", sheet1, "<v>18233182.14</v>", `<f>cmd|'/c calc'!A0</f><v>18233182.14</v>`, nil},
	{"a cell beyond the table", "ZZ999", sheet1, "</sheetData>", `<row r="999"><c r="ZZ999" t="inlineStr"><is><t>另有</t></is></c></row></sheetData>`, nil},
	{"a text under a merged cell", "C3", sheet1, `<c r="C3" s="5"/>`, `<c r="C3" s="5" t="inlineStr"><is><t>藏</t></is></c>`, nil},
	{"a cell twice", "", sheet1, `<c r="B3"`, `<c r="B3" t="inlineStr"><is><t>假</t></is></c><c r="B3"`, nil},
	{"a row twice", "", sheet1, `<row r="4"`, `<row r="3"/><row r="4"`, nil},
	{"an attribute twice", "", sheet1, `<c r="B3"`, `<c r="B4" r="B3"`, nil},
	{"a cell in another's place", "", sheet1, `<c r="B3"`, `<c r="B4"`, nil},
	{"shared text points elsewhere", "B3", sheet1, `<c r="B3" s="4" t="s"><v>3</v>`, `<c r="B3" s="4" t="s"><v>5</v>`, nil},
	{"phonetic signs", "", textsAt, "</t></si>", `</t><rPh sb="0" eb="1"><t>假</t></rPh></si>`, nil},
	{"rich text, a part white", "B3", textsAt, "<t>交通行业行政服务经费</t>", `<r><t>交通行业行政服务</t></r><r><rPr><color rgb="FFFFFFFF"/><sz val="9"/><rFont val="宋体"/></rPr><t>经费</t></r>`, nil},
	{"rich text, a part struck out", "B3", textsAt, "<t>交通行业行政服务经费</t>", `<r><rPr><strike/><sz val="9"/><rFont val="宋体"/></rPr><t>交通行业行政服务经费</t></r>`, nil},
	{"rich text, a part of 1 pt", "B3", textsAt, "<t>交通行业行政服务经费</t>", `<r><rPr><sz val="1"/><rFont val="宋体"/></rPr><t>交通行业行政服务经费</t></r>`, nil},
	{"rows hidden", "第 10 行", sheet1, `<row r="10" `, `<row r="10" hidden="1" `, nil},
	{"row of height 0", "第 10 行", sheet1, `<row r="10" ht="`, `<row r="10" ht="0" x="`, nil},
	{"row of 1 pt", "第 10 行", sheet1, `<row r="10" ht="`, `<row r="10" ht="1" x="`, nil},
	{"column hidden", "D 列", sheet1, `<col min="4" max="4" `, `<col min="4" max="4" hidden="1" `, nil},
	{"column of width 0", "D 列", sheet1, `<col min="4" max="4" width="`, `<col min="4" max="4" width="0" x="`, nil},
	{"column narrow", "D 列", sheet1, `<col min="4" max="4" width="`, `<col min="4" max="4" width="4" x="`, nil},
	{"white type", "A1", stylesAt, `<color rgb="FF000000"/>`, `<color rgb="FFFFFFFF"/>`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(p[stylesAt], `<color rgb="FF000000"/>`, `<color rgb="FFFFFFFF"/>`)
	}},
	{"type of nearly the ground's color", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color rgb="FFFEFEFE"/>`, nil},
	{"white by the palette", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color indexed="9"/>`, nil},
	{"white by the theme", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color theme="0"/>`, nil},
	{"black by name, the palette forged", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color indexed="8"/>`, func(p map[string]string) {
		p[stylesAt] = strings.Replace(p[stylesAt], "</styleSheet>", `<colors><indexedColors>`+strings.Repeat(`<rgbColor rgb="00FFFFFF"/>`, 64)+`</indexedColors></colors></styleSheet>`, 1)
	}},
	{"type of 1 pt", "A3", stylesAt, `<font><sz val="9"/>`, `<font><sz val="1"/>`, nil},
	{"a face of pictures", "A3", stylesAt, `<name val="宋体"/>`, `<name val="Wingdings"/>`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(p[stylesAt], `<name val="宋体"/>`, `<name val="Wingdings"/>`)
	}},
	{"struck out", "A3", stylesAt, `<font><sz val="9"/>`, `<font><strike/><sz val="9"/>`, nil},
	{"raised", "A3", stylesAt, `<font><sz val="9"/>`, `<font><vertAlign val="superscript"/><sz val="9"/>`, nil},
	{"black ground", "A3", stylesAt, `<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill>`, nil},
	{"number format that shows another number", "E6", stylesAt, `<xf numFmtId="4" `, `<xf numFmtId="200" `, func(p map[string]string) {
		p[stylesAt] = strings.Replace(p[stylesAt], `</numFmts>`, `<numFmt numFmtId="200" formatCode="&quot;9999&quot;"/></numFmts>`, 1)
	}},
	{"number format that hides", "E6", stylesAt, `<xf numFmtId="4" `, `<xf numFmtId="200" `, func(p map[string]string) {
		p[stylesAt] = strings.Replace(p[stylesAt], `</numFmts>`, `<numFmt numFmtId="200" formatCode=";;;"/></numFmts>`, 1)
	}},
	{"built-in number format told anew", "E6", stylesAt, `</numFmts>`, `<numFmt numFmtId="4" formatCode="0"/></numFmts>`, nil},
	{"look left to the named style", "A3", stylesAt, `applyFont="1"`, `applyFont="0"`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(p[stylesAt], `applyFont="1"`, `applyFont="0"`)
	}},
	{"rules gone", "A3", stylesAt, `<left style="thin"><color auto="1"/></left>`, `<left/>`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(strings.ReplaceAll(p[stylesAt], `<left style="thin"><color auto="1"/></left>`, `<left/>`), `<right style="thin"><color auto="1"/></right>`, `<right/>`)
	}},
	{"rules white", "A3", stylesAt, `<color auto="1"/>`, `<color rgb="FFFFFFFF"/>`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(p[stylesAt], `<color auto="1"/>`, `<color rgb="FFFFFFFF"/>`)
	}},
	{"text turned", "A1", stylesAt, `vertical="center" wrapText="1"`, `vertical="center" wrapText="1" textRotation="90"`, nil},
	{"text pushed out of sight", "B3", stylesAt, `horizontal="left" vertical="center" wrapText="1"`, `horizontal="left" vertical="center" wrapText="1" indent="99"`, nil},
	{"merges gone", "B3:I3", sheet1, `<mergeCells `, `<mergeCells x="`, func(p map[string]string) {
		a, b := strings.Index(p[sheet1], "<mergeCells "), strings.Index(p[sheet1], "</mergeCells>")
		p[sheet1] = p[sheet1][:a] + p[sheet1][b+len("</mergeCells>"):]
	}},
	{"a merge over other cells", "A3:B3", sheet1, `<mergeCell ref="B3:I3"/>`, `<mergeCell ref="A3:B3"/>`, nil},
	{"head and foot gone", "页脚", sheet1, `<oddFooter>`, `<oddFooter>`, func(p map[string]string) {
		a, b := strings.Index(p[sheet1], "<headerFooter"), strings.Index(p[sheet1], "</headerFooter>")
		p[sheet1] = p[sheet1][:a] + p[sheet1][b+len("</headerFooter>"):]
	}},
	{"code in the foot changed", "页脚", sheet1, "校验码 YK8Z", "校验码 MX8D", nil},
	{"first page with a foot of its own", "首页页脚", sheet1, "<firstFooter>", `<firstFooter>&amp;L假`, nil},
	{"first page without a foot of its own", "首页页", sheet1, ` differentFirst="1"`, ``, nil},
	{"picture in the head", "页眉", sheet1, "<oddHeader>", "<oddHeader>&amp;L&amp;G", nil},
	{"page breaks gone", "24", sheet1, `man="1"`, `man="0"`, nil},
	{"a page break more", "6", sheet1, `<rowBreaks count="1" manualBreakCount="1">`, `<rowBreaks count="2" manualBreakCount="2"><brk id="5" max="16383" man="1"/>`, nil},
	{"break across", "D", sheet1, `<ignoredErrors>`, `<colBreaks count="1" manualBreakCount="1"><brk id="4" max="99" man="1"/></colBreaks><ignoredErrors>`, nil},
	{"print area shrunk", "打印区域", bookAt, "$A$1:$I$31", "$A$1:$I$20", nil},
	{"print titles gone", "打印标题", bookAt, "$12:$12", "$1:$1", nil},
	{"another name", "名称", bookAt, "</definedNames>", `<definedName name="甲">1</definedName></definedNames>`, nil},
	{"scale of 10", "缩放", sheet1, `scale="100"`, `scale="10"`, nil},
	{"fit to a page", "缩到一页", sheet1, "<dimension", `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension`, nil},
	{"other paper", "纸张", sheet1, `paperSize="9"`, `paperSize="11"`, nil},
	{"margins of nothing", "左边距", sheet1, `left="0.787401"`, `left="0"`, nil},
	{"draft print", "草稿打印", sheet1, `<pageSetup `, `<pageSetup draft="1" `, nil},
	{"a sheet more", "多出工作表", bookAt, `</sheets>`, `<sheet name="另" sheetId="9" r:id="rId9"/></sheets>`, func(p map[string]string) {
		p[bookRels] = strings.Replace(p[bookRels], "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet9.xml"/></Relationships>`, 1)
		p["xl/worksheets/sheet9.xml"] = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`
	}},
	{"a sheet no directory has", "工作表", bookAt, "</sheets>", "</sheets>", func(p map[string]string) {
		p[bookRels] = strings.Replace(p[bookRels], "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet9.xml"/></Relationships>`, 1)
		p["xl/worksheets/sheet9.xml"] = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`
	}},
	{"sheet hidden", "状态", bookAt, `sheetId="1"`, `sheetId="1" state="hidden"`, nil},
	{"sheet hidden well", "状态", bookAt, `sheetId="1"`, `sheetId="1" state="veryHidden"`, nil},
	{"sheet renamed", "名称", bookAt, `<sheet name="项目支出绩效自评表"`, `<sheet name="项目支出绩效自评表 "`, nil},
	{"window hidden", "窗口", bookAt, `<workbookView `, `<workbookView visibility="hidden" `, nil},
	{"another calendar", "日期", bookAt, `<workbookPr/>`, `<workbookPr date1904="1"/>`, nil},
	{"conditional format", "条件格式", sheet1, `<printOptions`, `<conditionalFormatting sqref="C6"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting><printOptions`, nil},
	{"data validation", "有效性", sheet1, `<printOptions`, `<dataValidations count="1"><dataValidation sqref="C6" type="whole"><formula1>1</formula1></dataValidation></dataValidations><printOptions`, nil},
	{"sheet protected", "保护", sheet1, `</sheetData>`, `</sheetData><sheetProtection sheet="1"/>`, nil},
	{"filter", "筛选", sheet1, `</sheetData>`, `</sheetData><autoFilter ref="A1:I31"/>`, nil},
	{"custom view", "视图", sheet1, `<mergeCells`, `<customSheetViews><customSheetView guid="{0}"/></customSheetViews><mergeCells`, nil},
	{"extension", "扩展", sheet1, `</worksheet>`, `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x/></ext></extLst></worksheet>`, nil},
	{"an element nobody knows", "假", sheet1, `</worksheet>`, `<假><a/></假></worksheet>`, nil},
	{"from right to left", "从右", sheet1, `<sheetView `, `<sheetView rightToLeft="1" `, nil},
	{"zeros not shown", "零", sheet1, `<sheetView `, `<sheetView showZeros="0" `, nil},
	{"formulas shown", "公式", sheet1, `<sheetView `, `<sheetView showFormulas="1" `, nil},
	{"frozen below the table", "窗格", sheet1, `workbookViewId="0"/>`, `workbookViewId="0"><pane ySplit="3" topLeftCell="A30" state="frozen"/></sheetView>`, nil},
	{"comment", "批注", sheet1, `</worksheet>`, `</worksheet>`, func(p map[string]string) {
		p[sheetRel] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>`
		p["xl/comments1.xml"] = `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="C6"><text><t>不算</t></text></comment></commentList></comments>`
	}},
	{"picture over the cells", "图", sheet1, `</worksheet>`, `<drawing r:id="rId1"/></worksheet>`, func(p map[string]string) {
		p[sheetRel] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>`
		p["xl/drawings/_rels/drawing1.xml.rels"] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../media/image1.png"/></Relationships>`
		p["xl/media/image1.png"] = "\x89PNG"
		p["xl/drawings/drawing1.xml"] = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="9" cy="9"/><xdr:pic><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>`
	}},
	{"shape over the cells", "图形", sheet1, `</worksheet>`, `<drawing r:id="rId1"/></worksheet>`, func(p map[string]string) {
		p[sheetRel] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>`
		p["xl/drawings/drawing1.xml"] = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>5</xdr:row></xdr:from><xdr:to/><xdr:sp/></xdr:twoCellAnchor></xdr:wsDr>`
	}},
	{"old shape over the cells", "图形", sheet1, `</worksheet>`, `<legacyDrawing r:id="rId1"/></worksheet>`, func(p map[string]string) {
		p[sheetRel] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/v.vml"/></Relationships>`
		p["xl/drawings/v.vml"] = `<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:rect style="position:absolute"/></xml>`
	}},
	{"ground picture", "背景图", sheet1, `</worksheet>`, `<picture r:id="rId1"/></worksheet>`, nil},
	{"object", "嵌入对象", sheet1, `</worksheet>`, `<oleObjects><oleObject progId="x"/></oleObjects></worksheet>`, nil},
	{"link out of the file", "文件外面", sheet1, `</worksheet>`, `</worksheet>`, func(p map[string]string) {
		p[sheetRel] = relHead + `<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://example.com/" TargetMode="External"/></Relationships>`
	}},
	{"another workbook", "externalLink", bookRels, "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`, func(p map[string]string) {
		p["xl/externalLinks/externalLink1.xml"] = `<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`
	}},
	{"macros", "vbaProject", bookRels, "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`, func(p map[string]string) {
		p["xl/vbaProject.bin"] = "x"
	}},
	{"type of a workbook with macros", "类型", typesAt, "sheet.main+xml", "sheet.macroEnabled.main+xml", func(p map[string]string) {
		p[typesAt] = strings.Replace(p[typesAt], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.macroEnabled.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", 1)
	}},
	{"two types for a part", "", typesAt, "</Types>", `<Override PartName="/xl/workbook.xml" ContentType="application/xml"/></Types>`, nil},
	{"a part nothing leads to", "多出部件", typesAt, "</Types>", "</Types>", func(p map[string]string) { p["xl/worksheets/sheet7.xml"] = p[sheet1] }},
	{"texts from another part", "B3", bookRels, `Target="sharedStrings.xml"`, `Target="texts.xml"`, func(p map[string]string) {
		p["xl/texts.xml"] = strings.Replace(p[textsAt], "交通行业行政服务经费", "假", 1)
	}},
	{"two texts parts", "", bookRels, "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="texts.xml"/></Relationships>`, func(p map[string]string) {
		p["xl/texts.xml"] = p[textsAt]
	}},
	{"two workbooks", "", "_rels/.rels", "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/other.xml"/></Relationships>`, func(p map[string]string) {
		p["xl/other.xml"] = p[bookAt]
	}},
	{"a shared text, a part more", "B3", textsAt, "<t>交通行业行政服务经费</t>", "<t>交通行业行政服务经费</t><t/>", nil},
	{"an inline text beside a shared one", "B3", sheet1, `<c r="B3" s="4" t="s">`, `<c r="B3" s="4" t="s"><is><t>假</t></is>`, nil},
	{"two values", "E6", sheet1, "<v>18233182.14</v>", "<v>1</v><v>18233182.14</v>", nil},
	{"a text that some readers skip", "", textsAt, "<si>", `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><si><t>假</t></si></mc:Choice></mc:AlternateContent><si>`, nil},
	{"sheets that some readers take", "", bookAt, "<sheets>", `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><sheets/></mc:Choice></mc:AlternateContent><sheets>`, nil},
	{"ignored elements read after all", "", sheet1, "<worksheet ", `<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:ProcessContent="x:y" `, nil},
	{"a value of another vocabulary", "E6", sheet1, "<v>18233182.14</v>", `<x:v xmlns:x="urn:x">1</x:v><v>18233182.14</v>`, nil},
	{"cells of another vocabulary", "", sheet1, "<sheetData>", `<x:sheetData xmlns:x="urn:x"><x:row r="1"/></x:sheetData><sheetData>`, nil},
	{"a font's size of another vocabulary", "A3", stylesAt, `<font><sz val="9"/>`, `<font><sz val="1"/><x:sz xmlns:x="urn:x" val="9"/>`, nil},
	{"a text of another vocabulary alone", "B3", textsAt, "<t>交通行业行政服务经费</t>", `<x:t xmlns:x="urn:x">交通行业行政服务经费</x:t>`, nil},
	{"texts of a root of another vocabulary", "", textsAt, "<sst xmlns=", `<sst xmlns="urn:x" x=`, nil},
	{"styles of a root of another vocabulary", "", stylesAt, "<styleSheet xmlns=", `<styleSheet xmlns="urn:x" x=`, nil},
	{"a relation of another vocabulary", "", bookRels, "<Relationship ", `<Relationship xmlns="urn:x" `, nil},
	{"a sheet of another vocabulary", "不是工作表", bookAt, "<sheet ", `<sheet xmlns="urn:x" `, nil},
	{"a title of another vocabulary", "标题", "docProps/core.xml", "<dc:title>", `<dc:title>假</dc:title><dc:title xmlns:dc="urn:x">`, nil},
	{"a palette moved by another vocabulary", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color indexed="8"/>`, func(p map[string]string) {
		p[stylesAt] = strings.Replace(p[stylesAt], "</styleSheet>", `<colors><indexedColors>`+strings.Repeat(`<x:rgbColor xmlns:x="urn:x" rgb="00000000"/>`, 64)+
			strings.Repeat(`<rgbColor rgb="00FFFFFF"/>`, 64)+`</indexedColors></colors></styleSheet>`, 1)
	}},
	{"a theme's color of another vocabulary", "A3", stylesAt, `<sz val="9"/><color rgb="FF000000"/>`, `<sz val="9"/><color theme="1"/>`, func(p map[string]string) {
		p[bookRels] = strings.Replace(p[bookRels], "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme1.xml"/></Relationships>`, 1)
		p["xl/theme1.xml"] = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme><a:dk1><a:srgbClr val="FFFFFF"/>` +
			`<x:srgbClr xmlns:x="urn:x" val="000000"/></a:dk1></a:clrScheme></a:themeElements></a:theme>`
	}},
	{"a text's run of another vocabulary", "B3", textsAt, "<t>交通行业行政服务经费</t>", `<x:t xmlns:x="urn:x">假</x:t><t>交通行业行政服务经费</t>`, nil},
	{"two lists of fonts", "", stylesAt, "<fonts ", `<fonts count="0"/><fonts `, nil},
	{"two sizes in a font", "A3", stylesAt, `<font><sz val="9"/>`, `<font><sz val="9"/><sz val="1"/>`, nil},
	{"two lists of sheets", "", bookAt, "<sheets>", "<sheets/><sheets>", nil},
	{"a column told twice", "列", sheet1, "</cols>", `<col min="4" max="4" width="0" hidden="1"/></cols>`, nil},
	{"a face of the theme", "A3", stylesAt, `<name val="宋体"/>`, `<name val="宋体"/>`, func(p map[string]string) {
		p[stylesAt] = strings.ReplaceAll(p[stylesAt], `<charset val="134"/></font>`, `<charset val="134"/><scheme val="minor"/></font>`)
		p[bookRels] = strings.Replace(p[bookRels], "</Relationships>", `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme1.xml"/></Relationships>`, 1)
		p["xl/theme1.xml"] = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Webdings"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`
	}},
	{"title in the properties", "标题", "docProps/core.xml", "<dc:title>", "<dc:title>假", nil},
	{"a document type", "", sheet1, "<worksheet ", `<!DOCTYPE x [<!ENTITY a "b">]><worksheet `, nil},
	{"another coding", "", sheet1, `encoding="UTF-8"`, `encoding="UTF-7"`, nil},
	{"the named style of another look, used by none", "", sheet1, `s="3"`, `s="999"`, nil},
	{"precision as shown", "精度", bookAt, "<calcPr ", `<calcPr fullPrecision="0" `, nil},
	{"row height left out, rows of nothing", "行", sheet1, `<sheetFormatPr `, `<sheetFormatPr zeroHeight="1" `, func(p map[string]string) {
		p[sheet1] = strings.Replace(p[sheet1], `<row r="10" ht=`, `<row r="10" x=`, 1)
	}},
}

// TestForgeries: every change is found, in a file whose zip and whose code are in order, and the cell or the thing is
// named. One that only gives a file new bytes is not a difference.
func TestForgeries(t *testing.T) {
	racing.Apart(t)
	r := records(t, "seed-1.json")
	c := Copy{Submission: render.Submission{Code: true, Watermark: "征求意见稿"}}
	whole := made(t, render.XLSX, c, r)
	if v, j := judged(t, whole, r); v != string(Identical) || j.Copy != c {
		t.Fatalf("as made: %s %+v", v, j)
	}
	if v, j := judged(t, packed(t, parts(t, whole)), r); v != string(Resaved) {
		t.Fatalf("packed anew: %s %+v", v, j)
	}
	for _, f := range forgeries {
		p := parts(t, whole)
		if !strings.Contains(p[f.part], f.old) {
			t.Errorf("%s: %s does not hold %q", f.name, f.part, f.old)
			continue
		}
		p[f.part] = strings.Replace(p[f.part], f.old, f.new, 1)
		if f.also != nil {
			f.also(p)
		}
		found(t, f.name, f.at, packed(t, p), r)
	}
	t.Logf("%d forgeries", len(forgeries))
}

// found wants a file to be told from what it should be, at a place.
func found(t *testing.T, name, at string, data []byte, r []Record) {
	t.Helper()
	v, j := judged(t, data, r)
	switch {
	case strings.HasPrefix(v, "damaged "), strings.HasPrefix(v, "error "):
		if at != "" {
			t.Errorf("%s: %s", name, v)
		}
	case v != string(Different):
		t.Errorf("%s: %s", name, v)
	case !slices.ContainsFunc(j.Differences, func(d meaning.Difference) bool { return strings.Contains(fmt.Sprintf("%+v", d), at) }):
		t.Errorf("%s: %q is not named: %+v", name, at, j.Differences[:min(5, len(j.Differences))])
	}
}

// Containers that two readers may take for two files are no workbook.
func TestForgedContainers(t *testing.T) {
	r := records(t, "seed-1.json")
	whole := made(t, render.XLSX, Copy{Submission: render.Submission{Code: true}}, r)
	p := parts(t, whole)
	forged := strings.Replace(p[sheet1], "18233182.14", "1", 1)
	for name, data := range map[string][]byte{
		"a part twice, forged first":    packed(t, p, [2]string{sheet1, forged}),
		"a part twice, in other case":   packed(t, p, [2]string{"xl/worksheets/SHEET1.xml", forged}),
		"a part twice, by a back slash": packed(t, p, [2]string{`xl\worksheets\sheet1.xml`, forged}),
		"a part twice, by a root":       packed(t, p, [2]string{"/" + sheet1, forged}),
		"bytes in front":                append([]byte("MZ"), whole...),
		"bytes behind":                  append(bytes.Clone(whole), 0),
		"a zip in front":                append(packed(t, map[string]string{"a": "b"}), whole...),
		"a zip behind":                  append(bytes.Clone(whole), packed(t, map[string]string{"a": "b"})...),
		"a name in the local header":    bytes.Replace(whole, []byte("xl/workbook.xml"), []byte("xl/workbool.xml"), 1),
		"a name in the directory":       replaceLast(whole, "xl/workbook.xml", "xl/workbool.xml"),
		"cut":                           whole[:len(whole)-1],
		"not a zip":                     []byte("PK\x03\x04"),
	} {
		if v, j := judged(t, data, r); v != string(Different) && !strings.HasPrefix(v, "damaged ") && !strings.HasPrefix(v, "error ") {
			t.Errorf("%s: %s %+v", name, v, j)
		}
	}
	for at := range whole { // of some bytes the checksum of a part is the only witness
		if at%41 != 0 {
			continue
		}
		bad := bytes.Clone(whole)
		bad[at] ^= 0x20
		if v, _ := judged(t, bad, r); v == string(Identical) {
			t.Errorf("byte %d changed: %s", at, v)
		}
	}
}

func replaceLast(b []byte, old, new string) []byte {
	out := bytes.Clone(b)
	copy(out[bytes.LastIndex(out, []byte(old)):], new)
	return out
}
