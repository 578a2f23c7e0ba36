package render

import (
	"fmt"
	"io"

	"github.com/gongbiao/gongbiao/internal/paint/html"
	"github.com/gongbiao/gongbiao/internal/paint/raster"
	"github.com/gongbiao/gongbiao/internal/paint/svg"
)

// writeSVG writes the pages of a form for a browser.
func (e *Engine) writeSVG(w io.Writer, _ Options, forms []*Form) error {
	if err := single(SVG, forms); err != nil {
		return err
	}
	p, err := svg.Paint(e.Faces, forms[0].pages)
	if err != nil {
		return err
	}
	return p.Write(w)
}

// writePNG writes a picture of the pages of a form.
func (e *Engine) writePNG(w io.Writer, o Options, forms []*Form) error {
	if err := single(PNG, forms); err != nil {
		return err
	}
	if o.DPI != 0 && (o.DPI < MinDPI || o.DPI > MaxDPI) {
		return option(fmt.Sprintf("DPI 应在 %d 和 %d 之间", MinDPI, MaxDPI), fmt.Sprintf("DPI must be between %d and %d", MinDPI, MaxDPI))
	}
	d := forms[0].pages
	if o.First && len(d.Pages) > 1 {
		one := *d
		one.Pages = d.Pages[:1]
		d = &one
	}
	return raster.Write(w, e.Faces, d, raster.Options{DPI: o.DPI})
}

// writeHTML writes a form as a web page. It was measured all the same, so that what no paper can hold is refused here
// too.
func (e *Engine) writeHTML(w io.Writer, o Options, forms []*Form) error {
	if err := single(HTML, forms); err != nil {
		return err
	}
	g, err := forms[0].Grid()
	if err != nil {
		return err
	}
	return html.Write(w, g, html.Options{Producer: o.Producer})
}

// How fine a picture may be, in dots per inch.
const (
	MinDPI = 24
	MaxDPI = 600
)

// single refuses several forms in a file for the web.
func single(f Format, forms []*Form) error {
	if len(forms) == 1 {
		return nil
	}
	return option(fmt.Sprintf("一个 .%s 文件只装一份表；几份表请写到文件夹", f),
		fmt.Sprintf("a .%s file holds one form; write several into a folder", f))
}
