package fonts

import (
	"cmp"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// nearest are the fonts of Chinese systems that come nearest to ours, for readers that do not use an embedded file.
var nearest = map[string]string{
	"GongbiaoSong-Regular":   Song,
	"GongbiaoSong-Bold":      Song,
	"GongbiaoHei-Regular":    Hei,
	"GongbiaoFang-Regular":   Fang,
	"GongbiaoKai-Regular":    Kai,
	"GongbiaoKaiExt-Regular": Kai,
	"GongbiaoSign-Regular":   Song,
	"GongbiaoRare-Regular":   Kai,
	"LiberationSerif":        "Times New Roman",
	"LiberationSerif-Bold":   "Times New Roman",
}

// Family is the family of a system's fonts that the face can be replaced by; of the user's own, the one it says it
// belongs to.
func (f *Face) Family() string {
	if name := nearest[f.name]; name != "" && !f.own {
		return name
	}
	for _, id := range []int{sfnt.NameTypoFamily, sfnt.NameFamily} {
		if names := f.font().Names(id); len(names) > 0 {
			return cmp.Or(names[0], f.name)
		}
	}
	return f.name
}
