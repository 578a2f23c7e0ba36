package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// TestSample: what samples have is a picture that records may have, and short.
func TestSample(t *testing.T) {
	s := Sample()
	data, inline, err := Inline(s)
	if err != nil || !inline || len(s) > 400 {
		t.Fatalf("%v %v, %d characters", inline, err, len(s))
	}
	if err := Whole(data, MaxRecord); err != nil {
		t.Error(err)
	}
}

// bomb is a PNG whose head claims a size that its few bytes cannot have.
func bomb(width, height uint32) []byte {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)))
	data := b.Bytes()
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// TestHostile: each is refused, before anything of its size is held in memory.
func TestHostile(t *testing.T) {
	var whole bytes.Buffer
	png.Encode(&whole, image.NewRGBA(image.Rect(0, 0, 50, 50)))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":    {nil, "不是 PNG 或 JPEG"},
		"gif":      {[]byte("GIF89a\x01\x00\x01\x00"), "不是 PNG 或 JPEG"},
		"svg":      {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "不是 PNG 或 JPEG"},
		"cut":      {whole.Bytes()[:whole.Len()-30], "not enough pixel data"},
		"huge":     {bomb(60000, 60000), "900 万像素"},
		"wide":     {bomb(1<<31-1, 1), "900 万像素"},
		"lying":    {bomb(2900, 2900), "数据远远不够"},
		"one byte": {[]byte{0xFF, 0xD8, 0xFF}, "EOF"},
	} {
		if err := Whole(c.data, MaxRecord); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestInk: ink on white paper looks as before, white is no ink, and letters show through the thin one.
func TestInk(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 4, 1))
	colors := []color.RGBA{{255, 255, 255, 255}, {220, 20, 20, 255}, {255, 128, 128, 255}, {0, 0, 0, 0}}
	for i, c := range colors {
		img.SetRGBA(i, 0, c)
	}
	var b bytes.Buffer
	png.Encode(&b, img)
	full, thin, err := Ink(b.Bytes(), MaxRecord)
	if err != nil {
		t.Fatal(err)
	}
	ink, _ := png.Decode(bytes.NewReader(full))
	over, _ := png.Decode(bytes.NewReader(thin))
	for i, c := range colors {
		got := color.NRGBAModel.Convert(ink.At(i, 0)).(color.NRGBA)
		on := func(v uint8) int { return (int(v)*int(got.A) + 255*(255-int(got.A))) / 255 }
		if c.A == 0 || c.G == 255 {
			if got.A != 0 {
				t.Errorf("%v is ink: %v", c, got)
			}
			continue
		}
		for _, d := range []int{on(got.R) - int(c.R), on(got.G) - int(c.G), on(got.B) - int(c.B)} {
			if d < -2 || d > 2 {
				t.Errorf("%v on paper is %d %d %d", c, on(got.R), on(got.G), on(got.B))
			}
		}
		if _, _, _, a := over.At(i, 0).RGBA(); a>>8 > 160 {
			t.Errorf("the thin ink of %v hides letters: alpha %d", c, a>>8)
		}
	}
}

// TestSlices: strips side by side are the picture again, whatever does not divide.
func TestSlices(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 101, 3))
	for x := range 101 {
		img.SetNRGBA(x, 1, color.NRGBA{uint8(x), 7, 9, 255})
	}
	var b bytes.Buffer
	png.Encode(&b, img)
	for _, n := range []int{1, 2, 7, 20, 101} {
		strips, err := Slices(b.Bytes(), n)
		if err != nil || len(strips) != n {
			t.Fatalf("%d: %v", n, err)
		}
		x := 0
		for _, s := range strips {
			part, _ := png.Decode(bytes.NewReader(s))
			for i := range part.Bounds().Dx() {
				if r, _, _, _ := part.At(i, 1).RGBA(); int(r>>8) != x {
					t.Fatalf("%d strips: column %d is %d", n, x, r>>8)
				}
				x++
			}
		}
		if x != 101 {
			t.Errorf("%d strips have %d columns", n, x)
		}
	}
}
