package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// font turns the codes of a string into characters and widths.
type font struct {
	two      bool               // codes of two bytes
	coding   coding             // what the codes say by themselves
	unicode  map[int]string     // by code, as ToUnicode or the encoding says
	ranges   []codeRange        // wide ranges of the same
	width    map[int]float64    // in ems, by code
	usual    float64            // of the others
	vertical bool               // written downwards
	broken   bool               // its maps cannot be read
	scale    float64            // of a Type 3 font: ems in a unit of its glyphs
	standard func(c int) string // of a simple font without ToUnicode
}

type coding uint8

const (
	opaque coding = iota // codes are glyphs
	utf16be
	gbk
)

// unknown stands for a character of which the file does not say what it is.
const unknown = "\uFFFD"

// maxMap is how many codes a map may have, and maxChars how many characters one of them may stand for: ligatures have
// three or four.
const maxMap, maxChars = 70_000, 32

// font reads a font dictionary.
func (f *file) font(v any) *font {
	d := f.dict(v)
	x := &font{usual: 0, scale: 0.001, width: map[int]float64{}}
	if d["Subtype"] == name("Type0") {
		x.two, x.usual = true, 1
		x.encoded(f, d["Encoding"])
		if kids := f.list(d["DescendantFonts"]); len(kids) > 0 {
			child := f.dict(kids[0])
			if w, ok := f.get(child["DW"]).(float64); ok {
				x.usual = w / 1000
			}
			x.widths(f, f.list(child["W"]))
		}
	} else {
		x.simple(f, d)
	}
	if s, ok := f.get(d["ToUnicode"]).(stream); ok {
		data, err := f.decode(s)
		if err != nil || !x.toUnicode(data) {
			x.broken = true
		}
	}
	return x
}

// encoded reads the encoding of a composite font: the codes of some say what character they are (9.7.5.2).
func (x *font) encoded(f *file, v any) {
	n, ok := f.get(v).(name)
	if !ok {
		return
	}
	x.vertical = strings.HasSuffix(string(n), "-V")
	switch {
	case strings.Contains(string(n), "-UCS2-"), strings.Contains(string(n), "-UTF16-"):
		x.coding = utf16be
	case strings.HasPrefix(string(n), "GB"):
		x.coding = gbk
	}
}

