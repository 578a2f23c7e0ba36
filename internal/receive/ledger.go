package receive

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
)

// The sheets of a ledger.
const (
	SheetForms    = "收表情况"
	SheetFindings = "问题"
	SheetData     = "数据" // what render takes; with several layouts: 数据, 数据(2), …
	SheetCounts   = "汇总"
)

// Ledger is the ledger of what was taken in: a line a form, a line a finding, the data themselves, a row an item, and
// how many forms are in each state.
func Ledger(items []*Item, application string) ([]byte, error) {
	b := ooxml.New(ooxml.Props{Title: ledgerTitle, Application: application, Language: "zh-CN"})
	t := newSheets(b)
	var names ooxml.Namer
	sheets := []*ooxml.Sheet{t.forms(items), t.findings(items)}
	for _, form := range layouts(items) {
		s, err := t.data(items, form)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	sheets = append(sheets, t.counts(items))
	for _, s := range sheets {
		s.Name = names.Name(s.Name)
		if err := b.Add(s); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// layouts are those the forms taken in name, in the order they are met: a ledger that can be read again has one
// layout, for layouts of one form may have fields of their own.
func layouts(items []*Item) (names []string) {
	for _, it := range items {
		if it.Result != nil && !it.Result.Refused() && !slices.Contains(names, it.Result.Form) {
			names = append(names, it.Result.Form)
		}
	}
	return names
}

type sheets struct{ head, cell, quoted int } // formats; quoted: of a text that looks like something else

func newSheets(b *ooxml.Book) *sheets {
	font := ooxml.Font{Name: "宋体", Size: 10 * unit.Pt}
	line := ooxml.Border{Top: "thin", Right: "thin", Bottom: "thin", Left: "thin"}
	a := ooxml.Alignment{Horizontal: "left", Vertical: "center", Wrap: true}
	cell := ooxml.Format{Font: font, Border: line, Align: a, Number: "@"}
	quoted := cell
	quoted.Quote = true
	font.Bold = true
	return &sheets{b.Style(ooxml.Format{Font: font, Border: line, Align: a, Number: "@", Quote: true,
		Fill: ooxml.RGB(0xe7, 0xe6, 0xe6)}), b.Style(cell), b.Style(quoted)}
}

// sheet is a table with a head that stays, repeats and filters.
func (t *sheets) sheet(name string, widths []unit.Length, rows [][]string) *ooxml.Sheet {
	s := &ooxml.Sheet{Name: name, Freeze: ooxml.Freeze{Rows: 1},
		Print: ooxml.Print{Paper: 9, Landscape: true, Top: 15 * unit.MM, Bottom: 15 * unit.MM,
			Left: 12 * unit.MM, Right: 12 * unit.MM, Header: 8 * unit.MM, Footer: 8 * unit.MM, OddFooter: "&C&P / &N",
			Titles: &ooxml.Range{}}}
	for _, w := range widths {
		s.Columns = append(s.Columns, ooxml.Column{Width: w})
	}
	for r, row := range rows {
		style, lines := t.cell, 1
		if r == 0 {
			style = t.head
		}
		out := ooxml.Row{Grows: true, Cells: make([]ooxml.Cell, 0, len(row))}
		for c, text := range row {
			x := ooxml.Cell{Col: c, Style: style}
			if text != "" {
				x.Kind, x.Value = ooxml.Text, text
			}
			if r > 0 && ooxml.Risky(text) {
				x.Style = t.quoted
			}
			out.Cells = append(out.Cells, x)
			lines = max(lines, len([]rune(text))*10*int(unit.Pt)/int(widths[c])+1)
		}
		out.Height = (unit.Length(min(lines, 12))*13*unit.Pt + 2*unit.Pt).CeilTo(3 * unit.Pt)
		s.Rows = append(s.Rows, out)
	}
	s.Print.Area = ooxml.Range{R2: len(rows) - 1, C2: len(widths) - 1}
	s.Ignore, s.Filter = []ooxml.Range{s.Print.Area}, &ooxml.Range{R2: len(rows) - 1, C2: len(widths) - 1}
	s.Print.Scale = ooxml.FitWidth(s.Columns, 273*unit.MM)
	return s
}

func (t *sheets) forms(items []*Item) *ooxml.Sheet {
	rows := [][]string{{"序号", "状态", "单位", "项目", "年度", "文件", "收到时间", "重复", "逾期", "结构改动", "错误", "警告", "版式", "标签对上", "次像的版式", "说明"}}
	yes := func(b bool) string {
		if b {
			return "是"
		}
		return ""
	}
	for i, it := range items {
		errors, warnings, first := 0, 0, ""
		for _, f := range it.Findings {
			switch f.Severity {
			case finding.Error:
				errors++
			case finding.Warning:
				warnings++
			default:
				continue
			}
			if first == "" || f.Severity == finding.Error && errors == 1 {
				if first = f.Message; f.Place != "" {
					first = f.Place + "：" + f.Message
				}
			}
		}
		row := []string{fmt.Sprint(i + 1), string(it.State), it.Unit, it.Title, it.Year, filepath.Base(it.File),
			"", yes(it.Twice), yes(it.Late), "", count(errors), count(warnings), "", "", "", first}
		if it.File == "" {
			row[5] = ""
		}
		if !it.Time.IsZero() {
			row[6] = it.Time.Format(time.DateTime)
		}
		if it.Result != nil {
			row[9], row[12] = yes(it.Result.Changed), it.Result.Layout
			row[13], row[14] = share(it.Result.Layout, it.Result.Fit), it.Result.Next
			if it.Result.Next != "" {
				row[14] += " " + share(it.Result.Next, it.Result.NextFit)
			}
		}
		rows = append(rows, row)
	}
	mm := unit.MM
	return t.sheet(SheetForms, []unit.Length{10 * mm, 20 * mm, 40 * mm, 45 * mm, 12 * mm, 40 * mm, 24 * mm,
		11 * mm, 11 * mm, 16 * mm, 11 * mm, 11 * mm, 30 * mm, 12 * mm, 30 * mm, 60 * mm}, rows)
}

// share is how many of a layout's labels were found.
func share(layout string, fit float64) string {
	if layout == "" {
		return ""
	}
	return fmt.Sprintf("%d%%", int(fit*100))
}

// counts says how many forms are in each state.
func (t *sheets) counts(items []*Item) *ooxml.Sheet {
	n := map[State]int{}
	for _, it := range items {
		n[it.State]++
	}
	rows := [][]string{{"状态", "份数"}}
	for _, s := range States {
		if n[s] > 0 {
			rows = append(rows, []string{string(s), fmt.Sprint(n[s])})
		}
	}
	return t.sheet(SheetCounts, []unit.Length{40 * unit.MM, 20 * unit.MM},
		append(rows, []string{"共", fmt.Sprint(len(items))}))
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func (t *sheets) findings(items []*Item) *ooxml.Sheet {
	rows := [][]string{{"单位", "项目", "文件", "级别", "位置", "现在填的", "问题", "怎么办", "代码"}}
	for _, it := range items {
		for _, f := range it.Findings {
			place := f.Place
			if place == "" {
				place = pointer.Path(f.Path).Place()
			}
			file := ""
			if it.File != "" {
				file = filepath.Base(it.File)
			}
			rows = append(rows, []string{it.Unit, it.Title, file, f.Severity.Chinese(), place, f.Printed,
				f.Message, f.Hint, f.Code})
		}
	}
	mm := unit.MM
	return t.sheet(SheetFindings, []unit.Length{35 * mm, 35 * mm, 35 * mm, 12 * mm, 40 * mm, 30 * mm, 70 * mm,
		45 * mm, 28 * mm}, rows)
}

// data is the flat ledger of the forms of one layout: a column a field, a row an item of its lists; what the form has
// once is in its first row. An item with a list of its own takes as many rows as that.
func (t *sheets) data(items []*Item, form string) (*ooxml.Sheet, error) {
	var cols []string
	index := map[string]int{}
	column := func(name string) int {
		i, ok := index[name]
		if !ok {
			i = len(cols)
			index[name] = i
			cols = append(cols, name)
		}
		return i
	}
	column("form")
	var rows [][]string
	put := func(from, n, col int, text string) {
		for len(rows) <= from+n {
			rows = append(rows, nil)
		}
		r := &rows[from+n]
		for len(*r) <= col {
			*r = append(*r, "")
		}
		(*r)[col] = text
	}
	for _, it := range items {
		if it.Result == nil || it.Result.Form != form {
			continue
		}
		r, err := it.Record()
		if err != nil {
			return nil, err
		}
		if r == nil {
			continue
		}
		from := len(rows)
		put(from, 0, 0, it.Result.Form)
		var walk func(v *model.Value, name string, n int) int // gives the first row below
		walk = func(v *model.Value, name string, n int) int {
			below := n + 1
			for _, c := range v.Fields {
				at := strings.TrimPrefix(name+"."+c.Field.Name, ".")
				switch {
				case c.Field.Kind == model.Group:
					below = max(below, walk(c, at, n))
				case c.Field.Kind == model.Rows:
					next := n
					for _, item := range c.Rows {
						next = walk(item, at, next)
					}
					below = max(below, next)
				default:
					if k := column(at); c.Origin != model.Absent {
						put(from, n, k, c.Text)
					}
				}
			}
			return below
		}
		walk(r.Body, "", 0)
		for n, w := range r.Waivers {
			for _, m := range model.WaiverData(w, true).Members {
				put(from, n, column(data.WaiverKey+"."+m.Name), m.Value.Text)
			}
		}
	}
	all := [][]string{cols}
	widths := make([]unit.Length, len(cols))
	for i := range widths {
		widths[i] = 28 * unit.MM
	}
	for _, r := range rows {
		for len(r) < len(cols) {
			r = append(r, "")
		}
		all = append(all, r)
	}
	s := t.sheet(SheetData, widths, all)
	s.Print.Area = ooxml.Range{R2: len(all) - 1, C2: min(len(cols)-1, 15)}
	s.Print.Scale = ooxml.FitWidth(s.Columns[:s.Print.Area.C2+1], 273*unit.MM)
	return s, nil
}

const ledgerTitle = "收表台账"

// isLedger says whether a file is a ledger of an earlier run, by its title, which Excel and WPS keep.
func isLedger(path string) bool {
	return bytes.Contains(intake.Peek(path, "docProps/core.xml"), []byte(">"+ledgerTitle+"</dc:title>"))
}
