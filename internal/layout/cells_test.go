package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// typography.md 3.2: Excel's pattern up to 12 pt, never less than 1.25 em; 1.34 em above.
func TestPitch(t *testing.T) {
	for _, c := range []struct{ size, want string }{
		{"9pt", "11.25"}, {"10pt", "12.5"}, {"10.5pt", "13.125"}, {"11pt", "13.75"}, {"12pt", "15"}, {"6pt", "8.25"}, {"14pt", "18.76"}, {"18pt", "24.12"}, {"22pt", "29.48"},
	} {
		size, err := unit.Parse(c.size)
		if err != nil {
			t.Fatal(err)
		}
		if got := Pitch(size).PtString(); got != c.want {
			t.Errorf("%s: pitch %s, want %s", c.size, got, c.want)
		}
	}
}

func TestColumnsAreWholePixels(t *testing.T) {
	g := draw(t, []int{4, 4}, "| 甲 | 乙")
	g.Tables[0].Columns = []unit.Length{10 * unit.MM, 22*unit.MM + unit.MM/2} // 37.8 and 85.04 px
	m, _ := checked(t, g)
	if c := m.Tables[0].Columns; c[0] != 38*unit.Px || c[1] != 85*unit.Px {
		t.Errorf("columns %v", c)
	}
}

func TestHeights(t *testing.T) {
	const fixed, line = 19 * unit.Px, 15 * unit.Pt // 11.25 + 3 = 14.25 pt, up to a multiple of 3 pt
	for _, c := range []struct {
		name, drawing string
		change        func(*grid.Table)
		want          []unit.Length
	}{
		{"lines", `| 甲 | 乙乙乙乙乙`, nil, []unit.Length{27 * unit.Pt}},
		{"an empty row is a line high", `| |  |`, nil, []unit.Length{line}},
		{"empty paragraphs keep their line", `| 甲 | 乙\n\n乙 |`, nil, []unit.Length{39 * unit.Pt}},
		{"a merged cell's surplus goes to its last row", "| 甲甲甲甲甲甲甲甲甲甲 | 乙 |\n| ^ | 乙", nil, []unit.Length{line, 24 * unit.Pt}},
		{"or the last that can grow", "| 甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲 | 乙 |\n| ^ | 乙\n| ^ | 乙", func(t *grid.Table) { t.Rows[2].Height = fixed }, []unit.Length{line, 33 * unit.Pt, fixed}},
		{"fixed to the nearest 0.75", "| 甲 | 乙", func(t *grid.Table) { t.Rows[0].Height = 20 * unit.Pt }, []unit.Length{27 * unit.Px}},
		{"at least, up to 3", "| 甲 | 乙", func(t *grid.Table) { t.Rows[0].MinHeight = 20 * unit.Pt }, []unit.Length{21 * unit.Pt}},
		{"fixed, without the air above and below", "| 甲 | 乙", func(t *grid.Table) { t.Rows[0].Height = 12 * unit.Pt }, []unit.Length{16 * unit.Px}},
		{"a fixed row grows for a text that may", "| 甲 | 乙乙乙乙乙", func(t *grid.Table) { t.Rows[0].Height = 15 * unit.Pt }, []unit.Length{34 * unit.Px}},
	} {
		g := draw(t, []int{4, 4}, c.drawing)
		if c.change != nil {
			c.change(&g.Tables[0])
		}
		m, _ := checked(t, g)
		for i, r := range m.Tables[0].Rows {
			if r.Height != c.want[i] {
				t.Errorf("%s: row %d is %v, want %v", c.name, i, r.Height, c.want[i])
			}
		}
	}
}

