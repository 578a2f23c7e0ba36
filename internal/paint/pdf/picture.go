package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zlib"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

const (
	maxPixels   = 40 << 20 // an A4 page scanned at 600 dpi has 35 million
	maxPicture  = 64 << 20 // bytes of a picture file
	keepPicture = 32 << 20 // bytes of coded pictures a Cache keeps
)

// picture is a picture as written in one file.
type picture struct {
	obj  int
	soft bool // has a soft mask, so its page is a transparency group
}

// coded is an image XObject ready to be written: what its dictionary has, and its data, already filtered.
type coded struct {
	dict string
	data []byte
	mask *coded
	soft bool // mask is an SMask, not a stencil
}

// pictureKey is a slice placed on a page; the same slice is coded once a file without being looked at again.
type pictureKey struct {
	first *byte
	n     int
}

func keyOf(data []byte) pictureKey { return pictureKey{&data[0], len(data)} }

// pictures is the coded pictures a Cache keeps, by hash of the file: a bureau's emblem is on each of its forms.
type pictures struct {
	mu    sync.Mutex
	byKey map[[sha256.Size]byte]*coded
	bytes int
}

func (p *pictures) get(sum [sha256.Size]byte, data []byte) (*coded, error) {
	p.mu.Lock()
	c := p.byKey[sum]
	p.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := codePicture(data)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	size := len(c.data)
	if c.mask != nil {
		size += len(c.mask.data)
	}
	if p.byKey == nil {
		p.byKey = map[[sha256.Size]byte]*coded{}
	}
	if p.bytes+size <= keepPicture {
		p.byKey[sum] = c
		p.bytes += size
	}
	return c, nil
}

// codePicture reads a PNG or JPEG to its end, so that what is written is known to be whole.
func codePicture(data []byte) (*coded, error) {
	switch {
	case len(data) > maxPicture:
		return nil, base.Refuse(CodePicture, "", "图片文件超过 %d 兆字节", maxPicture>>20)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return codePNG(data)
	case bytes.HasPrefix(data, []byte{0xff, 0xd8}):
		return codeJPEG(data)
	}
	return nil, base.Refuse(CodePicture, "", "不是 PNG 或 JPEG 图片")
}

// loadPictures writes the pictures of d that are not in the file yet.
func (s *Stream) loadPictures(d *page.Document) error {
	for i := range d.Pages {
		for _, it := range d.Pages[i].Items {
			pic, ok := it.(page.Picture)
			if !ok {
				continue
			}
			if len(pic.Data) == 0 {
				return base.Refuse(CodePicture, "", "图片是空的").On(i)
			}
			if _, ok := s.byData[keyOf(pic.Data)]; ok {
				continue
			}
			sum := sha256.Sum256(pic.Data)
			x, ok := s.pictures[sum]
			if !ok {
				c, err := s.c.pictures.get(sum, pic.Data)
				if err != nil {
					return onPage(err, i)
				}
				x = picture{s.writePicture(c), c.soft}
				s.pictures[sum] = x
			}
			s.byData[keyOf(pic.Data)] = x
		}
	}
	return nil
}

func (s *Stream) writePicture(c *coded) int {
	dict := c.dict
	if c.mask != nil {
		key := "/Mask"
		if c.soft {
			key = "/SMask"
		}
		dict += key + string(putRef(nil, s.writePicture(c.mask)))
	}
	obj := s.f.alloc()
	s.f.coded(obj, dict, c.data)
	return obj
}

// imageDict is what every image XObject says (ISO 32000-1, 8.9.5).
func imageDict(width, height, bits int, rest string) string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d%s", width, height, bits, rest)
}

func tooLarge(width, height int) bool {
	return width <= 0 || height <= 0 || width > maxPixels || height > maxPixels || width*height > maxPixels
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	z, _ := zlib.NewWriterLevel(&out, 6) // the level is a valid one, and a Buffer does not fail
	z.Write(b)
	z.Close()
	return out.Bytes()
}
