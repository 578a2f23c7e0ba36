package collect

import (
	"encoding/json"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/workbook"
)

// marks are what a workbook of ours says of itself.
type marks struct {
	there        bool
	form, layout string
	path         map[string]string // by defined name
	formula      map[string]string // by defined name: the skeleton of our formula
	text         map[string]string // by defined name: what the cell was handed out with
	given        map[string]given  // by path: what was given
	tells        bool              // it says what was given
	found        int               // names that still belong to a cell
}

// given is a value a form was handed out with.
type given struct {
	text    string
	ticks   []string // of a list of choices, not nil then
	literal bool     // a number, not a text
}

// readGiven reads a value as package workbook writes it.
func readGiven(s string) (g given, ok bool) {
	if strings.HasPrefix(s, "[") {
		g.ticks = []string{}
		if json.Unmarshal([]byte(s), &g.ticks) != nil {
			return given{}, false
		}
		g.text = strings.Join(g.ticks, "、")
		return g, true
	}
	if strings.HasPrefix(s, `"`) {
		return g, json.Unmarshal([]byte(s), &g.text) == nil
	}
	var n json.Number
	if json.Unmarshal([]byte(s), &n) != nil || n == "" {
		return given{}, false
	}
	return given{text: n.String(), literal: true}, true
}

// read takes the marks from our hidden sheet; a second one is a copy.
func (m *marks) read(t *found.Table) {
	if m.there {
		return
	}
	m.there, m.tells = true, textAt(t, 1, 2) != "1"
	m.path, m.formula, m.text, m.given = map[string]string{}, map[string]string{}, map[string]string{},
		map[string]given{}
	for _, r := range t.Rows {
		key, value := textAt(t, r.Number, 1), textAt(t, r.Number, 2)
		switch {
		case key == workbook.KeyForm:
			m.form = value
		case key == workbook.KeyLayout:
			m.layout = value
		case key == workbook.KeyGiven:
			if g, ok := readGiven(textAt(t, r.Number, 3)); ok {
				m.given[value] = g
			}
		case strings.HasPrefix(key, workbook.NamePrefix):
			m.path[key], m.text[key] = value, textAt(t, r.Number, 4)
			if f := textAt(t, r.Number, 3); f != "" {
				m.formula[key] = f
			}
		}
	}
}

// names gives cells the defined names of ours: the first cell of what each refers to. Without the hidden sheet that
// says what they are for, only the head of the panel is known by its name.
func (b *book) names(all []xlsx.Name) {
	for _, n := range all {
		if !strings.HasPrefix(n.Name, workbook.NamePrefix) {
			continue
		}
		name, at, ok := n.Range()
		s, r, c := b.sheetNamed(name), at.Row-1, at.Col-1
		switch {
		case !ok || s == nil:
		case strings.HasPrefix(n.Name, workbook.PanelName):
			s.end = min(s.end, c)
		case b.marks.there && r < len(s.rows) && c < len(s.rows[r]):
			if x := s.rows[r][c]; x.row == r && x.col == c {
				x.name = n.Name
				b.marks.found++
			}
		}
	}
}

func (b *book) sheetNamed(name string) *sheet {
	for _, s := range b.sheets {
		if s.name == name {
			return s
		}
	}
	return nil
}
