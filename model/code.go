package model

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/char"
)

// Code is the verification code of a record: the first 75 bits of Record.Digest as 15 characters of Crockford's base
// 32 (no I, L, O, U) and a check character, "XXXX-XXXX-XXXX-XXXX". It shows whether paper and record belong together.
// It is not a signature: whoever can change the record can compute its code.
type Code string

const (
	codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLen     = 16 // the check character included
)

// Digest is the SHA-256 of what was entered: for each text, figure and list that is there, in the order of the form,
// its JSON Pointer, whether it is a text (=), a plain number (#), a choice (+) or a list ([), and its characters,
// each with their length before them. What is computed, the layout, the order of names in the file and its format do
// not count.
func (r *Record) Digest() [sha256.Size]byte {
	b := make([]byte, 0, 8<<10)
	put := func(kind byte, path, text string) {
		b = append(append(strconv.AppendInt(append(b, kind), int64(len(path)), 10), ':'), path...)
		b = append(append(strconv.AppendInt(b, int64(len(text)), 10), ':'), text...)
	}
	put('@', "gongbiao-record-1", r.Form.ID)
	r.Body.Each(func(v *Value) {
		switch {
		case len(v.Rows) > 0:
			put('[', v.Path, strconv.Itoa(len(v.Rows)))
		case v.Fields != nil || v.Field.Kind == Rows:
		case v.Ticks != nil:
			for _, s := range v.Ticks {
				put('+', v.Path, s)
			}
		case v.Origin == Written:
			put('=', v.Path, v.Text)
		case v.Origin == Figure:
			put('#', v.Path, v.Text)
		}
	})
	return sha256.Sum256(b)
}

// Code is the short form of Digest.
func (r *Record) Code() Code {
	sum := r.Digest()
	var d [codeLen]byte
	for i := range codeLen - 1 { // five bits at 5i, from two bytes
		at := 5 * i
		two := uint16(sum[at/8])<<8 | uint16(sum[at/8+1])
		d[i] = byte(two>>(11-at%8)) & 31
	}
	d[codeLen-1] = codeCheck(d[:codeLen-1])
	return writeCode(d[:])
}

// writeCode groups the characters by four.
func writeCode(d []byte) Code {
	var b strings.Builder
	for i, x := range d {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[x])
	}
	return Code(b.String())
}

// codeCheck is the sum over GF(32) of each character times a power of its own of a generator: one wrong character and
// any two that were swapped are always found.
func codeCheck(d []byte) (sum byte) {
	w := byte(1)
	for _, x := range d {
		w = timesTwo(w)
		for a, k := x, w; k != 0; k, a = k>>1, timesTwo(a) {
			if k&1 != 0 {
				sum ^= a
			}
		}
	}
	return sum
}

// timesTwo is multiplication by the generator modulo x⁵+x²+1.
func timesTwo(x byte) byte {
	if x <<= 1; x&32 != 0 {
		x ^= 0x25
	}
	return x
}

// ParseCode reads a code as people type it: upper or lower case, with or without hyphens and blanks, full width, I
// and L for 1, O for 0. A check character that does not fit is an error: the code was copied wrong.
func ParseCode(s string) (Code, error) {
	s = strings.TrimSpace(s)
	for _, label := range []string{"校验码", "：", ":"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, label))
	}
	var d []byte
	for _, r := range s {
		switch r = unicode.ToUpper(char.Half(r)); {
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			continue
		case r == 'I' || r == 'L':
			r = '1'
		case r == 'O':
			r = '0'
		}
		i := -1
		if r < 0x80 {
			i = strings.IndexByte(codeLetters, byte(r))
		}
		if i < 0 {
			return "", fmt.Errorf("校验码里不会有“%c”", r)
		}
		if d = append(d, byte(i)); len(d) > 4*codeLen {
			break
		}
	}
	switch {
	case len(d) != codeLen:
		return "", fmt.Errorf("校验码应有 %d 个字符（XXXX-XXXX-XXXX-XXXX），这里有 %d 个", codeLen, len(d))
	case codeCheck(d[:codeLen-1]) != d[codeLen-1]:
		return "", fmt.Errorf("校验码 %s 的字符之间对不上，可能抄错了", writeCode(d))
	}
	return writeCode(d), nil
}
