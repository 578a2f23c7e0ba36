//go:build !onefile

package plain

import (
	"bytes"
	"sync"

	"github.com/signintech/gopdf"

	"github.com/gongbiao/gongbiao/model/page"
)

// parsed are the faces as gopdf has them.
type parsed struct {
	mu    sync.Mutex // gopdf changes them as it paints
	have  map[string]bool
	fonts gopdf.FontContainer
}

// gopdf paints with github.com/signintech/gopdf, its parsed fonts shared between documents.
func (own *Painter) gopdf(d *page.Document, o Options) ([]byte, error) {
	own.mu.Lock()
	defer own.mu.Unlock()
	if own.have == nil {
		own.have = map[string]bool{}
	}
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
		pen := gopdfPen{GoPdf: &p, faces: own.faces, gray: -1, stroke: -1, width: -1}
		for _, it := range pg.Items {
			if err := pen.item(it); err != nil {
				return nil, err
			}
		}
	}
	return p.GetBytesPdfReturnErr()
}

// gopdfPen paints the items of one page; it keeps what was set last, so that nothing is set twice.
type gopdfPen struct {
	*gopdf.GoPdf
	faces        Faces
	face         string
	at, width    float64
	gray, stroke int
}

func (p *gopdfPen) item(it page.Item) error {
	switch it := it.(type) {
	case page.Text:
		return p.text(it)
	case page.Rule:
		if i := it.Ink(); int(i) != p.stroke {
			p.stroke = int(i)
			p.SetStrokeColor(i.RGB())
		}
		if w := pt(it.Width); w != p.width {
			p.width = w
			p.SetLineWidth(w)
		}
		p.Line(pt(it.X1), pt(it.Y1), pt(it.X2), pt(it.Y2))
	case page.Fill:
		if int(it.Gray) != p.gray {
			p.gray = int(it.Gray)
			p.SetFillColor(it.Gray, it.Gray, it.Gray)
		}
		p.RectFromUpperLeftWithStyle(pt(it.X), pt(it.Y), pt(it.W), pt(it.H), "F")
	case page.Picture:
		img, err := gopdf.ImageHolderByReader(bytes.NewReader(it.Data))
		if err != nil {
			return err
		}
		return p.ImageByHolder(img, pt(it.X), pt(it.Y), &gopdf.Rect{W: pt(it.W), H: pt(it.H)})
	}
	return nil
}

func (p *gopdfPen) text(it page.Text) error {
	if it.Face != p.face || pt(it.Size) != p.at {
		p.face, p.at = it.Face, pt(it.Size)
		if err := p.SetFont(p.face, "", p.at); err != nil {
			return err
		}
	}
	p.SetTextColor(it.Ink().RGB())
	if it.Rotate != 0 {
		p.Rotate(float64(it.Rotate), pt(it.X), pt(it.Y))
		defer p.RotateReset()
	}
	for _, part := range pieces(it, p.faces.Face(it.Face)) {
		p.SetXY(pt(it.X)+part.x, pt(it.Y))
		if err := p.Text(part.text); err != nil {
			return err
		}
	}
	return nil
}
