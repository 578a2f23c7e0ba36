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

// comparison is raster_diff, for which a folder of pictures is a file that is painted already.
const comparison = `import glob, os, sys
sys.path.insert(0, sys.argv[1])
import raster_diff
paint = raster_diff.render
raster_diff.render = lambda f, *a: sorted(glob.glob(f + "/*.png")) if os.path.isdir(f) else paint(f, *a)
sys.exit(raster_diff.main(sys.argv[2:]))`

// differing is the share of pixels by which each page of a PDF, as poppler paints it, differs from pictures, as
// raster_diff --tolerant counts.
func differing(t *testing.T, pdf string, pages []image.Image, dpi int) (shares []float64) {
	t.Helper()
	dir := t.TempDir()
	for i, img := range pages {
		gray := image.NewGray(img.Bounds())
		draw.Draw(gray, gray.Rect, img, gray.Rect.Min, draw.Src)
		var b bytes.Buffer
		if err := png.Encode(&b, gray); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.png", i)), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o := run(t, "", nil, python, "-B", "-c", comparison, shared(t, "judges"), "diff", "--tolerant", "--max-share",
		"1", "--dpi", strconv.Itoa(dpi), pdf, dir)
	var r struct {
		OK    bool
		Pages []struct {
			Share float64 `json:"differing_share"`
		}
	}
	if err := json.Unmarshal([]byte(o.stdout), &r); err != nil {
		t.Fatal(err, short(o.stdout), short(o.stderr))
	}
	if !r.OK {
		t.Errorf("raster_diff: %s", short(o.stdout))
	}
	for _, p := range r.Pages {
		shares = append(shares, p.Share)
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
