package paper

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
)

// kinds are the artifacts of an OFD's tags.
var kinds = map[string]Kind{"": Form, "header": Header, "footer": Footer, "watermark": Watermark, "repeat": Other}

// OFD is an OFD file as read, told as a PDF is.
func OFD(f *ofdfile.File) *Document {
	d := &Document{Book: len(f.Forms) > 1}
	for _, m := range f.Outline {
		d.Beside += fmt.Sprintln("outline", m.Level, m.Title, m.Page, m.Top)
	}
	for _, a := range f.Attachments {
		d.Beside += fmt.Sprintln("attachment", a.Name, a.Format, string(a.Data))
	}
	for i := range f.Pages {
		p := &f.Pages[i]
		out := Page{Box: fmt.Sprint(p.Width, " × ", p.Height), odd: p.Odd}
		var drawn strings.Builder
		for _, t := range p.Texts {
			out.Runs = append(out.Runs, Run{kinds[t.Artifact], t.Text})
			fmt.Fprintln(&drawn, t.X, t.Y, t.Size, t.Turned, t.Places)
		}
		fmt.Fprint(&drawn, p.Lines, p.Marks, p.Links)
		out.drawn = drawn.String()
		d.Pages = append(d.Pages, out)
	}
	return d
}
