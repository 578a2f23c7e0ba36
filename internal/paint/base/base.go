// Package base is what every painter of pages needs. In: texts, lengths and figures of a page.Document. Out: the error
// that refuses a document, whether a file can hold them, and decimals. It knows no format.
package base

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Error says why a document was refused. Page counts from 1; 0 means it is not about a page.
type Error struct {
	Code    string // the painter's own, PDF-GLYPH
	Page    int
	Subject string // the face, character, element or picture it is about
	Message string // a sentence in Chinese
	Err     error  // what lies under it, if anything
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	if e.Page > 0 {
		fmt.Fprintf(&b, " 第 %d 页", e.Page)
	}
	if e.Subject != "" {
		b.WriteString(" " + e.Subject)
	}
	b.WriteString("：" + e.Message)
	if e.Err != nil {
		b.WriteString("：" + e.Err.Error())
	}
	return b.String()
}

// Unwrap is what lies under the error.
func (e *Error) Unwrap() error { return e.Err }

// On says which page the error is about, counted from 0.
func (e *Error) On(page int) *Error {
	e.Page = page + 1
	return e
}

// Refuse makes an error.
func Refuse(code, subject, format string, a ...any) *Error {
	return &Error{Code: code, Subject: subject, Message: fmt.Sprintf(format, a...)}
}

// Character names a character in a message: “㛃” U+36C3.
func Character(r rune) string {
	if unicode.IsPrint(r) {
		return fmt.Sprintf("“%c” U+%04X", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}

// MissingGlyphs refuses characters a face does not have.
func MissingGlyphs(code, face string, runes []rune) *Error {
	names := make([]string, len(runes))
	for i, r := range runes {
		names[i] = Character(r)
	}
	return Refuse(code, strings.Join(names, "、"), "字体 %s 没有这些字符", face)
}

// Clean says whether a text is whole UTF-8 without control characters (but tab and line ends), noncharacters and
// U+FEFF.
func Clean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || Noncharacter(r) || r == 0xfeff {
			return false
		}
	}
	return true
}

// Noncharacter says whether r is none of Unicode's characters and never will be.
func Noncharacter(r rune) bool { return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef }

// Small says whether lengths are of the size of paper, so that sums of them fit.
func Small(ls ...unit.Length) bool {
	return !slices.ContainsFunc(ls, func(l unit.Length) bool { return l > 100*unit.Max || l < -100*unit.Max })
}

// AppendMilli appends v thousandths as the shortest decimal: 1500 is 1.5.
func AppendMilli(b []byte, v int64) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = strconv.AppendInt(b, v/1000, 10)
	f := v % 1000
	if f == 0 {
		return b
	}
	b = append(b, '.', byte('0'+f/100))
	if f %= 100; f > 0 {
		b = append(b, byte('0'+f/10))
		if f %= 10; f > 0 {
			b = append(b, byte('0'+f))
		}
	}
	return b
}

// PictureType is the media type of a picture by its first bytes; empty if it is neither PNG nor JPEG.
func PictureType(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	}
	return ""
}
