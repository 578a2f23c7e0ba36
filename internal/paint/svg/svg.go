// Package svg writes finished pages as SVG for browsers. In: a page.Document and the faces its texts name. Out: one
// file in millimetres with all pages, one below the other, and the faces inside as subsets that browsers take for whole
// fonts; or each page and each face by itself, for a page of the web that shows them. It measures nothing: every
// character has its place.
//
// Text is text: it can be selected, searched and copied as it was entered. What the structure tree says is told to
// readers of screens by ARIA roles: tables, rows, cells with their spans, headings, pictures with their words.
// What is no content (rules, grounds, repeated headings) is hidden from them.
package svg

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Codes of refusals.
const (
	CodeFace    = "SVG-FACE"
	CodeGlyph   = "SVG-GLYPH"
	CodeText    = "SVG-TEXT"
	CodePicture = "SVG-PICTURE"
)

// Pages are the pages of one document, painted.
type Pages struct {
	pages []picture
	fonts face.Fonts
	title string
	lang  string
}

// picture is one page: its size in microns and its content.
type picture struct {
	width, height int64
	body          []byte
}

// Font is a face of the pages, as a subset in a TrueType file.
type Font struct {
	Family string // as the texts name it
	Data   []byte
}

// Paint paints a document. Errors: *base.Error for a face or character that is not there, a text that no XML holds, a
// picture that is neither PNG nor JPEG.
func Paint(faces face.Faces, d *page.Document) (*Pages, error) {
	if err := face.Check(faces, d, CodeFace, CodeGlyph); err != nil {
		return nil, err
	}
	p := &Pages{title: d.Meta.Title, lang: d.Meta.Lang}
	p.fonts = face.Fonts{Faces: faces, ID: func() int { return len(p.fonts.List) + 1 }}
	for i := range d.Pages {
		w := painter{p: p, d: d, open: []int{0}}
		for _, it := range d.Pages[i].Items {
			if err := w.item(it); err != nil {
				return nil, err.On(i)
			}
		}
		w.close(1)
		w.hidden(false)
		p.pages = append(p.pages, picture{micron(d.Pages[i].Width), micron(d.Pages[i].Height), w.b})
	}
	return p, nil
}

// Settings keep browsers from setting text otherwise than the measure did. They are in the file Write writes; whoever
// shows a Page in a document of his own sets them there, where the content of style attributes may be forbidden.
const Settings = "font-kerning:none;font-variant-ligatures:none;font-synthesis:none;" +
	"text-rendering:geometricPrecision;white-space:pre"

// Fonts are the faces of all pages.
func (p *Pages) Fonts() (out []Font, err error) {
	for _, f := range p.fonts.List {
		data, _, err := f.AppendSubset(nil)
		if err != nil {
			return nil, base.Refuse(CodeFace, f.Name, "字体不能嵌入：%v", err)
		}
		out = append(out, Font{family(f), data})
	}
	return out, nil
}

// family is what texts call a font of the document.
func family(f *face.Font) string {
	if f.Other == 0 {
		return f.Name
	}
	return fmt.Sprintf("%s-%d", f.Name, f.Other)
}

// Page is a page as an element of its own, without its faces and settings. What its letters are called in Fonts is
// called Family there.
func (p *Pages) Page(i int) []byte {
	x := &p.pages[i]
	b := append([]byte(nil), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `...)
	b = append(base.AppendMilli(b, x.width), ' ')
	b = append(base.AppendMilli(b, x.height), `" width="`...)
	b = append(base.AppendMilli(b, x.width), `mm" height="`...)
	b = append(base.AppendMilli(b, x.height), `mm" lang="`...)
	b = append(appendText(b, p.lang), `" `...)
	b = fmt.Appendf(b, `role="document" aria-label="第 %d 页，共 %d 页" xml:space="preserve">`, i+1, len(p.pages))
	return append(append(b, x.body...), `</svg>`...)
}

// between is the room between two pages in one file, in microns.
const between = 4000

// Write writes all pages as one file, one below the other, with their faces inside.
func (p *Pages) Write(w io.Writer) error {
	fonts, err := p.Fonts()
	if err != nil {
		return err
	}
	width, height := int64(0), int64(0)
	for i := range p.pages {
		width = max(width, p.pages[i].width)
		if i > 0 {
			height += between
		}
		height += p.pages[i].height
	}
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg" width="`)
	milli := func(v int64) { b.Write(base.AppendMilli(nil, v)) }
	milli(width)
	b.WriteString(`mm" height="`)
	milli(height)
	b.WriteString(`mm" viewBox="0 0 `)
	milli(width)
	b.WriteByte(' ')
	milli(height)
	b.WriteString(`" lang="`)
	b.Write(appendText(nil, p.lang))
	b.WriteString(`"><title>`)
	b.Write(appendText(nil, p.title))
	b.WriteString(`</title><style>`)
	for _, f := range fonts {
		fmt.Fprintf(&b, `@font-face{font-family:"%s";src:url(data:font/ttf;base64,%s)}`, f.Family, base64.StdEncoding.EncodeToString(f.Data))
	}
	b.WriteString(`</style>`)
	y := int64(0)
	for i := range p.pages {
		x := &p.pages[i]
		b.WriteString(`<svg y="`)
		milli(y)
		b.WriteString(`" width="`)
		milli(x.width)
		b.WriteString(`" height="`)
		milli(x.height)
		fmt.Fprintf(&b, `" id="page-%d" role="document" aria-label="第 %d 页，共 %d 页" xml:space="preserve" style="%s">`, i+1, i+1, len(p.pages), Settings)
		b.WriteString(`<rect width="100%" height="100%" fill="#fff"/>`)
		b.Write(x.body)
		b.WriteString(`</svg>`)
		y += x.height + between
	}
	b.WriteString("</svg>\n")
	_, err = w.Write(b.Bytes())
	return err
}

// micron is a length in thousandths of a millimetre.
func micron(l unit.Length) int64 { return int64(l.RoundTo(unit.MM/1000) / (unit.MM / 1000)) }
