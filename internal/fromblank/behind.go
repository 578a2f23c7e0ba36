package fromblank

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Behind is what a table's file has beside what it shows.
type Behind struct {
	Rows, Cols []int             // the numbers that its rows and columns have in the file, from 1
	Formulas   map[[2]int]string // by row and column of the table, of cells that show a figure or nothing
	Formats    map[[2]int]string // number formats by row and column of the table, of cells that say one
	Titles     [2]int            // from ≤ row < to: the rows printed again on every page; none: to is 0
}

func (b *Behind) formula(row, col int, text string) {
	if b.Formulas == nil {
		b.Formulas = map[[2]int]string{}
	}
	b.Formulas[[2]int{row, col}] = text
}

func (b *Behind) format(row, col int, code string) {
	if b.Formats == nil {
		b.Formats = map[[2]int]string{}
	}
	b.Formats[[2]int{row, col}] = code
}

// at is the row and column of the table that have these numbers in the file, −1 if they are not shown.
func (b *Behind) at(row, col int) (r, c int) {
	return slices.Index(b.Rows, row), slices.Index(b.Cols, col)
}

// ref is where a cell stands in the file, as spreadsheets name it.
func (g *guesser) ref(c *grid.Cell) string {
	return found.Ref(g.behind.Rows[c.Row], g.behind.Cols[c.Col])
}

// showOnly takes hidden rows and columns out: they are not printed. What stands in them is told.
func (r *sheetReader) showOnly() {
	r.behind.Rows, r.behind.Cols = nil, nil
	row, col := make([]int, r.rows), make([]int, r.cols) // where each is now, or where the next one is that is shown
	for i := range r.rows {
		if row[i] = len(r.behind.Rows); !r.hidden(i+1, 0) {
			r.behind.Rows = append(r.behind.Rows, i+1)
		} else {
			var texts []string
			for k := range r.cols {
				texts = append(texts, r.alone(i, k, 0))
			}
			r.tellHidden("第 %d 行是隐藏的，没有画%s。", i+1, texts)
		}
	}
	for k := range r.cols {
		if col[k] = len(r.behind.Cols); !r.hidden(0, k+1) {
			r.behind.Cols = append(r.behind.Cols, k+1)
			continue
		}
		var texts []string
		for i := range r.rows {
			texts = append(texts, r.alone(i, k, 1))
		}
		r.tellHidden("%s 列是隐藏的，没有画%s。", found.Letters(k+1), texts)
	}
	if len(r.behind.Rows) == r.rows && len(r.behind.Cols) == r.cols {
		return
	}
	shownRow := func(i int) bool { return slices.Contains(r.behind.Rows, i+1) }
	shownCol := func(k int) bool { return slices.Contains(r.behind.Cols, k+1) }
	text, looks, owner := r.text, r.look, r.owner
	r.text, r.look, r.owner = nil, nil, nil
	for _, i := range r.behind.Rows {
		r.text, r.look, r.owner = append(r.text, nil), append(r.look, nil), append(r.owner, nil)
		n := len(r.text) - 1
		for _, k := range r.behind.Cols {
			r.text[n], r.look[n] = append(r.text[n], text[i-1][k-1]), append(r.look[n], looks[i-1][k-1])
			r.owner[n] = append(r.owner[n], owner[i-1][k-1])
		}
	}
	for n, s := range r.spans { // one whose first row or column is hidden begins at the next
		last := [2]int{s[2], s[3]}
		for last[0] > s[0] && !shownRow(last[0]) {
			last[0]--
		}
		for last[1] > s[1] && !shownCol(last[1]) {
			last[1]--
		}
		if !shownRow(last[0]) || !shownCol(last[1]) {
			continue
		}
		r.spans[n] = [4]int{row[s[0]], col[s[1]], row[last[0]], col[last[1]]}
		r.text[row[s[0]]][col[s[1]]] = text[s[0]][s[1]]
		r.look[row[s[0]]][col[s[1]]].style = looks[s[0]][s[1]].style
	}
	formulas, formats := r.behind.Formulas, r.behind.Formats
	r.behind.Formulas, r.behind.Formats = nil, nil
	for at, f := range formats {
		if shownRow(at[0]) && shownCol(at[1]) {
			r.behind.format(row[at[0]], col[at[1]], f)
		}
	}
	for at, f := range formulas {
		if shownRow(at[0]) && shownCol(at[1]) {
			r.behind.formula(row[at[0]], col[at[1]], f)
		}
	}
	r.rows, r.cols = len(r.behind.Rows), len(r.behind.Cols)
}

// alone is the text of a cell that goes with its row (way 0) or column (way 1); what is merged with others is still
// shown there.
func (r *sheetReader) alone(i, k, way int) string {
	if n := r.owner[i][k]; n >= 0 && r.spans[n][way+2] > r.spans[n][way] {
		return ""
	}
	return r.text[i][k]
}

func (r *sheetReader) tellHidden(format string, which any, texts []string) {
	said := ""
	for _, s := range texts {
		if !blank(s) {
			said += "、“" + short(s) + "”"
		}
	}
	if said != "" {
		said = "；里面写着" + strings.TrimPrefix(said, "、")
	}
	r.note("FROM-HIDDEN", format, which, said)
}
