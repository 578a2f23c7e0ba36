package meaning

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
)

// image is a picture over the cells; place and size in EMU.
type image struct {
	sum        string
	at         place
	x, y, w, h float64
}

// attached reads what is beside the cells: notes and pictures.
func (r *reader) attached(s *Sheet, n *node, rels []relation) error {
	use := func(element, kind string) (*relation, error) {
		id := n.kid(element).attr["r:id"]
		if r := byID(rels, id); r != nil && r.kind == kind {
			return r, nil
		}
		if id != "" {
			return nil, damaged("“"+s.Name+"”的 "+element+" 没有部件", element+" leads nowhere")
		}
		return nil, nil
	}
	comments, err := only(rels, "comments")
	if err != nil {
		return err
	}
	if comments != nil {
		if err := r.comments(s, comments.target); err != nil {
			return err
		}
	}
	shapes, err := use("legacyDrawing", "vmlDrawing")
	if err != nil {
		return err
	}
	if shapes != nil {
		if err := r.shapes(s, shapes.target); err != nil {
			return err
		}
	}
	drawing, err := use("drawing", "drawing")
	if err != nil || drawing == nil {
		return err
	}
	return r.drawing(s, drawing.target)
}

func (r *reader) comments(s *Sheet, part string) error {
	n, err := r.xml(part)
	if err != nil {
		return err
	}
	if _, err := r.relations(part); err != nil {
		return err
	}
	n.kid("commentList").each("comment", func(c *node) {
		p, ok := parsePlace(c.attr["ref"])
		if _, twice := s.notes[p]; twice || !ok {
			r.odd(s.Name, c.attr["ref"], "批注写了两次", "")
		}
		s.notes[p] = strings.TrimSpace(r.text(c.kid("text")).plain)
	})
	return nil
}

// shapes looks at the shapes of the notes: nothing but notes, and none of them open over the cells.
func (r *reader) shapes(s *Sheet, part string) error {
	n, err := r.xml(part)
	if err != nil {
		return err
	}
	rels, err := r.relations(part)
	if err != nil {
		return err
	}
	count := 0
	var walk func(*node)
	walk = func(n *node) {
		data := n.kid("ClientData")
		for _, k := range n.kids {
			if k.name == "ClientData" {
				data = k
			}
		}
		switch {
		case n.space == "v" && n.name == "shape" && data.attr["ObjectType"] == "Note":
			count++
			for _, k := range data.kids {
				if k.name == "Visible" && !strings.EqualFold(strings.TrimSpace(k.text), "false") {
					r.odd(s.Name, "", "批注打开着，盖在格上", "")
				}
			}
		case n.space == "v" && slices.Contains([]string{"shape", "rect", "roundrect", "oval", "line", "polyline",
			"curve", "arc", "image", "imagedata", "group"}, n.name):
			r.odd(s.Name, "", "多出图形", n.name)
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	if count > len(s.notes) || len(rels) > 0 {
		r.odd(s.Name, "", "多出图形", "")
	}
	return nil
}

func (r *reader) drawing(s *Sheet, part string) error {
	n, err := r.xml(part)
	if err != nil {
		return err
	}
	rels, err := r.relations(part, "image")
	if err != nil {
		return err
	}
	for _, a := range n.kids {
		if p := a.kid("pic"); p.name != "" && (a.name == "oneCellAnchor" || a.name == "twoCellAnchor") && onlyPicture(a) {
			img, ok, err := r.image(s, a, p, rels)
			if err != nil {
				return err
			}
			if ok {
				s.images = append(s.images, img)
				continue
			}
		}
		r.odd(s.Name, corner(a).String(), "多出图形", a.name)
	}
	slices.SortFunc(s.images, func(a, b image) int { return cmp.Or(a.at.compare(b.at), strings.Compare(a.sum, b.sum)) })
	return nil
}

func onlyPicture(a *node) bool {
	for _, k := range a.kids {
		if !slices.Contains([]string{"from", "to", "ext", "pic", "clientData"}, k.name) {
			return false
		}
	}
	return true
}

// corner is the cell an anchor begins in.
func corner(a *node) place {
	f := a.kid("from")
	return place{int(f.kid("row").figure()) + 1, int(f.kid("col").figure()) + 1}
}

// figure is the number an element holds, 0 if it holds none.
func (n *node) figure() float64 {
	v, _ := strconv.ParseFloat(strings.TrimSpace(n.text), 64)
	return v
}

// image reads a picture that shows all of a file, upright and plain.
func (r *reader) image(s *Sheet, anchor, pic *node, rels []relation) (image, bool, error) {
	var blip, crop, frame, what *node
	for _, k := range pic.kids {
		switch k.name {
		case "blipFill":
			for _, b := range k.kids {
				switch b.name {
				case "blip":
					blip = b
				case "srcRect":
					crop = b
				}
			}
		case "spPr":
			for _, b := range k.kids {
				if b.name == "xfrm" {
					frame = b
				}
			}
		case "nvPicPr":
			what = k.kid("cNvPr")
		}
	}
	if blip == nil || !plainBlip(blip) || crop != nil && len(crop.attr) > 0 && !zeros(crop) || frame != nil &&
		(frame.int("rot", 0) != 0 || frame.is("flipH") || frame.is("flipV")) || what != nil && what.is("hidden") {
		return image{}, false, nil
	}
	rel := byID(rels, blip.attr["r:embed"])
	if rel == nil || r.parts[rel.target] == nil {
		return image{}, false, nil
	}
	b, err := load(r.parts[rel.target])
	if err != nil {
		return image{}, false, err
	}
	at := corner(anchor)
	x, y := s.point(anchor.kid("from"))
	out := image{sum: fmt.Sprintf("%x", sha256.Sum256(b)), at: at, x: x, y: y}
	if to := anchor.kid("to"); to.name != "" {
		x2, y2 := s.point(to)
		out.w, out.h = x2-x, y2-y
	} else {
		out.w, out.h = anchor.kid("ext").size("cx", 0), anchor.kid("ext").size("cy", 0)
	}
	return out, true, nil
}

// plainBlip says whether nothing changes the picture or stands for it, such as an SVG; a hint at its resolution may
// be there.
func plainBlip(n *node) bool {
	for _, k := range n.kids {
		if k.name != "extLst" {
			return false
		}
		for _, x := range k.kids {
			if x.attr["uri"] != "{28A0092B-C50C-407E-A947-70E740481C1C}" {
				return false
			}
		}
	}
	return true
}

func zeros(n *node) bool {
	for _, v := range n.attr {
		if v != "0" {
			return false
		}
	}
	return true
}

// point is where an anchor's corner lies on the sheet, in EMU.
func (s *Sheet) point(n *node) (x, y float64) {
	x, y = n.kid("colOff").figure(), n.kid("rowOff").figure()
	for c := 1; c <= int(min(n.kid("col").figure(), found.LastCol)); c++ {
		x += s.width(c) * 8 * 9525
	}
	for r := 1; r <= int(min(n.kid("row").figure(), found.LastRow)); r++ {
		y += s.height(r) * 12700
	}
	return x, y
}
