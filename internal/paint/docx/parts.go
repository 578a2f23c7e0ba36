package docx

import (
	"cmp"
	"fmt"
	"io"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	head  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ` +
		`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`
)

// styles sets what Word would otherwise add by itself: air between Han and Latin text, a grid of lines, hanging
// punctuation. All of it would break lines where the measure did not.
const styles = head + `<w:styles ` + names + `><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体" w:cs="宋体"/><w:sz w:val="18"/><w:szCs w:val="18"/>` +
	`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>` +
	`<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>` +
	`<w:spacing w:before="0" w:after="0"/></w:pPr></w:style>` +
	`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>` +
	`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="30" w:type="dxa"/>` +
	`<w:bottom w:w="0" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`

// write adds the parts beside the text and packs the document.
func (d *document) write(w io.Writer, forms []*grid.Measured, o Options) error {
	const main = "word/document.xml"
	d.pack.Add(main, types+"document.main+xml", d.x)
	d.pack.Add("word/styles.xml", types+"styles+xml", []byte(styles))
	d.rels.Add("styles", "styles.xml")
	d.pack.Add("word/settings.xml", types+"settings+xml", d.settings())
	d.rels.Add("settings", "settings.xml")
	if len(d.comments) > 0 {
		d.pack.Add("word/comments.xml", types+"comments+xml", d.remarks())
		d.rels.Add("comments", "comments.xml")
	}
	d.pack.Relate(main, d.rels)
	m := o.Meta
	if m == nil {
		m = &forms[0].Meta
	}
	return d.pack.Write(w, ooxml.Props{Title: m.Title, Creator: m.Author, Subject: m.Subject, Keywords: m.Keywords,
		Language: m.Lang, Identifier: m.Code, Application: o.Application, Date: o.Date}, main)
}

func (d *document) settings() []byte {
	x := []byte(head + `<w:settings ` + names + `>`)
	if d.outside {
		x = append(x, `<w:evenAndOddHeaders/>`...)
	}
	return append(x, `<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" `+
		`w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`...)
}

// remarks are the comments of a proof: which finding a cell has.
func (d *document) remarks() []byte {
	x := []byte(head + `<w:comments ` + names + `>`)
	for i, n := range d.comments {
		x = fmt.Appendf(x, `<w:comment w:id="%d" w:author="校对" w:initials="校"><w:p><w:r><w:t>问题 %d，见问题清单</w:t></w:r></w:p></w:comment>`, i, n)
	}
	return append(x, `</w:comments>`...)
}

// sealed says whether the record has the seal of a cell.
func sealed(c *grid.MeasuredCell) bool { return c.Seal != nil && c.Seal.Ink != nil }

// seal adds the seal of a cell, in the middle of it, under the letters: anchored in a paragraph of next to no height at
// the cell's top, since programs do not agree where a text in the middle of a cell begins that something is anchored
// in. It says how much room is left above the text.
func (d *document) seal(t *grid.MeasuredTable, c *grid.MeasuredCell, keep bool) unit.Length {
	const anchor = unit.Pt
	scale := func(l unit.Length) unit.Length { return l.Scale(int64(cmp.Or(t.Scale, 100)), 100) }
	width, height := unit.Length(0), unit.Length(0)
	for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
		width += w
	}
	for i := range t.Rows[c.Row : c.Row+c.RowSpan] {
		height += t.Rows[c.Row+i].Height
	}
	s := c.Seal
	d.f(`<w:p><w:pPr>`)
	d.keep(keep)
	d.f(`<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr><w:r>`, twips(t, anchor))
	d.drawing(s.Ink, s.Name, scale(s.InkW), scale(s.InkH), fmt.Sprintf(`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="%d" `+
		`behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>%d</wp:posOffset>`+
		`</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>%d</wp:posOffset></wp:positionV>`,
		d.pictures+1, scale(width-s.InkW)/2, max(scale(height-s.InkH)/2, 0)), `<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>`, "anchor")
	d.f(`</w:r></w:p>`)
	room := max(height-anchor-c.Pitch*unit.Length(max(len(c.Lines), 1)), 0)
	switch c.Style.VAlign {
	case grid.AlignLeft:
		return 0
	case grid.AlignRight:
		return room
	}
	return room / 2
}

// picture adds a picture in a line of text, at its measured size.
func (d *document) picture(t *grid.MeasuredTable, p *grid.Picture) {
	w, h := p.Width, p.Height
	if t.Scale != 0 {
		w, h = w.Scale(int64(t.Scale), 100), h.Scale(int64(t.Scale), 100)
	}
	d.drawing(p.Data, p.Alt, w, h, `<wp:inline distT="0" distB="0" distL="0" distR="0">`, "", "inline")
}

// drawing adds a picture in a place that begins with what says where it is; wrap is how text runs about it.
func (d *document) drawing(data []byte, alt string, w, h unit.Length, place, wrap, end string) {
	d.pictures++
	id := d.rels.Add("image", "media/"+d.pack.Picture("word/media", data))
	d.f(`<w:drawing>%s<wp:extent cx="%d" cy="%d"/>%s<wp:docPr id="%d" name="Picture %[5]d" descr="`, place, w, h, wrap, d.pictures)
	d.x = ooxml.AppendXML(d.x, alt)
	d.f(`"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="Picture %[1]d"/>`+
		`<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>`+
		`<a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:%s></w:drawing>`,
		d.pictures, id, w, h, end)
}
