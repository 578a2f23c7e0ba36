package fromblank

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// blankForm is an official blank as offices send them: Calibri as the Normal font, merged labels, blanks beside them,
// a matrix of amounts, a list of empty rows, a line for the name below.
func blankForm(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const s = "Sheet1"
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	border := []excelize.Border{{Type: "left", Style: 1}, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	style := func(x *excelize.Style) int {
		id, err := f.NewStyle(x)
		ok(err)
		return id
	}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	title := style(&excelize.Style{Font: &excelize.Font{Family: "方正小标宋简体", Size: 18}, Alignment: center})
	label := style(&excelize.Style{Font: &excelize.Font{Family: "黑体", Size: 10.5}, Alignment: center, Border: border})
	text := style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"}, Border: border})
	line := style(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}, Alignment: &excelize.Alignment{Vertical: "center"}})
	rows := [][]any{
		{"项目支出绩效表"},
		{"（    年度）"},
		{"填报单位："},
		{"项目名称", "", "主管部门", ""},
		{"资金（万元）", "预算数", "执行数", "执行率"},
		{"当年拨款", "", "", ""},
		{"其他资金", "", "", ""},
		{"指标", "指标值", "完成值", "得分"},
		{"", "", "", ""},
		{"", "", "", ""},
		{"", "", "", ""},
		{"填表人：", "", "联系电话：", ""},
	}
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		ok(f.SetSheetRow(s, cell, &r))
		id := line
		switch {
		case i < 1:
			id = title
		case i >= 3 && i < 11:
			id = text
		}
		end, _ := excelize.CoordinatesToCellName(4, i+1)
		ok(f.SetCellStyle(s, cell, end, id))
		for k, v := range r {
			if c, _ := excelize.CoordinatesToCellName(k+1, i+1); v != "" && id == text {
				ok(f.SetCellStyle(s, c, c, label))
			}
		}
		ok(f.SetRowHeight(s, i+1, 24))
	}
	for _, r := range []string{"A1:D1", "A2:D2", "A3:D3"} {
		a, b, _ := strings.Cut(r, ":")
		ok(f.MergeCell(s, a, b))
	}
	ok(f.SetColWidth(s, "A", "D", 20))
	return save(t, f)
}

func save(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The blanks of an official form become fields with names, each marked; the drawing can be held beside the form.
func TestBlank(t *testing.T) {
	data := blankForm(t)
	convert(t, "空表.xlsx", data) // loads, and draws the blank again
	r, err := Convert("空表.xlsx", data, Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| 项目支出绩效表 @样式1 |", "样式1: {like: title, font: 小标宋, bold: false}",
		"| （{年度}年度） @",
		"| 填报单位：{填报单位} @",
		"| 项目名称     | {项目名称}        | 主管部门          | {主管部门}        |",
		"| 当年拨款     | {当年拨款.预算数} | {当年拨款.执行数} | {当年拨款.执行率} |",
		"  - repeat: 明细",
		"| {指标} | {指标值} | {完成值} | {得分} |",
		"填表人：{填表人}", "联系电话：{联系电话}",
		"# 猜  Sheet1 B4：{项目名称}，左边“项目名称”",
		"label: {font: 黑体, size: 10.5pt}",
		"text: {size: 10.5pt}",
	} {
		if !strings.Contains(string(r.Layout), want) {
			t.Errorf("no %s", want)
		}
	}
	for _, want := range []string{"  年度: year   # 猜", "    预算数: money   # 猜", "    执行率: rate   # 猜", "  明细:   # 猜：第 9 至 11 行是一列空行\n    kind: list", "      得分: score   # 猜", "title: 项目名称"} {
		if !strings.Contains(string(r.Form), want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(string(r.Record), `"明细": [{}, {}, {}]`) {
		t.Errorf("%s", r.Record)
	}
	if t.Failed() {
		t.Logf("%s\n%s", r.Layout, r.Form)
	}
}

// A form that is known gives its own fields.
func TestKnownForm(t *testing.T) {
	l, err := templates.Embedded().Layout("self-evaluation/national")
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range [][]any{
		{"项目名称", "", "主管部门", ""},
		{"资金来源", "年初预算数", "全年预算数", "全年执行数"},
		{"其中：当年财政拨款", "", "", ""},
		{"一级指标", "三级指标", "得分", "从来没有的列"},
		{"", "", "", ""},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	id, _ := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "bottom", Style: 2}}})
	if err := f.SetCellStyle("Sheet1", "A1", "D5", id); err != nil {
		t.Fatal(err)
	}
	r, err := Convert("x.xlsx", save(t, f), Options{ID: "self-evaluation/here", Form: l.Form})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"{项目名称}", "{主管部门}", "{资金.当年财政拨款.全年预算数}", "repeat: 绩效指标", "| {一级指标} | {三级指标} | {得分} | {从来没有的列} |", "  \"绩效指标.从来没有的列\": text   # 猜"} {
		if !strings.Contains(string(r.Layout), want) {
			t.Errorf("no %s", want)
		}
	}
	if r.Form != nil {
		t.Error("a form is written though it is known")
	}
	if t.Failed() {
		t.Logf("%s", r.Layout)
	}
}

