package workbook

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
)

// The colors of a form to be filled in. Nothing of them is printed.
var (
	yellow = ooxml.RGB(0xff, 0xf8, 0xdc) // to be filled in
	green  = ooxml.RGB(0xea, 0xf4, 0xe4) // computed, may be written over
	red    = ooxml.RGB(0xf8, 0xcb, 0xad) // a hint is about this cell
	faint  = ooxml.RGB(0xa6, 0xa6, 0xa6)
	dark   = ooxml.RGB(0xb0, 0x24, 0x18)
)

// edit is how a cell differs from print.
func (w *writer) edit(table int, c *grid.MeasuredCell) xlsx.Edit {
	if !c.Input {
		return xlsx.Edit{}
	}
	v := w.rec.At(c.Path)
	p, ok := w.place[c.Path]
	switch {
	case v == nil || !ok:
		return xlsx.Edit{}
	case !w.answers[place{table, c.Row, c.Col, c.RowSpan, c.ColSpan}]: // printed once more
		if !alone(c, v) || !w.wholeCell(p.table, p, v) || c.Shift != 0 || w.scaled[c.Path] {
			return xlsx.Edit{}
		}
		ref, _ := cells{w: w, table: table}.ref(c.Path)
		e := xlsx.Edit{Number: "General", Formula: "IF(" + ref + `="","",` + ref + ")"}
		if e.Kind, e.Value = w.came(c.Path); w.formulas[c.Path] != "" {
			e.Number = numberFormat(v.Field)
		} else if v.Text != "" { // an answer is a text
			e.Kind, e.Value = ooxml.Text, v.Text
		}
		return e
	}
	if v.Origin == model.Absent && alone(c, v) {
		if s := w.formulas[c.Path]; s != "" {
			e := xlsx.Edit{Open: true, Fill: green, Shrink: v.Field.Kind.Numeric(), Number: numberFormat(v.Field),
				Formula: s}
			e.Kind, e.Value = w.came(c.Path)
			return e
		}
	}
	return xlsx.Edit{Open: true, Fill: yellow, Number: "@"}
}

// alone says whether a cell holds nothing beside its field. What an absent field prints (—) gives way to a formula.
func alone(c *grid.MeasuredCell, v *model.Value) bool {
	return c.Text == "" || c.Text == v.Text || strings.Trim(c.Text, "—-/－ ") == ""
}

// finish turns a printed sheet into one to be filled in.
func (w *writer) finish(table int, s *ooxml.Sheet, b *ooxml.Book) error {
	t := &w.m.Tables[table]
	s.Protect = &ooxml.Protection{FormatCells: true, FormatRows: true, FormatColumns: true, InsertRows: true,
		DeleteRows: true}
	s.Breaks = nil // heights change while the form is filled in
	s.Print.BlackAndWhite = true
	for _, m := range w.names {
		if p := m.at; p.table == table {
			b.Define(ooxml.Name{Name: m.name, Refers: ooxml.Quote(s.Name) + "!" + fixed(p.row, p.col, true), Sheet: -1})
		}
	}
	spare := w.hide(t, s)
	w.validate(table, s)
	w.groups(table, s)
	w.panel(table, s, b, spare)
	return nil
}

// hide hides the rows of spare items and lets the rows of all items grow. It returns the hidden rows.
func (w *writer) hide(t *grid.MeasuredTable, s *ooxml.Sheet) (hidden []int) {
	item := make([]string, len(t.Rows))
	span := make([]bool, len(t.Rows))
	for k := range t.Cells {
		c := &t.Cells[k]
		if i := string(pointer.Path(c.Path).Row()); i != "" && c.Input {
			item[c.Row] = i
			span[c.Row] = span[c.Row] || c.RowSpan > 1
		}
	}
	for r, i := range item {
		if i == "" {
			continue
		}
		s.Rows[r].Grows = !span[r] && t.Rows[r].Row.Height == 0
		if w.hidden[i] {
			s.Rows[r].Hidden = true
			hidden = append(hidden, r)
		}
	}
	return hidden
}

