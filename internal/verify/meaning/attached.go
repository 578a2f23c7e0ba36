package meaning

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// image is a picture over the cells; place and size in EMU.
type image struct {
	sum        string
	at         place
	x, y, w, h float64
}

// attached reads what is beside the cells: notes and pictures.
func (r *reader) attached(s *Sheet, n *markup.Node, rels []relation) {
	use := func(element, kind string) string {
		e := n.Kid(element)
		rel := byID(rels, e.Attr["r:id"])
		if e.Name == "" || rel.kind == kind {
			return rel.target
		}
		r.damaged("“"+s.Name+"”的 "+element+" 没有部件", element+" leads nowhere")
		return ""
	}
	if part := r.only(rels, "comments"); part != "" {
		r.comments(s, part)
	}
	if part := use("legacyDrawing", "vmlDrawing"); part != "" {
		r.shapes(s, part)
	}
	if part := use("drawing", "drawing"); part != "" {
		r.drawing(s, part)
	}
}

func (r *reader) comments(s *Sheet, part string) {
	n := r.xml(part)
	r.relations(part)
	if n.Space != "" {
		r.foreign(part)
	}
	for _, c := range n.Kid("commentList").All("comment") {
		p, ok := parsePlace(c.Attr["ref"])
		if _, twice := s.notes[p]; twice || !ok {
			r.odd(s.Name, c.Attr["ref"], "批注写了两次", "")
		}
		s.notes[p] = strings.TrimSpace(r.text(c.Kid("text")).plain)
	}
}

// shapes looks at the shapes of the notes: nothing but notes, and none of them open over the cells.
func (r *reader) shapes(s *Sheet, part string) {
	n, rels := r.xml(part), r.relations(part)
	count := 0
	var walk func(*markup.Node)
	walk = func(n *markup.Node) {
		data := n.In("x", "ClientData")
		switch {
		case n.Space == "v" && n.Name == "shape" && data.Attr["ObjectType"] == "Note" && n.Twice() == "":
			count++
			for _, k := range data.Kids {
				if k.Name == "Visible" && !strings.EqualFold(strings.TrimSpace(k.Text), "false") {
					r.odd(s.Name, "", "批注打开着，盖在格上", "")
				}
			}
		case n.Space == "v" && slices.Contains([]string{"shape", "rect", "roundrect", "oval", "line", "polyline",
			"curve", "arc", "image", "imagedata", "group"}, n.Name):
			r.odd(s.Name, "", "多出图形", n.Name)
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(n)
	if count > len(s.notes) || len(rels) > 0 {
		r.odd(s.Name, "", "多出图形", "")
	}
}

func (r *reader) drawing(s *Sheet, part string) {
	n, rels := r.xml(part), r.relations(part, "image")
	if n.Space != "xdr" {
		r.foreign(part)
	}
	for _, a := range n.Kids {
		if p := a.Kid("pic"); p.Space == "xdr" && (a.Name == "oneCellAnchor" || a.Name == "twoCellAnchor") && onlyPicture(a) {
			if img, ok := r.image(s, a, p, rels); ok {
				s.images = append(s.images, img)
				continue
			}
		}
		r.odd(s.Name, corner(a).String(), "多出图形", a.Name)
	}
	slices.SortFunc(s.images, func(a, b image) int { return cmp.Or(a.at.compare(b.at), strings.Compare(a.sum, b.sum)) })
}

func onlyPicture(a *markup.Node) bool {
	for _, k := range a.Kids {
		if !slices.Contains([]string{"from", "to", "ext", "pic", "clientData"}, k.Name) {
			return false
		}
	}
	return true
}

// corner is the cell an anchor begins in.
func corner(a *markup.Node) place {
	f := a.Kid("from")
	return place{int(figure(f.Kid("row"))) + 1, int(figure(f.Kid("col"))) + 1}
}

// figure is the number an element holds, 0 if it holds none.
func figure(n *markup.Node) float64 {
	v, _ := strconv.ParseFloat(strings.TrimSpace(n.Text), 64)
	return v
}

// image reads a picture that shows all of a file, upright and plain.
func (r *reader) image(s *Sheet, anchor, pic *markup.Node, rels []relation) (image, bool) {
	fill := pic.Kid("blipFill")
	blip, frame := fill.In("a", "blip"), pic.Kid("spPr").In("a", "xfrm")
	part := r.parts[byID(rels, blip.Attr["r:embed"]).target]
	if part == nil || !plainBlip(blip) || !zeros(fill.In("a", "srcRect")) || frame.Int("rot", 0) != 0 ||
		frame.Is("flipH") || frame.Is("flipV") || pic.Kid("nvPicPr", "cNvPr").Is("hidden") ||
		pic.Twice()+fill.Twice()+pic.Kid("spPr").Twice() != "" {
		return image{}, false
	}
	b := r.load(part)
	at := corner(anchor)
	x, y := s.point(anchor.Kid("from"))
	out := image{sum: fmt.Sprintf("%x", sha256.Sum256(b)), at: at, x: x, y: y}
	if to := anchor.Kid("to"); to.Name != "" {
		x2, y2 := s.point(to)
		out.w, out.h = x2-x, y2-y
	} else {
		out.w, out.h = anchor.Kid("ext").Size("cx", 0), anchor.Kid("ext").Size("cy", 0)
	}
	return out, true
}

// plainBlip says whether nothing changes the picture or stands for it, such as an SVG; a hint at its resolution may
// be there.
func plainBlip(n *markup.Node) bool {
	for _, k := range n.Kids {
		if k.Name != "extLst" {
			return false
		}
		for _, x := range k.Kids {
			if x.Attr["uri"] != "{28A0092B-C50C-407E-A947-70E740481C1C}" {
				return false
			}
		}
	}
	return true
}

func zeros(n *markup.Node) bool {
	for _, v := range n.Attr {
		if v != "0" {
			return false
		}
	}
	return true
}

// point is where an anchor's corner lies on the sheet, in EMU.
func (s *Sheet) point(n *markup.Node) (x, y float64) {
	x, y = figure(n.Kid("colOff")), figure(n.Kid("rowOff"))
	for c := 1; c <= int(min(figure(n.Kid("col")), found.LastCol)); c++ {
		x += s.width(c) * 8 * 9525
	}
	for r := 1; r <= int(min(figure(n.Kid("row")), found.LastRow)); r++ {
		y += s.height(r) * 12700
	}
	return x, y
}
