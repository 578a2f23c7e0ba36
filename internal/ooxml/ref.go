package ooxml

import (
	"strconv"
	"strings"
)

// Limits of a worksheet (Excel specifications and limits).
const (
	MaxRows   = 1048576
	MaxCols   = 16384
	MaxText   = 32767 // UTF-16 units of a cell's text
	MaxName   = 31    // UTF-16 units of a sheet's name
	MaxHeader = 255   // UTF-16 units of a header or footer, codes included
)

// Range is a block of cells, corners included, rows and columns from 0.
type Range struct{ R1, C1, R2, C2 int }

// Ref is the name of a cell, rows and columns from 0: Ref(0, 0) is A1.
func Ref(row, col int) string { return string(appendRef(nil, row, col)) }

// Letters is the name of a column, from 0: Letters(27) is AB.
func Letters(col int) string { return string(appendCol(nil, col)) }

// String is A1 for one cell, A1:C3 for several.
func (r Range) String() string { return string(appendRange(nil, r)) }

// Absolute is the range with its sheet, every part fixed: '表'!$A$1:$C$3.
func (r Range) Absolute(sheet string) string {
	b := append([]byte(Quote(sheet)), '!', '$')
	b = append(appendCol(b, r.C1), '$')
	b = append(strconv.AppendInt(b, int64(r.R1)+1, 10), ':', '$')
	b = append(appendCol(b, r.C2), '$')
	return string(strconv.AppendInt(b, int64(r.R2)+1, 10))
}

// Rows is the whole rows of the range with their sheet: '表'!$1:$4, as print titles want them.
func (r Range) Rows(sheet string) string {
	b := append([]byte(Quote(sheet)), '!', '$')
	b = append(strconv.AppendInt(b, int64(r.R1)+1, 10), ':', '$')
	return string(strconv.AppendInt(b, int64(r.R2)+1, 10))
}

// Quote is a sheet's name as formulas write it; quotes are always allowed, so always written.
func Quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

func appendCol(b []byte, col int) []byte {
	if col >= 26 {
		b = appendCol(b, col/26-1)
	}
	return append(b, byte('A'+col%26))
}

func appendRef(b []byte, row, col int) []byte {
	return strconv.AppendInt(appendCol(b, col), int64(row)+1, 10)
}

func appendRange(b []byte, r Range) []byte {
	b = appendRef(b, r.R1, r.C1)
	if r.R1 != r.R2 || r.C1 != r.C2 {
		b = appendRef(append(b, ':'), r.R2, r.C2)
	}
	return b
}

func appendRanges(b []byte, rs []Range) []byte {
	for i, r := range rs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRange(b, r)
	}
	return b
}
