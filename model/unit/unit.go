// Package unit has the one length type of the project. In: whole EMU, or text such as "10.5mm". Out: exact decimal text
// in pt or mm. There is no float and no epsilon: 1 mm = 36 000 EMU, 1 pt = 12 700 EMU and 1 px (1/96 in) = 9 525 EMU
// are all whole.
package unit

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Length is a distance in EMU (English Metric Units, 1/914 400 inch; ECMA-376 Part 1, 22.9.2.1).
type Length int64

const (
	EMU Length = 1
	MM  Length = 36000
	Pt  Length = 12700
	In  Length = 914400
	Px  Length = 9525 // 1/96 inch, the pixel of a spreadsheet at 100 %; also 0.75 pt, the step of its row heights
)

// Max is the largest length Parse accepts: 10 m, far beyond any paper.
const Max = 10000 * MM

// Parse reads a length with its unit: "10", "10mm", "10.5pt", "1in", "76px", "2cm". Without a unit it is mm.
// The result must be a whole number of EMU, not negative and at most Max.
func Parse(s string) (Length, error) {
	t := strings.TrimSpace(s)
	scale := MM
	for _, u := range []struct {
		suffix string
		scale  Length
	}{{"mm", MM}, {"cm", 10 * MM}, {"pt", Pt}, {"px", Px}, {"in", In}, {"emu", EMU}} {
		if rest, ok := strings.CutSuffix(t, u.suffix); ok {
			t, scale = strings.TrimSpace(rest), u.scale
			break
		}
	}
	if t == "" || len(t) > 20 || strings.Trim(t, "0123456789.") != "" {
		return 0, fmt.Errorf("%q 不是长度，应如 10mm、10.5pt", s)
	}
	r, ok := new(big.Rat).SetString(t)
	if !ok {
		return 0, fmt.Errorf("%q 不是长度，应如 10mm、10.5pt", s)
	}
	r.Mul(r, new(big.Rat).SetInt64(int64(scale)))
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, fmt.Errorf("长度 %q 太细，不是整数个 EMU", s)
	}
	if l := Length(r.Num().Int64()); l <= Max {
		return l, nil
	}
	return 0, fmt.Errorf("长度 %q 超过 10 米", s)
}

// PtString is the length in points as a shortest decimal, to 4 places (1/10 000 pt, below any device's step).
func (l Length) PtString() string { return string(l.AppendPt(nil)) }

// MMString is the length in millimetres as a shortest decimal, to 4 places.
func (l Length) MMString() string { return string(appendDecimal(nil, l, MM)) }

// String is the length in points with its unit.
func (l Length) String() string { return l.PtString() + "pt" }

// AppendPt appends PtString to b without allocating.
func (l Length) AppendPt(b []byte) []byte { return appendDecimal(b, l, Pt) }

func appendDecimal(b []byte, l, per Length) []byte {
	if l < 0 {
		b, l = append(b, '-'), -l
	}
	frac := ((l%per)*10000 + per/2) / per
	whole := l / per
	if frac == 10000 {
		whole, frac = whole+1, 0
	}
	b = strconv.AppendInt(b, int64(whole), 10)
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for div := Length(1000); frac > 0; div /= 10 {
		b = append(b, byte('0'+frac/div))
		frac %= div
	}
	return b
}

// RoundTo is l rounded half up to a whole number of steps.
func (l Length) RoundTo(step Length) Length { return (l + step/2) / step * step }

// CeilTo is l rounded up to a whole number of steps.
func (l Length) CeilTo(step Length) Length { return (l + step - 1) / step * step }

// Scale is l × num / den, rounded towards zero.
func (l Length) Scale(num, den int64) Length { return Length(int64(l) * num / den) }
