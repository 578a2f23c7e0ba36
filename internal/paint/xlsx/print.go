package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// papers are the codes of ST_PaperSize for the sizes forms are printed on.
var papers = map[string]int{"A3": 8, "A4": 9, "A5": 11, "B4": 12, "B5": 13, "Letter": 1, "A2": 66, "A6": 70}

// print is the print set-up of table i, whose first page is number page: its own pages, nothing fitted.
func (f *form) print(i, page int) (ooxml.Print, error) {
	t := &f.m.Tables[i]
	code, ok := papers[t.Paper.Name]
	if !ok {
		return ooxml.Print{}, template("XLSX-PAPER", fmt.Sprintf("电子表格没有纸张“%s”，可用 A3、A4、A5、B4、B5", t.Paper.Name))
	}
	p := ooxml.Print{Paper: code, Landscape: t.Paper.Landscape(), Scale: t.Scale, Centered: true,
		Top: t.Paper.Top, Right: t.Paper.Right, Bottom: t.Paper.Bottom, Left: t.Paper.Left,
		Header: edgeMargin(t.Paper.Top, edgeSize), Footer: edgeMargin(t.Paper.Bottom, sizeOr(t.PageNumber.Size)),
		Area: ooxml.Range{R2: max(len(t.Rows)-1, 0), C2: max(len(t.Columns)-1, 0)}}
	if f.many {
		p.FirstPage = page
	}
	p.Titles, _ = titles(t)
	f.headerFooter(&p, t, page)
	for _, h := range [4]string{p.OddHeader, p.OddFooter, p.EvenHeader, p.EvenFooter} {
		if len(utf16.Encode([]rune(h))) > ooxml.MaxHeader {
			return p, template("XLSX-HEADER-TOO-LONG", fmt.Sprintf("页眉或页脚连同格式代码超过电子表格的上限 %d 字：%s", ooxml.MaxHeader, h))
		}
	}
	return p, nil
}

// Where the lines of header and footer are, as in the PDF.
const (
	edgeSize  = 9 * unit.Pt
	edgeInset = 7 * unit.MM // from the text area to the middle of the line: GB/T 9704-2012, 7.5
)

func sizeOr(l unit.Length) unit.Length {
	if l <= 0 {
		return edgeSize
	}
	return l
}

// edgeMargin is the distance from the paper's edge to the far side of a line of header or footer, a line being 1.25 em
// high.
func edgeMargin(margin, size unit.Length) unit.Length {
	return max(margin-min(edgeInset, margin/2)-size*5/8, 0)
}

func template(code, message string) error {
	return finding.List{{Code: code, Message: message}}.AsTemplate()
}

// headerFooter puts the page number, header and footer into the codes of headerFooter (ECMA-376 Part 1, 18.3.1.46);
// first is the number of the sheet's first page.
func (f *form) headerFooter(p *ooxml.Print, t *grid.MeasuredTable, first int) {
	n := t.PageNumber
	number := n.Format
	if n.OnlyIf2 && f.pages < 2 {
		number = ""
	}
	if t.Header != "" {
		p.OddHeader = "&C" + f.codes(t.Header, "", 0)
	}
	corner := ""
	if t.Watermark != "" { // a sheet has none behind its cells; the words are in the corner
		corner = "&R" + inFont(strings.ReplaceAll(t.Watermark, "&", "&&"), "黑体", edgeSize)
	}
	p.OddHeader += corner
	s := "&C" + inFont(strings.ReplaceAll(t.Continued, "&", "&&"), "", t.ContinuedSize) + corner
	if t.Continued != "" && ooxml.UTF16Len(s) <= ooxml.MaxHeader {
		p.First, p.FirstHeader, p.OddHeader = true, p.OddHeader, s
	}
	line := func(page int) (s string) {
		foot := t.FootOf(page, number != "", f.m.Meta.Code != "")
		for _, x := range [3]struct {
			at   string
			part grid.FootPart
		}{{"&L", foot.Left}, {"&C", foot.Center}, {"&R", foot.Right}} {
			switch x.part {
			case grid.FootNumber:
				s += x.at + f.codes(number, n.Family, n.Size)
			case grid.FootText:
				s += x.at + f.codes(t.Footer, "", 0)
			case grid.FootCode:
				s += x.at + inFont("校验码 "+f.m.Meta.Code, "", edgeSize)
			}
		}
		return s
	}
	p.OddFooter = line(1)
	if n.Align == grid.AlignOutside && p.OddFooter != "" {
		p.EvenHeader, p.EvenFooter = p.OddHeader, line(2)
	}
	if p.First {
		p.FirstFooter = line(first)
	}
}

// codes writes a text of header or footer with its font. {page} becomes &P; {pages} becomes &N, or, where &N would
// count the pages of other sheets too, the number itself.
func (f *form) codes(text, family string, size unit.Length) string {
	size = sizeOr(size)
	font := fontCode(family)
	total := "&N"
	if f.many {
		total = fmt.Sprint(f.pages)
	}
	s := strings.NewReplacer("&", "&&", "{page}", "&P", "{pages}", total).Replace(text)
	// &P-1 would be the number of the page less one.
	for _, sign := range []string{"+", "-"} {
		for _, code := range []string{"&P", "&N"} {
			if i := strings.Index(s, code+sign); i >= 0 && i+3 < len(s) && s[i+3] >= '0' && s[i+3] <= '9' {
				s = s[:i+2] + font + s[i+2:]
			}
		}
	}
	return inFont(s, family, size)
}

