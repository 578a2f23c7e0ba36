package compare

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Workbook writes the result as a list: a sheet of forms, one of indicators, one of figures, one of findings.
func (r *Result) Workbook(w io.Writer, application string) error {
	b := ooxml.New(ooxml.Props{Title: "年度对照清单", Application: application, Language: "zh-CN"})
	t := newTable(b)
	forms := [][]string{{"单位", "项目", "去年的名称", "去年年度", "今年年度", "对照依据", "改动的指标", "新增", "取消", "改名（推断）", "提示", "去年的文件", "今年的文件"}}
	indicators := [][]string{{"单位", "项目", "变化", "一级指标", "二级指标", "三级指标", "去年的名称", "去年指标值", "去年完成值", "去年分值", "去年得分",
		"今年指标值", "今年完成值", "今年分值", "今年得分", "完成值增减", "增减率", "说明"}}
	figures := [][]string{{"单位", "项目", "表上哪一个数", "去年", "今年", "增减", "增减率", "说明"}}
	findings := [][]string{{"单位", "项目", "级别", "位置", "问题", "怎么办", "代码"}}
	for _, p := range r.Pairs {
		n := p.Count()
		forms = append(forms, []string{p.This.Unit, p.This.Name, other(p.Last.Name, p.This.Name), p.Last.Year, p.This.Year, string(p.By),
			count(n.Changed), count(n.Added), count(n.Gone), count(n.Renamed), count(len(p.Findings)), p.Last.File, p.This.File})
		for _, x := range p.Indicators {
			a, c := Cells{}, Cells{}
			if x.Last != nil {
				a = *x.Last
			}
			if x.This != nil {
				c = *x.This
			}
			words := slices.Clone(x.Changes)
			if x.Actual.Why != "" {
				words = append(words, "完成值："+x.Actual.Why)
			}
			indicators = append(indicators, []string{p.This.Unit, p.This.Name, string(x.State), x.Class, x.Sub, x.Name, x.Old, a.Target, a.Actual,
				a.Weight, a.Score, c.Target, c.Actual, c.Weight, c.Score, x.Actual.Diff, x.Actual.Rate, strings.Join(words, "；")})
		}
		for _, f := range p.Figures {
			figures = append(figures, []string{p.This.Unit, p.This.Name, f.Place, f.Last, f.This, f.Diff, f.Rate, f.Why})
		}
		for _, f := range p.Findings {
			findings = append(findings, []string{p.This.Unit, p.This.Name, f.Severity.Chinese(), f.Place, f.Message, f.Hint, f.Code})
		}
	}
	for _, f := range r.New {
		forms = append(forms, []string{f.Unit, f.Name, "", "", f.Year, "去年没有", "", "", "", "", "", "", f.File})
	}
	for _, f := range r.Gone {
		forms = append(forms, []string{f.Unit, f.Name, f.Name, f.Year, "", "今年没有", "", "", "", "", "", f.File, ""})
	}
	for _, f := range r.Findings {
		findings = append(findings, []string{"", f.Record, f.Severity.Chinese(), f.Place, f.Message, f.Hint, f.Code})
	}
	mm := unit.MM
	for _, s := range []struct {
		name   string
		widths []unit.Length
		rows   [][]string
	}{
		{"各表", []unit.Length{40 * mm, 45 * mm, 35 * mm, 16 * mm, 16 * mm, 24 * mm, 18 * mm, 14 * mm, 14 * mm, 18 * mm, 14 * mm, 40 * mm, 40 * mm}, forms},
		{"指标", []unit.Length{35 * mm, 35 * mm, 20 * mm, 20 * mm, 22 * mm, 38 * mm, 30 * mm, 22 * mm, 22 * mm, 14 * mm, 14 * mm, 22 * mm, 22 * mm,
			14 * mm, 14 * mm, 24 * mm, 18 * mm, 50 * mm}, indicators},
		{"金额和得分", []unit.Length{35 * mm, 40 * mm, 55 * mm, 30 * mm, 30 * mm, 30 * mm, 20 * mm, 40 * mm}, figures},
		{"提示", []unit.Length{35 * mm, 40 * mm, 14 * mm, 45 * mm, 90 * mm, 60 * mm, 30 * mm}, findings},
	} {
		if err := t.add(s.name, s.widths, s.rows); err != nil {
			return err
		}
	}
	return b.Write(w)
}

