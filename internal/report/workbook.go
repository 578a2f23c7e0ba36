package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Workbook is the list of findings as a workbook: a row a place with all that is said of it, grouped by unit, with a
// filter; a second sheet sums up. What it holds grows with the findings, not with the forms.
type Workbook struct {
	rows []row
}

type row struct {
	unit, record, file string
	said               remark.Remark
}

// answered is 1 for what somebody has answered, which stands behind the rest.
func (r row) answered() int {
	if r.said.Main().Waived != nil {
		return 1
	}
	return 0
}

// Add takes the findings of a form.
func (b *Workbook) Add(f Form) {
	file := f.File
	if f.Index > 1 {
		file += " 第 " + strconv.Itoa(f.Index) + " 条"
	}
	for _, x := range remark.Of(f.Findings) {
		b.rows = append(b.rows, row{f.Unit, f.Record, file, x})
	}
}

// AddSet takes the findings over the whole set.
func (b *Workbook) AddSet(l finding.List) {
	for _, x := range remark.Of(l) {
		file := ""
		if forms := chinese.forms(finding.List(x), mostListed); forms != nil {
			file = strings.Join(forms, "\n")
		}
		b.rows = append(b.rows, row{x.Main().Record, "（整批）", file, x})
	}
}

var columns = []struct {
	name  string
	width unit.Length
}{
	{"序号", 12 * unit.MM}, {"单位", 32 * unit.MM}, {"项目", 32 * unit.MM}, {"级别", 12 * unit.MM},
	{"位置", 38 * unit.MM}, {"问题", 64 * unit.MM}, {"表上", 40 * unit.MM}, {"应为", 24 * unit.MM},
	{"算式", 46 * unit.MM}, {"怎么办", 44 * unit.MM}, {"代码", 16 * unit.MM}, {"文件", 28 * unit.MM},
	{"已说明", 44 * unit.MM},
}

// maxFindings is how many rows one sheet takes.
const maxFindings = ooxml.MaxRows - 2

// Write writes the workbook.
func (b *Workbook) Write(w io.Writer, s *Summary, p ooxml.Props) error {
	slices.SortStableFunc(b.rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(x.unit, y.unit), cmp.Compare(x.record, y.record), cmp.Compare(x.file, y.file),
			cmp.Compare(x.answered(), y.answered()), cmp.Compare(x.said.Main().Severity, y.said.Main().Severity))
	})
	if p.Title == "" {
		p.Title = "问题清单"
	}
	p.Language = cmp.Or(p.Language, "zh-CN")
	book := ooxml.New(p)
	thin := ooxml.Border{Top: "thin", Right: "thin", Bottom: "thin", Left: "thin"}
	font := ooxml.Font{Name: "宋体", Size: 10 * unit.Pt}
	bold := font
	bold.Bold = true
	red, yellow, gray := ooxml.RGB(0xF8, 0xCB, 0xAD), ooxml.RGB(0xFF, 0xF2, 0xCC), ooxml.RGB(0xE7, 0xE6, 0xE6)
	center := ooxml.Alignment{Horizontal: "center", Vertical: "top"}
	shrink, middle := center, ooxml.Alignment{Horizontal: "center", Vertical: "center", Wrap: true}
	shrink.Shrink = true
	top := ooxml.Alignment{Vertical: "top", Wrap: true}
	large := ooxml.Font{Name: "宋体", Size: 14 * unit.Pt, Bold: true}
	st := styles{
		head:   book.Style(ooxml.Format{Font: bold, Fill: gray, Border: thin, Align: middle}),
		text:   book.Style(ooxml.Format{Font: font, Border: thin, Quote: true, Number: "@", Align: top}),
		center: book.Style(ooxml.Format{Font: font, Border: thin, Align: shrink}),
		err:    book.Style(ooxml.Format{Font: bold, Fill: red, Border: thin, Align: center}),
		warn:   book.Style(ooxml.Format{Font: font, Fill: yellow, Border: thin, Align: center}),
		title:  book.Style(ooxml.Format{Font: large, Align: ooxml.Alignment{Vertical: "center"}}),
	}
	var names ooxml.Namer
	for part := 0; part == 0 || part*maxFindings < len(b.rows); part++ {
		rows := b.rows[part*maxFindings : min(len(b.rows), (part+1)*maxFindings)]
		if err := book.Add(st.findings(names.Name("问题清单"), rows, part*maxFindings)); err != nil {
			return err
		}
	}
	if err := book.Add(st.summary(names.Name("汇总"), s)); err != nil {
		return err
	}
	return book.Write(w)
}

type styles struct{ head, text, center, err, warn, title int }

