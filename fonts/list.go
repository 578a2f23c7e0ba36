package fonts

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// tongyong is the 8,105 characters of 通用规范汉字表 (2013) in its order; from the kTGH field of the Unihan database.
//
//go:embed tongyong8105.txt
var tongyong string

// Tongyong is the 8,105 characters of 通用规范汉字表, and the ends of lines between them.
func Tongyong() string { return tongyong }

// Info is one face for a list.
type Info struct {
	Name       string   `json:"name"` // PostScript name
	Label      string   `json:"label"`
	File       string   `json:"file"`
	Own        bool     `json:"own"`                // from the user's folder
	Families   []string `json:"families,omitempty"` // families it comes first in, bold ones with 加粗
	Version    string   `json:"version,omitempty"`
	Licence    string   `json:"licence,omitempty"`
	Glyphs     int      `json:"glyphs"`
	Characters int      `json:"characters"`
	Coverage   []Count  `json:"coverage"`
}

// Count is how many characters of a named set a face has.
type Count struct {
	Name string `json:"name"`
	Have int    `json:"have"`
	Of   int    `json:"of"`
}

// List is all faces of the set in a fixed order. It looks at every character of every face: for people, not for the hot
// path.
func (s *Set) List() []Info {
	var out []Info
	for _, f := range s.faces {
		in := Info{Name: f.name, Label: f.Label(), File: f.file, Own: f.own, Licence: f.licence,
			Glyphs: f.font().Glyphs(), Coverage: f.coverage()}
		for _, st := range s.styles {
			if holds(st.own, f) {
				in.Families = append(in.Families, st.name)
			}
			if holds(st.bold, f) {
				in.Families = append(in.Families, st.name+"加粗")
			}
		}
		if v := f.font().Names(sfnt.NameVersion); len(v) > 0 {
			in.Version = v[0]
		}
		if in.Licence == "" {
			if l := f.font().Names(sfnt.NameLicence); len(l) > 0 {
				in.Licence = shorten(l[0])
			}
		}
		for base := rune(0); base < 0x110000; base += 256 {
			var pg [256]uint16
			f.font().GlyphPage(base, &pg)
			for _, gid := range pg {
				if gid != 0 {
					in.Characters++
				}
			}
		}
		out = append(out, in)
	}
	return out
}

func holds(l []link, f *Face) bool {
	return slices.ContainsFunc(l, func(l link) bool { return l.face == f })
}

func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// coverage counts the sets a bureau asks about.
func (f *Face) coverage() []Count {
	table := Count{Name: "通用规范汉字表"}
	for _, r := range tongyong {
		if r != '\n' {
			table.add(f, r)
		}
	}
	gbk := Count{Name: "GBK 汉字区 U+4E00–9FA5"}
	for r := rune(0x4E00); r <= 0x9FA5; r++ {
		gbk.add(f, r)
	}
	extA := Count{Name: "CJK 统一汉字扩充 A"}
	for r := rune(0x3400); r <= 0x4DBF; r++ {
		extA.add(f, r)
	}
	beyond := Count{Name: "扩充 B 及以后"}
	for _, b := range blocks {
		for r := b.lo; b.han && b.lo > 0xFFFF && r <= b.hi; r++ {
			beyond.add(f, r)
		}
	}
	return []Count{table, gbk, extA, beyond}
}

func (c *Count) add(f *Face, r rune) {
	c.Of++
	if f.font().Glyph(r) != 0 {
		c.Have++
	}
}

// labels is what people call the embedded faces.
var labels = map[string]string{
	"GongbiaoSong-Regular":   "宋体",
	"GongbiaoSong-Bold":      "宋体加粗",
	"GongbiaoHei-Regular":    "黑体",
	"GongbiaoFang-Regular":   "仿宋",
	"GongbiaoKai-Regular":    "楷体",
	"GongbiaoKaiExt-Regular": "楷体补字",
	"GongbiaoSign-Regular":   "符号字母",
	"GongbiaoRare-Regular":   "罕用字",
	"LiberationSerif":        "Liberation Serif",
	"LiberationSerif-Bold":   "Liberation Serif Bold",
}

// Label is what people call the face: 宋体, 罕用字; the file name of the user's own.
func (f *Face) Label() string {
	if l := labels[f.name]; l != "" && !f.own {
		return l
	}
	return f.file
}
