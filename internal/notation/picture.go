package notation

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the kinds of picture a layout may place
	_ "image/png"
)

// maxPixels is the most a picture may have; an A4 page scanned at 600 dpi has 35 million.
const maxPixels = 40 << 20

// LargePicture is a picture of too many pixels.
type LargePicture struct{ width, height int }

func (e *LargePicture) Error() string {
	return fmt.Sprintf("%d × %d 像素，最多 %d 百万像素", e.width, e.height, maxPixels>>20)
}

// WholePicture reads a PNG or JPEG to its end, so that a cut or lying one is found when the layout is read and not in a
// file of one format only.
func WholePicture(data []byte) error {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if conf.Width <= 0 || conf.Height <= 0 || conf.Width > maxPixels/conf.Height {
		return &LargePicture{conf.Width, conf.Height}
	}
	_, _, err = image.Decode(bytes.NewReader(data))
	return err
}
