package page

// Ink is a colour, 0xRRGGBB.
type Ink uint32

// GrayInk is a gray level, 0 black … 255 white.
func GrayInk(g uint8) Ink { return Ink(g) * 0x010101 }

// RGB are its three parts.
func (i Ink) RGB() (r, g, b uint8) { return uint8(i >> 16), uint8(i >> 8), uint8(i) }

// Gray is its level, if it is a gray.
func (i Ink) Gray() (g uint8, ok bool) {
	r, g, b := i.RGB()
	return g, r == g && g == b
}

// Ink is what the text is painted with.
func (t Text) Ink() Ink { return ink(t.Gray, t.Color) }

// Ink is what the line is painted with.
func (r Rule) Ink() Ink { return ink(r.Gray, r.Color) }

func ink(gray uint8, color Ink) Ink {
	if color != 0 {
		return color
	}
	return GrayInk(gray)
}
