package browsertest

import (
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What the pages show on the screen stands where the PDF has it: each line of text begins within a tenth of a
// millimetre of where poppler finds its first character.
func TestPages(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		Missing(t, "pdftotext")
	}
	p := open(t, "../../examples/seed-1.json")
	p.Click("#tab-pages")
	p.Wait("the pages are there", "document.querySelectorAll('#panel-pages svg text').length > 100")
	p.Eval(nil, "document.fonts.ready.then(() => true)")
	var on []struct {
		Text string
		Page int
		X    float64 // mm
	}
	p.Eval(&on, `Array.from(document.querySelectorAll('#panel-pages .page')).reduce((l, box, i) => {
		const svg = box.querySelector('svg'), r = svg.getBoundingClientRect(), mm = svg.viewBox.baseVal.width / r.width;
		return l.concat(Array.from(svg.querySelectorAll('text')).map(e => ({Text: e.textContent, Page: i, X: (e.getBoundingClientRect().left - r.left) * mm})));
	}, [])`)
	dir := t.TempDir()
	gongbiao(t, "render", "../../examples/seed-1.json", "-f", "pdf", "-o", dir)
	all, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	out := filepath.Join(dir, "words.html")
	if b, err := exec.Command("pdftotext", "-bbox", all[0], out).CombinedOutput(); err != nil {
		t.Fatalf("pdftotext: %v %s", err, b)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []struct {
			Words []struct {
				X    float64 `xml:"xMin,attr"`
				Text string  `xml:",chardata"`
			} `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	compared, worst := 0, 0.0
	for i, page := range doc.Pages {
		for _, w := range page.Words {
			nearest := math.Inf(1)
			for _, o := range on {
				if o.Page == i && o.Text == w.Text {
					nearest = math.Min(nearest, math.Abs(o.X-w.X*25.4/72))
				}
			}
			if math.IsInf(nearest, 1) {
				continue
			}
			compared++
			worst = math.Max(worst, nearest)
			if nearest > 0.1 {
				t.Errorf("page %d: %q stands %.3f mm beside where the PDF has it", i+1, w.Text, nearest)
			}
		}
	}
	if compared < 80 {
		t.Errorf("only %d texts are found in both", compared)
	}
	t.Logf("%d texts, the farthest %.3f mm", compared, worst)
}
