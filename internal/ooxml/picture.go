package ooxml

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Picture is a PNG or JPEG over the cells, X and Y from the top left corner of cell (Row, Col). It moves with its cell
// and keeps its size.
type Picture struct {
	Row, Col   int
	X, Y, W, H unit.Length
	Data       []byte
	Alt        string
}

// appendDrawing writes the drawing part of a sheet; rels are the relationship ids of its pictures.
func appendDrawing(x []byte, s *Sheet, rels []string) []byte {
	x = append(x, xmlHead+`<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`...)
	for i := range s.Pictures {
		p := &s.Pictures[i]
		col, dx := within(p.Col, p.X, len(s.Columns), func(i int) unit.Length { return s.Columns[i].Width })
		row, dy := within(p.Row, p.Y, len(s.Rows), func(i int) unit.Length { return s.Rows[i].Height })
		x = fmt.Appendf(x, `<xdr:oneCellAnchor><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>%d</xdr:colOff><xdr:row>%d</xdr:row><xdr:rowOff>%d</xdr:rowOff></xdr:from><xdr:ext cx="%d" cy="%d"/>`,
			col, dx, row, dy, p.W, p.H)
		x = fmt.Appendf(x, `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="%d" name="Picture %d" descr="`, i+2, i+1)
		x = AppendXML(x, p.Alt)
		x = fmt.Appendf(x, `"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="%s" r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>`+
			`<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
			nsRel, rels[i], p.W, p.H)
	}
	return append(x, `</xdr:wsDr>`...)
}

// within moves an offset that leaves its row or column into the one it falls in: an anchor may not reach beyond its
// cell.
func within(i int, off unit.Length, n int, size func(int) unit.Length) (int, unit.Length) {
	off = max(off, 0)
	for i+1 < n && off >= size(i) {
		off -= size(i)
		i++
	}
	return i, off
}
