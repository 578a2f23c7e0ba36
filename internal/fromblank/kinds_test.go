package fromblank

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/render"
)

// one is the blank of blankForm as a drawing.
func one() *foundtest.Drawing {
	d := &foundtest.Drawing{Cols: 4, Above: []string{"项目支出绩效表", "（    年度）", "填报单位："}, Below: []string{"填表人："}}
	for i, r := range [][]string{{"项目名称", "", "主管部门", ""}, {"资金（万元）", "预算数", "执行数", "执行率"}, {"当年拨款", "", "", ""},
		{"其他资金", "", "", ""}, {"指标", "指标值", "完成值", "得分"}, {"", "", "", ""}, {"", "", "", ""}, {"", "", "", ""}} {
		d.Rows++
		for k, s := range r {
			d.Cells = append(d.Cells, foundtest.Drawn{Row: i + 1, Col: k + 1, Rows: 1, Cols: 1, Text: s})
		}
	}
	return d
}

// One blank as every kind of file gives the same fields, and a layout that draws it.
func TestKinds(t *testing.T) {
	h := foundtest.NewHand(one(), 3)
	h.Cuts = nil
	doc := foundtest.Body(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="36"/></w:rPr><w:t>项目支出绩效表</w:t></w:r></w:p>
		<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="12"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>
		<w:tblGrid><w:gridCol w:w="2835"/><w:gridCol w:w="5670"/></w:tblGrid>
		<w:tr><w:trPr><w:trHeight w:val="600"/></w:trPr><w:tc><w:tcPr><w:vAlign w:val="center"/></w:tcPr><w:p><w:r><w:rPr><w:b/><w:sz w:val="24"/><w:rFonts w:eastAsia="黑体"/></w:rPr><w:t>项目名称</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
		<w:tr><w:tc><w:p><w:r><w:t>主管部门</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
		<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="850"/></w:sectPr>`)
	rows := []string{}
	for _, c := range one().Cells {
		if c.Col == 1 {
			rows = append(rows, "")
		}
		rows[len(rows)-1] += "," + c.Text
	}
	var csv strings.Builder
	for _, r := range rows {
		csv.WriteString(strings.TrimPrefix(r, ",") + "\n")
	}
	for name, data := range map[string]string{"表.docx": h.DOCX(t), "表.html": h.HTML(), "表.csv": csv.String(), "版.docx": foundtest.Word(t, doc)} {
		convert(t, name, []byte(data)) // loads, and draws
		r, err := Convert(name, []byte(data), Options{ID: "made/here"})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []string{"{当年拨款.预算数}", "{其他资金.执行率}", "  - repeat: 明细", "{指标} | {指标值}", "{项目名称}"}
		switch name {
		case "表.docx", "表.html":
			want = append(want, "填报单位：{填报单位}", "填表人：{填表人}")
		case "版.docx":
			want = []string{"landscape, margins: [20, 15, 20, 15]", "columns: [50, 100]", "黑体", "size: 12pt", "top: medium", "height: 30pt", "{主管部门}"}
		}
		for _, w := range want {
			if !strings.Contains(string(r.Layout), w) {
				t.Errorf("%s: no %s", name, w)
			}
		}
		if t.Failed() {
			t.Fatalf("%s", r.Layout)
		}
	}
}

// Our own PDF of an empty form is a blank, too: widths and sizes are those on paper.
func TestBlankPDF(t *testing.T) {
	var e render.Engine
	f := load(t, &e, "空.json", []byte(`{"form": "self-evaluation/national", "年度": "2024", "项目名称": "甲", "绩效指标": [{"一级指标": "产出指标", "三级指标": "乙"}]}`), "")
	b, err := e.Bytes(t.Context(), render.PDF, render.Options{}, f)
	if err != nil {
		t.Fatal(err)
	}
	convert(t, "空.pdf", b)
	r, err := Convert("空.pdf", b, Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"paper: {size: A4, orientation: portrait", "{主管部门}", "一级指标"} {
		if !strings.Contains(string(r.Layout), w) {
			t.Errorf("no %s", w)
		}
	}
	if t.Failed() {
		t.Logf("%s", r.Layout)
	}
}