func (st styles) findings(name string, rows []row, from int) *ooxml.Sheet {
	sh := &ooxml.Sheet{Name: name, Freeze: ooxml.Freeze{Rows: 1, Cols: 0}}
	head := ooxml.Row{Height: 24 * unit.Pt}
	for i, c := range columns {
		sh.Columns = append(sh.Columns, ooxml.Column{Width: c.width})
		head.Cells = append(head.Cells, ooxml.Cell{Col: i, Style: st.head, Kind: ooxml.Text, Value: c.name})
	}
	sh.Rows = append(sh.Rows, head)
	for i, r := range rows {
		f := r.said.Main()
		texts := []string{strconv.Itoa(from + i + 1), r.unit, r.record, f.Severity.Chinese(), f.Place,
			r.lines(message), f.Printed, r.lines(func(f finding.Finding) string { return f.Expected }),
			r.lines(func(f finding.Finding) string { return f.Sum }), r.lines(func(f finding.Finding) string { return f.Hint }),
			r.lines(finding.Finding.ID), r.file, r.lines(answer)}
		x := ooxml.Row{Cells: make([]ooxml.Cell, 0, len(texts))}
		lines := 1
		for c, t := range texts {
			cell := ooxml.Cell{Col: c, Style: st.text, Kind: ooxml.Text, Value: clean(t)}
			switch {
			case c == 0:
				cell.Style, cell.Kind = st.center, ooxml.Number
			case c == 3:
				cell.Style = [...]int{st.err, st.warn, st.center}[f.Severity]
			case t == "":
				cell.Kind, cell.Value = ooxml.Blank, ""
			}
			lines = max(lines, linesOf(t, columns[c].width))
			x.Cells = append(x.Cells, cell)
		}
		x.Height = rowHeight(lines)
		sh.Rows = append(sh.Rows, x)
	}
	last := len(sh.Rows) - 1
	sh.Filter = &ooxml.Range{R1: 0, C1: 0, R2: last, C2: len(columns) - 1}
	sh.Ignore = []ooxml.Range{*sh.Filter}
	sh.Print = printed(*sh.Filter)
	sh.Print.Landscape, sh.Print.Scale = true, ooxml.FitWidth(sh.Columns, 277*unit.MM)
	sh.Print.OddFooter, sh.Print.Titles = "&C第 &P 页 共 &N 页", &ooxml.Range{R1: 0, C1: 0, R2: 0, C2: len(columns) - 1}
	return sh
}

// lines is what each finding has to say, each text once.
func (r row) lines(of func(finding.Finding) string) string {
	var out []string
	for _, f := range r.said {
		if s := of(f); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

// message is what a finding says, with the readings of a question.
func message(f finding.Finding) string {
	return strings.TrimSuffix(f.Message+"\n"+remark.Either(f.Readings, "\n"), "\n")
}

// answer is how somebody has answered a finding.
func answer(f finding.Finding) string {
	if f.Waived == nil {
		return ""
	}
	return remark.Answer(f.Waived)
}

// printed is A4 with narrow margins.
func printed(area ooxml.Range) ooxml.Print {
	return ooxml.Print{Paper: 9, Top: 15 * unit.MM, Bottom: 15 * unit.MM, Left: 10 * unit.MM, Right: 10 * unit.MM,
		Header: 8 * unit.MM, Footer: 8 * unit.MM, Area: area}
}

// rowHeight is the height of a row of lines at 10 pt, whole in points and in pixels.
func rowHeight(lines int) unit.Length {
	return min(unit.Length(lines)*14*unit.Pt+4*unit.Pt, 400*unit.Pt).CeilTo(3 * unit.Pt)
}

// linesOf is about how many lines a text takes at 10 pt, in a face wider than ours too; a row a little too high does
// no harm.
func linesOf(s string, width unit.Length) int {
	lines := 0
	for _, l := range strings.Split(s, "\n") {
		w := unit.Length(0)
		for _, r := range l {
			if r < 0x2E80 {
				w += 6 * unit.Pt
			} else {
				w += 10 * unit.Pt
			}
		}
		lines += int(w/(width-3*unit.MM)) + 1
	}
	return lines
}

// clean keeps a text within what a cell holds; a place where something is left out says so.
func clean(s string) string {
	if ooxml.UTF16Len(s) <= ooxml.MaxText {
		return s
	}
	r := []rune(s)
	return string(r[:ooxml.MaxText/2-20]) + "……（全文见数据文件）"
}

func (st styles) summary(name string, s *Summary) *ooxml.Sheet {
	s.Sort()
	sh := &ooxml.Sheet{Name: name}
	for _, width := range []unit.Length{80, 20, 20, 20, 70, 60} {
		sh.Columns = append(sh.Columns, ooxml.Column{Width: width * unit.MM})
	}
	text := func(style int, values ...any) { // texts, and ints
		r := ooxml.Row{Height: 18 * unit.Pt}
		for i, v := range values {
			c := ooxml.Cell{Col: i, Style: style, Kind: ooxml.Text, Value: clean(fmt.Sprint(v))}
			if _, ok := v.(int); ok {
				c.Kind, c.Style = ooxml.Number, st.center
			}
			r.Cells = append(r.Cells, c)
			if style == st.text {
				r.Height = max(r.Height, rowHeight(linesOf(c.Value, sh.Columns[i].Width)))
			}
		}
		sh.Rows = append(sh.Rows, r)
	}
	text(st.title, "汇总")
	text(st.head, "表", "张数")
	text(st.text, "查过的表", s.Forms)
	text(st.text, "有错误的表", s.Faulty)
	text(st.text, "没有问题的表", s.Clean)
	text(st.title, "问题")
	text(st.head, "级别", "处")
	text(st.text, "必须改正（错误）", s.Errors)
	text(st.text, "请看一看（警告）", s.Warnings)
	text(st.text, "请看一看（提示）", s.Notes)
	text(st.text, "已说明", s.Explained)
	text(st.title, "各类问题")
	text(st.head, "问题", "级别", "处", "表", "代码")
	for _, k := range s.Kinds {
		text(st.text, k.Name, k.Severity.Chinese(), k.Count, k.Forms, k.Code)
	}
	text(st.title, "各单位")
	text(st.head, "单位", "表", "错误", "警告")
	for _, u := range s.Units {
		text(st.text, u.Name, u.Forms, u.Errors, u.Warnings)
	}
	if len(s.Changed) > 0 {
		text(st.title, "没有查或改了级别的校验")
		text(st.head, "校验", "代码", "", "", "原因", "版式")
		for _, c := range s.Changed {
			text(st.text, c.Name, c.ID, "", "", c.Why, c.Layout)
		}
	}
	sh.Print = printed(ooxml.Range{R1: 0, C1: 0, R2: max(len(sh.Rows)-1, 0), C2: 5})
	sh.Print.Scale = 80
	return sh
}
