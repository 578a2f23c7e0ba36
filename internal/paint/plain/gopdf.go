package plain

import (
	"bytes"

	"github.com/signintech/gopdf"

	"github.com/gongbiao/gongbiao/model/page"
)

// gopdf paints with github.com/signintech/gopdf, its parsed fonts shared between documents.
func (own *Painter) gopdf(d *page.Document, o Options) ([]byte, error) {
	own.mu.Lock()
	defer own.mu.Unlock()
	for _, n := range faceNames(d) {
		if !own.have[n] {
			if err := own.fonts.AddTTFFontData(n, own.faces.Face(n).Data()); err != nil {
				return nil, err
			}
			own.have[n] = true
		}
	}
	var p gopdf.GoPdf
	size := func(pg page.Page) gopdf.Rect { return gopdf.Rect{W: pt(pg.Width), H: pt(pg.Height)} }
	p.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: size(d.Pages[0])})
	p.SetInfo(gopdf.PdfInfo{Title: d.Meta.Title, Author: d.Meta.Author, Subject: d.Meta.Subject,
		Creator: o.Producer, Producer: "gopdf; " + NotArchival,
		CreationDate: o.Date})
	for _, n := range faceNames(d) {
		if err := p.AddTTFFontFromFontContainer(n, &own.fonts); err != nil {
			return nil, err
		}
	}
	for _, pg := range d.Pages {
		r := size(pg)
		p.AddPageWithOption(gopdf.PageOption{PageSize: &r})
		var face string
		var at float64
		gray, stroke, width := -1, -1, -1.0
		for _, it := range pg.Items {
			switch it := it.(type) {
			case page.Text:
				if it.Face != face || pt(it.Size) != at {
					face, at = it.Face, pt(it.Size)
					if err := p.SetFont(face, "", at); err != nil {
						return nil, err
					}
				}
				p.SetTextColor(it.Gray, it.Gray, it.Gray)
				if it.Rotate != 0 {
					p.Rotate(float64(it.Rotate), pt(it.X), pt(it.Y))
				}
				for _, part := range pieces(it, own.faces.Face(it.Face)) {
					p.SetXY(pt(it.X)+part.x, pt(it.Y))
					if err := p.Text(part.text); err != nil {
						return nil, err
					}
				}
				if it.Rotate != 0 {
					p.RotateReset()
				}
			case page.Rule:
				if int(it.Gray) != stroke {
					stroke = int(it.Gray)
					p.SetStrokeColor(it.Gray, it.Gray, it.Gray)
				}
				if w := pt(it.Width); w != width {
					width = w
					p.SetLineWidth(w)
				}
				p.Line(pt(it.X1), pt(it.Y1), pt(it.X2), pt(it.Y2))
			case page.Fill:
				if int(it.Gray) != gray {
					gray = int(it.Gray)
					p.SetFillColor(it.Gray, it.Gray, it.Gray)
				}
				p.RectFromUpperLeftWithStyle(pt(it.X), pt(it.Y), pt(it.W), pt(it.H), "F")
			case page.Picture:
				img, err := gopdf.ImageHolderByReader(bytes.NewReader(it.Data))
				if err != nil {
					return nil, err
				}
				if err := p.ImageByHolder(img, pt(it.X), pt(it.Y), &gopdf.Rect{W: pt(it.W), H: pt(it.H)}); err != nil {
					return nil, err
				}
			}
		}
	}
	return p.GetBytesPdfReturnErr()
}
