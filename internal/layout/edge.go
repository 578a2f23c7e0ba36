package layout

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// edge is a page whose head and foot are still to be written, when its number and the number of pages are known.
type edge struct {
	page  int
	t     *grid.MeasuredTable
	first bool // the table begins here
}

const (
	edgeSize  = 9 * unit.Pt
	edgeInset = 7 * unit.MM // GB/T 9704-2012, 7.5: the page number is 7 mm below the text area
	edgeGap   = edgeSize    // between two texts of one foot
	codeLabel = "校验码 "
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
	if strings.Contains(format, "{") {
		format = strings.NewReplacer("{page}", strconv.Itoa(page), "{pages}", strconv.Itoa(pages)).Replace(format)
	}
	if !strings.ContainsAny(format, "\r\n") {
		return format
	}
	return oneLine.Replace(format)
}

var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func noPlace() finding.Finding { return finding.Finding{} }

// footPart is the text of one place at the foot, its name for messages, and its style.
func footPart(t *grid.MeasuredTable, part grid.FootPart, code string) (format, name string, st *grid.Style) {
	switch part {
	case grid.FootNumber:
		return t.PageNumber.Format, "页码", edgeStyle(t.PageNumber.Family, t.PageNumber.Size)
	case grid.FootText:
		return t.Footer, "页脚", edgeStyle("", 0)
	case grid.FootCode:
		return codeLabel + code, "校验码", edgeStyle("", 0)
	}
	return "", "", nil
}

// edgeWidth is how wide a text outside the table is at most. Characters without a glyph are found.
func (t *table) edgeWidth(format, name string, st *grid.Style) unit.Length {
	if format == "" {
		return 0
	}
	t.set.load(edgeText(format, 8888, 8888), st, func() finding.Finding { return finding.Finding{Place: t.name + name} })
	_, em := t.set.widest()
	return length(em, st.Size)
}

// checkEdges looks at what is printed outside the table: characters without a glyph, texts wider than the page or
// running into each other.
func (t *table) checkEdges() {
	body, _ := t.out.Body()
	refuse := func(name, format string) {
		t.refuse(&grid.Cell{Place: name, Text: format}, "LAYOUT-REFUSED", fmt.Sprintf("“%s”比版心宽", brief(format)),
			"wider than the page", "请缩短文字")
	}
	if t.edgeWidth(t.Header, "页眉", edgeStyle("", 0)) > body {
		refuse("页眉", t.Header)
	}
	if t.Header != "" && t.Paper.Top < edgeLeast {
		t.refuse(&grid.Cell{Place: "页眉", Text: t.Header}, "LAYOUT-REFUSED",
			fmt.Sprintf("上边距 %s 毫米，印不下页眉", t.Paper.Top.MMString()),
			"the top margin has no room for a header",
			fmt.Sprintf("请把上边距加到 %s 毫米以上，或不用页眉", (edgeLeast+unit.MM).MMString()))
	}
	found := len(t.set.found)
	longest, at := t.tooWide(body)
	if longest != "" && t.PageNumber.Default { // a number nobody asked for moves aside, or goes
		t.set.found = t.set.found[:found]
		t.out.PageNumber.Align = grid.AlignLeft
		if longest, at = t.tooWide(body); longest != "" {
			t.set.found = t.set.found[:found]
			t.out.PageNumber = grid.PageNumber{}
			longest, at = t.tooWide(body)
		}
	}
	if longest != "" {
		refuse(at, longest)
		return
	}
	if t.code != "" && qrModule(t.Paper) == 0 {
		t.set.found = append(t.set.found, finding.Finding{Code: "LAYOUT-NO-QR", Severity: finding.Note, Place: t.name + "页脚",
			Message: fmt.Sprintf("下边距 %s 毫米，印不下二维码，只印校验码", t.Paper.Bottom.MMString()),
			English: "the bottom margin has no room for a QR code: the code alone is printed"})
	}
	t.checkWatermark()
}