// validate adds drop-downs and notes, one rule for all cells of a field.
func (w *writer) validate(table int, s *ooxml.Sheet) {
	rules := map[*model.Field]int{}
	for _, m := range w.names {
		p := m.at
		v := w.rec.At(m.path)
		if p.table != table || v == nil {
			continue
		}
		f := v.Field
		r := ooxml.Range{R1: p.row, C1: p.col, R2: p.row, C2: p.col}
		if i, ok := rules[f]; ok {
			last := &s.Validations[i].Ranges[len(s.Validations[i].Ranges)-1]
			if last.C1 == r.C1 && last.R2 == r.R1-1 {
				last.R2 = r.R2
			} else {
				s.Validations[i].Ranges = append(s.Validations[i].Ranges, r)
			}
			continue
		}
		x := ooxml.Validation{Ranges: []ooxml.Range{r}, PromptTitle: cut(f.Name, 32), Prompt: cut(rule(f), 255)}
		whole := w.wholeCell(table, p, v)
		switch {
		case f.Kind == model.Choice && w.boxes[m.path] > 1:
			if whole {
				x.Type, x.Formula1 = "list", `"√"`
			}
			x.Prompt = "选中的打 √，其余空着。"
		case len(f.Choices) > 0 && !f.Multiple && whole:
			x.Type, x.Formula1 = "list", w.lists.refer(f.Choices)
			if f.Kind == model.Choice {
				x.Refuse, x.ErrorTitle, x.Error = "stop", "不在选项里", "请从下拉列表中选择。"
			}
		case f.Kind.Numeric() && whole:
			x.Type, x.Formula1 = "custom", "ISNUMBER(VALUE("+plain(ooxml.Ref(p.row, p.col))+"))"
			x.Refuse, x.ErrorTitle, x.Error = "warning", "不是数字", "这一格应填数字，不带单位，例如 18,233,182.14。确实要这样填吗？"
		}
		if x.Type == "" && x.Prompt == "" {
			continue
		}
		rules[f] = len(s.Validations)
		s.Validations = append(s.Validations, x)
	}
}

// wholeCell says whether the cell at p holds the field and nothing else, as drawn.
func (w *writer) wholeCell(table int, p place, v *model.Value) bool {
	t := &w.m.Tables[table]
	for k := range t.Cells {
		if c := &t.Cells[k]; c.Row == p.row && c.Col == p.col {
			return alone(c, v)
		}
	}
	return false
}

// rule is what a person should know before filling a field in.
func rule(f *model.Field) string {
	var s []string
	if f.Required {
		s = append(s, "必填。")
	}
	switch f.Kind {
	case model.Money:
		s = append(s, "金额，只填数字，不带单位。")
	case model.Rate:
		s = append(s, "百分比，如 97.98%。")
	case model.Year:
		s = append(s, "四位年份，如 2026。")
	case model.Date:
		s = append(s, "日期。")
	case model.Choice:
		if f.Multiple {
			s = append(s, "可多选：把选中的 □ 改成 ☑。")
		} else {
			s = append(s, "从下拉列表中选择。")
		}
	default:
		if len(f.Choices) > 0 {
			s = append(s, "可从下拉列表中选择，也可自行填写。")
		}
	}
	if f.Compute != "" {
		s = append(s, "自动计算；要填别的数，直接改写这一格。")
	}
	if f.Hint != "" {
		s = append(s, strings.TrimRight(f.Hint, "。")+"。")
	}
	if f.MaxLen > 0 {
		s = append(s, fmt.Sprintf("不超过 %d 字。", f.MaxLen))
	}
	return strings.Join(s, "")
}

// cut shortens a text to n UTF-16 units.
func cut(s string, n int) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > n {
			return s[:i]
		}
	}
	return s
}

// groups makes values that repeat the one above faint, so that the groups are seen although each row has its own cell.
func (w *writer) groups(table int, s *ooxml.Sheet) {
	for _, f := range mergeFields(w.l.Outline().Tables) {
		var all []place
		for _, m := range w.names {
			if p := m.at; p.table == table {
				if v := w.rec.At(m.path); v != nil && v.Field == f {
					all = append(all, p)
				}
			}
		}
		for i := 1; i < len(all); {
			n := i
			for n < len(all) && all[n].col == all[i-1].col && all[n].row == all[n-1].row+1 {
				n++
			}
			if n > i {
				a := all[i]
				s.Conditions = append(s.Conditions, ooxml.Condition{
					Ranges: []ooxml.Range{{R1: a.row, C1: a.col, R2: all[n-1].row, C2: a.col}},
					Formula: fmt.Sprintf(`AND(%s<>"",%s=%s)`, fixed(a.row, a.col, false),
						fixed(a.row, a.col, false), fixed(a.row-1, a.col, false)),
					Look: ooxml.Highlight{Color: faint}})
			}
			i = n + 1
		}
	}
}

func mergeFields(tables []templatesTable) []*model.Field {
	var out []*model.Field
	for _, t := range tables {
		out = append(out, mergesOf(t.Rows)...)
	}
	return out
}

// panelWidth is the width of the column of hints beside the table, which is not printed.
const panelWidth = 75 * unit.MM
