package fonts_test

import (
	"fmt"

	"github.com/gongbiao/gongbiao/fonts"
)

// A family is a chain of faces: the first that has a character sets it.
func ExampleSet_Chain() {
	fang := fonts.Embedded().Chain("仿宋_GB2312", false) // an alias; nil for a family nobody has
	for _, cluster := range []string{"公", "A", "𬭎", "☑", "\ue5e5"} {
		p, ok := fang.Paint(cluster)
		fmt.Printf("%q %s %d %t\n", cluster, p.Face, p.Advance, ok)
	}
	// Output:
	// "公" GongbiaoFang-Regular 1000000 true
	// "A" GongbiaoFang-Regular 500000 true
	// "𬭎" GongbiaoFang-Regular 1000000 true
	// "☑" GongbiaoSong-Regular 1000000 true
	// "\ue5e5"  0 false
}

// What no face has is never replaced by something like it; Explain says why it cannot be set and what to do.
func ExampleChain_Explain() {
	song := fonts.Embedded().Chain(fonts.Song, false)
	if m, missing := song.Explain("\ue5e5"); missing {
		fmt.Println(m.Message())
		fmt.Println(m.English())
		fmt.Println(m.Hint())
	}
	// Output:
	// U+E5E5（私用区） 是自造字（造字程序的私用码位），换一台机器就不是这个字
	// U+E5E5 is a private-use character
	// 请改为该字的标准码位；没有标准码位时，用 --font-dir 提供含该自造字的 TTF 字体
}
