package ofd

import (
	"strconv"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Appenders of XML. None allocates but by growing its slice.

const (
	namespace = "http://www.ofdspec.org/2016"
	xmlHead   = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
)

// open appends the XML declaration and the start tag of a part's root, without its end: attributes may follow.
func open(b []byte, root string) []byte {
	return append(append(append(b, xmlHead+"<ofd:"...), root...), ` xmlns:ofd="`+namespace+`"`...)
}

func putInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

// micron is a length in 1/1000 mm, the step of every coordinate written.
func micron(l unit.Length) int64 {
	const per = int64(unit.MM) / 1000
	if l < 0 {
		return -((int64(-l) + per/2) / per)
	}
	return (int64(l) + per/2) / per
}

// putXY appends two coordinates with a space between.
func putXY(b []byte, x, y int64) []byte {
	return base.AppendMilli(append(base.AppendMilli(b, x), ' '), y)
}

// putBox appends a Boundary: left, top, width, height.
func putBox(b []byte, x0, y0, x1, y1 int64) []byte {
	return putXY(append(putXY(b, x0, y0), ' '), x1-x0, y1-y0)
}

// corners are the edges of a box, each rounded for itself, so that neighbours meet.
func corners(b page.Box) (x0, y0, x1, y1 int64) {
	return micron(b.X), micron(b.Y), micron(b.X + b.W), micron(b.Y + b.H)
}

// putInk appends the Value of a colour in RGB, the colour space of a file that names none.
func putInk(b []byte, i page.Ink) []byte {
	red, green, blue := i.RGB()
	return putInt(append(putInt(append(putInt(b, int(red)), ' '), int(green)), ' '), int(blue))
}

// putText appends text as XML character data or as part of an attribute value.
func putText(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		case '\t':
			e = "&#9;"
		case '\n':
			e = "&#10;"
		case '\r':
			e = "&#13;"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), e...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// putAttr appends an attribute with a space before it; nothing if it is empty.
func putAttr(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, ' '), name...), `="`...)
	return append(putText(b, value), '"')
}

// putElem appends an element with text; nothing if the text is empty.
func putElem(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	b = append(append(append(b, "<ofd:"...), name...), '>')
	b = putText(b, text)
	return append(append(append(b, "</ofd:"...), name...), '>')
}
