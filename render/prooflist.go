package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// proofTable is the list of a proof while it is made.
type proofTable struct {
	grid.Table
	text, center, bold, title *grid.Style
}

// proofShares are the widths of the list's columns, of 170.
var proofShares = [...]int64{8, 9, 34, 66, 53}

// findingsTable is the list of findings on paper like the form's: an entry a row, answered ones last.
func findingsTable(like *grid.Table, n remark.Tally, entries []remark.Entry, shared map[int][]int, computed bool) grid.Table {
	t := newProofTable(like)
	t.wide(grid.RoleTitle, t.title, "问题清单")
	switch {
	case len(entries) == 0:
		t.wide(grid.RoleHead, t.text, "没有发现问题。")
	default:
		counts := fmt.Sprintf("必须改正：%d 处\n请看一看：%d 处（警告 %d 处，提示 %d 处）", n.Mend(), n.Look(), n.Warnings, n.Notes)
		if n.Explained > 0 {
			counts += fmt.Sprintf("\n已说明：%d 处，序号加括号，列在最后", n.Explained)
		}
		t.wide(grid.RoleHead, t.text, counts)
		t.wide(grid.RoleHead, t.text, "表上加粗框的格子右上角的数字是这里的序号；同类的问题合为一条，几个格子同一个序号。")
		t.row(grid.RoleHeader, grid.ColumnHeader, []*grid.Style{t.bold, t.bold, t.bold, t.bold, t.bold},
			"序号", "级别", "位置", "问题", "应为、怎么办")
	}
	hinted := map[string]bool{}
	for i := range entries {
		t.entry(&entries[i], shared[entries[i].Number], hinted)
	}
	if computed {
		t.wide(grid.RoleNote, t.text, "灰底的数由程序计算，数据中没有填写。")
	}
	return t.Table
}

func newProofTable(like *grid.Table) *proofTable {
	t := &proofTable{Table: grid.Table{Name: "问题清单", Paper: like.Paper, PageNumber: like.PageNumber, NewPage: true,
		Header: like.Header, Footer: like.Footer, Watermark: like.Watermark}}
	if t.Paper.Landscape() && t.Paper.Name == "A4" {
		t.Paper.Width, t.Paper.Height = t.Paper.Height, t.Paper.Width
	}
	room := (t.Paper.Width - t.Paper.Left - t.Paper.Right).Scale(98, 100)
	for _, s := range proofShares {
		t.Columns = append(t.Columns, room.Scale(s, 170))
	}
	style := func(name string, size unit.Length, bold bool, align grid.Align) *grid.Style {
		return &grid.Style{Name: name, Family: "宋体", Size: size, Bold: bold, Align: align, VAlign: grid.AlignCenter}
	}
	t.text, t.center = style("问题", 9*unit.Pt, false, grid.AlignLeft), style("问题序号", 9*unit.Pt, false, grid.AlignCenter)
	t.bold, t.title = style("问题表头", 9*unit.Pt, true, grid.AlignCenter), style("问题标题", 14*unit.Pt, true, grid.AlignCenter)
	return t
}

// wide adds a row of one text across all columns.
func (t *proofTable) wide(role grid.RowRole, s *grid.Style, what string) {
	section := ""
	if role == grid.RoleTitle {
		section = what
	}
	t.Rows = append(t.Rows, grid.Row{Role: role, Section: section})
	t.Cells = append(t.Cells, grid.Cell{Row: len(t.Rows) - 1, RowSpan: 1, ColSpan: len(proofShares),
		Role: grid.TextLine, Text: what, Style: s})
}

// row adds a row of cells with rules.
func (t *proofTable) row(role grid.RowRole, of grid.CellRole, styles []*grid.Style, texts ...string) {
	t.Rows = append(t.Rows, grid.Row{Role: role, Header: 1})
	for c, s := range texts {
		t.Cells = append(t.Cells, grid.Cell{Row: len(t.Rows) - 1, Col: c, RowSpan: 1, ColSpan: 1, Role: of, Text: s,
			Style: styles[c], Border: grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}})
	}
}

// entry adds an entry; shared are the numbers that cells of its bear.
func (t *proofTable) entry(e *remark.Entry, shared []int, hinted map[string]bool) {
	f := e.First()
	number, place := strconv.Itoa(e.Number), e.Where()
	if f.Waived != nil {
		number = "（" + number + "）"
	}
	if place == "" {
		place = "全表"
	}
	for _, s := range shared {
		place += "\n与序号 " + strconv.Itoa(s) + " 同在一格"
	}
	what, advice := said(e)
	for i := range e.Also {
		x := &e.Also[i]
		more, beside := said(x)
		where := ""
		if len(x.Findings) < len(e.Findings) {
			where = "（" + x.Rows() + "）"
		}
		if more != nil {
			more[0] = "又" + x.First().Severity.Chinese() + where + "：" + more[0]
		}
		what, advice = append(what, more...), append(advice, beside...)
	}
	advice = append(advice, e.Hints(func(f finding.Finding) string { return f.Hint }, hinted)...)
	if a := f.Waived; a != nil {
		advice = append(advice, "已说明："+remark.Answer(a))
	}
	t.row(grid.RoleBody, grid.Data, []*grid.Style{t.center, t.center, t.text, t.text, t.text},
		number, f.Severity.Chinese(), place, strings.Join(what, "\n"), strings.Join(advice, "\n"))
}

// said is what an entry says, and what it says should be there.
func said(e *remark.Entry) (what, expected []string) {
	t := e.Tell(func(f finding.Finding) string { return f.Message })
	for _, s := range []string{t.Sentence, t.Sum} {
		if s != "" {
			what = append(what, s)
		}
	}
	if t.Readings != "" {
		what = append(what, strings.Split(t.Readings, "；（")...)
	}
	for _, p := range t.Each {
		var values []string
		for _, v := range p.Values {
			switch v.What {
			case remark.Printed: // the form itself shows it
			case remark.Expected:
				values = append(values, "应为 "+v.Text)
			default:
				values = append(values, v.Text)
			}
		}
		if values == nil {
			what = append(what, p.Label)
		} else {
			what = append(what, p.Label+"："+strings.Join(values, "，"))
		}
	}
	if t.Expected != "" {
		expected = append(expected, "应为："+t.Expected)
	}
	return what, slices.Compact(expected)
}