// What is no workbook, or holds nothing, is refused; odd workbooks do not panic.
func TestRefused(t *testing.T) {
	empty := excelize.NewFile()
	defer empty.Close()
	for name, data := range map[string][]byte{"none": nil, "text": []byte("甲乙\n"), "zip": []byte("PK\x03\x04…"), "empty": save(t, empty)} {
		_, err := Convert(name, data, Options{ID: "a/b"})
		list := finding.Of(err)
		if len(list) != 1 || !strings.HasPrefix(list[0].Code, "READ-") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Texts that mean something in a drawing come out as they stand.
func TestEscape(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	texts := []string{"<", "^", "a|b", "{甲}", `\n`, "x @y", " 前", "后 ", "一\n二", "@z", "==", "<甲", "：", "{= 1}", "#,##0", "- x", "a\n", "  两格  "}
	for i, s := range texts {
		cell, _ := excelize.CoordinatesToCellName(1+i%2, 1+i/2)
		if err := f.SetCellStr("Sheet1", cell, s); err != nil {
			t.Fatal(err)
		}
	}
	g := convert(t, "x.xlsx", save(t, f))
	for i, s := range texts {
		if got := g.Tables[0].Cells[i].Text; got != s {
			t.Errorf("%q is drawn as %q", s, got)
		}
	}
}

// Whatever a text is, its drawing is one line without a bar of its own.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"<", `\`, "a @b ", "{|}", "\n \n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		kept := false
		for _, r := range escapeAll(s) {
			if !kept && (r == '|' || r == '{' || r == '}') || r == '\n' {
				t.Fatalf("%q is drawn as %q", s, escapeAll(s))
			}
			kept = !kept && r == '\\'
		}
	})
}

// Whatever a cell holds, the layout made of it loads.
func TestAnyText(t *testing.T) {
	racing.Apart(t)
	text := rapid.StringOfN(rapid.SampledFrom([]rune("项目名称：甲乙\n{}|@x（    年度）\\ ^<\t1.:_一、\u2028\u0085")), 0, 14, -1)
	rapid.Check(t, func(r *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		for _, cell := range []string{"A1", "C2", "B3"} {
			if err := f.SetCellStr("Sheet1", cell, text.Draw(r, cell)); err != nil {
				r.Fatal(err)
			}
		}
		if rapid.Bool().Draw(r, "merge") {
			if err := f.MergeCell("Sheet1", "A1", "B2"); err != nil {
				r.Fatal(err)
			}
		}
		made, err := Convert("x.xlsx", save(t, f), Options{ID: "made/here"})
		if err != nil {
			return // nothing stands in the sheet
		}
		dir := filepath.Join(t.TempDir(), "made")
		if err := os.Mkdir(dir, 0o777); err != nil {
			r.Fatal(err)
		}
		for name, data := range map[string][]byte{"here.yaml": made.Layout, "form.yaml": made.Form} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
				r.Fatal(err)
			}
		}
		list, err := templates.Embedded().Lint(filepath.Join(dir, "here.yaml"), nil)
		if err != nil || list.HasErrors() {
			r.Fatalf("%v %s\n%s", err, list, made.Layout)
		}
	})
}
