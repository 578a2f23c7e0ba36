package charset

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// GB18030 decodes GB 18030-2022. x/text knows the standard of 2000, in which 24 codes of two bytes had no place in
// Unicode yet.
func GB18030(text []byte) ([]byte, error) {
	out := make([]byte, 0, len(text)*3/2)
	d := simplifiedchinese.GB18030.NewDecoder()
	from := 0
	flush := func(to int) error {
		b, err := d.Bytes(text[from:to])
		out = append(out, b...)
		return err
	}
	for i := 0; i < len(text); {
		switch {
		case text[i] < 0x80 || i+1 >= len(text):
			i++
		case text[i+1] >= '0' && text[i+1] <= '9':
			i += 4
		default:
			if r := gb2022[uint16(text[i])<<8|uint16(text[i+1])]; r != 0 {
				if err := flush(i); err != nil {
					return nil, err
				}
				out = utf8.AppendRune(out, r)
				from = i + 2
			}
			i += 2
		}
	}
	err := flush(len(text))
	return out, err
}

// gb2022 are the codes whose characters got their places in Unicode after 2000 (GB 18030-2022, annex D).
var gb2022 = map[uint16]rune{
	0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
	0xA6EC: 0xFE17,
	0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xFE51: 0x20087, 0xFE52: 0x20089, 0xFE53: 0x200CC, 0xFE59: 0x9FB4,
	0xFE61: 0x9FB5, 0xFE66: 0x9FB6,
	0xFE67: 0x9FB7, 0xFE6C: 0x215D7, 0xFE6D: 0x9FB8, 0xFE76: 0x2298F, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA,
	0xFE91: 0x241FE, 0xFEA0: 0x9FBB,
}
