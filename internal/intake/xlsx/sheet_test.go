package xlsx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

const a1 = `<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>`

// What is said of sheets as a whole, and sheets nobody can read.
func TestSheets(t *testing.T) {
	data := func(rows string) string { return "<sheetData>" + rows + "</sheetData>" }
	for _, x := range []struct{ name, sheet, wants string }{
		{"plain", data(a1), ""},
		{"a hidden row with something", data(a1 + `<row r="2" hidden="1"><c r="B2"><v>1</v></c></row><row r="3" hidden="1"/>`), "READ-HIDDEN 第 2 行"},
		{"two hidden stretches", data(a1 + `<row r="2" hidden="1"><c r="B2"><v>1</v></c></row><row r="3" hidden="1"><c><v>1</v></c></row><row r="9" hidden="1"><c><v>1</v></c></row>`), "READ-HIDDEN 第 2–3、9 行"},
		{"hidden rows without anything", data(a1 + `<row r="2" hidden="1"/>`), ""},
		{"a hidden column", `<cols><col min="1" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>` + data(a1), "READ-HIDDEN A–C 列"},
		{"below a merged cell", data(a1+`<row r="2"><c r="A2"><v>1</v></c></row>`) + `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, "READ-UNDER A2"},
		{"a picture", data(a1) + `<drawing r:id="rId1"/>`, "READ-OBJECTS"},
		{"white on white", data(`<row r="1"><c r="A1" s="1"><v>1</v></c></row>`), "READ-WHITE A1"},
		{"places left out", data(`<row><c><v>1</v></c><c><v>2</v></c></row>`), ""},
		{"a comment, an instruction, a prefix", `<!-- > <row> --><?x y?>` + strings.ReplaceAll(data(a1), "<sheetData", "<sheetData  "), ""},

		{"overlapping merges", data(a1) + `<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B1:C1"/></mergeCells>`, "READ-DAMAGED 重叠"},
		{"a merge that is none", data(a1) + `<mergeCells><mergeCell ref="B2:A1"/></mergeCells>`, "READ-DAMAGED “B2:A1”"},
		{"a row twice", data(a1 + a1), "READ-DAMAGED 第 1 行之后是第 1 行"},
		{"rows out of order", data(`<row r="5"/><row r="4"/>`), "READ-DAMAGED"},
		{"two values", data(`<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>`), "READ-DAMAGED A1 里有两个值"},
		{"two values, one of another vocabulary", data(`<row r="1"><c r="A1"><x:v xmlns:x="u">1</x:v><v>2</v></c></row>`), "READ-DAMAGED A1 里有两个值"},
		{"two formulas", data(`<row r="1"><c r="A1"><f>1</f><f>2</f><v>2</v></c></row>`), "READ-DAMAGED A1 里有两个值"},
		{"a cell twice", data(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "READ-DAMAGED A1"},
		{"a cell in another row", data(`<row r="1"><c r="A7"><v>1</v></c></row>`), "READ-DAMAGED A7"},
		{"a place there is not", data(`<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`), "READ-DAMAGED “ZZZZ1”"},
		{"row nought", data(`<row r="0"/>`), "READ-DAMAGED"},
		{"a row too far", data(`<row r="1048577"/>`), "READ-DAMAGED"},
		{"cut off", "<sheetData><row", "READ-DAMAGED XML"},
		{"not closed", "<sheetData>" + a1, "READ-DAMAGED XML"},
		{"an entity", data(`<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>`), "READ-DAMAGED XML"},
		{"not UTF-8", data("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\xff</t></is></c></row>"), "READ-DAMAGED UTF-8"},
		{"deep", strings.Repeat("<a>", 100000) + strings.Repeat("</a>", 100000), "READ-DAMAGED 嵌套"},
		{"a long tag", `<sheetData a="` + strings.Repeat("x", 100000) + `"/>`, "READ-DAMAGED 过长"},
		{"a long text", data(`<row r="1"><c r="A1" t="inlineStr"><is><t>` + strings.Repeat("甲", 1<<19) + `</t></is></c></row>`), "READ-DAMAGED 过长"},
	} {
		p := parts(x.sheet)
		p["xl/styles.xml"] = `<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>`
		table, err := first(pack(t, p), intake.Limits{})
		var got finding.List
		if err != nil {
			if got = finding.Of(err); got == nil {
				t.Fatal(x.name, err)
			}
		} else {
			got = table.Notes
		}
		code, says, _ := strings.Cut(x.wants, " ")
		if len(got) != strings.Count(x.wants, "READ") || len(got) > 0 && (got[0].Code != code || !strings.Contains(got[0].Message, says)) {
			t.Errorf("%s: %s, want %s", x.name, got, x.wants)
		}
	}
}

// A DOCTYPE, another encoding, no styles, prefixes, parts by other names: refused in words, or read.
func TestParts(t *testing.T) {
	for _, x := range []struct {
		name, part, text string
		wants            string // a text of A1, or what is said
	}{
		{"entities", "xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>`, "DOCTYPE"},
		{"GBK", "xl/worksheets/sheet1.xml", `<?xml version="1.0" encoding="GBK"?><worksheet/>`, "UTF-8"},
		{"no sheet", "xl/worksheets/sheet1.xml", ``, "=nothing"},
		{"another root", "xl/worksheets/sheet1.xml", `<html/>`, "已损坏"},
		{"damaged styles", "xl/styles.xml", `<styleSheet><cellXfs>`, "文件已损坏"},
		{"damaged strings", "xl/sharedStrings.xml", `<sst><si><t>`, "文件已损坏"},
		{"no sheets", "xl/workbook.xml", `<workbook><sheets/></workbook>`, "没有工作表"},
		{"a sheet that leads nowhere", "xl/_rels/workbook.xml.rels", `<Relationships/>`, "没有它的内容"},
		{"prefixes", "xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="y"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`, "=甲"},
		{"single quotes", "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r='1'><c r='A1' t='str' x='a>"b'><v>甲</v></c></row></sheetData></worksheet>`, "=甲"},
		{"without styles and strings", "x", "", "=甲"},
	} {
		p := parts("<sheetData>" + a1 + "</sheetData>")
		p[x.part] = x.text
		table, err := first(pack(t, p), intake.Limits{})
		switch want, read := strings.CutPrefix(x.wants, "="); {
		case err != nil && (read || !strings.Contains(err.Error(), want) || finding.Of(err) == nil || finding.Of(err)[0].Code != "READ-DAMAGED"):
			t.Errorf("%s: %v", x.name, err)
		case err == nil && want == "nothing" && len(table.Rows) == 0:
		case err == nil && (!read || table.At(1, 1) == nil || table.At(1, 1).Text != want):
			t.Errorf("%s: read, want %s", x.name, x.wants)
		}
	}
}

// Limits hold whatever the directory of the package says.
func TestLimits(t *testing.T) {
	var rows strings.Builder
	for i := range 100 {
		fmt.Fprintf(&rows, `<row r="%d"><c><v>1</v></c><c><v>2</v></c></row>`, i+1)
	}
	data := pack(t, parts("<sheetData>"+rows.String()+"</sheetData>"))
	for _, x := range []struct {
		l    intake.Limits
		code string
	}{{intake.Limits{}, ""}, {intake.Limits{Rows: 99}, "READ-ROWS"}, {intake.Limits{Cells: 199}, "READ-ROWS"}, {intake.Limits{Part: 500}, "READ-BOMB"},
		{intake.Limits{Unzip: 4000}, "READ-BOMB"}, {intake.Limits{Parts: 3}, "READ-BOMB"}, {intake.Limits{File: 100}, "READ-TOO-LARGE"}} {
		_, err := first(data, x.l)
		if codesOf(finding.Of(err)) != x.code {
			t.Errorf("%+v: %v", x.l, err)
		}
	}
}

// The number formats excelize is right about are shown as it shows them.
func TestFormatsBesideExcelize(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	codes := []string{"0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "#,##0;(#,##0)", `"第"0"批"`, "yyyy/m/d", "h:mm:ss", "000000", "[h]:mm:ss", "yyyy-mm-dd hh:mm"}
	values := []float64{0.5, 1, 12, 999.995, 1234567.891, 45356.75, 3}
	for i, c := range codes {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c})
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range values {
			at, _ := excelize.CoordinatesToCellName(i+1, k+1)
			if f.SetCellValue("Sheet1", at, v) != nil || f.SetCellStyle("Sheet1", at, at, id) != nil {
				t.Fatal(at)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	table, err := first(b.Bytes(), intake.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range codes {
		for k, v := range values {
			at, _ := excelize.CoordinatesToCellName(i+1, k+1)
			want, err := f.GetCellValue("Sheet1", at)
			if codes[i][0] == '[' && v > 1e6 {
				continue // its hours run over
			}
			if got := table.At(k+1, i+1); err != nil || got == nil || got.Text != want {
				t.Errorf("%v in %s: %+v, excelize shows %q", v, codes[i], got, want)
			}
		}
	}
}

// Whatever the bytes of a workbook: no panic, errors are findings, cells in order, within the limits.
func FuzzSheet(f *testing.F) {
	f.Add([]byte("<sheetData>"+a1+"</sheetData>"), []byte(stylesheet()), []byte("<sst><si><t>甲</t></si></sst>"))
	for _, x := range odd {
		f.Add([]byte(fmt.Sprintf(`<sheetData><row r="3"><c r="B3" s="%d" %s</c></row></sheetData>`, style(x.s), x.cell)), []byte(stylesheet()), []byte("<sst><si>"+strings.Join(strings0, "</si><si>")+"</si></sst>"))
	}
	f.Fuzz(func(t *testing.T, sheet, styles, texts []byte) {
		p := parts(string(sheet))
		p["xl/styles.xml"], p["xl/sharedStrings.xml"] = string(styles), string(texts)
		check(t, pack(t, p))
	})
}

// Whatever the bytes of a file: the same, and the kind is always told.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, parts("<sheetData>"+a1+"</sheetData>")))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add([]byte("<html><table>"))
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data) })
}

func check(t *testing.T, data []byte) {
	f, err := intake.Open("甲.xlsx", data, intake.Limits{Part: 1 << 20, Unzip: 4 << 20, Cells: 10000})
	if err == nil {
		var b *Book
		if b, err = Open(f); err == nil {
			for _, s := range b.Sheets {
				var table, err = b.Table(s)
				if err != nil && finding.Of(err) == nil {
					t.Fatal(err)
				}
				if err != nil {
					continue
				}
				row := 0
				for _, r := range table.Rows {
					if r.Number <= row || r.Number > found.LastRow || len(r.Cells) == 0 {
						t.Fatalf("row %d after %d", r.Number, row)
					}
					row = r.Number
					for k, c := range r.Cells {
						if c.Col < 1 || c.Col > found.LastCol || k > 0 && c.Col <= r.Cells[k-1].Col {
							t.Fatalf("column %d in row %d", c.Col, row)
						}
					}
				}
			}
		}
	}
	if err != nil && (finding.Of(err) == nil || len(finding.Of(err)) == 0 || finding.Of(err)[0].Message == "") {
		t.Fatal(err)
	}
}
