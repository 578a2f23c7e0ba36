package fonts

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says why a character cannot be set.
type Kind uint8

const (
	Absent      Kind = iota // a good character that no face of the chain has
	PrivateUse              // 造字: means something on one machine only
	Replacement             // U+FFFD, U+FFFC: the input lost something before it came here
	Control                 // controls, line and paragraph separators
	ByteOrder               // U+FEFF inside a text
	Unassigned              // not a character, as far as this program's Unicode tables know
	BadUTF8                 // bytes that are no UTF-8
	Divided                 // each character of the cluster has a face, but no face has them all
	Unplaced                // a mark that no face has composed with its letter
	Shaped                  // a script whose letters join, stack or run from the right
)

// MissingRune is one character of a cluster that cannot be set.
type MissingRune struct {
	Rune     rune
	Kind     Kind
	Block    string // its block by its name in GB/T 13000, or 第 n 平面
	Standard rune   // the standard character that replaced a private one in GB 18030-2022; 0 if there is none
}

// Missing is a cluster no face of a chain can set.
type Missing struct {
	Cluster string
	Runes   []MissingRune // the characters that are to blame
	Tried   []string      // labels of the faces, best first
}

// Explain tells why Paint refuses a cluster; missing is false if it does not.
func (c *Chain) Explain(cluster string) (m Missing, missing bool) {
	if _, ok := c.Paint(cluster); ok || cluster == "" {
		return Missing{}, false
	}
	m.Cluster = cluster
	for i, r := range cluster {
		bad := MissingRune{Rune: r}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(cluster[i:]); n == 1 {
				bad.Kind = BadUTF8
				m.Runes = append(m.Runes, bad)
				continue
			}
		}
		if shaped(r) {
			bad.Kind, bad.Block = Shaped, Block(r)
			m.Runes = append(m.Runes, bad)
			continue
		}
		if _, _, ok := c.Measure(string(r)); ok {
			continue
		}
		bad.Kind, bad.Block, bad.Standard = kindOf(r), Block(r), Standard(r)
		m.Runes = append(m.Runes, bad)
	}
	if m.Runes == nil {
		kind := Divided
		if marks, _ := parts(cluster); marks {
			kind = Unplaced
		}
		for _, r := range cluster {
			if !Blank(r) {
				m.Runes = append(m.Runes, MissingRune{Rune: r, Kind: kind, Block: Block(r)})
			}
		}
	}
	for _, f := range c.Faces() {
		m.Tried = append(m.Tried, f.Label())
	}
	return m, true
}

func kindOf(r rune) Kind {
	switch {
	case r == 0xFFFD, r == 0xFFFC:
		return Replacement
	case r == 0xFEFF:
		return ByteOrder
	case unicode.Is(unicode.Co, r):
		return PrivateUse
	case unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp):
		return Control
	case !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf) && !hanBlock(r):
		return Unassigned
	}
	return Absent
}

// words is what is said of each kind, {} being the characters and {faces} the faces that were asked.
var words = [...]struct{ chinese, english, hint string }{
	Absent: {"{}：{faces}均无此字", "no face has {}", "请用 --font-dir 提供含该字的 TTF 字体"},
	PrivateUse: {"{} 是自造字（造字程序的私用码位），换一台机器就不是这个字", "{} is a private-use character",
		"请改为该字的标准码位；没有标准码位时，用 --font-dir 提供含该自造字的 TTF 字体"},
	Replacement: {"{} 是乱码替代符：数据在读入之前就已经丢了字", "{} is a replacement character: text was lost before it came here",
		"请检查数据导出时的编码（应为 UTF-8），重新导出"},
	Control:    {"{} 是控制字符，不能打印", "{} is a control character", "请从数据中删去它"},
	ByteOrder:  {"{} 是字节顺序标记，不应出现在文字中间", "{} is a byte order mark inside a text", "请从数据中删去它"},
	Unassigned: {"{} 不是已收录的字符（Unicode " + unicode.Version + "）", "{} is not an assigned character", "请从数据中删去它"},
	BadUTF8:    {"文字中有不是 UTF-8 的字节", "bytes that are not UTF-8", "请检查数据导出时的编码（应为 UTF-8），重新导出"},
	Divided: {"{} 要合在一起，但没有一款字体全有（{faces}）", "{} belong together, but no face has them all",
		"请用 --font-dir 提供同时含这些字符的 TTF 字体"},
	Unplaced: {"{} 要叠成一个字，没有叠好的字形，叠不准", "{} are one letter with marks, and no face has it composed",
		"请改用现成的一个字符，或换一种写法"},
	Shaped: {"{} 所属的文字要连写、叠写或从右往左写，逐字排会排错",
		"{} is of a script that joins, stacks or runs from the right: not supported", "请改用汉字或拉丁字母转写"},
}

// Message is a whole Chinese sentence without the place: “𮯰” U+2EBF0（CJK 统一汉字扩充 I）：宋体、罕用字均无此字.
func (m Missing) Message() string {
	var parts []string
	for _, r := range m.Runes {
		s := fmt.Sprintf("U+%04X", r.Rune)
		if r.Kind == BadUTF8 {
			s = ""
		}
		if shows(r.Rune) {
			s = "“" + string(r.Rune) + "” " + s
		}
		if r.Block != "" {
			s += "（" + r.Block + "）"
		}
		parts = append(parts, s)
	}
	faces := strings.Join(m.Tried, "、")
	if len(m.Tried) > 3 {
		faces = fmt.Sprintf("%s等 %d 款字库", m.Tried[0], len(m.Tried))
	}
	return strings.NewReplacer("{}", strings.Join(parts, "、"), "{faces}", faces).Replace(words[m.kind()].chinese)
}

// English is Message in English.
func (m Missing) English() string {
	var codes []string
	for _, r := range m.Runes {
		codes = append(codes, fmt.Sprintf("U+%04X", r.Rune))
	}
	return strings.ReplaceAll(words[m.kind()].english, "{}", strings.Join(codes, ", "))
}

// Hint says what to do about it, in Chinese.
func (m Missing) Hint() string {
	for _, r := range m.Runes {
		if m.kind() == PrivateUse && r.Standard != 0 {
			return fmt.Sprintf("GB 18030-2022 已把它改为标准码位：请改用“%c” U+%04X", r.Standard, r.Standard)
		}
	}
	if m.kind() == Absent && LeftOut() != "" {
		return LeftOut()
	}
	return words[m.kind()].hint
}

// kind is the kind of the first character to blame.
func (m Missing) kind() Kind {
	if len(m.Runes) == 0 {
		return Absent
	}
	return m.Runes[0].Kind
}

// shows says whether a terminal shows r as something that helps.
func shows(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.Is(unicode.M, r) && r != 0xFFFD || hanBlock(r)
}