func TestOverflow(t *testing.T) {
	style := func(o grid.Overflow) *grid.Style {
		s := *plain
		s.Overflow = o
		return &s
	}
	for _, c := range []struct {
		name, text string
		over       grid.Overflow
		height     unit.Length
		code, size string // refused with code, or set at size
	}{
		{"shrink: fits", "甲乙丙丁", grid.Shrink, 0, "", "9"},
		{"shrink to half points", "甲乙丙丁戊", grid.Shrink, 0, "", "7"}, // 36 pt / 5 = 7.2
		{"shrink to the floor", "甲乙丙丁戊己", grid.Shrink, 0, "", "6"},
		{"shrink no further", "甲乙丙丁戊己庚", grid.Shrink, 0, "LAYOUT-SHRINK", ""},
		{"shrink: wrapped in a fixed row", "甲乙丙丁戊己庚", grid.Shrink, 30 * unit.Pt, "", "9"},
		{"shrink: no fixed row can hold it", strings.Repeat("甲", 40), grid.Shrink, 30 * unit.Pt, "LAYOUT-SHRINK", ""},
		{"refuse to wrap", "甲乙丙丁戊", grid.Refuse, 0, "LAYOUT-REFUSED", ""},
		{"refuse: fits", "甲乙丙丁", grid.Refuse, 0, "", "9"},
		{"refuse: paragraphs are asked for", "甲\n乙", grid.Refuse, 0, "", "9"},
		{"refuse: wrapped in a fixed row", "甲乙丙丁戊", grid.Refuse, 30 * unit.Pt, "", "9"},
		{"refuse: too high", "甲乙丙丁戊己庚辛壬", grid.Refuse, 30 * unit.Pt, "LAYOUT-REFUSED", ""},
	} {
		g := draw(t, []int{4}, "| 甲 |")
		g.Tables[0].Cells[0].Text, g.Tables[0].Cells[0].Style = c.text, style(c.over)
		g.Tables[0].Cells[0].Path, g.Tables[0].Cells[0].Place = "/项目名称", "项目名称"
		g.Tables[0].Rows[0].Height = c.height
		m, err := Measure(g, squares{}, Options{})
		if c.code != "" {
			l := finding.Of(err)
			if len(l) != 1 || l[0].Code != c.code || l[0].Path != "/项目名称" || l[0].Place != "项目名称" {
				t.Errorf("%s: got %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := m.Tables[0].Cells[0].Size.PtString(); got != c.size {
			t.Errorf("%s: set at %s pt, want %s", c.name, got, c.size)
		}
		for _, s := range checkMeasured(g, m) {
			t.Errorf("%s: %s", c.name, s)
		}
	}
}

// All that is wrong is said at once, with place and path.
func TestMissingCharacters(t *testing.T) {
	g := draw(t, []int{4, 4}, "| 甲\U0002EBF0 | 乙\n| \U0002EBF1\U0002EBF1 | 丁")
	g.Tables[0].Cells[0].Path = "/项目负责人"
	_, err := Measure(g, squares{}, Options{})
	l := finding.Of(err)
	if len(l) != 2 || l[0].Code != "FONT-MISSING" || l[1].Code != "FONT-MISSING" {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"第 2 字", "U+2EBF0", "\U0002EBF0", "--font-dir"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	m, err := Measure(g, squares{}, Options{AllowMissing: true})
	if err != nil || len(m.Notes) != 2 || m.Notes[0].Severity != finding.Warning {
		t.Fatalf("allowed: %v, %v", err, m)
	}
	if got := cellAt(t, m, "甲\U0002EBF0").Lines[0].Width; got != 2*em {
		t.Errorf("measured %v wide", got)
	}
}

func TestScale(t *testing.T) {
	g := draw(t, []int{40, 40}, "| 甲 | 乙") // 2 × 363.75 pt in 481.89: 65 %
	m, d := checked(t, g)
	if got := m.Tables[0].Scale; got != 65 {
		t.Errorf("scale %d", got)
	}
	if len(m.Notes) != 1 || m.Notes[0].Code != "LAYOUT-SCALED" {
		t.Errorf("notes %v", m.Notes)
	}
	if got := texts(d, 0, "甲")[0].Size; got != em.Scale(65, 100) {
		t.Errorf("set at %v", got)
	}
	g.Tables[0].Columns[0] = 2000 * unit.MM
	if _, err := Measure(g, squares{}, Options{}); err == nil || !strings.Contains(err.Error(), "LAYOUT-WIDE") {
		t.Errorf("2 m wide: %v", err)
	}
}

func TestNarrowColumns(t *testing.T) {
	g := draw(t, []int{1, 1}, "| （元） | 绩效word")
	m, _ := checked(t, g)
	if got, want := shown(cellAt(t, m, "（元）")), "（/元/）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := shown(cellAt(t, m, "绩效word")), "绩/效/wo/rd"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	g.Tables[0].Columns[0] = 5 * unit.Pt
	if _, err := Measure(g, squares{}, Options{}); err == nil || !strings.Contains(err.Error(), "LAYOUT-NARROW") {
		t.Errorf("got %v", err)
	}
}

// Distributed: ends flush with the padding, free width between clusters, a number whole.
func TestDistribute(t *testing.T) {
	s := *plain
	s.Align = grid.AlignDistribute
	g := draw(t, []int{10}, "| 甲乙丙 |\n| 甲12乙 |\n| 丁 |")
	for i := range g.Tables[0].Cells {
		g.Tables[0].Cells[i].Style = &s
	}
	_, d := checked(t, g)
	left := texts(d, 0, "甲")[0].X
	at := func(s string, n int) unit.Length { return texts(d, 0, s)[n].X - left }
	if at("乙", 0) != em*9/2 || at("丙", 0) != em*9 { // 10 em − 3 em over 2 gaps: 3.5 em each
		t.Errorf("甲乙丙 stand at 0, %v, %v", at("乙", 0), at("丙", 0))
	}
	if at("12", 0) != em*9/2 || at("乙", 1) != em*9 {
		t.Errorf("甲12乙 stand at 0, %v, %v", at("12", 0), at("乙", 1))
	}
	if at("丁", 0) != em*9/2 {
		t.Errorf("丁 stands at %v, not in the middle", at("丁", 0))
	}
}

// Justified: the last line is not.
func TestJustify(t *testing.T) {
	s := *plain
	s.Align = grid.AlignJustify
	g := draw(t, []int{4}, "| 甲乙丙，丁 |")
	g.Tables[0].Columns[0] += em / 2
	g.Tables[0].Cells[0].Style = &s
	m, d := checked(t, g)
	if got, want := shown(cellAt(t, m, "甲乙丙，丁")), "甲乙丙，/丁"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	a, b, c := texts(d, 0, "甲"), texts(d, 0, "乙"), texts(d, 0, "丙，")
	if len(a) != 1 || len(b) != 1 || len(c) != 1 {
		t.Fatal("the line is not set in 甲, 乙 and 丙，")
	}
	if b[0].X-a[0].X != em+(em/2)/2 || c[0].X-a[0].X != 2*em+em/2 {
		t.Errorf("at %v and %v", b[0].X-a[0].X, c[0].X-a[0].X)
	}
}

func TestStack(t *testing.T) {
	g := draw(t, []int{2, 4}, "| [资金（元）] | 甲")
	m, d := checked(t, g)
	c := cellAt(t, m, "资金（元）")
	if got, want := shown(c), "资/金/（/元/）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if x := texts(d, 0, "︵"); len(x) != 1 || x[0].Entered != "（" || len(texts(d, 0, "（")) != 0 {
		t.Error("the bracket is not painted in its vertical form")
	}
	x := texts(d, 0, "元")[0]
	if d.Elems[x.Elem].Actual != "资金（元）" {
		t.Errorf("ActualText %q", d.Elems[x.Elem].Actual)
	}
	if got := texts(d, 0, "金")[0].Y - texts(d, 0, "资")[0].Y; got != em.Scale(12, 10) {
		t.Errorf("pitch %v", got)
	}
}

func TestLatinFamily(t *testing.T) {
	s := *plain
	s.Latin = "Times"
	g := draw(t, []int{10}, "| 共12.5km长 |")
	g.Tables[0].Cells[0].Style = &s
	m, _ := checked(t, g)
	var faces []string
	for _, r := range m.Tables[0].Cells[0].Lines[0].Runs {
		faces = append(faces, r.Face+":"+r.Text)
	}
	if got, want := strings.Join(faces, " "), "宋体:共 Times:12.5km 宋体:长"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The heavier wish wins, and a table of one kind of rule is as few rules as it has edges.
func TestBorders(t *testing.T) {
	g := draw(t, []int{4, 4, 4}, "| 甲 | 乙 | 丙 |\n| 丁 | < | 戊")
	c := cellAt2(g, "乙")
	c.Border.Right = grid.Medium
	m, d := checked(t, g)
	tab := m.Tables[0]
	if got := tab.VEdges[0][2]; got != grid.Medium {
		t.Errorf("edge 乙|丙 is %v", got)
	}
	if got := tab.VEdges[1][1]; got != grid.NoBorder {
		t.Errorf("the merged cell has a rule inside: %v", got)
	}
	var rules []page.Rule
	for _, it := range d.Pages[0].Items {
		if r, ok := it.(page.Rule); ok {
			rules = append(rules, r)
		}
	}
	// 3 horizontal; left and right whole, 甲|乙 in row 0, 乙|丙 in row 0 medium, in row 1 thin.
	if len(rules) != 8 {
		t.Errorf("%d rules: %v", len(rules), rules)
	}
}

func cellAt2(g *grid.Grid, text string) *grid.Cell {
	for i := range g.Tables[0].Cells {
		if c := &g.Tables[0].Cells[i]; c.Text == text {
			return c
		}
	}
	return nil
}

func TestPicture(t *testing.T) {
	g := draw(t, []int{10, 4}, "|  | 甲")
	g.Tables[0].Cells[0].Picture = &grid.Picture{Data: onePixel, Width: 20 * unit.MM, Alt: "图"}
	_, d := checked(t, g)
	for _, it := range d.Pages[0].Items {
		if p, ok := it.(page.Picture); ok {
			if p.W != p.H || p.W != 20*unit.MM {
				t.Errorf("%v × %v", p.W, p.H)
			}
			if e := d.Elems[p.Elem]; e.Role != page.RoleFigure || e.Alt != "图" || e.Box != p.Box {
				t.Errorf("element %+v", e)
			}
			return
		}
	}
	t.Error("no picture")
}

func TestBadGrids(t *testing.T) {
	for name, spoil := range map[string]func(*grid.Table){
		"overlap":      func(t *grid.Table) { t.Cells[0].ColSpan = 2 },
		"hole":         func(t *grid.Table) { t.Cells = t.Cells[:3] },
		"out of order": func(t *grid.Table) { t.Cells[0], t.Cells[1] = t.Cells[1], t.Cells[0] },
		"too wide":     func(t *grid.Table) { t.Cells[1].ColSpan = 2 },
		"no span":      func(t *grid.Table) { t.Cells[1].RowSpan = 0 },
		"no style":     func(t *grid.Table) { t.Cells[1].Style = nil },
		"no UTF-8":     func(t *grid.Table) { t.Cells[1].Text = "\xff" },
		"no column":    func(t *grid.Table) { t.Columns = nil },
		"zero column":  func(t *grid.Table) { t.Columns[0] = 0 },
		"no paper":     func(t *grid.Table) { t.Paper = grid.Paper{} },
	} {
		g := draw(t, []int{4, 4}, "| 甲 | 乙\n| 丙 | 丁")
		spoil(&g.Tables[0])
		if _, err := Measure(g, squares{}, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