// inFont sets codes in a family. The size comes first: a digit of the text behind it would be read as part of it.
func inFont(codes, family string, size unit.Length) string {
	return fmt.Sprintf("&%d%s%s", size.RoundTo(unit.Pt)/unit.Pt, fontCode(family), codes)
}

func fontCode(family string) string { return `&"` + ooxml.FontName(family) + `,Regular"` }

// titles are the rows that repeat on each page, and what cannot be said of them: a sheet has one block of such rows,
// repeated on every page after it, while a layout may repeat several, each where it belongs. Of several it is the block
// that is right on the most pages, pages on which it would stand over the columns of another counted against it; one
// that would drive a page over its end is none.
func titles(t *grid.MeasuredTable) (*ooxml.Range, string) {
	blocks := repeated(t)
	if len(blocks) == 0 {
		return nil, ""
	}
	var best *ooxml.Range
	most, fit := 0, false
	for _, rows := range blocks {
		n := joined(rows)
		r := &ooxml.Range{R1: rows[0], R2: rows[n-1]}
		right, fits := standing(t, rows, r)
		if fit = fit || fits; fits && (len(blocks) == 1 || right > most) {
			best, most = r, right
		}
	}
	switch {
	case len(blocks) > 1 && best != nil:
		return best, fmt.Sprintf("各页的表头不同，电子表格只能重复一组：第 %d 行的", best.R1+1)
	case len(blocks) > 1 && fit:
		return nil, "各页的表头不同，哪一组重复在每页上都会错，电子表格不重复表头"
	case best == nil:
		return nil, "各页的表头不同，且放不下一组表头，电子表格不重复表头"
	case joined(blocks[0]) < len(blocks[0]):
		return best, "重复的表头不相连，电子表格只重复其中第一段"
	case slices.ContainsFunc(t.Pages, func(p grid.PageSpan) bool { return p.First > best.R2 && len(p.Repeat) == 0 }):
		return best, "有的页上没有这组表头，电子表格每页都重复"
	}
	return best, ""
}

// repeated are the blocks of rows that the pages repeat, each once; of a table that repeats none its first header.
func repeated(t *grid.MeasuredTable) (blocks [][]int) {
	for _, p := range t.Pages {
		if len(p.Repeat) > 0 && !slices.ContainsFunc(blocks, func(b []int) bool { return slices.Equal(b, p.Repeat) }) {
			blocks = append(blocks, p.Repeat)
		}
	}
	if blocks != nil {
		return blocks
	}
	var rows []int
	for r := range t.Rows {
		if t.Rows[r].Role == grid.RoleHeader && (len(rows) == 0 || t.Rows[r].Header == t.Rows[rows[0]].Header) {
			rows = append(rows, r)
		}
	}
	if rows != nil {
		blocks = append(blocks, rows)
	}
	return blocks
}

// joined is how many of the rows follow one another from the first.
func joined(rows []int) int {
	n := 1
	for n < len(rows) && rows[n] == rows[n-1]+1 {
		n++
	}
	return n
}

// standing says on how many more pages the block stands where it belongs than where another does, and whether every
// page has room for it.
func standing(t *grid.MeasuredTable, rows []int, r *ooxml.Range) (right int, fits bool) {
	height := unit.Length(0)
	for i := r.R1; i <= r.R2; i++ {
		height += t.Rows[i].Height
	}
	_, room := t.Body()
	if room = room.Scale(100, int64(scale(t))); t.Room > 0 { // what other programs have room for, too
		room = t.Room
	}
	for _, p := range t.Pages {
		switch {
		case p.First <= r.R2:
			continue
		case slices.Equal(p.Repeat, rows):
			right++
			continue
		case len(p.Repeat) > 0:
			right--
		}
		sum := height
		for i := p.First; i < p.End; i++ {
			sum += t.Rows[i].Height
		}
		if sum > room {
			return right, false
		}
	}
	return right, true
}

func scale(t *grid.MeasuredTable) int {
	if t.Scale == 0 {
		return 100
	}
	return t.Scale
}

// Notes says what of a form the spreadsheet shows otherwise than the PDF: warnings and notes, never errors.
func Notes(m *grid.Measured) finding.List {
	var list finding.List
	for i := range m.Tables {
		t := &m.Tables[i]
		if _, why := titles(t); why != "" {
			list = append(list, finding.Finding{Code: "XLSX-TITLE-ROWS", Severity: finding.Note, Record: m.Meta.Name,
				Place: t.Name, Message: why,
				English: "a sheet has one block of repeated rows; the layout has several"})
		}
		if t.CutMerges {
			continue
		}
		var flows []int
		for _, p := range t.Pages {
			for _, f := range p.Flow {
				flows = append(flows, f.Cell)
			}
		}
		slices.Sort(flows)
		for _, k := range slices.Compact(flows) {
			c := &t.Cells[k]
			list = append(list, finding.Finding{Code: "XLSX-TEXT-OVER-PAGES", Severity: finding.Warning,
				Record: m.Meta.Name, Path: c.Path, Place: c.Place,
				Message: "文字跨页，在电子表格中是一个单元格，直接打印时分页处的一行可能被切断", English: "the text runs over several pages in one cell; a spreadsheet may cut a line where the page ends",
				Hint: "打印请用 PDF"})
		}
	}
	return list
}