// tooWide is the longest text of a foot whose texts run into each other, and where it is; "" if they do not.
func (t *table) tooWide(body unit.Length) (longest, at string) {
	for n := 1; n <= 3; n++ { // odd and even pages, and a single one without a number
		if n == 3 && !t.out.PageNumber.OnlyIf2 {
			break
		}
		foot := t.out.FootOf(n, t.out.PageNumber.Format != "" && n < 3, t.code != "")
		var w [3]unit.Length
		var most unit.Length
		longest, at = "", ""
		for i, part := range [3]grid.FootPart{foot.Left, foot.Center, foot.Right} {
			if part == grid.FootNothing {
				continue
			}
			format, name, st := footPart(t.out, part, t.code)
			own := t.edgeWidth(format, name, st)
			if part != grid.FootCode && own >= most {
				most, longest, at = own, format, name
			}
			if w[i] = own; part == grid.FootCode {
				w[i] += qrRoom(t.Paper)
			}
		}
		need := w[0] + w[1] + w[2]
		if side := max(w[0], w[2]); w[1] > 0 && side > 0 { // both halves of the line must hold what is at a side
			need = w[1] + 2*(side+edgeGap)
		} else if w[0] > 0 && w[2] > 0 {
			need += edgeGap
		}
		if need > body && longest != "" {
			return longest, at
		}
	}
	return "", ""
}

// number writes header, footer and page number of the form's pages, of pages in all.
func (f *form) number(pages int) {
	code := f.m.Meta.Code
	for _, e := range f.edges {
		n := e.page + 1 + f.opt.First
		paper, pn := e.t.Paper, e.t.PageNumber
		top, foot := paper.Top-min(edgeInset, paper.Top/2), paper.Height-paper.Bottom+min(edgeInset, paper.Bottom/2)
		if e.t.Header != "" {
			f.edge(e, edgeText(e.t.Header, n, pages), edgeStyle("", 0), grid.AlignCenter, top, page.HeaderArtifact)
		} else if e.t.Continued != "" && !e.first {
			f.edge(e, e.t.Continued, edgeStyle("", e.t.ContinuedSize), grid.AlignCenter, top, page.HeaderArtifact)
		}
		at := e.t.FootOf(n, pn.Format != "" && !(pn.OnlyIf2 && pages == 1), code != "")
		for _, x := range [3]struct {
			part  grid.FootPart
			align grid.Align
		}{{at.Left, grid.AlignLeft}, {at.Right, grid.AlignRight}, {at.Center, grid.AlignCenter}} {
			if x.part == grid.FootNothing {
				continue
			}
			format, _, st := footPart(e.t, x.part, code)
			if x.part == grid.FootCode {
				f.code(e, x.align)
			}
			f.edge(e, edgeText(format, n, pages), st, x.align, foot, page.FooterArtifact)
		}
	}
}

// edge sets one line whose middle is at height y; a verification code is beside its QR code.
func (f *form) edge(e edge, text string, st *grid.Style, align grid.Align, y unit.Length, art page.Artifact) {
	s := f.set
	s.load(text, st, noPlace)
	runs := s.runsOf(0, len(s.cl), st.Size)
	width := widthOf(runs)
	paper := e.t.Paper
	left, right := paper.Left, paper.Width-paper.Right
	if code := f.m.Meta.Code; code != "" && text == codeLabel+code {
		left, right = left+qrRoom(paper), right-qrRoom(paper)
	}
	x := left
	switch align {
	case grid.AlignCenter:
		x = left + (right-left-width)/2
	case grid.AlignRight:
		x = right - width
	}
	base := min(max(y-st.Size/2, 0)+st.Size.Scale(859, 1000), paper.Height-st.Size.Scale(141, 1000))
	pg := &f.doc.Pages[e.page]
	for _, r := range runs {
		pg.Items = append(pg.Items, page.Text{Tag: page.Tag{Artifact: art}, X: x, Y: base, Face: r.Face,
			Size: st.Size, Text: r.Text, Entered: r.Entered, Width: r.Width})
		x += r.Width
	}
}
