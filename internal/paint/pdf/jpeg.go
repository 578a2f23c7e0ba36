package pdf

import (
	"bytes"
	"image/jpeg"

	"github.com/gongbiao/gongbiao/internal/paint/base"
)

// codeJPEG passes a JPEG (ISO/IEC 10918-1; baseline and progressive, gray or colour) on as it is, after decoding it
// once to know that it is whole. CMYK is refused: the output intent is sRGB, and a conversion would change the colours.
func codeJPEG(data []byte) (*coded, error) {
	h, err := readJPEG(data)
	if err != nil {
		return nil, err
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, &Error{Code: CodePicture, Message: "JPEG 图片损坏", Err: err}
	}
	if b := img.Bounds(); b.Dx() != h.width || b.Dy() != h.height {
		return nil, base.Refuse(CodePicture, "", "JPEG 图片说是 %d×%d，实为 %d×%d", h.width, h.height, b.Dx(), b.Dy())
	}
	space := "/ColorSpace/DeviceGray"
	if h.components == 3 {
		space = "/ColorSpace/DeviceRGB"
		if h.rgb {
			space += "/DecodeParms<</ColorTransform 0>>"
		}
	}
	return &coded{dict: imageDict(h.width, h.height, 8, space+"/Filter/DCTDecode"), data: data[:h.end]}, nil
}

type jpegHeader struct {
	width, height, components int
	rgb                       bool // not YCbCr: component names R G B, or the Adobe marker says so
	end                       int  // after the EOI marker
}

// readJPEG walks the markers to the frame header, and finds the end.
func readJPEG(data []byte) (h jpegHeader, err error) {
	bad := func() (jpegHeader, error) { return h, base.Refuse(CodePicture, "", "JPEG 图片损坏或不完整") }
	adobe := -1
	var names [3]byte
	for at := 2; ; {
		if at+4 > len(data) || data[at] != 0xff {
			return bad()
		}
		m := data[at+1]
		if m == 0xff { // fill byte
			at++
			continue
		}
		n := int(data[at+2])<<8 | int(data[at+3])
		if n < 2 || at+2+n > len(data) {
			return bad()
		}
		body := data[at+4 : at+2+n]
		at += 2 + n
		switch {
		case m == 0xee && len(body) >= 12 && string(body[:5]) == "Adobe":
			adobe = int(body[11])
		case m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc:
			if m > 0xc2 {
				return h, base.Refuse(CodePicture, "", "JPEG 图片用了不通用的编码（SOF%d）", m-0xc0)
			}
			if h.components > 0 || len(body) < 6 || len(body) < 6+3*int(body[5]) {
				return bad()
			}
			h.height, h.width, h.components = int(body[1])<<8|int(body[2]), int(body[3])<<8|int(body[4]), int(body[5])
			for i := range min(3, h.components) {
				names[i] = body[6+3*i]
			}
			switch {
			case body[0] != 8:
				return h, base.Refuse(CodePicture, "", "JPEG 图片每色 %d 位，只支持 8 位", body[0])
			case h.components == 4:
				return h, base.Refuse(CodePicture, "", "JPEG 图片是 CMYK 颜色，请转成 RGB")
			case h.components != 1 && h.components != 3:
				return bad()
			case tooLarge(h.width, h.height):
				return h, base.Refuse(CodePicture, "", "JPEG 图片 %d×%d 超过 %d 百万像素", h.width, h.height, maxPixels>>20)
			case h.width*h.height/1024 > len(data): // a block of 64 pixels takes at least a bit
				return h, base.Refuse(CodePicture, "", "JPEG 图片说是 %d×%d，数据远远不够", h.width, h.height)
			}
		case m == 0xda:
			if h.components == 0 {
				return bad()
			}
			h.rgb = adobe == 0 || adobe < 0 && names == [3]byte{'R', 'G', 'B'}
			if h.end = bytes.LastIndex(data, []byte{0xff, 0xd9}) + 2; h.end < at {
				return bad()
			}
			return h, nil
		}
	}
}
