package gridtest

import (
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
)

// drawWidth is how wide Draw makes a column at most, in halves of an em; longer texts stand out of line.
const drawWidth = 24

// Draw is the grid in the notation of layout files, so that one sees the table: a line a row, cells split by bars, <
// for a position that belongs to the cell at its left, ^ to the cell above. Rows begin with their role; headers with
// the number of their group.
func Draw(g *grid.Grid) string {
	var b strings.Builder
	for i := range g.Tables {
		if i > 0 {
			b.WriteByte('\n')
		}
		draw(&b, &g.Tables[i])
	}
	return b.String()
}

func draw(b *strings.Builder, t *grid.Table) {
	rows, cols := len(t.Rows), len(t.Columns)
	text := make([]string, rows*cols)
	for i := range t.Cells {
		c := &t.Cells[i]
		for r := c.Row; r < c.Row+c.RowSpan && r < rows; r++ {
			for k := c.Col; k < c.Col+c.ColSpan && k < cols; k++ {
				s := "<"
				switch {
				case r == c.Row && k == c.Col:
					s = drawEscape.Replace(c.Text)
					if s == "<" || s == "^" {
						s = `\` + s
					}
				case k == c.Col:
					s = "^"
				}
				text[r*cols+k] = s
			}
		}
	}
	width := make([]int, cols)
	for p, s := range text {
		if n := halves(s); n <= drawWidth && n > width[p%cols] {
			width[p%cols] = n
		}
	}
	for r, row := range t.Rows {
		b.WriteString(row.Role.String())
		pad(b, 8-len(row.Role.String()))
		for k := range cols {
			s := text[r*cols+k]
			b.WriteString("| ")
			b.WriteString(s)
			pad(b, width[k]-halves(s)+1)
		}
		b.WriteString("|\n")
	}
}

var drawEscape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "|", `\|`)

func pad(b *strings.Builder, n int) {
	for ; n > 0; n-- {
		b.WriteByte(' ')
	}
}

// halves is the width of a text in halves of an em, ASCII one and all else two.
func halves(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
