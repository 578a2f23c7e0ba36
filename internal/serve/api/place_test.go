package api

import (
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// run is what a program of the machine prints; the test is skipped where there is none.
func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal(err)
		}
		t.Skipf("%s is not on this machine", name)
	}
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// letter is a character of a page with its place, in mm.
type letter struct {
	text string
	x, y float64
}

// The text of the preview stands where that of the PDF does, within 0.1 mm, as poppler reads the PDF.
func TestPreviewIsThePDF(t *testing.T) {
	for _, name := range []string{"seed-1.json", "hubei-shangwu-2020.json"} {
		record := example(t, name)
		file := filepath.Join(t.TempDir(), "表.pdf")
		if err := os.WriteFile(file, read(t, call(t, "POST", "/v1/render", record), 200), 0o666); err != nil {
			t.Fatal(err)
		}
		var pdf struct {
			Pages []struct {
				Words []struct {
					X      float64 `xml:"xMin,attr"`
					Top    float64 `xml:"yMin,attr"`
					Bottom float64 `xml:"yMax,attr"`
					Text   string  `xml:",chardata"`
				} `xml:"word"`
			} `xml:"body>doc>page"`
		}
		d := xml.NewDecoder(strings.NewReader(string(run(t, "pdftotext", "-bbox", file, "-"))))
		d.Strict, d.Entity = false, xml.HTMLEntity
		if err := d.Decode(&pdf); err != nil {
			t.Fatal(err)
		}
		preview := into[Preview](t, read(t, call(t, "POST", "/v1/preview", record), 200))
		if len(pdf.Pages) != len(preview.Pages) {
			t.Fatalf("%s: %d pages, the PDF has %d", name, len(preview.Pages), len(pdf.Pages))
		}
		n, worst := 0, 0.0
		for i, page := range pdf.Pages {
			all := letters(t, preview.Pages[i].SVG)
			for _, w := range page.Words {
				const mm = 25.4 / 72
				off := math.Inf(1)
				first := string([]rune(w.Text)[:1])
				for _, l := range all {
					if strings.HasPrefix(l.text, first) && l.y > w.Top*mm-0.1 && l.y < w.Bottom*mm+0.1 {
						off = min(off, math.Abs(l.x-w.X*mm))
					}
				}
				if n++; off > 0.1 {
					t.Errorf("%s page %d: %q at %.3f mm of the PDF is %.3f mm off in the preview", name, i+1, w.Text, w.X*mm, off)
				} else {
					worst = max(worst, off)
				}
			}
		}
		if n < 50 {
			t.Errorf("%s: only %d words read from the PDF", name, n)
		}
		t.Logf("%s: %d words, at most %.4f mm off", name, n, worst)
	}
}

func letters(t *testing.T, svg string) (out []letter) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != "text" {
			continue
		}
		var text string
		if err := d.DecodeElement(&text, &e); err != nil {
			t.Fatal(err)
		}
		at := map[string][]float64{}
		for _, a := range e.Attr {
			if a.Name.Local == "x" || a.Name.Local == "y" {
				for s := range strings.FieldsSeq(a.Value) {
					v, err := strconv.ParseFloat(s, 64)
					if err != nil {
						t.Fatal(err)
					}
					at[a.Name.Local] = append(at[a.Name.Local], v)
				}
			}
		}
		for i, r := range []rune(text) {
			if i < len(at["x"]) && len(at["y"]) > 0 {
				out = append(out, letter{string(r), at["x"][i], at["y"][0]})
			}
		}
	}
}
