package raster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/raster"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const mm = unit.MM

// inch is what 25.4 mm are at 254 dots: ten dots a millimetre.
var ten = raster.Options{DPI: 254}

func painted(t *testing.T, o raster.Options, pages ...page.Page) image.Image {
	t.Helper()
	d := &page.Document{Elems: []page.Elem{{Parent: -1}}, Pages: pages}
	var b, again bytes.Buffer
	if err := raster.Write(&b, fonts.Embedded(), d, o); err != nil {
		t.Fatal(err)
	}
	if err := raster.Write(&again, fonts.Embedded(), d, o); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same document, other bytes", err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func gray(img image.Image, x, y int) uint8 {
	return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
}

func TestDrawn(t *testing.T) {
	layout := page.Tag{Artifact: page.LayoutArtifact}
	one := page.Page{Width: 20 * mm, Height: 30 * mm, Items: []page.Item{
		page.Fill{Tag: layout, Box: page.Box{X: 2 * mm, Y: 2 * mm, W: 4 * mm, H: 4 * mm}, Gray: 230},
		page.Rule{Tag: layout, X1: 10 * mm, Y1: 5 * mm, X2: 15 * mm, Y2: 5 * mm, Width: mm / 5},
		page.Rule{Tag: layout, X1: 10 * mm, Y1: 8 * mm, X2: 15 * mm, Y2: 8 * mm, Width: unit.Pt / 10}, // thinner than a dot
		page.Text{Tag: layout, X: 2 * mm, Y: 20 * mm, Face: "GongbiaoSong-Regular", Size: 8 * mm, Text: "■"},
	}}
	img := painted(t, ten, one, page.Page{Width: 20 * mm, Height: 10 * mm})
	if b := img.Bounds(); b.Dx() != 200 || b.Dy() != 300+40+100 {
		t.Errorf("the picture is %v", b)
	}
	for _, c := range []struct {
		what string
		x, y int
		want uint8
	}{
		{"paper", 100, 290, 255}, {"ground", 30, 30, 230}, {"beside the ground", 65, 30, 255}, {"rule", 120, 50, 0}, {"above the rule", 120, 47, 255},
		{"hair line", 120, 80, 0}, {"square", 60, 170, 0}, {"between the pages", 100, 320, 200}, {"the second page", 100, 400, 255},
	} {
		if got := gray(img, c.x, c.y); got != c.want {
			t.Errorf("%s at %d,%d is %d, want %d", c.what, c.x, c.y, got, c.want)
		}
	}
	if _, ok := img.(*image.Gray); !ok {
		t.Errorf("a page without colours is %T", img)
	}
}

// A text that stands on its end runs upwards.
func TestTurned(t *testing.T) {
	img := painted(t, ten, page.Page{Width: 30 * mm, Height: 30 * mm, Items: []page.Item{page.Text{Tag: page.Tag{Artifact: page.LayoutArtifact},
		X: 15 * mm, Y: 20 * mm, Face: "GongbiaoSong-Regular", Size: 8 * mm, Text: "■", Rotate: 90}}})
	if gray(img, 120, 160) != 0 || gray(img, 180, 160) != 255 {
		t.Error("the square is not to the left of its baseline")
	}
}

// A picture keeps its colours and its place.
func TestPicture(t *testing.T) {
	red := image.NewRGBA(image.Rect(0, 0, 2, 2))
	for i := range 4 {
		red.Set(i%2, i/2, color.RGBA{255, 0, 0, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, red); err != nil {
		t.Fatal(err)
	}
	img := painted(t, ten, page.Page{Width: 20 * mm, Height: 20 * mm, Items: []page.Item{page.Picture{Tag: page.Tag{Artifact: page.LayoutArtifact},
		Box: page.Box{X: 5 * mm, Y: 5 * mm, W: 5 * mm, H: 5 * mm}, Data: b.Bytes()}}})
	if r, g, _, _ := img.At(75, 75).RGBA(); r>>8 != 255 || g != 0 {
		t.Errorf("the picture is %v", img.At(75, 75))
	}
	if gray(img, 110, 75) != 255 {
		t.Error("the picture is larger than its place")
	}
}

func TestRefusals(t *testing.T) {
	for code, p := range map[string]page.Page{
		raster.CodeSize:    {Width: 3000 * mm, Height: 3000 * mm},
		raster.CodeGlyph:   {Width: mm, Height: mm, Items: []page.Item{page.Text{Face: "GongbiaoSong-Regular", Size: mm, Text: "\U0010FFFD"}}},
		raster.CodePicture: {Width: mm, Height: mm, Items: []page.Item{page.Picture{Data: []byte("GIF89a")}}},
	} {
		err := raster.Write(new(bytes.Buffer), fonts.Embedded(), &page.Document{Pages: []page.Page{p}}, raster.Options{DPI: 600})
		if err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
