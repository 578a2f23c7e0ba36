package ooxml

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const forbidden = `[]:*?/\`

// Namer makes names of sheets that Excel accepts, each different from those before.
type Namer struct{ used map[string]bool }

var replaceForbidden = strings.NewReplacer("[", "［", "]", "］", ":", "：", "*", "＊", "?", "？", "/", "／", `\`, "＼", "_x", "＿x", "_X", "＿X")

// Name is want made acceptable: forbidden characters become their full-width forms, the length is cut to 31 UTF-16
// units, an empty or reserved name gets another, and a name in use gets a number.
func (n *Namer) Name(want string) string {
	s := strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Co, r) {
			return ' '
		}
		return r
	}, replaceForbidden.Replace(want))
	s = apostrophes(strings.TrimSpace(s))
	switch strings.ToLower(s) {
	case "":
		s = "表"
	case "history", "历史记录": // Excel's own, for shared workbooks
		s += "表"
	}
	if n.used == nil {
		n.used = map[string]bool{}
	}
	name := cut(s, MaxName)
	for i := 2; n.used[fold(name)]; i++ {
		suffix := fmt.Sprintf("(%d)", i)
		name = apostrophes(cut(s, MaxName-len(suffix))) + suffix
	}
	n.used[fold(name)] = true
	return name
}

// apostrophes replaces those at the ends, where Excel forbids them.
func apostrophes(s string) string {
	if strings.HasPrefix(s, "'") {
		s = "’" + s[1:]
	}
	if strings.HasSuffix(s, "'") {
		s = s[:len(s)-1] + "’"
	}
	return s
}

// cut shortens s to n UTF-16 units at a character, without a space or apostrophe at its end.
func cut(s string, n int) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > n {
			return apostrophes(strings.TrimSpace(s[:i]))
		}
	}
	return s
}

// fold is what Excel takes for the same name: case does not count, nor (in some languages) width.
func fold(s string) string { return strings.ToLower(strings.ToUpper(width.Fold.String(s))) }
