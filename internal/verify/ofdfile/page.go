package ofdfile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// microns is a decimal number of millimetres in micrometres, what is beyond them cut off; 0 if it is none.
func microns(s string) int64 {
	s = strings.TrimSpace(s)
	digits := strings.TrimPrefix(s, "-")
	whole, part, _ := strings.Cut(digits, ".")
	n, err := strconv.ParseInt(whole+(part + "000")[:3], 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	if digits != s {
		return -n
	}
	return n
}

// lengths are the numbers of a list.
func lengths(s string) (out []int64) {
	for _, w := range strings.Fields(s) {
		out = append(out, microns(w))
	}
	return out
}

// page reads the content of one page; false if it is none.
func (f *File) page(id int, part []byte) bool {
	e, ok := parse(part)
	if !ok || e.Name != "Page" {
		return false
	}
	p := Page{ID: id}
	if box := lengths(e.Kid("Area", "PhysicalBox").Text); len(box) == 4 {
		p.Width, p.Height = box[2], box[3]
	}
	for _, layer := range e.Kid("Content").All("Layer") {
		for _, o := range layer.Kids {
			box := lengths(o.Attr["Boundary"])
			if len(box) != 4 {
				return false
			}
			switch o.Name {
			case "TextObject":
				if !p.text(o, box) {
					return false
				}
			case "PathObject":
				p.path(o, box)
			default:
				p.Marks++
			}
		}
	}
	f.Pages = append(f.Pages, p)
	return true
}

func (p *Page) text(o *markup.Node, box []int64) bool {
	code := o.Kid("TextCode")
	t := Text{ID: o.Int("ID", -1), Page: p.ID, Size: microns(o.Attr["Size"]), Text: code.Text}
	x, y := microns(code.Attr["X"]), microns(code.Attr["Y"])
	if ctm := lengths(o.Attr["CTM"]); len(ctm) == 6 {
		t.Turned = true
		x, y = ctm[4], ctm[5] // its own X and Y are 0
	}
	t.X, t.Y = box[0]+x, box[1]+y
	t.Places = []int64{0}
	for _, d := range lengths(code.Attr["DeltaX"]) {
		t.Places = append(t.Places, t.Places[len(t.Places)-1]+d)
	}
	p.Texts = append(p.Texts, t)
	return len(t.Places) == utf8.RuneCountInString(t.Text)
}

// path takes the straight strokes of a path.
func (p *Page) path(o *markup.Node, box []int64) {
	if o.Attr["Stroke"] == "false" {
		p.Marks++
		return
	}
	words := strings.Fields(o.Kid("AbbreviatedData").Text)
	width := microns(o.Attr["LineWidth"])
	var x, y int64
	for i := 0; i+2 < len(words); i += 3 {
		u, v := box[0]+microns(words[i+1]), box[1]+microns(words[i+2])
		if words[i] == "L" {
			p.Lines = append(p.Lines, Line{x, y, u, v, width})
		}
		x, y = u, v
	}
}
