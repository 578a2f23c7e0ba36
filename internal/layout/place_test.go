package layout

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A form with all that matters, small enough to read: a title, a label beside header and rows, groups, a total, two
// pages.
func TestGolden(t *testing.T) {
	g := small(draw(t, []int{2, 4, 4, 3}, `
		t | 自评表 | < | < | <
		  | (项目) | 智能化服务改造 | < | <
		h | [绩效] | {一级} | {三级} | {分值}
		b | ^ | (产出) | 证照、卡、表、单 | 7
		b | ^ | ^ | =100% | 3
		b | ^ | (效益) | ≥95% | 5
		b | ^ | ^ | 提高 | 5
		T | (总分) | < | < | 20
	`), 9)
	g.Tables[0].PageNumber = grid.PageNumber{Format: "-{page}-"}
	g.Tables[0].Rows[2].Section = "绩效指标"
	m, d := checked(t, g)
	var b bytes.Buffer
	if err := m.Dump(&b); err != nil {
		t.Fatal(err)
	}
	golden.File(t, "testdata/form.measured", b.Bytes())
	b.Reset()
	if err := d.Dump(&b); err != nil {
		t.Fatal(err)
	}
	golden.File(t, "testdata/form.pages", b.Bytes())
}

// tree shows table elements, a row a line: role and spans, then the texts of the headers a data cell names.
func tree(d *page.Document) string {
	name := map[int]string{}
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if x, ok := it.(page.Text); ok && x.Artifact == page.NotArtifact {
				name[x.Elem] += x.Text
			}
		}
	}
	id := map[string]string{}
	for i, e := range d.Elems {
		if e.ID != "" {
			id[e.ID] = name[i]
		}
	}
	var b strings.Builder
	for i, e := range d.Elems {
		switch e.Role {
		case page.RoleTR:
			b.WriteString("\n")
		case page.RoleTH:
			b.WriteString(name[i] + ":" + [...]string{"", "column", "row", "both"}[e.Scope])
		case page.RoleTD:
			b.WriteString(name[i])
		}
		if e.Role == page.RoleTH || e.Role == page.RoleTD {
			for k, h := range e.Headers {
				b.WriteString(map[bool]string{true: "<", false: ","}[k == 0] + id[h])
			}
		}
		switch e.Role {
		case page.RoleTable:
			b.WriteString("Table")
		case page.RoleH1, page.RoleH2, page.RoleP:
			fmt.Fprintf(&b, "%s %s\n", map[page.Role]string{page.RoleH1: "H1", page.RoleH2: "H2", page.RoleP: "P"}[e.Role], name[i])
		}
		if e.RowSpan > 1 || e.ColSpan > 1 {
			fmt.Fprintf(&b, " %d×%d", max(e.RowSpan, 1), max(e.ColSpan, 1))
		}
		if e.Role == page.RoleTH || e.Role == page.RoleTD {
			b.WriteString(" | ")
		}
	}
	return b.String()
}

// Column headers stand in mid-table: a data cell names those of its own block only, and the row headers next to it.
func TestHeadersOfDataCells(t *testing.T) {
	g := draw(t, []int{3, 4, 4, 4}, `
		t | 表 | < | < | <
		  | (名称) | 甲 | (单位) | 乙
		  | (资金) | (总额) | {预算} | {执行}
		  | ^ | (其他) | 1 | 2
		h | (指标) | {一级} | {分} | <
		h | ^ | ^ | {值} | {得}
		b | ^ | (产出) | 3 | 4
		b | ^ | ^ | 5 | 6
		T | (总分) | < | 8 | 10
		n | 注：无 | < | < | <
	`)
	_, d := checked(t, g)
	want := `H1 表
Table
名称:row | 甲<名称 | 单位:row | 乙<单位 | 
资金:row 2×1 | 总额:row<资金 | 预算:column | 执行:column | 
其他:row<资金 | 1<预算,其他,资金 | 2<执行,其他,资金 | 
指标:row 4×1 | 一级:column 2×1 | 分:column 1×2 | 
值:column | 得:column | 
产出:row<一级,指标 2×1 | 3<分,值,产出,指标 | 4<分,得,产出,指标 | 
5<分,值,产出,指标 | 6<分,得,产出,指标 | 
总分:row 1×2 | 8<分,值,总分 | 10<分,得,总分 | P 注：无
`
	if got := tree(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func footers(d *page.Document) string {
	var s []string
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if x, ok := it.(page.Text); ok && x.Artifact == page.FooterArtifact {
				side := "mid"
				if x.X < p.Width/4 {
					side = "left"
				} else if x.X > p.Width*3/5 {
					side = "right"
				}
				s = append(s, x.Text+" "+side)
			}
		}
	}
	return strings.Join(s, "; ")
}

