package pdf

import (
	"slices"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// checkTables checks that every table is regular (ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4): its cells with their
// spans fill a rectangle, none overlap, none reach below the last row.
func (s *Stream) checkTables(d *page.Document) error {
	for i := range d.Elems {
		if d.Elems[i].Role != page.RoleTable {
			continue
		}
		var rows []int
		var head, body bool
		for c := range s.tree.children(i) {
			switch d.Elems[c].Role {
			case page.RoleTR:
				rows = append(rows, c)
			case page.RoleTHead, page.RoleTBody:
				head, body = head || d.Elems[c].Role == page.RoleTHead, body || d.Elems[c].Role == page.RoleTBody
				rows = slices.AppendSeq(rows, s.tree.children(c))
			case page.RoleCaption:
				if c != s.tree.elems[i].child && s.tree.elems[c].sibling != 0 {
					return base.Refuse(CodeStructure, "Caption", "表题只能在表的最前或最后")
				}
			}
		}
		if head && !body {
			return base.Refuse(CodeStructure, "THead", "表有 THead 而没有 TBody")
		}
		if err := s.checkRows(d, rows); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stream) checkRows(d *page.Document, rows []int) error {
	var open []int // by column: rows still covered by a cell that began above
	for k, tr := range rows {
		col := 0
		for c := range s.tree.children(tr) {
			rs, cs := max(1, d.Elems[c].RowSpan), max(1, d.Elems[c].ColSpan)
			for col < len(open) && open[col] > 0 {
				col++
			}
			if k == 0 {
				open = append(open, make([]int, max(0, col+cs-len(open)))...)
			}
			switch {
			case col+cs > len(open):
				return base.Refuse(CodeStructure, "TR", "表的第 %d 行比第一行宽", k+1)
			case k+rs > len(rows):
				return base.Refuse(CodeStructure, "TR", "表的第 %d 行有格子伸出最后一行", k+1)
			}
			for j := col; j < col+cs; j++ {
				if open[j] > 0 {
					return base.Refuse(CodeStructure, "TR", "表的第 %d 行有格子重叠", k+1)
				}
				open[j] = rs
			}
			col += cs
		}
		if i := slices.Index(open, 0); i >= 0 {
			return base.Refuse(CodeStructure, "TR", "表的第 %d 行缺第 %d 列", k+1, i+1)
		}
		for j := range open {
			open[j]--
		}
	}
	return nil
}
