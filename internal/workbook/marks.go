package workbook

import (
	"encoding/json"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Marks are what a workbook of ours says of itself on a hidden sheet, a line a mark: in column A a key or a defined
// name, in column B what it stands for, in column C the skeleton of its formula, in column D the text its cell was
// handed out with. The lines that begin with KeyForm and KeyLayout come first, then the names, then the values that
// were given, as JSON in column C: what is in a cell that nobody touched is that value, and was not filled in by
// anyone. Data are named by JSON Pointer.
const (
	MarkSheet  = "_公表"
	ListSheet  = "_选项"
	GuideSheet = "填表说明"
	KeyFormat  = "gongbiao-form" // the format of these marks
	Format     = "2"             // "1" did not say what was given
	KeyForm    = "form"          // what the record says under form
	KeyLayout  = "layout"        // layout with version
	KeyGiven   = "given"         // a value that was given
	NamePrefix = "gb_"           // of defined names; gb_12 can be taken neither for A1 nor for R1C1
	PanelName  = "gb_panel"      // the head of the column of hints, where the form ends
)

// plainPrint is A4 with plain margins.
var plainPrint = ooxml.Print{Paper: 9, Top: 15 * unit.MM, Right: 20 * unit.MM, Bottom: 15 * unit.MM,
	Left: 20 * unit.MM, Header: 8 * unit.MM, Footer: 8 * unit.MM}

func (w *writer) marks(book *ooxml.Book) *ooxml.Sheet {
	s := &ooxml.Sheet{Name: MarkSheet, State: ooxml.Hidden, Print: plainPrint}
	line := func(a, b string) {
		s.Rows = append(s.Rows, ooxml.Row{Cells: []ooxml.Cell{hiddenText(book, 0, a), hiddenText(book, 1, b)}})
	}
	more := func(col int, text string) {
		r := &s.Rows[len(s.Rows)-1]
		r.Cells = append(r.Cells, hiddenText(book, col, text))
	}
	line(KeyFormat, Format)
	line(KeyForm, w.o.Form)
	line(KeyLayout, w.l.FullID())
	texts := w.texts()
	for _, m := range w.names {
		line(m.name, m.path)
		if f := w.formulas[m.path]; f != "" {
			more(2, Skeleton(f))
		}
		if text := texts[[3]int{m.at.table, m.at.row, m.at.col}]; text != "" {
			more(3, text)
		}
	}
	for _, g := range w.given() {
		line(KeyGiven, g.path)
		more(2, g.value)
	}
	return s
}

// given are the values the form was made with, as JSON.
func (w *writer) given() (out []given) {
	if w.o.Typed {
		return nil
	}
	w.rec.Body.Each(func(v *model.Value) {
		if v.Field == nil || len(v.Fields) > 0 || v.Field.Kind == model.Group || v.Field.Kind == model.Rows ||
			v.Origin == model.Absent {
			return
		}
		var value any = v.Text
		switch {
		case v.Field.Multiple && v.Ticks != nil:
			value = v.Ticks
		case v.Origin == model.Figure:
			value = json.Number(v.Text)
		}
		b, err := json.Marshal(value)
		if err == nil { // texts always have a JSON form
			out = append(out, given{v.Path, string(b)})
		}
	})
	return out
}

// given is a value the form was made with.
type given struct{ path, value string }

// texts are what the answer cells are handed out with, by table, row and column; a cell with a formula has none.
func (w *writer) texts() map[[3]int]string {
	out := map[[3]int]string{}
	for i := range w.m.Tables {
		for k := range w.m.Tables[i].Cells {
			if c := &w.m.Tables[i].Cells[k]; c.Input && w.formulas[c.Path] == "" {
				out[[3]int{i, c.Row, c.Col}] = c.Text
			}
		}
	}
	return out
}

// hiddenText is a cell of a hidden sheet.
func hiddenText(b *ooxml.Book, col int, text string) ooxml.Cell {
	return ooxml.Cell{Col: col, Style: b.TextStyle(ooxml.Format{}, text), Kind: ooxml.Text, Value: text}
}

// lists are the drop-downs: one column of the hidden list sheet each. A list in the validation itself may have 255
// characters.
type lists struct {
	columns [][]string
	index   map[string]int
}

// refer is the range of a list of choices.
func (l *lists) refer(choices []string) string {
	key := ""
	for _, c := range choices {
		key += c + "\x00"
	}
	i, ok := l.index[key]
	if !ok {
		if l.index == nil {
			l.index = map[string]int{}
		}
		i = len(l.columns)
		l.index[key] = i
		l.columns = append(l.columns, choices)
	}
	return ooxml.Range{C1: i, R2: len(choices) - 1, C2: i}.Absolute(ListSheet)
}

func (l *lists) sheet(b *ooxml.Book) *ooxml.Sheet {
	if len(l.columns) == 0 {
		return nil
	}
	s := &ooxml.Sheet{Name: ListSheet, State: ooxml.Hidden, Print: plainPrint}
	for c, list := range l.columns {
		for r, text := range list {
			for len(s.Rows) <= r {
				s.Rows = append(s.Rows, ooxml.Row{})
			}
			s.Rows[r].Cells = append(s.Rows[r].Cells, hiddenText(b, c, text))
		}
	}
	return s
}

var reference = pattern.Late(`('[^']*'!|[^\s!(),+\-*/&=<>"']+!)?\$?[A-Z]{1,3}\$?[0-9]+(:\$?[A-Z]{1,3}\$?[0-9]+)?`)

// Skeleton is a formula without the cells it refers to, which change when rows are inserted or a sheet is renamed: by
// it a formula of ours is told from a user's own.
func Skeleton(formula string) string {
	s := strings.TrimPrefix(strings.ReplaceAll(formula, " ", ""), "=")
	return reference.ReplaceAllString(s, "@")
}