// widths reads W (9.7.4.3).
func (x *font) widths(f *file, w array) {
	left := maxMap // what is set, not what is there: a range may be said again and again
	for i := 0; i+1 < len(w) && left > 0; {
		from := whole(f.get(w[i]))
		if list, ok := f.get(w[i+1]).(array); ok {
			left -= len(list)
			for k, v := range list {
				x.width[from+k] = real(f.get(v)) / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		to, v := whole(f.get(w[i+1])), real(f.get(w[i+2]))/1000
		for c := from; c <= to && c >= 0 && left > 0; c++ {
			left--
			x.width[c] = v
		}
		i += 3
	}
}

// simple reads a font of one-byte codes (9.6).
func (x *font) simple(f *file, d dict) {
	if d["Subtype"] == name("Type3") {
		if m := f.list(d["FontMatrix"]); len(m) == 6 {
			x.scale = real(f.get(m[0]))
		}
	}
	first := whole(f.get(d["FirstChar"]))
	for k, v := range f.list(d["Widths"]) {
		if k < 256 {
			x.width[first+k] = real(f.get(v)) * x.scale
		}
	}
	if x.usual = real(f.get(d["FontDescriptor"], "MissingWidth")) / 1000; x.usual == 0 && len(x.width) == 0 {
		x.usual = 0.5
	}
	x.unicode = map[int]string{}
	enc := f.get(d["Encoding"])
	base, _ := enc.(name)
	if e := f.dict(enc); e != nil {
		base, _ = f.get(e["BaseEncoding"]).(name)
		code := 0
		for _, v := range f.list(e["Differences"]) {
			switch v := f.get(v).(type) {
			case float64:
				code = int(v)
			case name:
				if s := glyphName(string(v)); s != "" {
					x.unicode[code] = s
				} else {
					x.unicode[code] = unknown
				}
				code++
			}
		}
	}
	symbolic := whole(f.get(d["FontDescriptor"], "Flags"))&4 != 0
	if enc != nil || !symbolic {
		x.standard = standard(base)
	}
}

// standard is what the codes of an encoding stand for: those of ASCII, and of Windows (Annex D.2).
func standard(base name) func(int) string {
	return func(c int) string {
		switch {
		case c >= 0x20 && c < 0x7f:
			return string(rune(c))
		case base == "WinAnsiEncoding" && c >= 0xa0 && c < 0x100:
			return string(rune(c))
		case base == "WinAnsiEncoding" && c >= 0x80:
			return windows[c]
		}
		return ""
	}
}

var windows = map[int]string{0x80: "€", 0x82: "‚", 0x84: "„", 0x85: "…", 0x86: "†", 0x89: "‰", 0x8b: "‹", 0x91: "‘",
	0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x99: "™", 0x9b: "›"}

// glyphNames are names of glyphs in the Adobe Glyph List that do not say their character otherwise.
var glyphNames = map[string]string{"space": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$",
	"percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+",
	"comma": ",", "hyphen": "-", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3",
	"four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";",
	"less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": `\`,
	"bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|",
	"braceright": "}", "asciitilde": "~", "bullet": "•", "endash": "–", "emdash": "—", "quoteleft": "‘", "quoteright": "’",
	"quotedblleft": "“", "quotedblright": "”", "degree": "°", "multiply": "×", "divide": "÷", "plusminus": "±",
	"periodcentered": "·", "ellipsis": "…", "yen": "¥", "minus": "−", "lessequal": "≤", "greaterequal": "≥"}

// glyphName is the character of a glyph's name.
func glyphName(s string) string {
	s, _, _ = strings.Cut(s, ".")
	if len(s) == 1 {
		return s
	}
	if c, ok := glyphNames[s]; ok {
		return c
	}
	for _, p := range []string{"uni", "u"} {
		if h, ok := strings.CutPrefix(s, p); ok && len(h) >= 4 && len(h) <= 6 {
			if n, err := strconv.ParseUint(h, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
				return string(rune(n))
			}
		}
	}
	return ""
}

// toUnicode reads a ToUnicode CMap (9.10.3).
func (x *font) toUnicode(data []byte) bool {
	if x.unicode == nil {
		x.unicode = map[int]string{}
	}
	return operators(data, func(op operator, args []any) bool {
		switch op {
		case "endcodespacerange":
			if s, ok := last(args).(str); ok && len(args) == 2 && !x.two {
				x.two = len(s) == 2
			}
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				code, ok := args[i].(str)
				if ok {
					x.unicode[number(code)] = mapped(args[i+1])
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				a, ok1 := args[i].(str)
				b, ok2 := args[i+1].(str)
				if !ok1 || !ok2 {
					continue
				}
				from, to := number(a), number(b)
				list, isList := args[i+2].(array)
				first := []rune(mapped(args[i+2]))
				lost := string(first) == unknown
				if lost && to-from > wideRange {
					return false
				}
				if !isList && to-from > wideRange {
					if x.ranges = append(x.ranges, codeRange{from, to, first}); len(x.ranges) > maxRanges {
						return false
					}
					continue
				}
				for c := from; c <= to && len(x.unicode) <= maxMap; c++ {
					switch {
					case isList && c-from < len(list):
						x.unicode[c] = mapped(list[c-from])
					case lost:
						x.unicode[c] = unknown
					case !isList && len(first) > 0:
						r := append([]rune{}, first...)
						r[len(r)-1] += rune(c - from)
						x.unicode[c] = string(r)
					}
				}
			}
		}
		return len(x.unicode) <= maxMap
	})
}

func last(args []any) any {
	if len(args) == 0 {
		return nil
	}
	return args[len(args)-1]
}

func number(s str) (n int) {
	for i := 0; i < len(s) && i < 4; i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

// mapped is what a code stands for.
func mapped(v any) string {
	if s, ok := v.(str); ok && len(s) > 2*maxChars {
		return unknown
	}
	return utf16Text(v)
}

func utf16Text(v any) string {
	s, ok := v.(str)
	if !ok {
		return ""
	}
	switch n := number(s); {
	case len(s) == 1:
		return string(rune(n))
	case len(s) == 3 && n&15 == 0: // five digits: gopdf writes a character beyond U+FFFF by its number
		return string(rune(n >> 4))
	case len(s)%2 != 0:
		return unknown
	}
	var u []uint16
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// codeRange maps codes in a row to characters in a row, the first of them to this text.
type codeRange struct {
	from, to int
	first    []rune
}

// A range of more codes is kept as it is; there are few of those.
const wideRange, maxRanges = 64, 512

// inRanges is the character of a code in a wide range.
func (x *font) inRanges(code int) (string, bool) {
	for i := len(x.ranges) - 1; i >= 0; i-- {
		r := &x.ranges[i]
		if n := len(r.first); r.from <= code && code <= r.to && n > 0 {
			return string(r.first[:n-1]) + string(r.first[n-1]+rune(code-r.from)), true
		}
	}
	return "", false
}

// char is a character of a string: its text, its width in ems, and whether word spacing applies to it.
type char struct {
	text  string
	width float64
	blank bool
}

// chars calls each for every character of a string.
func (x *font) chars(s str, each func(char)) {
	for len(s) > 0 {
		n := 1
		switch {
		case x.coding == gbk && s[0] >= 0x80, x.two && x.coding != gbk:
			n = 2
		}
		if x.coding == utf16be && len(s) >= 4 && s[0]&0xfc == 0xd8 {
			n = 4
		}
		if x.coding == gbk && n == 2 && len(s) >= 4 && s[1] >= '0' && s[1] <= '9' {
			n = 4
		}
		n = min(n, len(s))
		code := number(s[:n])
		c := char{width: x.usual, blank: n == 1 && code == 32}
		if w, ok := x.width[code]; ok && x.coding != gbk {
			c.width = w
		} else if x.coding == gbk && n == 1 {
			c.width = 0.5
		}
		c.text = x.text(code, s[:n])
		each(c)
		s = s[n:]
	}
}

// text is the character of a code, unknown if the file does not say.
func (x *font) text(code int, s str) string {
	if x.broken {
		return unknown
	}
	t, ok := x.unicode[code]
	if !ok {
		t, ok = x.inRanges(code)
	}
	if ok {
		if t == "" || t == "\x00" {
			return unknown
		}
		return t
	}
	switch {
	case x.coding == utf16be:
		return utf16Text(s)
	case x.coding == gbk:
		if b, err := simplifiedchinese.GB18030.NewDecoder().Bytes([]byte(s)); err == nil {
			return string(b)
		}
	case x.standard != nil && !x.two:
		if t := x.standard(code); t != "" {
			return t
		}
	}
	return unknown
}
