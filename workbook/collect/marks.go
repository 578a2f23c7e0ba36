package collect

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/workbook"
)

// marks are what a workbook of ours says of itself.
type marks struct {
	there        bool
	form, layout string
	path         map[string]string // by defined name
	formula      map[string]string // by defined name: the skeleton of our formula
	found        int               // names that still stand for a cell
}

// readMarks finds our hidden sheets, takes them out of the sheets to be read, and gives cells their names.
func (b *book) readMarks() {
	m := &b.marks
	m.path, m.formula = map[string]string{}, map[string]string{}
	kept := b.sheets[:0]
	for _, s := range b.sheets {
		switch {
		case strings.HasPrefix(s.name, workbook.MarkSheet) && s.at(0, 0) == workbook.KeyFormat && !m.there:
			m.there = true
			for r := range s.rows {
				key, value := s.at(r, 0), s.at(r, 1)
				switch {
				case key == workbook.KeyForm:
					m.form = value
				case key == workbook.KeyLayout:
					m.layout = value
				case strings.HasPrefix(key, workbook.NamePrefix):
					m.path[key] = value
					if f := s.at(r, 2); f != "" {
						m.formula[key] = f
					}
				}
			}
		case strings.HasPrefix(s.name, workbook.MarkSheet):
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
