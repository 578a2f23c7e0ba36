package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/gongbiao/gongbiao/internal/paint/base"
)

// codePNG codes a PNG (ISO/IEC 15948). Its compressed rows are passed on as they are where PDF has the same form (gray,
// RGB, palette; not interlaced, no transparency); otherwise they are decoded, at full depth. Transparency that is all
// or nothing becomes a stencil mask, which no print shop minds; only partial transparency becomes a soft mask.
func codePNG(data []byte) (*coded, error) {
	h, err := readPNG(data)
	if err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(data)) // checks every checksum and that there are rows enough
	if err != nil {
		return nil, &Error{Code: CodePicture, Message: "PNG 图片损坏", Err: err}
	}
	if b := img.Bounds(); b.Dx() != h.width || b.Dy() != h.height {
		return nil, base.Refuse(CodePicture, "", "PNG 图片说是 %d×%d，实为 %d×%d", h.width, h.height, b.Dx(), b.Dy())
	}
	colors := 0
	space := "/DeviceGray"
	switch h.color {
	case 0:
		colors = 1
	case 2:
		colors, space = 3, "/DeviceRGB"
	case 3:
		colors = 1
		pal := img.(*image.Paletted).Palette // longer than PLTE if a pixel is beyond it
		var hex strings.Builder
		for _, c := range pal {
			r, g, b, _ := c.RGBA()
			fmt.Fprintf(&hex, "%02X%02X%02X", r>>8, g>>8, b>>8)
		}
		space = fmt.Sprintf("[/Indexed/DeviceRGB %d<%s>]", len(pal)-1, hex.String())
	}
	if colors > 0 && !h.interlaced && !h.transparent {
		return &coded{dict: imageDict(h.width, h.height, h.bits, fmt.Sprintf(
			"/ColorSpace%s/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>",
			space, colors, h.bits, h.width)), data: h.rows}, nil
	}
	return codeImage(img), nil
}

type pngHeader struct {
	width, height, bits, color int
	interlaced, transparent    bool
	rows                       []byte // all IDAT chunks
}

func readPNG(data []byte) (h pngHeader, err error) {
	bad := func() (pngHeader, error) { return h, base.Refuse(CodePicture, "", "PNG 图片损坏或不完整") }
	for at := 8; ; {
		if at+12 > len(data) {
			return bad()
		}
		n := int(binary.BigEndian.Uint32(data[at:]))
		if n > len(data)-at-12 {
			return bad()
		}
		kind, body := string(data[at+4:at+8]), data[at+8:at+8+n]
		at += 12 + n
		if (h.width == 0) != (kind == "IHDR") {
			return bad()
		}
		switch kind {
		case "IHDR":
			if n != 13 {
				return bad()
			}
			h.width, h.height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
			h.bits, h.color, h.interlaced = int(body[8]), int(body[9]), body[12] != 0
			if tooLarge(h.width, h.height) {
				return h, base.Refuse(CodePicture, "", "PNG 图片 %d×%d 超过 %d 百万像素", h.width, h.height, maxPixels>>20)
			}
		case "tRNS":
			h.transparent = true
		case "IDAT":
			h.rows = append(h.rows, body...)
		case "IEND":
			// Deflate makes at most 1032 bytes of one; a header that claims more rows than that lies, and is not worth
			// the memory.
			if h.width*h.height/8 > 1100*(len(h.rows)+64) {
				return h, base.Refuse(CodePicture, "", "PNG 图片说是 %d×%d，数据远远不够", h.width, h.height)
			}
			return h, nil
		}
	}
}

// codeImage codes pixels: gray if every pixel is, else RGB, in 16 bits if the picture had them, with a mask if any is
// needed.
func codeImage(img image.Image) *coded {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	wide := false
	switch img.(type) {
	case *image.Gray16, *image.RGBA64, *image.NRGBA64:
		wide = true
	}
	at := func(x, y int) pixel {
		switch m := img.(type) {
		case *image.NRGBA:
			c := m.NRGBAAt(x, y)
			return pixel{uint16(c.R) * 257, uint16(c.G) * 257, uint16(c.B) * 257, uint16(c.A) * 257}
		case *image.NRGBA64:
			c := m.NRGBA64At(x, y)
			return pixel{c.R, c.G, c.B, c.A}
		case *image.Paletted:
			return pixelOf(m.Palette[m.ColorIndexAt(x, y)])
		}
		return pixelOf(img.At(x, y))
	}
	gray, opaque, partial := true, true, false
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			p := at(x, y)
			gray = gray && p.r == p.g && p.g == p.b
			opaque = opaque && p.a == 0xffff
			partial = partial || p.a != 0 && p.a != 0xffff
		}
	}
	put := func(d []byte, v uint16) []byte {
		if wide {
			return append(d, byte(v>>8), byte(v))
		}
		return append(d, byte(v>>8))
	}
	var pix, mask []byte
	for y := b.Min.Y; y < b.Max.Y; y++ {
		stencil, n := byte(0), 0
		for x := b.Min.X; x < b.Max.X; x++ {
			p := at(x, y)
			pix = put(pix, p.r)
			if !gray {
				pix = put(put(pix, p.g), p.b)
			}
			switch {
			case partial:
				mask = put(mask, p.a)
			case !opaque: // one bit a pixel, 1 where nothing is painted
				stencil <<= 1
				if p.a == 0 {
					stencil |= 1
				}
				if n++; n == 8 {
					mask, stencil, n = append(mask, stencil), 0, 0
				}
			}
		}
		if n > 0 {
			mask = append(mask, stencil<<(8-n))
		}
	}
	bits, space := 8, "/ColorSpace/DeviceRGB"
	if wide {
		bits = 16
	}
	if gray {
		space = "/ColorSpace/DeviceGray"
	}
	c := &coded{dict: imageDict(w, h, bits, space+"/Filter/FlateDecode"), data: deflated(pix), soft: partial}
	switch {
	case partial:
		c.mask = &coded{dict: imageDict(w, h, bits, "/ColorSpace/DeviceGray/Filter/FlateDecode"), data: deflated(mask)}
	case !opaque:
		c.mask = &coded{dict: imageDict(w, h, 1, "/ImageMask true/Filter/FlateDecode"), data: deflated(mask)}
	}
	return c
}

// pixel is a colour that is not multiplied with its alpha.
type pixel struct{ r, g, b, a uint16 }

func pixelOf(c color.Color) pixel {
	n := color.NRGBA64Model.Convert(c).(color.NRGBA64)
	if c, ok := c.(color.NRGBA); ok { // the model would lose the colour under alpha 0
		return pixel{uint16(c.R) * 257, uint16(c.G) * 257, uint16(c.B) * 257, uint16(c.A) * 257}
	}
	return pixel{n.R, n.G, n.B, n.A}
}
