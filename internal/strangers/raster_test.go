package strangers

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render"
)

func poppler(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("pdftoppm is missing and GONGBIAO_JUDGES=required")
		}
		t.Skip("pdftoppm is not installed")
	}
}

// raster is a page in gray at 100 dpi.
type raster struct {
	w, h int
	pix  []byte
}

func rasters(t testing.TB, name string, data []byte) (out []raster) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if b, err := exec.Command("pdftoppm", "-r", "100", "-gray", file, filepath.Join(dir, "p")).CombinedOutput(); err != nil || len(b) > 0 {
		t.Fatalf("%s: %v %s", name, err, b)
	}
	files, err := filepath.Glob(filepath.Join(dir, "p-*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var r raster
		var top int
		if _, err := fmt.Sscanf(string(b[:40]), "P5\n%d %d\n%d\n", &r.w, &r.h, &top); err != nil || top != 255 {
			t.Fatalf("%s: %v", f, err)
		}
		r.pix = b[len(b)-r.w*r.h:]
		out = append(out, r)
	}
	return out
}

// differ counts pixels whose gray is not within tolerance of any gray in the 3 × 3 around it on the other page: what
// is left when anti-aliasing and a shift of less than a pixel are forgiven. In letters set to 89 % a glyph falls
// between two pixels otherwise for each writer, which 56 called a difference.
func differ(a, b raster) (n int) {
	const tolerance = 68
	if a.w != b.w || a.h != b.h {
		return max(a.w*a.h, b.w*b.h)
	}
	lacks := func(x, y int, a, b raster) bool {
		v := int(a.pix[y*a.w+x])
		lo, hi := 255, 0
		for j := max(0, y-1); j <= min(a.h-1, y+1); j++ {
			for i := max(0, x-1); i <= min(a.w-1, x+1); i++ {
				p := int(b.pix[j*a.w+i])
				lo, hi = min(lo, p), max(hi, p)
			}
		}
		return v < lo-tolerance || v > hi+tolerance
	}
	for y := range a.h {
		for x := range a.w {
			if a.pix[y*a.w+x] != b.pix[y*a.w+x] && (lacks(x, y, a, b) || lacks(x, y, b, a)) {
				n++
			}
		}
	}
	return n
}

func compare(t *testing.T, ours, theirs []raster) {
	t.Helper()
	if len(ours) != len(theirs) {
		t.Fatalf("%d pages of ours, %d of theirs", len(ours), len(theirs))
	}
	for i := range ours {
		if n := differ(ours[i], theirs[i]); n > 0 {
			t.Errorf("page %d: %d pixels differ", i+1, n)
		}
	}
}

// documents are the pages of every example and one with what forms seldom have.
func documents(t testing.TB) map[string]*page.Document {
	t.Helper()
	out := map[string]*page.Document{"oddities": oddities(t)}
	files, err := filepath.Glob("../../examples/*.json")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for _, f := range files {
		out[filepath.Base(f)] = example(t, f)
	}
	return out
}

