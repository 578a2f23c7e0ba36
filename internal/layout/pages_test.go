package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// small makes the pages of g n lines of text high (15 pt each), up to rounding.
func small(g *grid.Grid, n int) *grid.Grid {
	p := &g.Tables[0].Paper
	p.Top, p.Bottom = 10*unit.MM, 10*unit.MM
	body := (unit.Length(n)*20*unit.Px + 4*unit.Px).Scale(100, heightShare)
	p.Height = body + p.Top + p.Bottom
	return g
}

// pagesOf shows which rows of the form stand on which page, repeated ones in parentheses.
func pagesOf(m *grid.Measured) string {
	var out []string
	t := &m.Tables[0]
	for _, p := range t.Pages {
		var s []string
		for _, r := range p.Repeat {
			s = append(s, fmt.Sprintf("(%d)", t.Rows[r].Source))
		}
		for r := p.First; r < p.End; r++ {
			s = append(s, fmt.Sprint(t.Rows[r].Source))
		}
		out = append(out, strings.Join(s, " "))
	}
	return strings.Join(out, " | ")
}

func checked(t *testing.T, g *grid.Grid) (*grid.Measured, *page.Document) {
	t.Helper()
	m := mustMeasure(t, g)
	d := Place(m, squares{}, PlaceOptions{})
	for _, s := range append(checkMeasured(g, m), checkDocument(d, m)...) {
		t.Error(s)
	}
	return m, d
}

