package workbook

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/unit"
)

// guide is the sheet that says how to fill the form in: the steps, then each field with its rule.
func (w *writer) guide(b *ooxml.Book) *ooxml.Sheet {
	s := &ooxml.Sheet{Name: GuideSheet, Columns: []ooxml.Column{{Width: 45 * unit.MM}, {Width: 115 * unit.MM}},
		Print: plainPrint}
	font := ooxml.Font{Name: "宋体", Size: 10 * unit.Pt}
	left := ooxml.Alignment{Horizontal: "left", Vertical: "center", Wrap: true}
	line := ooxml.Border{Top: "thin", Right: "thin", Bottom: "thin", Left: "thin"}
	text, cell := ooxml.Format{Font: font, Align: left}, ooxml.Format{Font: font, Align: left, Border: line}
	font.Bold = true
	bold := ooxml.Format{Font: font, Align: left, Border: line}
	font.Size = 14 * unit.Pt
	title := ooxml.Format{Font: font, Align: left}
	wide := func(f ooxml.Format, text string, size unit.Length) {
		r := len(s.Rows)
		s.Rows = append(s.Rows, ooxml.Row{Height: size,
			Cells: []ooxml.Cell{{Col: 0, Style: b.TextStyle(f, text), Kind: ooxml.Text, Value: text},
				{Col: 1, Style: b.Style(f)}}})
		s.Merges = append(s.Merges, ooxml.Range{R1: r, R2: r, C2: 1})
	}
	wide(title, w.l.Name+guideTitle, 27*unit.Pt)
	for _, t := range steps() {
		wide(text, t, guideLine(len([]rune(t)), 40))
	}
	s.Rows = append(s.Rows, ooxml.Row{Height: 9 * unit.Pt})
	row := func(f ooxml.Format, a, z string) {
		s.Rows = append(s.Rows, ooxml.Row{Height: max(guideLine(len([]rune(a)), 11),
			guideLine(len([]rune(z)), 29)), Cells: []ooxml.Cell{
			{Col: 0, Style: b.TextStyle(f, a), Kind: ooxml.Text, Value: a},
			{Col: 1, Style: b.TextStyle(f, z), Kind: ooxml.Text, Value: z}}})
	}
	s.Print.Titles = &ooxml.Range{R1: len(s.Rows), R2: len(s.Rows)}
	row(bold, "栏目", "填写要求")
	seen, told := map[*model.Field]bool{}, map[string]bool{}
	for _, m := range w.names {
		f := w.field(m.path)
		if f == nil || seen[f] {
			continue
		}
		seen[f] = true
		want := rule(f)
		if len(f.Choices) > 0 {
			want += "选项：" + strings.Join(f.Choices, "、") + "。"
		}
		if want != "" {
			if key := f.Name + want; !told[key] { // 年初预算数 of four sources is one line
				told[key] = true
				row(cell, f.Name, want)
			}
		}
	}
	s.Print.Area = ooxml.Range{R2: len(s.Rows) - 1, C2: 1}
	return s
}

const guideTitle = "　" + GuideSheet

// steps are the sentences the guide begins with.
func steps() []string {
	return []string{
		"1. 只填黄色的格。绿色的格自动计算，要填别的数可以直接改写。其他格已锁定（没有密码）。",
		"2. 填什么，存什么：18,233,182.14、=100%、≥95% 都照原样保存。没有的内容空着，不要填空格。",
		"3. 每行一项指标。相邻的相同一级、二级指标，每行都填，打印时自动合并。",
		"4. 行不够时取消隐藏表中隐藏的行，或在指标行之间插入行；多出的空行不必删除。",
		"5. 右侧红字是提示，不影响保存，也不打印。",
		"6. 填好后保存为 .xlsx 交回。不要删除隐藏的工作表“" + MarkSheet + "”。",
	}
}

// IsGuide says whether a sheet is the guide, whatever it is called now: first gives the text of a row's first cell,
// rows from 1.
func IsGuide(first func(row int) string) bool {
	if !strings.HasSuffix(first(1), guideTitle) {
		return false
	}
	for i, s := range steps() {
		if first(i+2) != s {
			return false
		}
	}
	return true
}

// guideLine is the height for a text of n characters, most of them on a line: a few fewer than our faces have room
// for, as others are wider.
func guideLine(n, most int) unit.Length {
	return min(unit.Length(max((n+most-1)/most, 1))*15*unit.Pt+3*unit.Pt, 408*unit.Pt)
}
