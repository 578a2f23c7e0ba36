package found

import (
	"fmt"
	"strings"
)

// Where is a position as a person finds it in the file: 工作表“表”B3, 第 2 个表格第 3 行第 1 格, 第 2 页第 1 个表格第 3 行第 1 格. Of a
// document the cells are counted from the left as one sees them, a merged one once: nobody knows its columns.
func (t *Table) Where(row, col int) string {
	p := t.Piece(row)
	if p == nil {
		return "工作表“" + t.Name + "”" + Ref(row, col)
	}
	n := 1
	for c := 1; c < col; n++ {
		next := c + 1
		for _, s := range t.Spans {
			if s.Row <= row && row <= s.LastRow && s.Col <= c && c <= s.LastCol {
				next = s.LastCol + 1
			}
		}
		if next > col { // within a merged cell
			break
		}
		c = next
	}
	at := row - p.Row + 1
	if p.Gone > 0 && at >= p.Gone {
		at++
	}
	return fmt.Sprintf("%s第 %d 行第 %d 格", p, at, n)
}

// Piece is the piece a row belongs to, nil of a sheet.
func (t *Table) Piece(row int) *Piece {
	for i := len(t.Pieces) - 1; i >= 0; i-- {
		if t.Pieces[i].Row <= row || i == 0 {
			return &t.Pieces[i]
		}
	}
	return nil
}

// String is where the piece is, empty if the file is nothing else.
func (p *Piece) String() string {
	var b strings.Builder
	if b.WriteString(p.Within); p.Within != "" {
		b.WriteString("里")
	}
	if p.Page > 0 {
		fmt.Fprintf(&b, "第 %d 页", p.Page)
	}
	if p.Table > 0 {
		fmt.Fprintf(&b, "第 %d 个表格", p.Table)
	}
	return b.String()
}
