package collect

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// custom is something that offices do to a form when they draw it again.
type custom struct {
	name string
	do   func(h *redrawn)
}

// redrawn is a form that is being drawn again.
type redrawn struct {
	*rand.Rand
	*foundtest.Drawing
	data map[int]bool // cells that hold something of the record, by their number
	lost []string     // paths of what is no longer drawn
}

// labels calls do for each label of a few characters.
func (h *redrawn) labels(do func(text string) string) {
	for i := range h.Cells {
		if c := &h.Cells[i]; !h.data[i] && len([]rune(c.Text)) > 1 && len([]rune(c.Text)) < 16 {
			c.Text = do(c.Text)
		}
	}
}

// insert puts empty rows below a row; cells that go over the place grow.
func (h *redrawn) insert(below, n int) {
	for i := range h.Cells {
		switch c := &h.Cells[i]; {
		case c.Row > below:
			c.Row += n
		case c.Row+c.Rows-1 > below:
			c.Rows += n
		}
	}
	h.Rows += n
}

// widen gives a column more columns of the grid: cells over it span them all.
func (h *redrawn) widen(col, n int) {
	for i := range h.Cells {
		switch c := &h.Cells[i]; {
		case c.Col > col:
			c.Col += n
		case c.Col+c.Cols-1 >= col:
			c.Cols += n
		}
	}
	h.Cols += n
}

// row puts a row of one cell, or several of the same width, below a row.
func (h *redrawn) row(below int, texts ...string) {
	h.insert(below, 1)
	for i := range h.Cells { // a cell that goes over the new row ends above it
		if c := &h.Cells[i]; c.Row <= below && c.Row+c.Rows-1 > below {
			panic("within a merged cell")
		}
	}
	for i, s := range texts {
		from, to := 1+i*h.Cols/len(texts), (i+1)*h.Cols/len(texts)
		h.Cells = append(h.Cells, foundtest.Drawn{Row: below + 1, Col: from, Rows: 1, Cols: to - from + 1, Text: s})
	}
}

func spaced(s string) string {
	r := []rune(s)
	if len(r) > 4 || strings.ContainsAny(s, "\n（(") {
		return s
	}
	return strings.Join(strings.Split(s, ""), "  ")
}

