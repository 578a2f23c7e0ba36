package fonts

import (
	"slices"
	"strings"
	"sync"
)

// cutFile is empty, but where a build has other faces than these in their place: cut to some characters, or empty
// (cmd/onefile). Then it is what to do about a character or a family that was left out.
const cutFile = "cut.txt"

const (
	ofl    = "SIL OFL 1.1"
	arphic = "Arphic Public License"
)

var embedded = sync.OnceValue(func() *Set {
	face := func(name, file, licence string) *Face { // the name is that in the file, which is not read yet
		data := shipped(file)
		if data == "" { // left out
			return nil
		}
		return &Face{name: name, file: file, licence: licence, data: data}
	}
	song := face("GongbiaoSong-Regular", "GongbiaoSong-Regular.ttf", ofl)
	bold := face("GongbiaoSong-Bold", "GongbiaoSong-Bold.ttf", ofl)
	liberation := face("LiberationSerif", "LiberationSerif-Regular.ttf", ofl)
	liberationBold := face("LiberationSerif-Bold", "LiberationSerif-Bold.ttf", ofl)
	heiFace := face("GongbiaoHei-Regular", "GongbiaoHei-Medium.ttf", ofl)
	fangFace := face("GongbiaoFang-Regular", "GongbiaoFang-Regular.ttf", ofl)
	kaiFace := face("GongbiaoKai-Regular", "GongbiaoKai-Regular.ttf", arphic)
	kaiExtFace := face("GongbiaoKaiExt-Regular", "GongbiaoKaiExt-Regular.ttf", ofl)
	signFace := face("GongbiaoSign-Regular", "GongbiaoSign-Regular.ttf", ofl)
	rareFace := face("GongbiaoRare-Regular", "GongbiaoRare-Regular.ttf", arphic)
	styles := []style{
		{name: Song, aliases: []string{"SimSun", "NSimSun", "新宋体", "宋体-18030", "中易宋体"}, own: plain(song), bold: plain(bold)},
		{name: Hei, aliases: []string{"SimHei", "中易黑体"}, own: plain(heiFace)},
		{name: Fang, aliases: []string{"FangSong", "SimFang", "仿宋_GB2312", "FangSong_GB2312"}, own: plain(fangFace)},
		{name: Kai, aliases: []string{"KaiTi", "SimKai", "楷体_GB2312", "KaiTi_GB2312"}, own: plain(kaiFace, kaiExtFace)},
		{name: Title, aliases: []string{"方正小标宋", "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"}, own: plain(bold)},
		{name: Times, aliases: []string{"Times New Roman"}, own: []link{{liberation, true}}, bold: []link{{liberationBold, true}},
			boldBase: true, last: plain(liberation), lastBold: plain(liberationBold)},
	}
	// A character that any face here has is printed in every family.
	styles = slices.DeleteFunc(styles, func(s style) bool { return s.own[0].face == nil })
	return build(styles, []*Face{signFace, rareFace, liberation, kaiFace, kaiExtFace, heiFace, fangFace, bold})
})

// LeftOut is what to do about a character or a family that this build was made without; empty: it has them all.
func LeftOut() string { return strings.TrimSpace(shipped(cutFile)) }

// Embedded is the set that ships with the program. It is made once and shared.
func Embedded() *Set { return embedded() }
