package onefile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/fonts"
)

// families are the faces that a build may name, by the file of each. What every build has is not among them: signs,
// Latin letters, and the rare ones among the 8,105.
var families = map[string][]string{
	"song": {"GongbiaoSong-Regular.ttf"},
	"bold": {"GongbiaoSong-Bold.ttf"},
	"hei":  {"GongbiaoHei-Medium.ttf"},
	"fang": {"GongbiaoFang-Regular.ttf"},
	"kai":  {"GongbiaoKai-Regular.ttf", "GongbiaoKaiExt-Regular.ttf"},
}

// Families are the names Faces takes.
func Families() []string { return slices.Sorted(maps.Keys(families)) }

// leftOut is what the program says to do about what a build was made without.
const leftOut = "这份公表.html 是精简版，只带《通用规范汉字表》的 8105 个字，字体只有%s；请用带全部字体的公表.html，或用 gongbiao 命令"

// called are the families as a clerk knows them.
var called = map[string]string{"song": "宋体", "bold": "宋体加粗（小标宋）", "hei": "黑体", "fang": "仿宋", "kai": "楷体"}

// whole is the name of the build that has every face as it is.
const whole = "full"

// Faces are the files of a build with these families, for what the engine asks of them (fonts): "full" are all, whole.
// Otherwise they are cut to the characters of 通用规范汉字表 and to whatever is no
// Chinese character; those left out are empty. says tells a reader of the file what was done. Whatever can be set with
// the cut faces is set by the same glyphs of the same faces as with all of them: a character that would move to
// another face is left out everywhere.
func Faces(names []string) (files []File, says string, err error) {
	if len(names) == 1 && names[0] == whole {
		return inOrder(nil), "All faces, whole.", nil
	}
	wanted := map[string]bool{}
	for _, n := range names {
		if families[n] == nil {
			return nil, "", fmt.Errorf("no family %q; there are full, or %s", n, strings.Join(Families(), ", "))
		}
		wanted[n] = true
	}
	if !wanted["song"] || !wanted["bold"] {
		return nil, "", fmt.Errorf("song and bold must be among the families: every layout has them")
	}
	set := fonts.Embedded()
	out := map[string]bool{} // by PostScript name
	cuts := map[string][]byte{}
	psName := map[string]string{} // by file
	for _, in := range set.List() {
		psName[in.File] = in.Name
	}
	for name, of := range families {
		for _, file := range of {
			if !wanted[name] {
				out[psName[file]], cuts[file] = true, nil
			}
		}
	}
	keep := keeper(set, out, wanted)
	for file, data := range fonts.Shipped() {
		if _, done := cuts[file]; done || psName[file] == "" || strings.HasPrefix(file, "Liberation") { // whose licence keeps its name for the whole
			continue
		}
		if cuts[file], err = cut(string(data), keep); err != nil {
			return nil, "", fmt.Errorf("%s: %w", file, err)
		}
	}
	var has []string
	for _, n := range []string{"song", "bold", "hei", "fang", "kai"} {
		if wanted[n] {
			has = append(has, called[n])
		}
	}
	files = append(inOrder(cuts), File{"cut.txt", fmt.Appendf(nil, leftOut, strings.Join(has, "、"))})
	return files, "Faces: " + strings.Join(names, ", ") + ". Modified: the outlines of Chinese characters that are not among the 8,105 of " +
		"通用规范汉字表 were taken out of the Gongbiao faces by cmd/onefile; nothing else of them was changed.", nil
}

// inOrder are the faces, those that most forms are set in first: as they ship, or cut. One cut to nothing is left out.
func inOrder(cuts map[string][]byte) (out []File) {
	for file, data := range fonts.Shipped() {
		if less, has := cuts[file]; has {
			data = less
		}
		if strings.HasSuffix(file, ".ttf") && len(data) > 0 {
			out = append(out, File{file, data})
		}
	}
	return out
}

// keeper says which characters stay: those of 通用规范汉字表 and all that are no Chinese characters, without those that
// some family takes from a face that is left out.
func keeper(set *fonts.Set, out, wanted map[string]bool) func(rune) bool {
	list := map[rune]bool{}
	for _, r := range fonts.Tongyong() {
		list[r] = true
	}
	var chains []*fonts.Chain
	for name, family := range map[string]string{"song": fonts.Song, "hei": fonts.Hei, "fang": fonts.Fang, "kai": fonts.Kai, "bold": fonts.Title} {
		if wanted[name] {
			chains = append(chains, set.Chain(family, false), set.Chain(family, true))
		}
	}
	chains = append(chains, set.Chain(fonts.Times, false), set.Chain(fonts.Times, true))
	return func(r rune) bool {
		if unicode.Is(unicode.Han, r) && !list[r] {
			return false
		}
		return !slices.ContainsFunc(chains, func(c *fonts.Chain) bool {
			face, _, ok := c.Measure(string(r))
			return ok && out[face]
		})
	}
}
