package layout

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// edge is a page whose head and foot are still to be written, when its number and the number of pages are known.
type edge struct {
	page int
	t    *grid.MeasuredTable
}

const (
	edgeSize  = 9 * unit.Pt
	edgeInset = 7 * unit.MM // GB/T 9704-2012, 7.5: the page number stands 7 mm below the text area
)

func edgeStyle(family string, size unit.Length) *grid.Style {
	if family == "" {
		family = "宋体"
	}
	if size <= 0 {
		size = edgeSize
	}
	return &grid.Style{Family: family, Size: size}
}

// edgeText fills in the numbers; what is printed outside the table is one line.
func edgeText(format string, page, pages int) string {
	return strings.NewReplacer("{page}", strconv.Itoa(page), "{pages}", strconv.Itoa(pages), "\r\n", " ", "\n", " ", "\r", " ").Replace(format)
}

func noPlace() finding.Finding { return finding.Finding{} }

// number writes header, footer and page number of the pages waiting for them, pages being their count.
func (p *Placer) number(pages int) {
	for _, e := range p.edges {
		n := e.page - p.tally + 1
		paper, pn := e.t.Paper, e.t.PageNumber
		numbered := pn.Format != "" && !(pn.OnlyIf2 && pages == 1)
		top, foot := paper.Top-min(edgeInset, paper.Top/2), paper.Height-paper.Bottom+min(edgeInset, paper.Bottom/2)
		number := numberAlign(pn.Align, n)
		if e.t.Header != "" {
			p.edge(e, edgeText(e.t.Header, n, pages), edgeStyle("", 0), grid.AlignCenter, top, page.HeaderArtifact)
		}
		if e.t.Footer != "" {
			align := grid.AlignCenter
			switch {
			case numbered && number == grid.AlignLeft:
				align = grid.AlignRight
			case numbered:
				align = grid.AlignLeft
			}
			p.edge(e, edgeText(e.t.Footer, n, pages), edgeStyle("", 0), align, foot, page.FooterArtifact)
		}
		if numbered {
			p.edge(e, edgeText(pn.Format, n, pages), edgeStyle(pn.Family, pn.Size), number, foot, page.FooterArtifact)
		}
	}
	p.edges = p.edges[:0]
}

// numberAlign is where the number of page n stands: left, center or right.
func numberAlign(a grid.Align, n int) grid.Align {
	switch {
	case a == grid.AlignOutside && n%2 == 0:
		return grid.AlignLeft
	case a == grid.AlignOutside:
		return grid.AlignRight
	case a == grid.AlignLeft || a == grid.AlignRight:
		return a
	}
	return grid.AlignCenter
}

// edge sets one line whose middle is at height y.
func (p *Placer) edge(e edge, text string, st *grid.Style, align grid.Align, y unit.Length, art page.Artifact) {
	s := p.set
	s.load(text, st, noPlace)
	runs := s.runsOf(0, len(s.cl), st.Size)
	var width unit.Length
	for _, r := range runs {
		width += r.Width
	}
	paper := e.t.Paper
	left, right := paper.Left, paper.Width-paper.Right
	x := left
	switch align {
	case grid.AlignCenter:
		x = left + (right-left-width)/2
	case grid.AlignRight:
		x = right - width
	}
	base := min(max(y-st.Size/2, 0)+st.Size.Scale(859, 1000), paper.Height-st.Size.Scale(141, 1000))
	pg := &p.doc.Pages[e.page]
	for _, r := range runs {
		pg.Items = append(pg.Items, page.Text{Tag: page.Tag{Artifact: art}, X: x, Y: base, Face: r.Face, Size: st.Size, Text: r.Text, Width: r.Width})
		x += r.Width
	}
}
