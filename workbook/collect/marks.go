package collect

import (
	"encoding/json"
	"strings"

	"github.com/xuri/excelize/v2"

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
	found        int               // names that still stand for a cell
}

// given is a value a form was handed out with.
type given struct {
	text    string
	ticks   []string // of a list of choices, not nil then
	literal bool     // a bare number
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

// readMarks finds our hidden sheets, takes them out of the sheets to be read, and gives cells their names.
func (b *book) readMarks() {
	m := &b.marks
	m.path, m.formula, m.text, m.given = map[string]string{}, map[string]string{}, map[string]string{}, map[string]given{}
	kept := b.sheets[:0]
	for _, s := range b.sheets {
		switch {
		case s.at(0, 0) == workbook.KeyFormat && !m.there:
			m.there, m.tells = true, s.at(0, 1) != "1"
			for r := range s.rows {
				key, value := s.at(r, 0), s.at(r, 1)
				switch {
				case key == workbook.KeyForm:
					m.form = value
				case key == workbook.KeyLayout:
					m.layout = value
				case key == workbook.KeyGiven:
					if g, ok := readGiven(s.at(r, 2)); ok {
						m.given[value] = g
					}
				case strings.HasPrefix(key, workbook.NamePrefix):
					m.path[key], m.text[key] = value, s.at(r, 3)
					if f := s.at(r, 2); f != "" {
						m.formula[key] = f
					}
				}
			}
		case s.at(0, 0) == workbook.KeyFormat: // a copy
		default:
			kept = append(kept, s)
		}
	}
	b.sheets = kept
	defer func() {
		if m.there {
			return
		}
		for _, s := range b.sheets { // names alone say nothing
			for _, row := range s.rows {
				for _, x := range row {
					x.name = ""
				}
			}
		}
	}()
	for _, n := range b.f.GetDefinedName() {
		if !strings.HasPrefix(n.Name, workbook.NamePrefix) {
			continue
		}
		s, r, c, ok := b.refers(n.RefersTo)
		if !ok {
			continue
		}
		if strings.HasPrefix(n.Name, workbook.PanelName) {
			s.end = min(s.end, c)
			continue
		}
		if r < len(s.rows) && c < len(s.rows[r]) {
			if x := s.rows[r][c]; x.row == r && x.col == c {
				x.name = n.Name
				m.found++
			}
		}
	}
}

// refers reads '表'!$A$1 (or a range, whose first cell counts).
func (b *book) refers(to string) (s *sheet, row, col int, ok bool) {
	i := strings.LastIndexByte(to, '!')
	if i < 0 || strings.ContainsAny(to, "[,~ ") && !strings.HasPrefix(to, "'") || strings.Contains(to, "#REF") {
		return nil, 0, 0, false
	}
	name := to[:i]
	if strings.HasPrefix(name, "'") && strings.HasSuffix(name, "'") && len(name) > 1 {
		name = strings.ReplaceAll(name[1:len(name)-1], "''", "'")
	}
	ref, _, _ := strings.Cut(strings.ReplaceAll(to[i+1:], "$", ""), ":")
	col, row, err := excelize.CellNameToCoordinates(ref)
	if err != nil {
		return nil, 0, 0, false
	}
	for _, s := range b.sheets {
		if s.name == name {
			return s, row - 1, col - 1, true
		}
	}
	return nil, 0, 0, false
}

func (s *sheet) at(r, c int) string {
	if r < len(s.rows) && c < len(s.rows[r]) {
		return s.rows[r][c].text
	}
	return ""
}