func example(t testing.TB, file string) *page.Document {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var e render.Engine
	var d *page.Document
	err = data.Read(filepath.Base(file), raw, func(x *data.Value, err error) error {
		if err != nil {
			return err
		}
		form, err := e.Load(t.Context(), x, "")
		if err != nil {
			return err
		}
		d, err = form.Pages()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func oddities(t testing.TB) *page.Document {
	const mm = unit.MM
	img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for y := range 30 {
		for x := range 40 {
			img.Set(x, y, color.NRGBA{uint8(x * 6), uint8(y * 8), 90, 255})
		}
	}
	var pic bytes.Buffer
	if err := png.Encode(&pic, img); err != nil {
		t.Fatal(err)
	}
	deco := page.Tag{Artifact: page.LayoutArtifact}
	song := func(x, y, size int, text string) page.Text {
		return page.Text{Tag: deco, X: unit.Length(x) * mm, Y: unit.Length(y) * mm, Face: "GongbiaoSong-Regular", Size: unit.Length(size) * unit.Pt, Text: text}
	}
	spaced, gray, tab, mark := song(20, 60, 12, "分散对齐"), song(20, 70, 12, "灰色"), song(20, 80, 12, "甲\t乙\u200b丙 丁"), song(60, 200, 60, "征求意见稿")
	spaced.Spacing, gray.Gray, mark.Gray, mark.Rotate = 9*unit.Pt, 150, 220, 45
	up := song(180, 100, 10, "向上的字")
	up.Rotate = 90
	rare := song(20, 90, 12, "𬭎𫘧")
	return &page.Document{
		Meta:  page.Meta{Title: "表"},
		Elems: []page.Elem{{Parent: -1}},
		Pages: []page.Page{
			{Width: 210 * mm, Height: 297 * mm, Items: []page.Item{
				page.Fill{Tag: deco, Box: page.Box{X: 15 * mm, Y: 20 * mm, W: 100 * mm, H: 20 * mm}, Gray: 230},
				mark, spaced, gray, tab, rare, up, song(20, 30, 18, "标题、（括号）“引号”——"), song(20, 100, 7, "小字：=100% >=95% 18,233,182.14"),
				page.Rule{Tag: deco, X1: 20 * mm, Y1: 110 * mm, X2: 190 * mm, Y2: 110 * mm, Width: unit.Pt / 2},
				page.Rule{Tag: deco, X1: 20 * mm, Y1: 115 * mm, X2: 190 * mm, Y2: 115 * mm, Width: 3 * unit.Pt, Gray: 100},
				page.Rule{Tag: deco, X1: 30 * mm, Y1: 105 * mm, X2: 30 * mm, Y2: 130 * mm, Width: unit.Pt},
				page.Picture{Tag: deco, Box: page.Box{X: 40 * mm, Y: 130 * mm, W: 40 * mm, H: 30 * mm}, Data: pic.Bytes()},
			}},
			{Width: 297 * mm, Height: 210 * mm, Items: []page.Item{song(100, 100, 30, "横页")}},
		},
	}
}

func ours(t testing.TB, d *page.Document) []byte {
	t.Helper()
	b, err := pdfOf(d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var cache = pdf.New(fonts.Embedded())

func pdfOf(d *page.Document) ([]byte, error) {
	var b bytes.Buffer
	err := cache.Write(&b, d, pdf.Options{})
	return b.Bytes(), err
}

// Three writers that share no code paint one picture.
func TestStrangersPaintTheSame(t *testing.T) {
	poppler(t)
	for name, d := range documents(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mine := rasters(t, "ours", ours(t, d))
			g := newGoPDF()
			theirs, err := g.paint(d)
			if err != nil {
				t.Fatal(err)
			}
			t.Run("gopdf", func(t *testing.T) { compare(t, mine, rasters(t, "gopdf", theirs)) })
			t.Run("fpdf", func(t *testing.T) {
				plain := without(d, beyondBMP)
				theirs, err := fpdfPaint(plain)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, rasters(t, "ours", ours(t, plain)), rasters(t, "fpdf", theirs))
			})
		})
	}
}

// The comparison sees a rule or a text that is 1 mm off, a missing character and another gray.
func TestComparisonSees(t *testing.T) {
	poppler(t)
	d := oddities(t)
	good := rasters(t, "good", ours(t, d))
	for name, change := range map[string]func(items []page.Item){
		"text moved": func(it []page.Item) { x := it[2].(page.Text); x.X += unit.MM; it[2] = x },
		"rule moved": func(it []page.Item) { x := it[9].(page.Rule); x.Y1 += unit.MM; x.Y2 += unit.MM; it[9] = x },
		"character":  func(it []page.Item) { x := it[8].(page.Text); x.Text = x.Text[:len(x.Text)-1] + "5"; it[8] = x },
		"gray":       func(it []page.Item) { x := it[0].(page.Fill); x.Gray = 150; it[0] = x },
		"picture":    func(it []page.Item) { x := it[12].(page.Picture); x.H -= unit.MM; it[12] = x },
	} {
		bad := *d
		bad.Pages = append([]page.Page{}, d.Pages...)
		bad.Pages[0].Items = append([]page.Item{}, d.Pages[0].Items...)
		change(bad.Pages[0].Items)
		if n := differ(good[0], rasters(t, "bad", ours(t, &bad))[0]); n == 0 {
			t.Errorf("%s: not seen", name)
		}
	}
}
