package linebreak

import "unicode"

// class is the set of roles a character plays in the rules of typography.md 2.3. Zero breaks freely on both sides
// (hanzi, kana).
type class uint16

const (
	newline  class = 1 << iota
	space          // rule 8: breaks after, hangs
	glue           // rule 8: never breaks
	noStart        // rule 1
	noEnd          // rule 2
	zwsp           // U+200B: breaks after, no width
	pair           // rule 3
	operator       // rule 4
	ascii          // an ASCII operator
	digit          // rules 4, 5, 6
	letter         // rule 5
	inside         // rule 5: . , : ' @ & _ inside words and numbers
	hyphen         // rule 5
	symbol         // other ASCII signs: never split from the word or number they touch (UAX #14 LB23, LB28)
	box            // rule 7
	square         // ㎡ ㎥: no line start after a digit
)

const word = letter | digit

// asciiClass is the class of U+0000–007F.
var asciiClass = [128]class{
	'\n': newline, '\r': newline, '\v': newline, '\f': newline, '\t': space, ' ': space,
	'!': noStart, '%': noStart, ')': noStart, ',': noStart | inside, '.': noStart | inside, ':': noStart | inside, ';': noStart,
	'?': noStart, ']': noStart, '}': noStart, '/': noStart | noEnd,
	'(': noEnd, '[': noEnd, '{': noEnd, '$': noEnd,
	'>': operator | ascii | symbol, '<': operator | ascii | symbol, '=': operator | ascii | symbol, '+': operator | ascii | symbol,
	'\'': inside | symbol, '@': inside | symbol, '&': inside | symbol, '_': inside | symbol, '-': hyphen,
	'"': symbol, '#': symbol, '*': symbol, '\\': symbol, '^': symbol, '`': symbol, '|': symbol, '~': symbol,
	'0': digit, '1': digit, '2': digit, '3': digit, '4': digit, '5': digit, '6': digit, '7': digit, '8': digit, '9': digit,
	'A': letter, 'B': letter, 'C': letter, 'D': letter, 'E': letter, 'F': letter, 'G': letter, 'H': letter, 'I': letter, 'J': letter,
	'K': letter, 'L': letter, 'M': letter, 'N': letter, 'O': letter, 'P': letter, 'Q': letter, 'R': letter, 'S': letter, 'T': letter,
	'U': letter, 'V': letter, 'W': letter, 'X': letter, 'Y': letter, 'Z': letter,
	'a': letter, 'b': letter, 'c': letter, 'd': letter, 'e': letter, 'f': letter, 'g': letter, 'h': letter, 'i': letter, 'j': letter,
	'k': letter, 'l': letter, 'm': letter, 'n': letter, 'o': letter, 'p': letter, 'q': letter, 'r': letter, 's': letter, 't': letter,
	'u': letter, 'v': letter, 'w': letter, 'x': letter, 'y': letter, 'z': letter,
}

// classOf is the class of a cluster by its first character.
func classOf(r rune) class {
	switch {
	case r < 0x80:
		return asciiClass[r]
	case r >= 0x3400 && r < 0xa000, r >= 0x1f000:
		return 0
	}
	return rareClass(r)
}

func rareClass(r rune) class {
	switch r {
	case '．':
		return noStart | inside
	case '、', '，', '。', '：', '；', '！', '？', '）', '〕', '】', '》', '〉', '」', '』', '〗', '｝', '］', '”', '％', '‰', '‱', '℃', '℉',
		'°', '′', '″', '￠', '·', '・', '‧', '～', '〜', '–', '－', '〙', '〛', '｠', '〞', '〟', '｡', '､', '｣', '･',
		'︐', '︑', '︒', '︓', '︔', '︕', '︖', '︘', '︶', '︸', '︺', '︼', '︾', '﹀', '﹂', '﹄', '﹐', '﹑', '﹒', '﹔', '﹕', '﹖', '﹗', '﹚', '﹜', '﹞':
		return noStart
	case '’': // closing quote and apostrophe
		return noStart | inside
	case '／':
		return noStart | noEnd
	case '（', '〔', '【', '《', '〈', '「', '『', '〖', '｛', '［', '“', '‘', '￥', '¥', '＄', '£', '№', '〘', '〚', '｟', '〝', '｢',
		'︗', '︵', '︷', '︹', '︻', '︽', '︿', '﹁', '﹃', '﹙', '﹛', '﹝':
		return noEnd
	case '—', '…', '⋯', '―':
		return pair
	case '≥', '≤', '＞', '＜', '＝', '≈', '±', '＋', '−':
		return operator
	case '□', '☐', '☑', '☒', '■':
		return box
	case '㎡', '㎥':
		return square
	case 0x00a0, 0x2007, 0x202f, 0x2060, 0xfeff:
		return glue
	case 0x0085, 0x2028, 0x2029:
		return newline
	case 0x200b:
		return zwsp
	case 0x3000, 0x1680, 0x205f:
		return space
	case '０', '１', '２', '３', '４', '５', '６', '７', '８', '９':
		return digit
	}
	switch {
	case r >= 0x2000 && r <= 0x200a:
		return space
	case raised(r), unicode.Is(unicode.Cf, r): // what does not show opens no gap in a word or number
		return letter
	case r < 0x1100 || r >= 0x1e00 && r < 0x2000 || r >= 0x2c00 && r < 0x2e00 || r >= 0xa640 && r < 0xa800 || r >= 0xab30 && r < 0xab70:
		if unicode.IsLetter(r) {
			return letter
		}
		if unicode.Is(unicode.Nd, r) {
			return digit
		}
	}
	return 0
}

// raised says whether r is a superscript, a subscript or a fraction: part of the word or number it touches, as in CO₂,
// 10⁻⁵, 2½.
func raised(r rune) bool {
	return r >= 0x2070 && r <= 0x209c || r >= 0x2150 && r <= 0x215f || r == 0x2189 || r >= 0xbc && r <= 0xbe || r == 0xb2 || r == 0xb3 || r == 0xb9
}

// magnitude says whether r may be between a number and its unit (rule 6).
func magnitude(r rune) bool { return r == '万' || r == '亿' || r == '千' || r == '百' }

// unitLen is the number of clusters of the unit of measure that rest begins with (rule 6), 0 if there is none.
func unitLen(rest []Cluster) int {
	at := func(i int) rune {
		if i < len(rest) {
			return rest[i].first
		}
		return 0
	}
	switch at(0) {
	case '平', '立':
		if at(1) == '方' && at(2) == '公' && at(3) == '里' {
			return 4
		}
		if at(1) == '方' && at(2) == '米' {
			return 3
		}
	case '公':
		switch at(1) {
		case '里', '斤', '顷':
			return 2
		}
	case '小':
		if at(1) == '时' {
			return 2
		}
	case '分':
		if at(1) == '钟' {
			return 2
		}
		return 1
	case '人':
		if at(1) == '次' {
			return 2
		}
		return 1
	case '个', '件', '名', '户', '元', '万', '亿', '千', '百', '年', '月', '日', '时', '秒', '次', '项', '台', '套', '辆', '亩', '吨', '米', '天',
		'度', '岁', '级', '期', '批', '页', '份', '家', '村', '处', '所', '座', '条', '只', '本', '册', '支', '号':
		return 1
	}
	return 0
}