var customs = []custom{
	{"plain", func(h *redrawn) {}},
	{"colons", func(h *redrawn) { h.labels(func(s string) string { return strings.TrimRight(s, "：:") + "：" }) }},
	{"spaces", func(h *redrawn) { h.labels(spaced) }},
	{"lines", func(h *redrawn) {
		h.labels(func(s string) string {
			if r := []rune(strings.ReplaceAll(s, "\n", "")); len(r) > 3 {
				return string(r[:len(r)/2]) + "\n" + string(r[len(r)/2:])
			}
			return s
		})
	}},
	{"upright", func(h *redrawn) {
		h.labels(func(s string) string {
			if len([]rune(s)) == 4 {
				return strings.Join(strings.Split(s, ""), "\n")
			}
			return s
		})
	}},
	{"narrow", func(h *redrawn) {
		h.labels(strings.NewReplacer("（", "(", "）", ")", "：", ":", "，", ",").Replace)
	}},
	{"wide", func(h *redrawn) {
		h.labels(strings.NewReplacer("(", "（", ")", "）", ":", "：", "/", "／", "%", "％").Replace)
	}},
	{"square", func(h *redrawn) {
		h.labels(strings.NewReplacer("（", "【", "）", "】", "(", "[", ")", "]").Replace)
	}},
	{"numbered", func(h *redrawn) {
		n := 0
		h.labels(func(s string) string {
			if n++; n%3 == 0 && n < 30 {
				return fmt.Sprintf("%d.%s", n/3, s)
			}
			return s
		})
	}},
	{"stars", func(h *redrawn) { h.labels(func(s string) string { return "*" + s }) }},
	{"one sign", func(h *redrawn) { // a sign of one label in five is another
		n := 0
		h.labels(func(s string) string {
			r := []rune(s)
			if n++; n%5 == 0 && len(r) > 3 && !strings.ContainsAny(s, "\n") {
				r[len(r)-1] = '项'
			}
			return string(r)
		})
	}},
	{"columns", func(h *redrawn) {
		for range 4 {
			h.widen(1+h.IntN(h.Cols), 1+h.IntN(2))
		}
	}},
	{"notes", func(h *redrawn) {
		h.row(h.Rows, "备注：本表一式三份，由单位、主管部门和财政部门各存一份。")
		h.row(h.Rows, "2. 定量指标按完成比例计分，定性指标分三档计分。")
	}},
	{"signatures", func(h *redrawn) {
		h.row(h.Rows, "项目单位负责人（签字）：", "", "填报日期：      年   月   日", "")
	}},
	{"title inside", func(h *redrawn) {
		for i, s := range slices.Backward(h.Above) {
			_ = i
			h.row(0, s)
		}
		h.Above = nil
	}},
	{"lines below inside", func(h *redrawn) {
		for _, s := range h.Below {
			h.row(h.Rows, s)
		}
		h.Below = nil
	}},
	{"no lines", func(h *redrawn) { h.Above, h.Below = h.Above[:min(1, len(h.Above))], nil }},
	{"blank rows", func(h *redrawn) { h.row(h.Rows, ""); h.row(0, "") }},
	{"no first column", func(h *redrawn) { // labels down the side are gone
		if slices.ContainsFunc(h.Cells, func(c foundtest.Drawn) bool { return c.Col == 1 && c.Cols == 1 && c.Rows > 2 }) {
			h.drop(1)
		}
	}},
	{"no last column", func(h *redrawn) { h.drop(h.Cols) }},
	{"no middle column", func(h *redrawn) { h.drop(1 + h.Cols/2) }},
	{"a column more", func(h *redrawn) { h.more(h.Cols + 1) }},
	{"a column more within", func(h *redrawn) { h.more(1 + h.Cols/2) }},
	{"a row less", func(h *redrawn) { h.gone(2 + h.IntN(max(h.Rows/2, 1))) }},
	{"two rows change places", func(h *redrawn) { h.turn(1 + h.IntN(max(h.Rows/2, 1))) }},
	{"unmerged", func(h *redrawn) { // groups are not merged, and only their first row has the name
		for i := range h.Cells {
			c := h.Cells[i]
			if c.Rows < 2 || c.Col < 2 {
				continue
			}
			h.Cells[i].Rows = 1
			for k := 1; k < c.Rows; k++ {
				h.Cells = append(h.Cells, foundtest.Drawn{Row: c.Row + k, Col: c.Col, Rows: 1, Cols: c.Cols})
			}
		}
	}},
	{"repeated", func(h *redrawn) { // groups are not merged, and every row has the name
		for i := range h.Cells {
			c := h.Cells[i]
			if c.Rows < 2 || c.Col < 2 {
				continue
			}
			h.Cells[i].Rows = 1
			for k := 1; k < c.Rows; k++ {
				if h.data[i] {
					h.data[len(h.Cells)] = true
				}
				h.Cells = append(h.Cells, foundtest.Drawn{Row: c.Row + k, Col: c.Col, Rows: 1, Cols: c.Cols, Text: c.Text})
			}
		}
	}},
}

// drop takes a column away, with the cells that have no other.
func (h *redrawn) drop(col int) {
	kept, data := h.Cells[:0:0], map[int]bool{}
	for i, c := range h.Cells {
		switch {
		case c.Col <= col && col < c.Col+c.Cols && c.Cols == 1:
			h.lost = append(h.lost, c.Path)
			continue
		case c.Col > col:
			c.Col--
		case c.Col+c.Cols > col:
			c.Cols--
		}
		data[len(kept)] = h.data[i]
		kept = append(kept, c)
	}
	h.Cells, h.data = kept, data
	h.Cols--
}

// more puts a column of the office's own before one: its head in rows of heads, else a remark, each row of its own.
func (h *redrawn) more(before int) {
	taken := map[int]bool{}
	for i := range h.Cells {
		switch c := &h.Cells[i]; {
		case c.Col >= before:
			c.Col++
		case c.Col+c.Cols > before:
			for r := c.Row; r < c.Row+c.Rows; r++ {
				taken[r] = true
			}
			c.Cols++
		}
	}
	h.Cols++
	for r := 1; r <= h.Rows; r++ {
		if text := ""; !taken[r] {
			if r%4 == 0 && h.inRow(r) > 2 {
				text = "见附件" + fmt.Sprint(r)
			}
			h.Cells = append(h.Cells, foundtest.Drawn{Row: r, Col: before, Rows: 1, Cols: 1, Text: text})
		}
	}
}

// inRow counts the cells that begin in a row.
func (h *redrawn) inRow(row int) (n int) {
	for _, c := range h.Cells {
		if c.Row == row {
			n++
		}
	}
	return n
}

// gone takes a row away that has cells of its own only.
func (h *redrawn) gone(row int) {
	for _, c := range h.Cells {
		if (c.Rows > 1 || pointer.Path(c.Path).Row() != "") && c.Row == row {
			return
		}
	}
	kept, data := h.Cells[:0:0], map[int]bool{}
	for i, c := range h.Cells {
		switch {
		case c.Row == row:
			h.lost = append(h.lost, c.Path)
			continue
		case c.Row > row:
			c.Row--
		case c.Row+c.Rows > row:
			c.Rows--
		}
		data[len(kept)] = h.data[i]
		kept = append(kept, c)
	}
	h.Cells, h.data = kept, data
	h.Rows--
}

