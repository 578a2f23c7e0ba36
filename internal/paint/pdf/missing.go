package pdf

import (
	"fmt"
	"strings"
	"unicode"
)

// character names a character for a message: “㛃” U+36C3.
func character(r rune) string {
	if unicode.IsPrint(r) {
		return fmt.Sprintf("“%c” U+%04X", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}

func missingGlyphs(face string, runes []rune) *Error {
	names := make([]string, len(runes))
	for i, r := range runes {
		names[i] = character(r)
	}
	return refuse(CodeGlyph, strings.Join(names, "、"), "字体 %s 没有这些字符", face)
}
