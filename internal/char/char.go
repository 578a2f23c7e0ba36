// Package char knows the characters that do not show. In: a character or a text. Out: what such a character is called
// and what harm it does, and the text as a message shows it, with every hidden character as its code: 甲⟨U+202E⟩乙.
package char

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// Kind is what a hidden character does to a text.
type Kind uint8

const (
	Shown    Kind = iota
	Breaking      // tells where a line may end: no ink, no harm
	Selector      // asks for a variant of the character before it
	Unseen        // leaves no ink and says nothing on paper
	Turning       // makes screens show what follows in another order
	Tag           // carries text that nobody sees
	Control       // no character of a text at all
)

// hidden are the characters that do not show (Unicode 16: general categories Cc, Zl and Zp,
// Default_Ignorable_Code_Point, FFF9–FFFC and the blank pattern of braille), without tab, line feed and carriage
// return.
var hidden = []struct {
	lo, hi rune
	kind   Kind
	name   string
}{
	{0x0000, 0x0008, Control, "控制字符"},
	{0x000B, 0x000C, Control, "控制字符"},
	{0x000E, 0x001F, Control, "控制字符"},
	{0x007F, 0x009F, Control, "控制字符"},
	{0x00AD, 0x00AD, Breaking, "软连字符 SHY"},
	{0x034F, 0x034F, Unseen, "组合隔断符 CGJ"},
	{0x061C, 0x061C, Unseen, "阿拉伯字母方向标记 ALM"},
	{0x115F, 0x115F, Unseen, "谚文初声填充符"},
	{0x1160, 0x1160, Unseen, "谚文中声填充符"},
	{0x17B4, 0x17B5, Unseen, "高棉文固有元音"},
	{0x180B, 0x180D, Unseen, "蒙古文变体选择符 FVS"},
	{0x180E, 0x180E, Unseen, "蒙古文元音分隔符 MVS"},
	{0x180F, 0x180F, Unseen, "蒙古文变体选择符 FVS"},
	{0x200B, 0x200B, Breaking, "零宽空格 ZWSP"},
	{0x200C, 0x200C, Unseen, "零宽不连字 ZWNJ"},
	{0x200D, 0x200D, Unseen, "零宽连字 ZWJ"},
	{0x200E, 0x200E, Unseen, "从左往右标记 LRM"},
	{0x200F, 0x200F, Unseen, "从右往左标记 RLM"},
	{0x2028, 0x2028, Breaking, "行分隔符 LS"},
	{0x2029, 0x2029, Breaking, "段分隔符 PS"},
	{0x202A, 0x202A, Turning, "从左往右嵌入 LRE"},
	{0x202B, 0x202B, Turning, "从右往左嵌入 RLE"},
	{0x202C, 0x202C, Turning, "方向结束 PDF"},
	{0x202D, 0x202D, Turning, "从左往右强制 LRO"},
	{0x202E, 0x202E, Turning, "从右往左强制 RLO"},
	{0x2060, 0x2060, Breaking, "词连接符 WJ"},
	{0x2061, 0x2061, Unseen, "不可见的函数应用"},
	{0x2062, 0x2062, Unseen, "不可见的乘号"},
	{0x2063, 0x2063, Unseen, "不可见的分隔符"},
	{0x2064, 0x2064, Unseen, "不可见的加号"},
	{0x2065, 0x2065, Unseen, "未分配的格式字符"},
	{0x2066, 0x2066, Turning, "从左往右隔离 LRI"},
	{0x2067, 0x2067, Turning, "从右往左隔离 RLI"},
	{0x2068, 0x2068, Turning, "方向隔离 FSI"},
	{0x2069, 0x2069, Turning, "隔离结束 PDI"},
	{0x206A, 0x206F, Unseen, "废止的格式字符"},
	{0x2800, 0x2800, Unseen, "盲文空方"},
	{0x3164, 0x3164, Unseen, "谚文填充符"},
	{0xFE00, 0xFE0F, Selector, "变体选择符 VS"},
	{0xFEFF, 0xFEFF, Control, "字节序标记 BOM"},
	{0xFFA0, 0xFFA0, Unseen, "半角谚文填充符"},
	{0xFFF0, 0xFFF8, Unseen, "未分配的格式字符"},
	{0xFFF9, 0xFFFB, Unseen, "行间注释符"},
	{0xFFFC, 0xFFFC, Unseen, "对象占位符"},
	{0x1BCA0, 0x1BCA3, Unseen, "速记格式字符"},
	{0x1D173, 0x1D17A, Unseen, "乐谱格式字符"},
	{0xE0000, 0xE0000, Unseen, "未分配的格式字符"},
	{0xE0001, 0xE007F, Tag, "标记字符"},
	{0xE0080, 0xE00FF, Unseen, "未分配的格式字符"},
	{0xE0100, 0xE01EF, Selector, "变体选择符 VS"},
	{0xE01F0, 0xE0FFF, Unseen, "未分配的格式字符"},
}

// NoCharacter is the name of the code points that are for ever no characters.
const NoCharacter = "非字符"

// Of is what a character does; name is what it is called in Chinese, empty if it shows.
func Of(r rune) (kind Kind, name string) {
	if r >= 0x20 && r < 0x7F || r >= 0x3165 && r < 0xE000 || r >= 0xFF00 && r < 0xFFA0 {
		return Shown, ""
	}
	i := sort.Search(len(hidden), func(i int) bool { return hidden[i].hi >= r })
	if i < len(hidden) && hidden[i].lo <= r {
		return hidden[i].kind, hidden[i].name
	}
	if r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF {
		return Control, NoCharacter
	}
	return Shown, ""
}

// Stray says whether r has no business in a text of ours (a layout, a watermark): it shows nowhere, or turns what is
// beside it.
func Stray(r rune) bool {
	kind, _ := Of(r)
	return kind >= Unseen
}

// Name is a character for a message: U+202E（从右往左强制 RLO）.
func Name(r rune) string {
	_, name := Of(r)
	if name == "" {
		return fmt.Sprintf("U+%04X", r)
	}
	return fmt.Sprintf("U+%04X（%s）", r, name)
}

// Show is s as a message shows it: hidden characters as their code, so that a terminal neither hides nor turns
// anything. Line breaks stay.
func Show(s string) string {
	i := strings.IndexFunc(s, hides)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	s = s[i:]
	for i, r := range s {
		switch {
		case !hides(r):
			b.WriteRune(r)
		case r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
	}
	return b.String()
}

// hides says whether a message must show r as its code. A carriage return is a fine line break in a record, but lets
// a terminal overwrite a line.
func hides(r rune) bool {
	kind, _ := Of(r)
	return kind != Shown || r == '\r'
}

// Writer writes to W what Show makes of each text: for people, not for data.
type Writer struct{ W io.Writer }

func (w Writer) Write(b []byte) (int, error) {
	if _, err := io.WriteString(w.W, Show(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// TagText is the text that the tag characters of s spell out for a machine.
func TagText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0xE0020 && r <= 0xE007E {
			b.WriteByte(byte(r - 0xE0000))
		}
	}
	return b.String()
}

// Around is the part of s around byte i: at most n characters on each side.
func Around(s string, i, n int) string {
	from, to := i, i
	for k := 0; k < n && from > 0; k++ {
		_, w := utf8.DecodeLastRuneInString(s[:from])
		from -= w
	}
	for k := 0; k <= n && to < len(s); k++ {
		_, w := utf8.DecodeRuneInString(s[to:])
		to += w
	}
	part := s[from:to]
	if from > 0 {
		part = "…" + part
	}
	if to < len(s) {
		part += "…"
	}
	return part
}