func TestPageNumbers(t *testing.T) {
	form := small(draw(t, []int{4, 4}, strings.Repeat("| 甲 | 乙\n", 6)), 3)
	form.Tables[0].PageNumber = grid.PageNumber{Format: "{page}/{pages}", Align: grid.AlignOutside}
	m := mustMeasure(t, form)
	d := Place(m, squares{}, PlaceOptions{Section: true})
	if got, want := footers(d), "1/2 right; 2/2 left"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, s := range checkDocument(d, m) {
		t.Error(s)
	}
	if len(d.Outline) != 1 || len(d.Labels) != 1 {
		t.Errorf("outline %v labels %v", d.Outline, d.Labels)
	}
	d = Place(m, squares{}, PlaceOptions{First: 3, Pages: 9}) // in a book
	if got, want := footers(d), "4/9 left; 5/9 right"; got != want {
		t.Errorf("in a book: %s, want %s", got, want)
	}
	g := draw(t, []int{4, 4}, "| 甲 | 乙")
	g.Tables[0].PageNumber = grid.PageNumber{Format: "{page}", OnlyIf2: true}
	if _, d := checked(t, g); footers(d) != "" {
		t.Errorf("one page: %s", footers(d))
	}
}

func TestSeal(t *testing.T) {
	g := draw(t, []int{4, 20}, "| (盖章) | 单位")
	g.Tables[0].Cells[1].Seal = &grid.Seal{Name: "单位盖章", Width: 40 * unit.MM, Height: 40 * unit.MM, Frame: true}
	m, d := checked(t, g)
	if h := m.Tables[0].Rows[0].Height; h < 40*unit.MM {
		t.Errorf("the row is %v high", h)
	}
	for _, e := range d.Elems {
		if e.Role == page.RoleFigure && e.Alt == "单位盖章" && e.Box.W == 40*unit.MM && e.Box.H == 40*unit.MM {
			return
		}
	}
	t.Error("the seal's place is not described")
}

func TestLang(t *testing.T) {
	for s, want := range map[string]string{"ISO 9001": "en", "12.5": "", "ISO标准": "", "": "", "—": "", "é": "", "café": "en", "α": ""} {
		if got := langOf(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// The same form twice gives the same pages; measuring does not depend on what was measured before.
func TestSameInputSamePages(t *testing.T) {
	dump := func() string {
		var b bytes.Buffer
		m := mustMeasure(t, twoPages(t, 30))
		d := Place(m, squares{}, PlaceOptions{})
		if err := d.Dump(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if once, again := dump(), dump(); once != again {
		t.Error("two runs differ")
	}
}

// A title that stands in the table is the form's heading, and no header of every cell below it; a band across the
// table further down heads what follows.
func TestTitleInTheTable(t *testing.T) {
	_, d := checked(t, draw(t, []int{3, 4, 4}, `
		| {申报表} | < | <
		| {(年度)} | < | <
		| (名称) | 甲 | 乙
		| {一、收入} | < | <
		| (税) | 1 | 2
	`))
	want := `Table
:column 1×3 | H1 申报表

(年度):column 1×3 | 
名称:row | 甲<名称 | 乙<名称 | 
一、收入:column 1×3 | 
税:row<一、收入 | 1<一、收入,税 | 2<一、收入,税 | `
	if got := tree(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
