//go:build !onefile && !nofonts

package fonts

import _ "embed"

// The faces are strings: they lie in read-only memory, are mapped from the program file page by page, and cost nothing
// at start.
var (
	//go:embed faces/GongbiaoSong-Regular.ttf
	songRegular string
	//go:embed faces/GongbiaoSong-Bold.ttf
	songBold string
	//go:embed faces/GongbiaoHei-Medium.ttf
	hei string
	//go:embed faces/GongbiaoFang-Regular.ttf
	fang string
	//go:embed faces/GongbiaoKai-Regular.ttf
	kai string
	//go:embed faces/GongbiaoKaiExt-Regular.ttf
	kaiExt string
	//go:embed faces/GongbiaoSign-Regular.ttf
	sign string
	//go:embed faces/GongbiaoRare-Regular.ttf
	rare string
	//go:embed faces/LiberationSerif-Regular.ttf
	serifRegular string
	//go:embed faces/LiberationSerif-Bold.ttf
	serifBold string
)

// shipped is the content of a file of faces/.
func shipped(file string) string {
	switch file {
	case "GongbiaoSong-Regular.ttf":
		return songRegular
	case "GongbiaoSong-Bold.ttf":
		return songBold
	case "GongbiaoHei-Medium.ttf":
		return hei
	case "GongbiaoFang-Regular.ttf":
		return fang
	case "GongbiaoKai-Regular.ttf":
		return kai
	case "GongbiaoKaiExt-Regular.ttf":
		return kaiExt
	case "GongbiaoSign-Regular.ttf":
		return sign
	case "GongbiaoRare-Regular.ttf":
		return rare
	case "LiberationSerif-Regular.ttf":
		return serifRegular
	case "LiberationSerif-Bold.ttf":
		return serifBold
	}
	return ""
}
