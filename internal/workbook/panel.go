package workbook

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/templates"
)

type templatesTable = templates.OutlineTable

func mergesOf(nodes []templates.OutlineNode) []*model.Field {
	var out []*model.Field
	for _, n := range nodes {
		out = append(append(append(out, n.Merge...), mergesOf(n.Rows)...), mergesOf(n.Else)...)
	}
	return out
}

// What the panel says at its head.
const (
	panelHead  = "黄色格填写，绿色格自动计算（可改写）；选中一格看填写要求。"
	panelSpare = "行不够：选中第 %d 至 %d 行的行号，右键“取消隐藏”。"
)

// hintText is a hint as the panel says it.
func hintText(message string) string { return "● " + message + "　" }

// InPanel says whether a text is one that the panel of a form says, and no one has written: its head, or hints of the
// form.
func InPanel(form *model.Form, text string) bool {
	if text == panelHead {
		return true
	}
	var from, to int
	if n, err := fmt.Sscanf(text, panelSpare, &from, &to); n == 2 && err == nil &&
		text == fmt.Sprintf(panelSpare, from, to) {
		return true
	}
	rest := text
	for again := true; again && rest != ""; {
		again = false
		for _, h := range form.Hints {
			if after, ok := strings.CutPrefix(rest, hintText(h.Message)); ok {
				rest, again = after, true
			}
		}
	}
	return rest == "" && text != ""
}

// panel adds the column beside the table: how to fill in at its head, and in each row what the hints have to say. The
// cells the hints are about turn red. None of it is in the print area.
func (w *writer) panel(table int, s *ooxml.Sheet, b *ooxml.Book, spare []int) {
	col := len(s.Columns) + 1
	said := map[int][]remark{} // by row
	for _, h := range w.l.Form.Hints {
		w.hint(table, s, h, said)
	}
	s.Columns = append(s.Columns, ooxml.Column{Width: 3 * unit.MM}, ooxml.Column{Width: panelWidth})
	if table == 0 {
		b.Define(ooxml.Name{Name: PanelName, Refers: ooxml.Quote(s.Name) + "!" + fixed(0, col, true), Sheet: -1})
	} else {
		b.Define(ooxml.Name{Name: fmt.Sprintf("%s_%d", PanelName, table+1),
			Refers: ooxml.Quote(s.Name) + "!" + fixed(0, col, true), Sheet: -1})
	}
	put := func(row int, c ooxml.Cell) {
		if row < len(s.Rows) {
			s.Rows[row].Cells = append(s.Rows[row].Cells, c)
		}
	}
	look := ooxml.Format{Font: ooxml.Font{Name: "宋体", Size: 9 * unit.Pt, Color: dark},
		Align: ooxml.Alignment{Horizontal: "left", Vertical: "center", Wrap: true}}
	note := look
	note.Font.Color = ooxml.RGB(0x60, 0x60, 0x60)
	head := []string{panelHead}
	if len(spare) > 0 {
		head = append(head, fmt.Sprintf(panelSpare, spare[0], spare[len(spare)-1]+2))
	}
	for row := range s.Rows {
		f := said[row]
		switch {
		case len(f) > 0:
			x := ooxml.Cell{Col: col, Style: b.Style(look), Kind: ooxml.Text}
			var formulas []string
			for _, r := range f {
				formulas, x.Value = append(formulas, r.formula), x.Value+r.shown
			}
			x.Formula = strings.Join(formulas, "&")
			put(row, x)
		case len(head) > 0 && !s.Rows[row].Hidden:
			put(row, ooxml.Cell{Col: col, Style: b.Style(note), Kind: ooxml.Text, Value: head[0]})
			head = head[1:]
		}
	}
}

// remark is what a hint says in a row: the formula, and what it comes to in the form as it is handed out.
type remark struct{ formula, shown string }

// hint adds a hint of the form to a sheet: silently nothing if the layout does not print what it speaks of.
func (w *writer) hint(table int, s *ooxml.Sheet, h model.Hint, said map[int][]remark) {
	root := w.l.Form.Root()
	if h.Rows == "" {
		at, err := root.Resolve(h.At)
		if err != nil {
			return
		}
		x, err := root.Compile(h.Holds)
		if err != nil {
			return
		}
		var path pointer.Path
		for f := at; f != nil; f = f.Parent {
			path = pointer.Of(f.Name) + path
		}
		if bad, ok := w.broken(x, w.known.Root(), cells{w: w, table: table, local: true}); ok {
			w.warn(s, table, []string{string(path)}, []doubt{bad}, h.Message, said)
		}
		return
	}
	list, err := root.Resolve(h.Rows)
	if err != nil || list.Kind != model.Rows {
		return
	}
	scope := root.In(list)
	at := list.Field(h.At)
	x, err := scope.Compile(h.Holds)
	if err != nil || at == nil {
		return
	}
	v := w.known.Value(h.Rows)
	if v == nil || len(v.Rows) == 0 {
		return
	}
	var paths []string
	var bads []doubt
	for _, item := range v.Rows {
		bad, ok := w.broken(x, w.known.Root().In(item), cells{w: w, table: table, local: true, item: item.Path})
		if !ok {
			return
		}
		paths, bads = append(paths, string(pointer.Path(item.Path).Child(h.At))), append(bads, bad)
	}
	w.warn(s, table, paths, bads, h.Message, said)
}

// doubt is the condition under which a hint speaks, and whether it holds in the form as it is handed out.
type doubt struct {
	formula string
	holds   bool
}

func (w *writer) broken(x *model.Formula, at model.At, c cells) (doubt, bool) {
	s, ok := x.Spreadsheet(at, c)
	r, err := x.Eval(at)
	return doubt{"IFERROR(NOT(" + s + "),FALSE)", err == nil && !r.Absent() && !r.True()}, ok
}

// warn colors the cells at paths and says the message beside them.
func (w *writer) warn(s *ooxml.Sheet, table int, paths []string, bads []doubt, message string, said map[int][]remark) {
	c := ooxml.Condition{Formula: bads[0].formula, Look: ooxml.Highlight{Fill: red}}
	for i, path := range paths {
		p, ok := w.place[path]
		if !ok || p.table != table {
			return
		}
		r := ooxml.Range{R1: p.row, C1: p.col, R2: p.row + p.rows - 1, C2: p.col + p.cols - 1}
		if n := len(c.Ranges); n > 0 && c.Ranges[n-1].C1 == r.C1 && c.Ranges[n-1].C2 == r.C2 &&
			c.Ranges[n-1].R2 == r.R1-1 {
			c.Ranges[n-1].R2 = r.R2
		} else {
			c.Ranges = append(c.Ranges, r)
		}
		says := remark{formula: `IF(` + bads[i].formula + `,"` + strings.ReplaceAll(hintText(message), `"`,
			`""`) + `","")`}
		if bads[i].holds {
			says.shown = hintText(message)
		}
		said[p.row] = append(said[p.row], says)
	}
	s.Conditions = append(s.Conditions, c)
}
