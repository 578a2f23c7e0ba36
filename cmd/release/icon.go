package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var (
	red   = color.RGBA{0xA8, 0x1C, 0x22, 0xFF}
	paper = color.RGBA{0xFF, 0xFD, 0xF8, 0xFF}
)

// icon draws the program's sign: the character 表, white on a red ground with cut corners, from our own face. One
// drawing for Windows and for the menus of Linux.
func icon(root string, size int) (*image.RGBA, error) {
	data, err := os.ReadFile(filepath.Join(root, "fonts", "faces", "GongbiaoHei-Medium.ttf"))
	if err != nil {
		return nil, err
	}
	f, err := opentype.Parse(data)
	if err != nil {
		return nil, err
	}
	em := float64(size) * 0.8
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: em, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	defer face.Close()
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(img, img.Bounds(), image.NewUniform(red), image.Point{}, draw.Src)
	cut := size / 8
	for y := range cut {
		for x := range cut - y {
			for _, p := range []image.Point{{x, y}, {size - 1 - x, y}, {x, size - 1 - y}, {size - 1 - x, size - 1 - y}} {
				img.SetRGBA(p.X, p.Y, color.RGBA{})
			}
		}
	}
	box, advance := font.BoundString(face, "表")
	d := font.Drawer{Dst: img, Src: image.NewUniform(paper), Face: face}
	d.Dot = fixed.Point26_6{X: (fixed.I(size) - advance) / 2, Y: (fixed.I(size) - box.Min.Y - box.Max.Y) / 2}
	d.DrawString("表")
	return img, nil
}

func iconPNG(root string, size int) ([]byte, error) {
	img, err := icon(root, size)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}
