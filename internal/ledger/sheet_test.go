package ledger

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// byHand is a workbook of one sheet, its parts written by hand and without styles.xml unless given.
func byHand(t *testing.T, rows, rest, styles string) []byte {
	t.Helper()
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + ns + `><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="` + office + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="` + office + `styles" Target="styles.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + ns + `><sheetData>` + rows + `</sheetData>` + rest + `</worksheet>`},
		{"xl/styles.xml", styles},
	} {
		if p[1] == "" {
			continue
		}
		w, err := z.Create(p[0])
		if err == nil {
			_, err = w.Write([]byte(p[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cells are the cells of a row: texts, or what stands between <c and </c> where they begin with a sign of their own.
func cells(of ...string) string {
	var b strings.Builder
	for _, c := range of {
		switch {
		case c == "":
			b.WriteString("<c/>")
		case strings.HasPrefix(c, "<c"):
			b.WriteString(c)
		default:
			b.WriteString(`<c t="inlineStr"><is><t>` + c + `</t></is></c>`)
		}
	}
	return "<row>" + b.String() + "</row>"
}

// What a cell holds decides what becomes of its record; other records are read.
func TestOddCells(t *testing.T) {
	const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="#,##0;(#,##0)"/><numFmt numFmtId="201" formatCode="#,##0"/></numFmts><fonts><font/><font><strike/></font></fonts>` +
		`<cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/><xf fontId="1"/></cellXfs></styleSheet>`
	head := cells("项目名称", "年度", "年度资金总额.年初预算数", "三级指标", "年度指标值")
	for _, x := range []struct{ name, rows, rest, wants string }{
		{"a negative in brackets, shown and as an amount", cells("甲", "2022", `<c s="1"><v>-1200</v></c>`, "里程", `<c s="1"><v>-1200</v></c>`), "",
			"{项目名称:甲 年度:2022 资金:{年度资金总额:{年初预算数:#-1200}} 绩效指标:{三级指标:里程 年度指标值:(1,200)}}\n"},
		{"yes and no are not rounded", cells("甲", "2022", "", "里程", `<c t="b"><v>1</v></c>`), "", "{项目名称:甲 年度:2022 绩效指标:{三级指标:里程 年度指标值:TRUE}}\n"},
		{"rounded where it is shown, whole where it is an amount", cells("甲", "2022", `<c s="2"><v>1234.56</v></c>`, "里程", `<c s="2"><v>1234.56</v></c>`), "",
			"{项目名称:甲 年度:2022 资金:{年度资金总额:{年初预算数:#1234.56}} 绩效指标:{三级指标:里程 年度指标值:1,235}} LEDGER-ROUNDED@2:5\n"},
		{"a formula without a value, an error value", cells("甲", "2022", `<c><f>1+1</f></c>`, "里程", `<c t="e"><v>#N/A</v></c>`) + cells("乙", "2022"), "",
			"READ-FORMULA@2:3 READ-FAULT@2:5 \n{项目名称:乙 年度:2022}\n"},
		{"struck out", cells("甲", "2022", "", `<c s="3" t="inlineStr"><is><t>作废</t></is></c>`), "", "READ-STRUCK@2:4 \n"},
		{"raised", cells("甲", "2022", "", `<c t="inlineStr"><is><r><t>m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is></c>`), "", "{项目名称:甲 年度:2022 绩效指标:{三级指标:m²}}\n"},
		{"an amount of the project in a later row", cells("甲", "2022", "5", "一") + cells("甲", "", `<c><f>B2</f></c>`, "二"), "", "READ-FORMULA@3:3 \n"},
		{"a formula where the year tells projects apart: nothing is read", cells("甲", "2022", "", "一") + cells("甲", `<c><f>B2</f></c>`, "", "二"), "", "READ-FORMULA@3:2 \n"},
		{"a hidden row", cells("甲", "2022") + strings.Replace(cells("乙", "2022"), "<row>", `<row hidden="1">`, 1), "", "{项目名称:甲 年度:2022} READ-HIDDEN@0:0\n{项目名称:乙 年度:2022}\n"},
		{"merged projects", cells("甲", "2022", "5", "一") + cells("", "", "", "二") + cells("乙", "2022", "", "三"), `<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>`,
			"{项目名称:甲 年度:2022 资金:{年度资金总额:{年初预算数:5}} 绩效指标:{三级指标:一}{三级指标:二}}\n{项目名称:乙 年度:2022 绩效指标:{三级指标:三}}\n"},
		{"what lies below a merged range", cells("甲", "2022", "", "一") + cells("乙", "2022", "", "二"), `<mergeCells><mergeCell ref="D2:D3"/></mergeCells>`,
			"{项目名称:甲 年度:2022 绩效指标:{三级指标:一}} READ-UNDER@0:0\n{项目名称:乙 年度:2022 绩效指标:{三级指标:一}}\n"},
		{"rows in between that are empty", cells("甲", "2022") + `<row r="900"/>` + strings.Replace(cells("乙", "2022"), "<row>", `<row r="1000">`, 1), "", "{项目名称:甲 年度:2022}\n{项目名称:乙 年度:2022}\n"},
	} {
		got := show(t, "x.xlsx", byHand(t, head+x.rows, x.rest, styles), Options{})
		if got != x.wants {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.wants)
		}
	}
	// Without styles; a struck header; one whose column is not read.
	if got := show(t, "x.xlsx", byHand(t, head+cells("甲", "2022"), "", ""), Options{}); got != "{项目名称:甲 年度:2022}\n" {
		t.Error(got)
	}
	struck := cells("项目名称", "年度", `<c s="3" t="inlineStr"><is><t>三级指标</t></is></c>`, `<c s="3" t="inlineStr"><is><t>备注</t></is></c>`) + cells("甲", "2022", "一", `<c><f>1</f></c>`)
	if got := show(t, "x.xlsx", byHand(t, struck, "", styles), Options{Ignore: []string{"备注"}}); got != "READ-STRUCK@1:3 \n" {
		t.Error(got)
	}
}

// A name says nothing of what a file is.
func TestMisnamed(t *testing.T) {
	csv := "项目名称,年度\n甲,2022\n"
	book := string(byHand(t, cells("项目名称", "年度")+cells("甲", "2022"), "", ""))
	for _, x := range []struct{ name, data, wants string }{
		{"x.xlsx", csv, "{项目名称:甲 年度:2022} LEDGER-TEXT@0:0\n"},
		{"x.csv", book, "{项目名称:甲 年度:2022}\n"},
		{"x.xlsx", "<html><table><tr><td>项目名称", "READ-HTML@0:0 \n"},
		{"x.csv", "<html><table><tr><td>项目名称", "READ-HTML@0:0 \n"},
		{"x.xlsx", "%PDF-1.7", "READ-PDF@0:0 \n"},
		{"x.xlsx", "", "READ-EMPTY@0:0 \n"},
		{"x.csv", "", "DATA-EMPTY@0:0 \n"},
		{"x.csv", "项目名称,年度,三级指标\n甲,2022,#DIV/0!\n乙,2022,#1\n丙,2022,######\n", "READ-FAULT@2:3 \n{项目名称:乙 年度:2022 绩效指标:{三级指标:#1}}\nREAD-FAULT@4:3 \n"},
	} {
		if got := show(t, x.name, []byte(x.data), Options{}); got != x.wants {
			t.Errorf("%s: got %q, want %q", x.name, got, x.wants)
		}
	}
}
