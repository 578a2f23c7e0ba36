package pdf

import (
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Appenders of PDF syntax (ISO 32000-1, 7.3). None allocates but by growing its slice.

func putInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

// putRef appends a reference to an object, with a space before it.
func putRef(b []byte, id int) []byte {
	return append(putInt(append(b, ' '), id), " 0 R"...)
}

// milli is a length in 1/1000 pt, 0.35 µm, the step of every coordinate written.
func milli(l unit.Length) int64 {
	const per = int64(unit.Pt)
	if l < 0 {
		return -((int64(-l)*1000 + per/2) / per)
	}
	return (int64(l)*1000 + per/2) / per
}

// putInk appends a colour and the operator that sets it, of grays or of colours.
func putInk(b []byte, i page.Ink, gray, rgb string) []byte {
	if g, ok := i.Gray(); ok {
		return append(putGray(b, g), gray...)
	}
	red, green, blue := i.RGB()
	b = append(putGray(b, red), ' ')
	b = append(putGray(b, green), ' ')
	return append(putGray(b, blue), rgb...)
}

// putGray appends a gray level 0 to 255 as 0 to 1.
func putGray(b []byte, g uint8) []byte { return base.AppendMilli(b, (int64(g)*1000+127)/255) }

// putByte appends a byte of a literal string. A bare CR would be read as LF.
func putByte(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// putString appends a byte string.
func putString(b []byte, s string) []byte {
	b = append(b, '(')
	for i := range len(s) {
		b = putByte(b, s[i])
	}
	return append(b, ')')
}

// putText appends a text string (7.9.2.2): ASCII as it is, all else as UTF-16BE with a byte order mark.
func putText(b []byte, s string) []byte {
	ascii := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			ascii = false
			break
		}
	}
	if ascii {
		return putString(b, s)
	}
	b = append(b, "(\xfe\xff"...)
	for _, r := range s {
		if r < 0x10000 {
			b = putByte(putByte(b, byte(r>>8)), byte(r))
			continue
		}
		hi, lo := utf16.EncodeRune(r)
		b = putByte(putByte(b, byte(hi>>8)), byte(hi))
		b = putByte(putByte(b, byte(lo>>8)), byte(lo))
	}
	return append(b, ')')
}

// textFits says whether a text string stays within the 32,767 bytes of ISO 19005-2, 6.1.13.
func textFits(s string) bool {
	if len(s) < 16000 { // one byte of UTF-8 is at most two of UTF-16
		return true
	}
	n := 2
	for _, r := range s {
		n += 2 * utf16.RuneLen(r)
	}
	return n <= 32767
}

const hexDigits = "0123456789ABCDEF"

// putHex16 appends four hexadecimal digits.
func putHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

// pdfDate is a date as in 7.9.4: D:20250102030405+08'00'.
func pdfDate(t time.Time) string {
	_, off := t.Zone()
	if off == 0 {
		return t.Format("D:20060102150405Z")
	}
	z := t.Format("-07:00")
	return t.Format("D:20060102150405") + z[:3] + "'" + z[4:] + "'"
}
