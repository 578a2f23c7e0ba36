package render

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/gongbiao/gongbiao/internal/paint/svg"
	"github.com/gongbiao/gongbiao/model/page"
)

// Screen is the pages of a form for a page of the web that shows them: each page and each face by itself, and where the
// data are. The pages are those of every other format.
type Screen struct {
	Pages  []ScreenPage
	Faces  []ScreenFace
	Places []page.Place
	Style  string // how a browser is to set the text of the pages: declarations of CSS
}

// ScreenPage is one page.
type ScreenPage struct {
	page.Box // its size
	SVG      []byte
}

// ScreenFace is the subset of a face that the pages use, as a TrueType file.
type ScreenFace struct {
	Family string // as the pages call it
	Hash   string // of Data: SHA-256
	Data   []byte
}

// Screen makes the pages of the form for a page of the web. Errors as Pages.
func (f *Form) Screen() (*Screen, error) {
	d, err := f.Pages()
	if err != nil {
		return nil, err
	}
	p, err := svg.Paint(f.engine.Faces, d)
	if err != nil {
		return nil, err
	}
	fonts, err := p.Fonts()
	if err != nil {
		return nil, err
	}
	s := &Screen{Places: d.Places, Style: svg.Settings}
	for i := range d.Pages {
		s.Pages = append(s.Pages, ScreenPage{page.Box{W: d.Pages[i].Width, H: d.Pages[i].Height}, p.Page(i)})
	}
	for _, x := range fonts {
		sum := sha256.Sum256(x.Data)
		s.Faces = append(s.Faces, ScreenFace{x.Family, hex.EncodeToString(sum[:]), x.Data})
	}
	return s, nil
}
