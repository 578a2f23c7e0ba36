package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// edges are the texts above and below the table on each page.
func edges(d *page.Document) string {
	var pages []string
	for _, p := range d.Pages {
		var s []string
		for _, it := range p.Items {
			if x, ok := it.(page.Text); ok && (x.Artifact == page.HeaderArtifact || x.Artifact == page.FooterArtifact) {
				s = append(s, x.Text)
			}
		}
		pages = append(pages, strings.Join(s, " "))
	}
	return strings.Join(pages, " | ")
}

// TestHeaderNeedsRoom: a header that would run into the table is refused.
func TestHeaderNeedsRoom(t *testing.T) {
	g := draw(t, []int{4}, "| 甲")
	g.Tables[0].Header, g.Tables[0].Paper.Top = "页眉", 3*unit.MM
	if _, err := Measure(g, squares{}, Options{}); err == nil || !strings.Contains(err.Error(), "印不下页眉") {
		t.Error(err)
	}
}

// TestContinued: each page after a table's first says what it is part of, once and outside the text, where there is
// room and nothing else stands there.
func TestContinued(t *testing.T) {
	number := grid.PageNumber{Format: "第{page}页共{pages}页", OnlyIf2: true, Default: true}
	for _, c := range []struct {
		name   string
		rows   int
		change func(*grid.Table)
		want   string
	}{
		{"one page", 3, nil, ""},
		{"two pages", 6, nil, "第1页共2页 | 自评表 · 项目 第2页共2页"},
		{"three pages", 11, nil, "第1页共3页 | 自评表 · 项目 第2页共3页 | 自评表 · 项目 第3页共3页"},
		{"a header of its own", 6, func(t *grid.Table) { t.Header = "甲" }, "甲 第1页共2页 | 甲 第2页共2页"},
		{"with a number", 6, func(t *grid.Table) { t.Header = "甲{page}" }, "甲1 | 甲2"},
		{"a footer with a number", 6, func(t *grid.Table) { t.Footer = "乙{page}" }, "乙1 | 自评表 · 项目 乙2"},
		{"a number that was asked for stays", 6, func(t *grid.Table) { t.Footer, t.PageNumber.Default = "乙{page}", false }, "乙1 第1页共2页 | 自评表 · 项目 乙2 第2页共2页"},
		{"braces are no numbers", 6, func(t *grid.Table) { t.Continued = "{page}" }, "第1页共2页 | {page} 第2页共2页"},
		{"one line", 6, func(t *grid.Table) { t.Continued = "甲\n乙" }, "第1页共2页 | 甲 乙 第2页共2页"},
		{"none", 6, func(t *grid.Table) { t.Continued, t.PageNumber = "", grid.PageNumber{} }, " | "},
		{"no room above", 6, func(t *grid.Table) { t.Paper.Top -= 8 * unit.MM; t.Paper.Height -= 8 * unit.MM }, "第1页共2页 | 第2页共2页"},
		{"nor below", 6, func(t *grid.Table) { t.Paper.Bottom -= 8 * unit.MM; t.Paper.Height -= 8 * unit.MM }, " | 自评表 · 项目"},
		{"less than 5 mm to the paper's edge", 6, func(t *grid.Table) { t.Paper.Bottom -= 2 * unit.MM; t.Paper.Height -= 2 * unit.MM }, " | 自评表 · 项目"},
		{"too long", 6, func(t *grid.Table) { t.Continued = strings.Repeat("长", 70) }, "第1页共2页 | " + strings.Repeat("长", 63) + "… 第2页共2页"},
		{"beside a watermark", 6, func(t *grid.Table) { t.Continued, t.Watermark = strings.Repeat("长", 70), "样张" }, "第1页共2页 | " + strings.Repeat("长", 56) + "… 第2页共2页"},
	} {
		g := small(draw(t, []int{4, 4}, strings.TrimSpace(strings.Repeat("| 甲 | 乙\n", c.rows))), 4)
		tab := &g.Tables[0]
		tab.PageNumber, tab.Continued = number, "自评表 · 项目"
		tab.Paper.Top, tab.Paper.Bottom, tab.Paper.Height = tab.Paper.Top+5*unit.MM, tab.Paper.Bottom+5*unit.MM, tab.Paper.Height+10*unit.MM
		if c.change != nil {
			c.change(tab)
		}
		if m, d := checked(t, g); edges(d) != c.want {
			t.Errorf("%s: %q (%q), want %q", c.name, edges(d), m.Tables[0].Continued, c.want)
		}
	}
}
