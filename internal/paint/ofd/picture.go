package ofd

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

const (
	maxPixels  = 40 << 20 // an A4 page scanned at 600 dpi has 35 million
	maxPicture = 64 << 20 // bytes of a picture file
)

// medium is a picture in the file.
type medium struct {
	id           int
	format, file string
}

// loadPictures writes the pictures of d that are not in the file yet, as they are: PNG and JPEG are formats of OFD-A.
func (s *Stream) loadPictures(d *page.Document) error {
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			pic, ok := it.(page.Picture)
			if !ok {
				continue
			}
			sum := sha256.Sum256(pic.Data)
			if _, ok := s.pictures[sum]; ok {
				continue
			}
			format, err := checkPicture(pic.Data)
			if err != nil {
				return err.On(i)
			}
			m := medium{id: s.nextID(), format: format}
			m.file = name("image_", m.id, map[string]string{"PNG": ".png", "JPEG": ".jpg"}[format])
			if s.pictures == nil {
				s.pictures = map[[sha256.Size]byte]int{}
			}
			s.pictures[sum] = m.id
			s.media = append(s.media, m)
			s.zip.add("Doc_0/Res/"+m.file, pic.Data, true)
		}
	}
	return nil
}

// checkPicture reads a PNG or JPEG to its end, so that what is written is known to be whole, and says which it is.
func checkPicture(data []byte) (format string, _ *Error) {
	decode, config := png.Decode, png.DecodeConfig
	format = "PNG"
	switch {
	case len(data) == 0:
		return "", base.Refuse(CodePicture, "", "图片是空的")
	case len(data) > maxPicture:
		return "", base.Refuse(CodePicture, "", "图片文件超过 %d 兆字节", maxPicture>>20)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
	case bytes.HasPrefix(data, []byte{0xff, 0xd8}):
		decode, config, format = jpeg.Decode, jpeg.DecodeConfig, "JPEG"
	default:
		return "", base.Refuse(CodePicture, "", "不是 PNG 或 JPEG 图片")
	}
	bad := func(err error) (string, *Error) {
		return "", &Error{Code: CodePicture, Message: format + " 图片损坏或不完整", Err: err}
	}
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return bad(err)
	}
	if c.ColorModel == color.CMYKModel {
		return "", base.Refuse(CodePicture, "", "JPEG 图片是 CMYK 颜色，请转成 RGB")
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return "", base.Refuse(CodePicture, "", "%s 图片 %d×%d 超过 %d 百万像素", format, c.Width, c.Height, maxPixels>>20)
	}
	// Deflate makes at most 1032 bytes of one, a JPEG at least a bit for 64 pixels: a header that claims more lies.
	if c.Width*c.Height/8 > 1100*len(data) {
		return "", base.Refuse(CodePicture, "", "%s 图片说是 %d×%d，数据远远不够", format, c.Width, c.Height)
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return bad(err)
	}
	if img.Bounds().Size() != image.Pt(c.Width, c.Height) {
		return "", base.Refuse(CodePicture, "", "%s 图片说是 %d×%d，实为另一大小", format, c.Width, c.Height)
	}
	return format, nil
}

// picture writes an ImageObject: a unit square, stretched to the box.
func (w *painter) picture(it *page.Picture) {
	x0, y0, x1, y1 := corners(it.Box)
	id := w.s.nextID()
	b := append(putInt(append(w.b, `<ofd:ImageObject ID="`...), id), `" Boundary="`...)
	b = append(putBox(b, x0, y0, x1, y1), `" CTM="`...)
	b = append(base.AppendMilli(b, x1-x0), " 0 0 "...)
	b = append(base.AppendMilli(b, y1-y0), ` 0 0" ResourceID="`...)
	w.b = append(putInt(b, w.s.pictures[sha256.Sum256(it.Data)]), `"/>`...)
	w.refer(it.Tag, id)
}
