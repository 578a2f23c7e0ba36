package render

import (
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// live notes how the computed cells follow from others, for a workbook that is to compute (Options.Formulas).
func (f *Form) live() error {
	m, err := f.Measured()
	if err != nil {
		return err
	}
	for i := range m.Tables {
		for k := range m.Tables[i].Cells {
			c := &m.Tables[i].Cells[k]
			if !c.Computed || c.Path == "" || c.Shift != 0 {
				continue
			}
			if v := f.Record.At(c.Path); v != nil && v.Field.Formula() != nil {
				s, ok := v.Field.Formula().Spreadsheet(f.Record.Around(c.Path), braces{f.Record})
				if ok && strings.Contains(s, "{") { // a constant is no formula
					c.Formula = s
				}
			}
		}
	}
	return nil
}

// braces names data by their paths, see grid.Cell.Formula. What is no number has no cell that a formula could name.
type braces struct{ r *model.Record }

func (b braces) Number(path string) (string, bool) {
	v := b.r.At(path)
	return "{" + path + "}", v != nil && v.HasNum
}

func (b braces) Text(path string) (string, bool) { return b.Number(path) }

func (b braces) Over(f model.Over, paths []string) (string, bool) {
	var there []string
	for _, p := range paths {
		if _, ok := b.Number(p); ok {
			there = append(there, p)
		}
	}
	return string(f) + "({" + strings.Join(there, "|") + "})", len(there) > 0
}
