package strangers

import (
	"bytes"

	"github.com/gongbiao/gongbiao/fonts"
	plainpdf "github.com/gongbiao/gongbiao/internal/paint/plain"
	"github.com/gongbiao/gongbiao/model/page"
)

// goPDF is the painter with gopdf, its parsed fonts shared between documents.
type goPDF struct{ p *plainpdf.Painter }

func newGoPDF() *goPDF { return &goPDF{plainpdf.New(fonts.Embedded())} }

func (g *goPDF) paint(d *page.Document) ([]byte, error) {
	var b bytes.Buffer
	err := g.p.Write(&b, plainpdf.GoPDF, d, plainpdf.Options{})
	return b.Bytes(), err
}

// fpdfPaint paints with fpdf. It refuses characters beyond U+FFFF: d must have none.
func fpdfPaint(d *page.Document) ([]byte, error) {
	var b bytes.Buffer
	err := plainpdf.New(fonts.Embedded()).Write(&b, plainpdf.FPDF, d, plainpdf.Options{})
	return b.Bytes(), err
}
