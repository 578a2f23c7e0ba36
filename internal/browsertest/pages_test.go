package browsertest

import (
	"encoding/xml"
	"math"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// glyph is a character where it stands on a page: the left end of its baseline, mm from the upper left corner.
type glyph struct {
	Text string
	Page int
	X, Y float64
}

// glyphsOf are the characters of a PDF as MuPDF reads them.
func glyphsOf(t *testing.T, pdf string) (out []glyph) {
	t.Helper()
	if _, err := exec.LookPath("mutool"); err != nil {
		Missing(t, "mutool")
	}
	text, err := exec.Command("mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf).Output()
	if err != nil {
		t.Fatalf("mutool: %v", err)
	}
	var doc struct {
		Pages []struct {
			Chars []struct {
				C string  `xml:"c,attr"`
				X float64 `xml:"x,attr"`
				Y float64 `xml:"y,attr"`
			} `xml:"block>line>font>char"`
		} `xml:"page"`
	}
	if err := xml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	const mm = 25.4 / 72
	for i, p := range doc.Pages {
		for _, c := range p.Chars {
			if strings.TrimSpace(c.C) != "" {
				out = append(out, glyph{c.C, i, c.X * mm, c.Y * mm})
			}
		}
	}
	return out
}

// What the pages show on the screen stands where the PDF has it: every character of the PDF, as MuPDF reads it, is on
// the screen within a tenth of a millimetre, along the line and across it.
func TestPages(t *testing.T) {
	for _, record := range []string{"../../examples/hubei-shangwu-2020.json", "../../examples/seed-1.json"} {
		p := open(t, record)
		p.Click("#tab-pages")
		p.Wait("the pages are there", "document.querySelectorAll('#panel-pages svg text').length > 50")
		p.Eval(nil, "document.fonts.ready.then(() => true)")
		var on []glyph
		p.Eval(&on, `Array.from(document.querySelectorAll('#panel-pages .page')).reduce((l, box, i) => {
			const svg = box.querySelector('svg'), r = svg.getBoundingClientRect(), mm = svg.viewBox.baseVal.width / r.width;
			svg.querySelectorAll('text').forEach(e => {
				const m = e.getScreenCTM(), s = e.textContent, n = e.getNumberOfChars();
				for (let k = 0; k < n; k++) {
					const at = e.getStartPositionOfChar(k).matrixTransform(m);
					l.push({Text: String.fromCodePoint(s.codePointAt(k)), Page: i, X: (at.x - r.left) * mm, Y: (at.y - r.top) * mm});
				}
			});
			return l;
		}, [])`)
		dir := t.TempDir()
		gongbiao(t, "render", record, "-f", "pdf", "-o", dir)
		all, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		want := glyphsOf(t, all[0])
		worst := 0.0
		for _, g := range want {
			nearest := math.Inf(1)
			for _, o := range on {
				if o.Page == g.Page && o.Text == g.Text {
					nearest = min(nearest, max(math.Abs(o.X-g.X), math.Abs(o.Y-g.Y)))
				}
			}
			if nearest > 0.1 {
				t.Errorf("%s page %d: %q at %.2f, %.2f mm of the PDF is %.3f mm off on the screen", filepath.Base(record), g.Page+1, g.Text, g.X, g.Y, nearest)
			} else {
				worst = max(worst, nearest)
			}
		}
		if len(want) < 500 {
			t.Errorf("%s: only %d characters are in the PDF", record, len(want))
		}
		t.Logf("%s: %d characters, the farthest %.4f mm", filepath.Base(record), len(want), worst)
	}
}