func TestPages(t *testing.T) {
	body := func(n int) string { return strings.Repeat("b | 甲 | 乙\n", n) }
	for _, c := range []struct {
		name, drawing, want string
		lines               int
		change              func(*grid.Table)
	}{
		{"the header repeats", "h | {一} | {二}\n" + body(6), "0 1 2 | (0) 3 4 | (0) 5 6", 3, nil},
		{"two header rows repeat", "h | {一} | <\nh | {二} | {三}\n" + body(4), "0 1 2 3 | (0) (1) 4 5", 4, nil},
		{"only for its own rows", "h | {一} | {二}\nb | 甲 | 乙\nb | 甲 | 乙\n| 丙 | 丁\n| 丙 | 丁", "0 1 2 | 3 4", 3, nil},
		{"a header never stands last", "| 甲 | 乙\n| 甲 | 乙\nh | {一} | {二}\nb | 甲 | 乙", "0 1 | 2 3", 3, nil},
		{"a total takes a row along", body(3) + "T | 总分 | 100", "0 1 | 2 3", 3, nil},
		{"a total comes after a header and a row", "h | {一} | {二}\n" + body(3) + "T | 总分 | 100", "0 1 2 | (0) 3 4", 4, nil},
		{"kept rows stay together", body(4), "0 1 | 2 3", 3, func(t *grid.Table) { t.Rows[3].KeepAbove = true }},
		{"what cannot be kept is broken", body(4), "0 1 | 2 3", 2, func(t *grid.Table) { t.Rows[1].KeepAbove, t.Rows[2].KeepAbove, t.Rows[3].KeepAbove = true, true, true }},
		{"a page asked for", body(4), "0 | 1 2 | 3", 3, func(t *grid.Table) { t.Rows[1].BreakTo, t.Rows[3].BreakTo = true, true }},
		{"no rows", "", "", 3, func(t *grid.Table) { t.Rows, t.Cells = nil, nil }},
		{"one row", "| 甲 | 乙", "0", 3, nil},
		{"the first note takes a row along", "h | {一} | {二}\n" + body(2) + "n | 注 | <\nn | 又 | <", "0 1 | (0) 2 3 | 4", 3, func(t *grid.Table) { t.Rows[3].Height = 20 * unit.Px }},
		{"a title is not left alone", "| 甲 | 乙\n| 甲 | 乙\nt | 题 | <\n| 丙 | 丁", "0 1 | 2 3", 4, nil},
	} {
		if c.drawing == "" {
			c.drawing = "| 甲 | 乙"
		}
		g := small(draw(t, []int{4, 4}, c.drawing), c.lines)
		if c.change != nil {
			c.change(&g.Tables[0])
		}
		m, _ := checked(t, g)
		if got := pagesOf(m); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// texts is the painted texts of a page that begin with one of the given, with their kind.
func texts(d *page.Document, n int, want string) (out []page.Text) {
	for _, it := range d.Pages[n].Items {
		if x, ok := it.(page.Text); ok && x.Text == want {
			out = append(out, x)
		}
	}
	return out
}

func TestLabelStandsInEachPart(t *testing.T) {
	g := small(draw(t, []int{4, 4}, "| (组) | 甲0\n| ^ | 甲1\n| ^ | 甲2\n| ^ | 甲3\n| ^ | 甲4\n| ^ | 甲5\n| ^ | 甲6"), 3)
	m, d := checked(t, g)
	if got, want := pagesOf(m), "0 1 2 | 3 4 5 | 6"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
	const line = 20 * unit.Px
	for n, rows := range []unit.Length{3, 3, 1} {
		x := texts(d, n, "组")
		if len(x) != 1 {
			t.Fatalf("page %d shows the label %d times", n, len(x))
		}
		middle := 10*unit.MM + rows*line/2
		if got := x[0].Y - em.Scale(859, 1000) + em/2; max(got-middle, middle-got) > 1 {
			t.Errorf("page %d: the label's middle is at %v, its part's at %v", n, got, middle)
		}
		if repeated := x[0].Artifact == page.RepeatArtifact; repeated != (n > 0) {
			t.Errorf("page %d: the label is artifact %v", n, x[0].Artifact)
		}
	}
}

// 绩效指标 stands beside the header too: on later pages its part covers the repeated header.
func TestLabelBesideRepeatedHeader(t *testing.T) {
	g := small(draw(t, []int{2, 4}, "h | [绩效] | {一}\n"+strings.Repeat("b | ^ | 甲\n", 10)), 6)
	m, d := checked(t, g)
	if got, want := pagesOf(m), "0 1 2 3 4 5 | (0) 6 7 8 9 10"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
	a, b := texts(d, 0, "绩"), texts(d, 1, "绩")
	if len(a) != 1 || len(b) != 1 || a[0].Y != b[0].Y {
		t.Fatalf("the label stands at %v and %v", a, b)
	}
	for _, it := range d.Pages[1].Items {
		if r, ok := it.(page.Rule); ok && r.Y1 == r.Y2 && r.Y1 == 10*unit.MM+20*unit.Px && r.X1 < a[0].X {
			t.Error("a rule parts the label from the header's row")
		}
	}
}

// Four stacked characters want 4 × 10.8 + 3 = 46.2, so 48 pt; a part of two rows grows to that, one of ten rows need
// not.
func TestShortPartGrows(t *testing.T) {
	g := small(draw(t, []int{2, 4}, "| [绩效指标] | 甲"+strings.Repeat("\n| ^ | 甲", 11)), 11)
	g.Tables[0].Rows[10].BreakTo = true
	m, d := checked(t, g)
	if got, want := pagesOf(m), "0 1 2 3 4 5 6 7 8 9 | 10 11"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
	rows := m.Tables[0].Rows
	if got, want := rows[10].Height+rows[11].Height, 64*unit.Px; got != want {
		t.Errorf("the rows beside the label are %v, want %v", got, want)
	}
	if rows[9].Height != 20*unit.Px {
		t.Errorf("row 9 has grown to %v", rows[9].Height)
	}
	if len(texts(d, 1, "标")) != 1 {
		t.Error("the label is not whole on page 2")
	}
}

// If the page has no room for the growing row, the break moves up.
func TestShortPartMovesBreak(t *testing.T) {
	g := small(draw(t, []int{2, 4}, strings.Repeat("| 乙 | 丙\n", 11)+"| [绩效指标] | 甲0\n| ^ | 甲1\n| ^ | 甲2\n| ^ | 甲3\n| ^ | 甲4"), 12)
	m, _ := checked(t, g)
	if got, want := pagesOf(m), "0 1 2 3 4 5 6 7 8 9 10 | 11 12 13 14 15"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
}

func TestLongLabelFlows(t *testing.T) {
	long := strings.Repeat("长文字", 30) // 90 characters, 4 a line: 23 lines beside 30 rows
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | 甲\n", long)
	for range 29 {
		b.WriteString("| ^ | 甲\n")
	}
	m, d := checked(t, small(draw(t, []int{4, 4}, b.String()), 20))
	if got := len(m.Tables[0].Pages); got != 2 {
		t.Fatalf("%d pages", got)
	}
	f := m.Tables[0].Pages[0].Flow
	if len(f) != 1 || f[0].From != 0 || f[0].To == 0 {
		t.Fatalf("page 1 flows %v", f)
	}
	if g := m.Tables[0].Pages[1].Flow; len(g) != 1 || g[0].From != f[0].To || g[0].To != 23 {
		t.Fatalf("page 2 flows %v", g)
	}
	for n := range d.Pages {
		for _, it := range d.Pages[n].Items {
			if x, ok := it.(page.Text); ok && strings.HasPrefix(x.Text, "长") && x.Artifact != page.NotArtifact {
				t.Errorf("page %d: a flowing line is an artifact", n)
			}
		}
	}
}

// A row taller than a page is split between lines and closed on both sides; a page never has an open box.
func TestTallRow(t *testing.T) {
	g := small(draw(t, []int{4, 4}, "h | {一} | {二}\nb | 名 | "+strings.Repeat("字", 200)+"\nT | 总分 | 100"), 20)
	m, d := checked(t, g)
	rows := m.Tables[0].Rows
	if got, want := pagesOf(m), "0 1 | (0) 1 | (0) 1 2"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
	if c := cellAt(t, m, "名"); c.RowSpan != 3 || !rows[2].Cut || rows[1].Cut {
		t.Errorf("the row's cells span %d physical rows", c.RowSpan)
	}
	for n, p := range d.Pages {
		if len(texts(d, n, "名")) != 1 {
			t.Errorf("page %d does not name the row", n)
		}
		top, bottom := unit.Max, unit.Length(0)
		for _, it := range p.Items {
			if r, ok := it.(page.Rule); ok && r.X1 == r.X2 {
				top, bottom = min(top, r.Y1), max(bottom, r.Y2)
			}
		}
		open := 2
		for _, it := range p.Items {
			if r, ok := it.(page.Rule); ok && r.Y1 == r.Y2 && (r.Y1 == top || r.Y1 == bottom) {
				open--
			}
		}
		if open != 0 {
			t.Errorf("page %d: the box is open", n)
		}
	}
}

// A text of a split row that ends on its first page leaves the rest of its cell empty.
func TestTallRowBesideShorter(t *testing.T) {
	m, _ := checked(t, small(draw(t, []int{4, 4}, "| "+strings.Repeat("短", 60)+" | "+strings.Repeat("字", 200)), 20))
	for n, f := range []string{"0–15 0–26", "15–15 26–50"} {
		var got []string
		for _, x := range m.Tables[0].Pages[n].Flow {
			got = append(got, fmt.Sprintf("%d–%d", x.From, x.To))
		}
		if s := strings.Join(got, " "); s != f {
			t.Errorf("page %d: %s, want %s", n, s, f)
		}
	}
}

// A note that has no room under its table is not ruled off from what stands on the page before.
func TestNoteAlone(t *testing.T) {
	g := small(draw(t, []int{4, 4}, "| 甲 | 乙\n| 丙 | 丁\nn | 注 | <"), 2)
	g.Tables[0].Rows[1].KeepAbove = true
	m, d := checked(t, g)
	if got, want := pagesOf(m), "0 1 | 2"; got != want {
		t.Fatalf("pages %s, want %s", got, want)
	}
	for _, it := range d.Pages[1].Items {
		if r, ok := it.(page.Rule); ok {
			t.Errorf("a rule on the page of the note: %v", r)
		}
	}
}

// A spreadsheet row ends at 409.5 pt: a row over 400 pt is several physical rows, every cell merged over them, no rule
// between.
func TestSubRows(t *testing.T) {
	m, _ := checked(t, draw(t, []int{4, 4}, "| 名 | "+strings.Repeat("字", 160)+"\n| 甲 | 乙"))
	tab := m.Tables[0]
	if len(tab.Pages) != 1 || len(tab.Rows) != 3 || !tab.Rows[1].Cut || tab.Rows[0].Height > 400*unit.Pt {
		t.Fatalf("%d pages, rows %v", len(tab.Pages), tab.Rows)
	}
	if c := cellAt(t, m, "名"); c.RowSpan != 2 {
		t.Errorf("the cells span %d rows", c.RowSpan)
	}
	for c, k := range tab.HEdges[1] {
		if k != grid.NoBorder {
			t.Errorf("column %d has a rule between the sub-rows", c)
		}
	}
}

func TestTooManyPages(t *testing.T) {
	g := small(draw(t, []int{4, 4}, strings.Repeat("| 甲 | 乙\n", 9)), 3)
	if _, err := Measure(g, squares{}, Options{MaxPages: 2}); err == nil || !strings.Contains(err.Error(), "LAYOUT-LIMIT") {
		t.Errorf("got %v", err)
	}
}

func TestTableFollows(t *testing.T) {
	two := func(rows int, newPage bool) *grid.Grid {
		g := small(draw(t, []int{4, 4}, "| 甲 | 乙\n| 甲 | 乙"), 8)
		h := small(draw(t, []int{4, 4}, strings.Repeat("| 丙 | 丁\n", rows)), 8)
		h.Tables[0].NewPage = newPage
		g.Tables = append(g.Tables, h.Tables...)
		return g
	}
	for _, c := range []struct {
		rows    int
		newPage bool
		pages   int
	}{{4, false, 1}, {4, true, 2}, {7, false, 2}} {
		_, d := checked(t, two(c.rows, c.newPage))
		if len(d.Pages) != c.pages {
			t.Errorf("%d rows, new page %v: %d pages, want %d", c.rows, c.newPage, len(d.Pages), c.pages)
		}
	}
}
