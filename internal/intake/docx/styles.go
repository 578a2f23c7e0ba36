package docx

// style is what of a style says whether and how a text counts.
type style struct {
	look
	place place
	based string
}

// most styles that are read; Word's own are some 370.
const mostStyles = 5000

// What is counted for a style and a numbering beside their texts, in bytes.
const costStyle, costList = 300, 1000

// readStyles reads styles.xml.
func (r *reader) readStyles() error {
	r.styles = map[string]style{}
	err := r.Elements(func(name string) error {
		if name == "rPrDefault" {
			return r.children(func(string) error {
				return r.children(func(name string) error {
					r.property(name, &r.base)
					return nil
				})
			})
		}
		if name != "style" || len(r.styles) >= mostStyles {
			return nil
		}
		usual := r.Attr("type") == "paragraph" && r.Attr("default") != ""
		id := r.Attr("styleId")
		var s style
		err := r.children(func(name string) error {
			switch name {
			case "basedOn":
				s.based = r.Attr("val")
			case "rPr":
				return r.children(func(name string) error {
					if name != "rStyle" {
						r.property(name, &s.look)
					}
					return nil
				})
			case "pPr":
				var goesOn bool
				r.jc = &s.aligns
				p, err := r.paragraphProperties(&goesOn)
				r.jc = nil
				s.place = p
				return err
			}
			return nil
		})
		if usual {
			r.base = dressOf(r.base, s.look)
		}
		r.styles[id] = s
		r.b.Keep(costStyle + len(id) + len(s.based) + len(s.font) + len(s.face))
		return err
	})
	for id := range r.styles {
		r.inherit(id, 0)
	}
	return err
}

// inherit gives a style what those it is based on have. Circles end: a style is based on at most ten others.
func (r *reader) inherit(id string, depth int) style {
	s, ok := r.styles[id]
	if !ok || s.based == "" || depth > 10 {
		return s
	}
	up := r.inherit(s.based, depth+1)
	s.based = ""
	s.struck, s.hidden = s.struck || up.struck, s.hidden || up.hidden
	if s.shift == 0 {
		s.shift = up.shift
	}
	s.look = dressOf(up.look, s.look)
	if s.font == "" {
		s.font = up.font
	}
	if !s.place.set && up.place.set {
		s.place.list, s.place.set = up.place.list, true
	}
	r.styles[id] = s
	return s
}
