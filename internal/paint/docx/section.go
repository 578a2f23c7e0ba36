package docx

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// slack is what a page is made taller at its foot, for the widths of rules, which some programs count as height.
const slack = unit.Pt

// section ends the section of a table: its paper and what is at the head and foot of its pages. The last of the
// document stands for itself, any other in a paragraph.
func (d *document) section(t *grid.MeasuredTable, last bool) {
	if !last {
		d.f(`<w:p><w:pPr>%s`, strings.Replace(low, `<w:rPr>`, `<w:rPr>`, 1))
	} else {
		d.gap()
	}
	d.f(`<w:sectPr>`)
	d.edge("header", "default", d.header(t, false))
	d.edge("footer", "default", d.footer(t, 1))
	if d.outside = d.outside || t.PageNumber.Align == grid.AlignOutside; t.PageNumber.Align == grid.AlignOutside {
		d.edge("header", "even", d.header(t, false))
		d.edge("footer", "even", d.footer(t, 2))
	}
	first := t.Continued != ""
	if first {
		d.edge("header", "first", d.header(t, true))
		d.edge("footer", "first", d.footer(t, 1))
	}
	p := t.Paper
	d.f(`<w:type w:val="nextPage"/><w:pgSz w:w="%d" w:h="%d"`, p.Width.RoundTo(twip)/twip, p.Height.RoundTo(twip)/twip)
	if p.Landscape() {
		d.f(` w:orient="landscape"`)
	}
	// A page ends where the measure ends it: Word would put a row more into what the measure left free.
	room := t.Room.Scale(int64(cmp.Or(t.Scale, 100)), 100)
	foot := max(p.Height-p.Top-room-slack, 0)
	d.f(`/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		p.Top.RoundTo(twip)/twip, p.Right.RoundTo(twip)/twip, foot.RoundTo(twip)/twip, p.Left.RoundTo(twip)/twip,
		edgeMargin(p.Top, edgeSize)/twip, edgeMargin(p.Bottom, cmp.Or(t.PageNumber.Size, edgeSize))/twip)
	if d.start {
		d.f(`<w:pgNumType w:start="1"/>`)
		d.start = false
	}
	if first {
		d.f(`<w:titlePg/>`)
	}
	d.f(`</w:sectPr>`)
	if !last {
		d.f(`</w:pPr></w:p>`)
	}
}

// edge refers to a header or footer that has something in it.
func (d *document) edge(what, pages, content string) {
	d.edges++
	name := fmt.Sprintf("%s%d.xml", what, d.edges)
	tag := map[string]string{"header": "hdr", "footer": "ftr"}[what]
	d.pack.Add("word/"+name, types+what+"+xml", []byte(head+`<w:`+tag+` `+names+`>`+content+`</w:`+tag+`>`))
	d.f(`<w:%sReference w:type="%s" r:id="%s"/>`, what, pages, d.rels.Add(what, name))
}

// Where the lines of header and footer are, as in the PDF.
const (
	edgeSize  = 9 * unit.Pt
	edgeInset = 7 * unit.MM // from the text area to the middle of the line: GB/T 9704-2012, 7.5
)

// edgeMargin is the distance from the paper's edge to the far side of a line of header or footer.
func edgeMargin(margin, size unit.Length) unit.Length {
	return max(margin-min(edgeInset, margin/2)-size*5/8, 0)
}

// header is what stands at the head of pages: of the first of a form, or of those that continue it.
func (d *document) header(t *grid.MeasuredTable, first bool) string {
	text, size := t.Header, edgeSize
	if text == "" && !first {
		text, size = t.Continued, cmp.Or(t.ContinuedSize, edgeSize)
	}
	return edgeLine("center", d.fields(t, text, "", size)+watermark(t.Watermark))
}

// footer is what stands at the foot of page n: the number, the layout's text, the verification code.
func (d *document) footer(t *grid.MeasuredTable, n int) string {
	number := t.PageNumber.Format
	if t.PageNumber.OnlyIf2 && d.pages < 2 {
		number = ""
	}
	of := func(p grid.FootPart) string {
		switch p {
		case grid.FootNumber:
			return d.fields(t, number, t.PageNumber.Family, cmp.Or(t.PageNumber.Size, edgeSize))
		case grid.FootText:
			return d.fields(t, t.Footer, "", edgeSize)
		case grid.FootCode:
			return d.fields(t, "校验码 "+d.code, "", edgeSize)
		}
		return ""
	}
	foot := t.FootOf(n, number != "", d.code != "")
	left, center, right := of(foot.Left), of(foot.Center), of(foot.Right)
	switch {
	case left == "" && right == "":
		return edgeLine("center", center)
	case left == "" && center == "":
		return edgeLine("right", right)
	}
	width, _ := t.Body()
	end := int64(width.RoundTo(twip) / twip)
	const tab = `<w:r><w:tab/></w:r>`
	return fmt.Sprintf(`<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="%d"/><w:tab w:val="right" w:pos="%d"/></w:tabs></w:pPr>%s%s%s%s%s</w:p>`,
		end/2, end, left, tab, center, tab, right)
}

func edgeLine(align, runs string) string {
	return `<w:p><w:pPr><w:jc w:val="` + align + `"/></w:pPr>` + runs + `</w:p>`
}

// fields are the runs of a text of header or footer, page numbers live. Where the document has other forms, the
// number of pages is the form's own.
func (d *document) fields(t *grid.MeasuredTable, text, family string, size unit.Length) string {
	look := `<w:rPr>` + fonts(family, "") + halfPoints(nil, size) + `</w:rPr>`
	if !d.alone {
		text = strings.ReplaceAll(text, "{pages}", strconv.Itoa(d.pages))
	}
	var b strings.Builder
	for text != "" {
		i := strings.Index(text, "{page")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			b.WriteString(`<w:r>` + look + `<w:t xml:space="preserve">` + string(ooxml.AppendXML(nil, text[:i])) + `</w:t></w:r>`)
		}
		text = text[i:]
		switch {
		case strings.HasPrefix(text, "{page}"):
			b.WriteString(field(look, "PAGE"))
			text = text[len("{page}"):]
		case strings.HasPrefix(text, "{pages}"):
			b.WriteString(field(look, "NUMPAGES"))
			text = text[len("{pages}"):]
		case text != "":
			b.WriteString(`<w:r>` + look + `<w:t>{page</w:t></w:r>`)
			text = text[len("{page"):]
		}
	}
	return b.String()
}

func field(look, name string) string {
	return `<w:r>` + look + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + look + `<w:instrText xml:space="preserve"> ` + name +
		` </w:instrText></w:r><w:r>` + look + `<w:fldChar w:fldCharType="separate"/></w:r><w:r>` + look +
		`<w:t>1</w:t></w:r><w:r>` + look + `<w:fldChar w:fldCharType="end"/></w:r>`
}

// halfPoints are the sizes of a text, scaled and rounded down, so that it has the room that was measured.
func halfPoints(t *grid.MeasuredTable, size unit.Length) string {
	if t != nil && t.Scale != 0 && t.Scale != 100 {
		size = size.Scale(int64(t.Scale), 100)
	}
	n := strconv.FormatInt(int64(max(size/(unit.Pt/2), 2)), 10)
	return `<w:sz w:val="` + n + `"/><w:szCs w:val="` + n + `"/>`
}

// watermark is the words behind the text, as Word makes them: text along a line in the header, in VML.
func watermark(text string) string {
	if text == "" {
		return ""
	}
	n := max(len([]rune(text)), 1)
	width, height := 420, max(420/n, 24)
	if height > 110 {
		width, height = 110*n, 110
	}
	return fmt.Sprintf(`<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">`+
		`<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>`+
		`<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>`+
		`<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>`+
		`<v:shape id="Watermark" o:spid="_x0000_s1025" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:%dpt;height:%dpt;`+
		`rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;`+
		`mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#e0e0e0" stroked="f"><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="%s"/></v:shape></w:pict></w:r>`,
		width, height, ooxml.AppendXML(nil, text))
}
