package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// Ink is a seal without its paper, as two PNGs of the same size: the ink as it is, for pages, on which it lies under
// the letters; and a thin one, for spreadsheets and web pages, where it lies over them and has to let them through.
// White is no ink; what the picture leaves clear stays clear.
func Ink(data []byte, most int) (full, thin []byte, err error) {
	img, err := decode(data, most)
	if err != nil {
		return nil, nil, err
	}
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.SetNRGBA(x, y, unpapered(color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)))
		}
	}
	if full, err = encode(out); err != nil {
		return nil, nil, err
	}
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = uint8(int(out.Pix[i]) * thinness / 100)
	}
	thin, err = encode(out)
	return full, thin, err
}

// thinness is how much of the ink is left where it lies over letters, in percent.
const thinness = 60

// unpapered is what has to be put on white paper to look like c: no more opaque than its darkest part asks for.
func unpapered(c color.NRGBA) color.NRGBA {
	ink := 255 - int(min(c.R, c.G, c.B))
	if ink == 0 {
		return color.NRGBA{}
	}
	part := func(v uint8) uint8 { return uint8(255 - (255-int(v))*255/ink) }
	return color.NRGBA{part(c.R), part(c.G), part(c.B), uint8(int(c.A) * ink / 255)}
}

func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// Slices cuts a picture into n upright strips as wide as each other, to the pixel, as PNGs: the first is its left end.
func Slices(data []byte, n int) ([][]byte, error) {
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	out := make([][]byte, n)
	for i := range out {
		part := image.NewNRGBA(image.Rect(0, 0, max(b.Dx()*(i+1)/n-b.Dx()*i/n, 1), b.Dy()))
		for y := range b.Dy() {
			for x := range part.Rect.Dx() {
				part.Set(x, y, img.At(b.Min.X+b.Dx()*i/n+x, b.Min.Y+y))
			}
		}
		if out[i], err = encode(part); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Inline is the picture a text holds, in base64, with data:image/png;base64, before it or without; ok says whether it
// holds one and not the name of a file.
func Inline(text string) (data []byte, ok bool, err error) {
	rest := strings.TrimSpace(text)
	if head, after, found := strings.Cut(rest, ","); found && strings.HasPrefix(head, "data:") {
		rest = after
	} else if !strings.HasPrefix(rest, "iVBORw0KGgo") && !strings.HasPrefix(rest, "/9j/") {
		return nil, false, nil
	}
	data, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(rest), ""))
	return data, true, err
}

// Sample is a picture for samples, as a record holds one: a red ring with a square in it, in few characters.
func Sample() string {
	const size, edge = 32, 2
	img := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.White, color.RGBA{0xD0, 0x10, 0x10, 0xFF}})
	for y := range size {
		for x := range size {
			dx, dy := 2*x-size+1, 2*y-size+1
			d := dx*dx + dy*dy
			if ring := d <= size*size && d > (size-2*edge)*(size-2*edge); ring || max(dx, -dx, dy, -dy) < size/3 {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	data, _ := encode(img) // into memory
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
}
