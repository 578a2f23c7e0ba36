// Package picture has what is done to pictures before they are placed. In: bytes of a layout's file or of a record.
// Out: whether they are a whole PNG or JPEG within limits; of a seal its ink without the paper, and slices of it for
// the edges of several pages. Nothing is decoded before its size is known.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // the kinds of picture a form may hold
	_ "image/png"
)

const (
	// MaxLayout is the most pixels a layout's picture may have; an A4 page scanned at 600 dpi has 35 million.
	MaxLayout = 40 << 20
	// MaxRecord is the most one of a record may have: an A4 page scanned at 300 dpi has 8.7 million, a seal much less.
	MaxRecord = 9_000_000
	// MaxBytes is the size of the largest file.
	MaxBytes = 4 << 20
)

// Large is a picture of too many pixels.
type Large struct{ Width, Height, Most int }

func (e *Large) Error() string {
	return fmt.Sprintf("%d × %d 像素，最多 %d 万像素", e.Width, e.Height, e.Most/10_000)
}

// lies is a head that claims more than the data can hold.
type lies struct{ width, height int }

func (e *lies) Error() string {
	return fmt.Sprintf("文件说是 %d × %d 像素，数据远远不够", e.width, e.height)
}

// unknown is a file of another kind.
type unknown struct{}

func (unknown) Error() string { return "不是 PNG 或 JPEG 图片" }

// Known says whether data begins as a PNG or JPEG does.
func Known(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) || bytes.HasPrefix(data, []byte{0xFF, 0xD8, 0xFF})
}

// Whole reads a PNG or JPEG of at most so many pixels to its end, so that a cut or lying one is found when it is read
// and not in a file of one format only.
func Whole(data []byte, most int) error {
	_, err := decode(data, most)
	return err
}

func decode(data []byte, most int) (image.Image, error) {
	if !Known(data) {
		return nil, unknown{}
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return nil, err
	case conf.Width <= 0 || conf.Height <= 0 || conf.Width > most/conf.Height:
		return nil, &Large{conf.Width, conf.Height, most}
	case conf.ColorModel == color.CMYKModel:
		return nil, fmt.Errorf("是印刷用的 CMYK 颜色，另存成 RGB")
	// Deflate makes at most 1032 bytes of one, a JPEG at least a bit for 64 pixels.
	case conf.Width*conf.Height/8 > 1100*len(data):
		return nil, &lies{conf.Width, conf.Height}
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	return img, err
}
