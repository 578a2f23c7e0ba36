//go:build !onefile

package plain

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"github.com/gongbiao/gongbiao/model/page"
)

// fpdf paints with codeberg.org/go-pdf/fpdf. It cannot share fonts and writes into their bytes, so each document gets
// copies.
func (p *Painter) fpdf(d *page.Document, o Options) (out []byte, err error) {
	first := d.Pages[0]
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pt(first.Width), Ht: pt(first.Height)}})
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetTitle(d.Meta.Title, true)
	f.SetAuthor(d.Meta.Author, true)
	f.SetSubject(d.Meta.Subject, true)
	f.SetCreator(o.Producer, true)
	f.SetProducer("fpdf; "+NotArchival, true)
	f.SetCreationDate(o.Date)
	f.SetModificationDate(o.Date)
	for _, n := range faceNames(d) {
		f.AddUTF8FontFromBytes(n, "", p.faces.Face(n).Data())
	}
	for k, pg := range d.Pages {
		f.AddPageFormat("P", fpdf.SizeType{Wd: pt(pg.Width), Ht: pt(pg.Height)})
		var face string
		var at float64
		gray, stroke, fill := -1, -1, -1
		for i, it := range pg.Items {
			switch it := it.(type) {
			case page.Text:
				if it.Face != face || pt(it.Size) != at {
					face, at = it.Face, pt(it.Size)
					f.SetFont(face, "", at)
				}
				if i := it.Ink(); int(i) != gray {
					gray = int(i)
					f.SetTextColor(rgb(i))
				}
				if it.Rotate != 0 {
					f.TransformBegin()
					f.TransformRotate(float64(it.Rotate), pt(it.X), pt(it.Y))
				}
				for _, part := range pieces(it, p.faces.Face(it.Face)) {
					f.Text(pt(it.X)+part.x, pt(it.Y), part.text)
				}
				if it.Rotate != 0 {
					f.TransformEnd()
				}
			case page.Rule:
				if i := it.Ink(); int(i) != stroke {
					stroke = int(i)
					f.SetDrawColor(rgb(i))
				}
				f.SetLineWidth(pt(it.Width))
				f.Line(pt(it.X1), pt(it.Y1), pt(it.X2), pt(it.Y2))
			case page.Fill:
				if g := int(it.Gray); g != fill {
					fill = g
					f.SetFillColor(g, g, g)
				}
				f.Rect(pt(it.X), pt(it.Y), pt(it.W), pt(it.H), "F")
			case page.Picture:
				name, kind := fmt.Sprintf("%d.%d", k, i), "png"
				if it.Data[0] == 0xff {
					kind = "jpg"
				}
				f.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: kind}, bytes.NewReader(it.Data))
				f.ImageOptions(name, pt(it.X), pt(it.Y), pt(it.W), pt(it.H), false,
					fpdf.ImageOptions{ImageType: kind}, 0, "")
			}
		}
	}
	var b bytes.Buffer
	err = f.Output(&b)
	return b.Bytes(), err
}

func rgb(i page.Ink) (r, g, b int) {
	red, green, blue := i.RGB()
	return int(red), int(green), int(blue)
}
