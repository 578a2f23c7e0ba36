package notation

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// papers are the sheets known by name (GB/T 148: the A series), portrait.
var papers = []struct {
	name          string
	width, height unit.Length
}{{"A4", 210 * unit.MM, 297 * unit.MM}, {"A3", 297 * unit.MM, 420 * unit.MM}, {"A5", 148 * unit.MM, 210 * unit.MM}}

// DefaultPaper is A4 with 15 mm above and below, 20 mm at the sides.
func DefaultPaper() grid.Paper {
	return grid.Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 15 * unit.MM, Right: 20 * unit.MM,
		Bottom: 15 * unit.MM, Left: 20 * unit.MM}
}

// Paper reads "A4" or {size, orientation, margins}; what is left out is taken from the default given.
func (s *Source) Paper(n *yaml.Node, base grid.Paper) grid.Paper {
	if n == nil {
		return base
	}
	if n.Kind == yaml.ScalarNode {
		return s.paperSize(n, base)
	}
	m, ok := s.Mapping(n, "paper", "size", "orientation", "margins")
	if !ok {
		return base
	}
	p := base
	if v := m.Get("size"); v != nil {
		p = s.paperSize(v, p)
	}
	if v := m.Get("orientation"); v != nil {
		switch w := s.word(v, "orientation", "portrait", "landscape"); {
		case w == "portrait" && p.Landscape(), w == "landscape" && !p.Landscape():
			p.Width, p.Height = p.Height, p.Width
		}
	}
	if v := m.Get("margins"); v != nil {
		four := v.Content
		switch {
		case v.Kind == yaml.ScalarNode: // all around
			four = []*yaml.Node{v, v, v, v}
		case len(four) == 2: // above and below, at the sides
			four = []*yaml.Node{four[0], four[1], four[0], four[1]}
		}
		if v.Kind == yaml.MappingNode || len(four) != 4 {
			s.Errorf(yamltree.At(v), "LAYOUT-MARGINS", "如 15、[15, 20] 或 [15, 20, 15, 20]", "margins 应是一个长度，或两个：上下、左右，或四个：上、右、下、左")
		} else {
			for i, d := range []*unit.Length{&p.Top, &p.Right, &p.Bottom, &p.Left} {
				if l, ok := s.Length(four[i], "页边距", 0, 500*unit.MM, "mm"); ok {
					*d = l
				}
			}
		}
	}
	if p.Width-p.Left-p.Right < 10*unit.MM || p.Height-p.Top-p.Bottom < 10*unit.MM {
		s.Errorf(yamltree.At(n), "LAYOUT-MARGINS", "", "页边距太大，纸上剩下不到 10mm")
		return base
	}
	return p
}

func (s *Source) paperSize(n *yaml.Node, p grid.Paper) grid.Paper {
	t, ok := s.Text(n, "paper")
	if !ok {
		return p
	}
	var names []string
	for _, k := range papers {
		if names = append(names, k.name); k.name == t {
			p.Name, p.Width, p.Height = t, k.width, k.height
			return p
		}
	}
	if ws, hs, ok := strings.Cut(strings.ReplaceAll(t, "x", "×"), "×"); ok {
		w, err1 := unit.Parse(ws)
		h, err2 := unit.Parse(hs)
		if err1 == nil && err2 == nil && min(w, h) >= 50*unit.MM && max(w, h) <= 2000*unit.MM {
			p.Name, p.Width, p.Height = t, w, h
			return p
		}
	}
	s.Errorf(yamltree.At(n), "LAYOUT-PAPER", "可用："+strings.Join(names, "、")+"，或写明大小如 184mm×260mm", "不认识纸张“%s”", t)
	return p
}

// DefaultNumber is how pages are numbered where a layout says nothing: only if there are two.
func DefaultNumber() grid.PageNumber {
	return grid.PageNumber{Format: "第 {page} 页 共 {pages} 页", Align: grid.AlignCenter, Size: 9 * unit.Pt, Family: "宋体",
		OnlyIf2: true, Default: true}
}

// None is what a layout says that wants no page number or no head on continued pages.
const None = "none"

// PageNumber reads "-{page}-", none, or {format, align, size, font, single}.
func (s *Source) PageNumber(n *yaml.Node, base grid.PageNumber) grid.PageNumber {
	if n == nil {
		return base
	}
	p := grid.PageNumber{Align: grid.AlignCenter, Size: 9 * unit.Pt, Family: "宋体"}
	if n.Kind == yaml.ScalarNode {
		if n.Tag != "!!null" && n.Value != None {
			p.Format = s.PageText(n, "page-number")
		}
		return p
	}
	m, ok := s.Mapping(n, "page-number", "format", "align", "size", "font", "single")
	if !ok {
		return base
	}
	if v := m.Get("format"); v != nil {
		p.Format = s.PageText(v, "page-number 的 format")
	} else {
		s.Errorf(yamltree.At(n), "LAYOUT-PAGE-NUMBER", `如 format: "-{page}-"`, "page-number 缺 format")
	}
	if v := m.Get("align"); v != nil {
		if w := s.Word(v, "align", "left", "center", "right", "outside"); w == "outside" {
			p.Align = grid.AlignOutside
		} else if a, ok := aligns[w]; ok {
			p.Align = a
		}
	}
	if v := m.Get("size"); v != nil {
		if d, ok := s.Length(v, "size", unit.Pt, 72*unit.Pt, "pt"); ok {
			p.Size = d
		}
	}
	if v := m.Get("font"); v != nil {
		p.Family, _ = s.Text(v, "font")
	}
	if v := m.Get("single"); v != nil {
		p.OnlyIf2 = !s.Bool(v, "single")
	}
	return p
}
