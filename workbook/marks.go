package workbook

import (
	"regexp"
	"strings"

	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render/xlsx/ooxml"
)

// Marks are what a workbook of ours says of itself on a hidden sheet, a line a mark: in column A a key or a defined name, in column
// B what it stands for, in column C the skeleton of its formula. The lines that begin with KeyForm and KeyLayout come first; the others name data by JSON Pointer.
const (
	MarkSheet  = "_公表"
	ListSheet  = "_选项"
	GuideSheet = "填表说明"
	KeyFormat  = "gongbiao-form" // the format of these marks: "1"
	KeyForm    = "form"          // what the record says under form
	KeyLayout  = "layout"        // layout with version
	NamePrefix = "gb_"           // of defined names; gb_12 can be taken neither for A1 nor for R1C1
	PanelName  = "gb_panel"      // the head of the column of hints, where the form ends
)

// plainPrint is A4 with plain margins.
var plainPrint = ooxml.Print{Paper: 9, Top: 15 * unit.MM, Right: 20 * unit.MM, Bottom: 15 * unit.MM, Left: 20 * unit.MM, Header: 8 * unit.MM, Footer: 8 * unit.MM}

func (w *writer) marks() *ooxml.Sheet {
	s := &ooxml.Sheet{Name: MarkSheet, State: ooxml.Hidden, Print: plainPrint}
	line := func(a, b string) {
		s.Rows = append(s.Rows, ooxml.Row{Cells: []ooxml.Cell{{Col: 0, Kind: ooxml.Text, Value: a}, {Col: 1, Kind: ooxml.Text, Value: b}}})
	}
	line(KeyFormat, "1")
	line(KeyForm, w.o.Form)
	line(KeyLayout, w.l.FullID())
	for _, m := range w.names {
		line(m.name, m.path)
		if f := w.formulas[m.path]; f != "" {
			r := &s.Rows[len(s.Rows)-1]
			r.Cells = append(r.Cells, ooxml.Cell{Col: 2, Kind: ooxml.Text, Value: Skeleton(f)})
		}
	}
	return s
}

// lists are the drop-downs: one column of the hidden list sheet each. A list in the validation itself may have 255 characters.
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

func (l *lists) sheet() *ooxml.Sheet {
	if len(l.columns) == 0 {
		return nil
	}
	s := &ooxml.Sheet{Name: ListSheet, State: ooxml.Hidden, Print: plainPrint}
	for c, list := range l.columns {
		for r, text := range list {
			for len(s.Rows) <= r {
				s.Rows = append(s.Rows, ooxml.Row{})
			}
			s.Rows[r].Cells = append(s.Rows[r].Cells, ooxml.Cell{Col: c, Kind: ooxml.Text, Value: text})
		}
	}
	return s
}

var reference = regexp.MustCompile(`('[^']*'!|[^\s!(),+\-*/&=<>"']+!)?\$?[A-Z]{1,3}\$?[0-9]+(:\$?[A-Z]{1,3}\$?[0-9]+)?`)

// Skeleton is a formula without the cells it refers to, which change when rows are inserted or a sheet is renamed: by it a formula
// of ours is told from a user's own.
func Skeleton(formula string) string {
	s := strings.TrimPrefix(strings.ReplaceAll(formula, " ", ""), "=")
	return reference.ReplaceAllString(s, "@")
}