// Counts are how many indicators of a pair became what. Changed: there in both years and not alike.
type Counts struct{ Changed, Added, Gone, Renamed int }

// Count counts.
func (p *Pair) Count() (n Counts) {
	for _, r := range p.Indicators {
		switch {
		case r.State == Added:
			n.Added++
		case r.State == Gone:
			n.Gone++
		case r.State == Renamed:
			n.Renamed++
		case len(r.Changes) > 0:
			n.Changed++
		}
	}
	return n
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// other is a name if it is not the one beside it.
func other(s, than string) string {
	if s == than {
		return ""
	}
	return s
}

// table writes sheets of texts with a head that stays, repeats and filters.
type table struct {
	book               *ooxml.Book
	names              ooxml.Namer
	head, cell, quoted int
}

func newTable(b *ooxml.Book) *table {
	font := ooxml.Font{Name: "宋体", Size: 10 * unit.Pt}
	line := ooxml.Border{Top: "thin", Right: "thin", Bottom: "thin", Left: "thin"}
	a := ooxml.Alignment{Horizontal: "left", Vertical: "center", Wrap: true}
	cell := ooxml.Format{Font: font, Border: line, Align: a, Number: "@"}
	quoted := cell
	quoted.Quote = true
	font.Bold = true
	head := ooxml.Format{Font: font, Border: line, Align: a, Number: "@", Fill: ooxml.RGB(0xe7, 0xe6, 0xe6)}
	return &table{book: b, head: b.Style(head), cell: b.Style(cell), quoted: b.Style(quoted)}
}

// add writes rows, the first being the head; more than a sheet takes go on on the next.
func (t *table) add(name string, widths []unit.Length, rows [][]string) error {
	const most = ooxml.MaxRows - 1
	head, rest := rows[0], rows[1:]
	for first := true; first || len(rest) > 0; first = false {
		n := min(len(rest), most)
		if err := t.book.Add(t.sheet(t.names.Name(name), widths, append([][]string{head}, rest[:n]...))); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

func (t *table) sheet(name string, widths []unit.Length, rows [][]string) *ooxml.Sheet {
	s := &ooxml.Sheet{Name: name, Freeze: ooxml.Freeze{Rows: 1}, Print: ooxml.Print{Paper: 9, Landscape: true, Top: 15 * unit.MM,
		Bottom: 15 * unit.MM, Left: 12 * unit.MM, Right: 12 * unit.MM, Header: 8 * unit.MM, Footer: 8 * unit.MM, OddFooter: "&C&P / &N",
		Titles: &ooxml.Range{C2: len(widths) - 1}}}
	for _, w := range widths {
		s.Columns = append(s.Columns, ooxml.Column{Width: w})
	}
	for i, row := range rows {
		style, lines := t.cell, 1
		if i == 0 {
			style = t.head
		}
		out := ooxml.Row{Grows: true}
		for c, text := range row {
			x := ooxml.Cell{Col: c, Style: style}
			if text != "" {
				x.Kind, x.Value = ooxml.Text, text
			}
			if i > 0 && ooxml.Risky(text) {
				x.Style = t.quoted
			}
			out.Cells = append(out.Cells, x)
			lines = max(lines, utf8.RuneCountInString(text)*10*int(unit.Pt)/int(widths[c])+1)
		}
		out.Height = (unit.Length(min(lines, 12))*13*unit.Pt + 2*unit.Pt).CeilTo(3 * unit.Pt)
		s.Rows = append(s.Rows, out)
	}
	s.Print.Area = ooxml.Range{R2: len(rows) - 1, C2: len(widths) - 1}
	s.Filter, s.Ignore = &ooxml.Range{R2: len(rows) - 1, C2: len(widths) - 1}, []ooxml.Range{s.Print.Area}
	s.Print.Scale = ooxml.FitWidth(s.Columns, 273*unit.MM)
	return s
}
