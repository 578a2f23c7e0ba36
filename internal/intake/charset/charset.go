// Package charset finds out in which encoding a text is. In: the bytes of a file and what it says of itself. Out:
// UTF-8, the encoding it was in, and whether the file said something else. What the bytes are decides, not what is
// said of them; a text that is in no encoding throughout is refused, for a lost character cannot be told later.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// The encodings that are told by content.
const (
	UTF8  = "UTF-8"
	UTF16 = "UTF-16"
	GB    = "GB 18030"
)

// Text is a text that has been decoded.
type Text struct {
	UTF8     []byte
	Encoding string // it was in
	Wrong    bool   // the file named another
}

// Decode decodes a text. declared is the encoding the file names, empty if it names none. ok is false where no encoding
// fits; line is then the first line that does not fit, 0 if that is not known.
func Decode(data []byte, declared string) (t Text, line int, ok bool) {
	declared = strings.ToLower(strings.TrimSpace(declared))
	if rest, found := bytes.CutPrefix(data, []byte("\uFEFF")); found {
		if !utf8.Valid(rest) {
			return t, lineOf(rest, invalid(rest)), false
		}
		return Text{rest, UTF8, differs(declared, UTF8)}, 0, true
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return Text{out, UTF16, false}, 0, err == nil && !bytes.ContainsRune(out, utf8.RuneError)
	}
	if utf8.Valid(data) && !(isGB(declared) && short(data)) {
		return Text{data, UTF8, differs(declared, UTF8) && !ascii(data)}, 0, true
	}
	if other := declared; other != "" && !isGB(other) && differs(other, UTF8) {
		if e, err := htmlindex.Get(other); err == nil {
			if out, err := e.NewDecoder().Bytes(data); err == nil && !bytes.ContainsRune(out, utf8.RuneError) && !western[other] {
				return Text{out, strings.ToUpper(other), false}, 0, true
			}
		}
	}
	out, err := GB18030(data)
	if err == nil && !bytes.ContainsRune(out, utf8.RuneError) {
		return Text{out, GB, declared != "" && !isGB(declared)}, 0, true
	}
	if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
		line = lineOf(out, i)
	}
	return t, line, false
}

// western are encodings of one byte in which every text can be read, and which programs name without meaning it.
var western = map[string]bool{"iso-8859-1": true, "latin1": true, "windows-1252": true, "us-ascii": true, "ascii": true,
	"iso8859-1": true, "cp1252": true}

func isGB(name string) bool {
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(name) {
	case "gb2312", "gbk", "gb18030", "cp936", "windows936", "xgbk", "csgb2312", "euccn", "gb231280":
		return true
	}
	return false
}

func differs(declared, from string) bool {
	return declared != "" && !(from == UTF8 && (declared == "utf-8" || declared == "utf8" || declared == "unicode-1-1-utf-8"))
}

// short says whether a valid UTF-8 text has characters of two bytes and none longer: nobody's Chinese, but what a few
// characters of GB 18030 may look like.
func short(data []byte) bool {
	two := false
	for _, r := range string(data) {
		if r >= 0x800 {
			return false
		}
		two = two || r >= 0x80
	}
	return two
}

func ascii(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func invalid(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(text)
}

func lineOf(text []byte, at int) int { return bytes.Count(text[:at], []byte("\n")) + 1 }
