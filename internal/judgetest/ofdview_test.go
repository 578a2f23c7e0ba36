package judgetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// viewed lets the judges' own OFD reader paint a file in the browser: what it says in the end, and a picture a page.
func (b *browser) viewed(t *testing.T, ofd string, dpi int) (title string, pages []image.Image) {
	t.Helper()
	address := b.address(shared(t, "judges"),
		"ofd-view.html") + "?file=" + url.QueryEscape(b.address(filepath.Dir(ofd), filepath.Base(ofd)))
	b.open(t, address)
	for from := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if b.eval(t, &title, "document.title"); title != "ofd-view" && title != "" {
			break
		}
		if time.Since(from) > time.Minute {
			t.Fatalf("%s: ofd-view does not end", ofd)
		}
	}
	return title, b.svgs(t, 4, dpi)
}

// svgs are pictures of the page's SVG elements; perMM is how many CSS pixels a millimetre has.
func (b *browser) svgs(t *testing.T, perMM float64, dpi int) (pages []image.Image) {
	t.Helper()
	var boxes []struct{ X, Y, W, H float64 }
	b.eval(t, &boxes, `[...document.querySelectorAll("svg")].filter(s => !s.parentElement.closest("svg")).map(s => { const r = s.getBoundingClientRect();
		return {x: r.x + scrollX, y: r.y + scrollY, w: r.width, h: r.height} })`)
	scale := float64(dpi) / 25.4 / perMM
	for _, x := range boxes {
		w, h := math.Ceil(x.W*scale-0.01), math.Ceil(x.H*scale-0.01) // as pdftoppm rounds
		img, err := png.Decode(bytes.NewReader(b.shot(t, x.X, x.Y, w/scale, h/scale, scale)))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, img)
	}
	return pages
}

// comparison is raster_diff of a PDF, which is painted once, and folders of pictures.
const comparison = `import glob, os, sys, tempfile
sys.path.insert(0, sys.argv[1])
import raster_diff
dpi, pdf = sys.argv[2:4]
with tempfile.TemporaryDirectory() as d:
    once = raster_diff.render(pdf, int(dpi), d, "p")
    raster_diff.render = lambda f, *a: sorted(glob.glob(f + "/*.png")) if os.path.isdir(f) else once
    for folder in sys.argv[4:]:
        raster_diff.main(["diff", "--tolerant", "--max-share", "1", "--dpi", dpi, pdf, folder])`

// differing is, for each painting, the share of pixels by which each page of a PDF, as poppler paints it, differs from
// its pictures, as raster_diff --tolerant counts.
func differing(t *testing.T, pdf string, dpi int, paintings ...[]image.Image) (shares [][]float64) {
	t.Helper()
	args := []string{"-B", "-c", comparison, shared(t, "judges"), strconv.Itoa(dpi), pdf}
	quick := png.Encoder{CompressionLevel: png.BestSpeed}
	for _, pages := range paintings {
		dir := t.TempDir()
		args = append(args, dir)
		for i, img := range pages {
			gray := image.NewGray(img.Bounds())
			draw.Draw(gray, gray.Rect, img, gray.Rect.Min, draw.Src)
			var b bytes.Buffer
			if err := quick.Encode(&b, gray); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.png", i)), b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	o := passes(t, python, args...)
	d := json.NewDecoder(strings.NewReader(o.stdout))
	for _, pages := range paintings {
		var r struct {
			OK    bool
			Pages []struct {
				Share float64 `json:"differing_share"`
			}
		}
		if err := d.Decode(&r); err != nil {
			t.Fatal(err, short(o.stdout), short(o.stderr))
		}
		if !r.OK {
			t.Errorf("raster_diff: %s", short(o.stdout))
		}
		if len(r.Pages) != len(pages) {
			t.Fatalf("%d pictures, %d compared", len(pages), len(r.Pages))
		}
		var s []float64
		for _, p := range r.Pages {
			s = append(s, p.Share)
		}
		shares = append(shares, s)
	}
	return shares
}

// ownSVG is what the browser makes of poppler's SVG of a PDF, a picture a page.
func (b *browser) ownSVG(t *testing.T, pdf string, count, dpi int) (pages []image.Image) {
	t.Helper()
	dir := t.TempDir()
	for i := range count {
		svg := fmt.Sprintf("%d.svg", i+1)
		passes(t, "pdftocairo", "-svg", "-f", strconv.Itoa(i+1), "-l", strconv.Itoa(i+1), pdf, filepath.Join(dir, svg))
		page := fmt.Sprintf("%d.html", i+1)
		data, err := os.ReadFile(filepath.Join(dir, svg))
		if err != nil {
			t.Fatal(err)
		}
		html := "<!doctype html><meta charset=utf-8><body style='margin:0;background:#fff'>" + string(data[bytes.Index(data, []byte("<svg")):])
		if err := os.WriteFile(filepath.Join(dir, page), []byte(html), 0o666); err != nil {
			t.Fatal(err)
		}
		b.open(t, b.address(dir, page))
		pages = append(pages, b.svgs(t, 96/25.4, dpi)...)
	}
	return pages
}