// turn changes a row with the next one, if both have cells of their own only and none goes over them.
func (h *redrawn) turn(row int) {
	for _, c := range h.Cells {
		if pointer.Path(c.Path).Row() != "" && (c.Row == row || c.Row == row+1) {
			return
		}
		if c.Rows > 1 && c.Row <= row+1 && c.Row+c.Rows > row && !(c.Row < row && c.Row+c.Rows > row+1) {
			return
		}
	}
	for i := range h.Cells {
		switch c := &h.Cells[i]; {
		case c.Rows > 1:
		case c.Row == row:
			c.Row++
		case c.Row == row+1:
			c.Row--
		}
	}
}

// redraw draws the first table of a form again.
func redraw(g *grid.Table, seed uint64, do ...custom) *redrawn {
	h := &redrawn{Rand: rand.New(rand.NewPCG(seed, 2)), Drawing: &foundtest.Drawing{Cols: len(g.Columns)}, data: map[int]bool{}}
	row := map[int]int{}
	for i, r := range g.Rows {
		if r.Role.Bordered() {
			h.Rows++
			row[i] = h.Rows
		}
	}
	line := map[int]string{}
	for _, c := range g.Cells {
		if row[c.Row] > 0 {
			h.data[len(h.Cells)] = c.Path != "" || strings.ContainsAny(c.Text, "☑☐□0123456789") || c.Row > 8 && strings.HasSuffix(c.Text, "指标")
			h.Cells = append(h.Cells, foundtest.Drawn{Row: row[c.Row], Col: c.Col + 1, Rows: c.RowSpan, Cols: c.ColSpan, Text: c.Text, Path: c.Path})
		} else if strings.TrimSpace(c.Text) != "" {
			if line[c.Row] != "" {
				line[c.Row] += "　　　　"
			}
			line[c.Row] += c.Text
		}
	}
	table := false
	for i := range g.Rows {
		switch {
		case row[i] > 0:
			table = true
		case line[i] != "" && table:
			h.Below = append(h.Below, line[i])
		case line[i] != "":
			h.Above = append(h.Above, line[i])
		}
	}
	for _, m := range do {
		m.do(h)
	}
	slices.SortStableFunc(h.Cells, func(a, b foundtest.Drawn) int { return (a.Row-b.Row)*10000 + a.Col - b.Col })
	return h
}

// misses says whether a datum is no longer in a form: its cell was taken away, that of the group of its row, or the
// line it stood in.
func (h *redrawn) misses(path, text string) bool {
	for _, l := range h.lost {
		inList := pointer.Path(l).Row() != "" && pointer.Path(path).Row() != ""
		if l == path || inList && l[strings.LastIndexByte(l, '/'):] == path[strings.LastIndexByte(path, '/'):] {
			return true
		}
	}
	for _, c := range h.Cells {
		if c.Path == path || strings.Contains(c.Text, text) {
			return false
		}
	}
	return pointer.Path(path).Row() == "" && !slices.ContainsFunc(slices.Concat(h.Above, h.Below), func(s string) bool { return strings.Contains(s, text) })
}

// TestStrangers: shipped forms as other offices draw them, one custom each and mixed: every value is right, or the
// reading says of it that it may not be.
func TestStrangers(t *testing.T) {
	racing.Apart(t)
	var all score
	by := map[string]*score{}
	forms := 0
	for k, p := range inOneTable(t) {
		want := textsOf(t, p.layout, p.text)
		for i, m := range customs {
			forms++
			seed := uint64(100*k + i)
			d := redraw(p.table, seed, m)
			want := maps.Clone(want)
			maps.DeleteFunc(want, func(path, text string) bool { return d.misses(path, text) })
			h := foundtest.NewHand(d.Drawing, seed)
			kind, b := "docx", ""
			if seed%2 == 0 {
				b = h.DOCX(t)
			} else {
				kind, b = "html", h.HTML()
			}
			r := readIn(t, "a."+kind, []byte(b), Options{Documents: true, Layout: p.layout.ID})
			var got map[string]string
			if !r.Refused() {
				got = textsOf(t, p.layout, r.Data)
			}
			one := judge(t, p.name+" "+m.name+" "+kind, func(a, b string) bool { return a == b }, want, got, r)
			if by[m.name] == nil {
				by[m.name] = &score{}
			}
			by[m.name].add(one)
			all.add(one)
		}
	}
	for _, m := range customs {
		t.Logf("%-24s %+v", m.name, *by[m.name])
	}
	if t.Logf("%d forms, %+v", forms, all); all.silent > 0 || all.right*100 < all.values*85 {
		t.Error("too much was read otherwise")
	}
}
