// Package plain paints finished pages as plain PDF with libraries that are not ours, gopdf and fpdf: for a portal or
// an old printer that refuses tagged PDF. In: a page.Document and the faces its texts name. Out: bytes. The pages
// look like ours; the file is not archival: it has no structure, no metadata packet, no output intent, no bookmarks
// and links, and the characters in it may not be found again.
//
// What a library cannot paint is refused by name before the first byte. The same document gives the same bytes.
package plain

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Library is a library that paints.
type Library string

// The libraries.
const (
	GoPDF Library = "gopdf" // github.com/signintech/gopdf
	FPDF  Library = "fpdf"  // codeberg.org/go-pdf/fpdf; knows no characters beyond U+FFFF
)

// NotArchival stands in the properties of every file, behind the name of the library.
const NotArchival = "普通 PDF，不是归档格式 plain PDF, not archival"

// Faces finds a face by its PostScript name; nil if there is none. A *fonts.Set is one.
type Faces interface {
	Face(name string) *fonts.Face
}

// Options of a file; the zero value works.
type Options struct {
	Producer string    // product and release, Creator in Info; "" is "Gongbiao"
	Date     time.Time // CreationDate; zero: the first day of 1980, for the libraries would take the clock's
}

// Painter keeps the parsed faces. Any number of goroutines may share one.
type Painter struct {
	faces Faces
	parsed
}

// New makes a painter over faces.
func New(faces Faces) *Painter { return &Painter{faces: faces} }

// Write paints d with a library. The error is a *finding.DataError that names the characters the library cannot
// paint, one of the library, or one of w.
func (p *Painter) Write(w io.Writer, l Library, d *page.Document, o Options) (err error) {
	if o.Producer == "" {
		o.Producer = "Gongbiao"
	}
	if o.Date.IsZero() {
		o.Date = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if len(d.Pages) == 0 {
		return fmt.Errorf("%s：没有一页", l)
	}
	if err := p.check(l, d); err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil { // both panic where others give an error
			err = fmt.Errorf("%s 画不了这些页：%v", l, r)
		}
	}()
	var data []byte
	switch l {
	case GoPDF:
		data, err = p.gopdf(d, o)
	case FPDF:
		data, err = p.fpdf(d, o)
	default:
		return fmt.Errorf("没有 %s 这个画法，可用 gopdf、fpdf", l)
	}
	if err != nil {
		var told *finding.DataError
		if errors.As(err, &told) {
			return err
		}
		return fmt.Errorf("%s 画不了这些页：%w", l, err)
	}
	n, err := w.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	return err
}

// check looks for characters that cannot be painted.
func (p *Painter) check(l Library, d *page.Document) error {
	var missing []string
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			t, ok := it.(page.Text)
			if !ok {
				continue
			}
			f := p.faces.Face(t.Face)
			if f == nil {
				return fmt.Errorf("%s：没有字体 %s", l, t.Face)
			}
			for _, r := range t.Text {
				if _, ok := f.Glyph(r); ok && (l != FPDF || r <= 0xffff || fonts.Blank(r)) {
					continue
				}
				name := fmt.Sprintf("U+%04X", r)
				if unicode.IsPrint(r) {
					name = fmt.Sprintf("“%c” %s", r, name)
				}
				if t.Entered != "" {
					name = fmt.Sprintf("“%s”", t.Entered)
				}
				if !slices.Contains(missing, name) && len(missing) < 20 {
					missing = append(missing, name)
				}
			}
		}
	}
	if missing == nil {
		return nil
	}
	return finding.List{{Code: "PAINTER-GLYPH", Message: fmt.Sprintf("%s 画不了这些字：%s", l, strings.Join(missing,
		"、")),
		English: fmt.Sprintf("%s cannot paint these characters: %s", l, strings.Join(missing, ", ")),
		Hint:    "不要 --painter（用本程序自己的画法），或改用 --painter gopdf"}}.AsData()
}

func pt(l unit.Length) float64 { return float64(l) / float64(unit.Pt) }

// piece is a part of a text that a library can paint in one go.
type piece struct {
	text string
	x    float64 // from the start of the text, in points
}

// pieces cuts a text at the characters that paint nothing, which the libraries' fonts do not have, and at every
// character if it is spaced.
func pieces(t page.Text, f *fonts.Face) (out []piece) {
	x, open := 0.0, false
	for _, r := range t.Text {
		gid, _ := f.Glyph(r)
		switch {
		case fonts.Blank(r) || r == ' ' || r == '\u00a0':
			open = false
		case open:
			out[len(out)-1].text += string(r)
		default:
			out = append(out, piece{string(r), x})
			open = t.Spacing == 0
		}
		x += float64(f.Advance(gid))/float64(f.UnitsPerEm())*pt(t.Size) + pt(t.Spacing)
	}
	return out
}

// faceNames are the faces of a document in the order of first use.
func faceNames(d *page.Document) (out []string) {
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if t, ok := it.(page.Text); ok && !slices.Contains(out, t.Face) {
				out = append(out, t.Face)
			}
		}
	}
	return out
}
