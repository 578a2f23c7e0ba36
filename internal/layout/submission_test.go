package layout

import (
	"strings"
	"testing"

	"rsc.io/qr"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

const someCode = "8A3K-T2M9-QV7C-0XYZ"

// twoSheets is a form on two sheets of A4.
func twoSheets(t *testing.T) *grid.Grid {
	g := draw(t, []int{4, 4}, strings.Repeat("| 甲 | 乙\n", 6))
	g.Tables[0].Rows[3].BreakTo = true
	g.Tables[0].Paper = grid.Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 15 * unit.MM, Bottom: 15 * unit.MM, Left: 20 * unit.MM, Right: 20 * unit.MM}
	return g
}

// A watermark lies under everything else on each page, turned, inside the paper and in its middle.
func TestWatermark(t *testing.T) {
	for _, text := range []string{"征求意见稿", "内部资料　注意保存　不得外传", "密"} {
		g := twoSheets(t)
		g.Tables[0].Watermark = text
		_, d := checked(t, g)
		if len(d.Pages) != 2 {
			t.Fatalf("%d pages", len(d.Pages))
		}
		for _, p := range d.Pages {
			w, ok := p.Items[0].(page.Text)
			if !ok || w.Text != text || w.Artifact != page.WatermarkArtifact || w.Rotate != 45 || w.Gray < 200 {
				t.Fatalf("the page begins with %+v", p.Items[0])
			}
			// The corners of the line, turned.
			run, up, down := w.Width.Scale(70711, 100000), w.Size.Scale(86*70711, 10000000), w.Size.Scale(14*70711, 10000000)
			left, right := w.X-up, w.X+run+down
			top, bottom := w.Y-run-up, w.Y+down
			if left < 0 || right > p.Width || top < 0 || bottom > p.Height {
				t.Errorf("%s: %v–%v × %v–%v on %v × %v", text, left, right, top, bottom, p.Width, p.Height)
			}
			if d := left + right - p.Width; d < -p.Width/50 || d > p.Width/50 {
				t.Errorf("%s: %v at the left, %v at the right", text, left, p.Width-right)
			}
		}
	}
	g := twoSheets(t)
	g.Tables[0].Watermark = strings.Repeat("长", 100)
	if _, err := Measure(g, squares{}, Options{}); err == nil || finding.Of(err)[0].Code != "LAYOUT-REFUSED" {
		t.Errorf("a watermark that is too long: %v", err)
	}
}

// foot is what stands at the foot of each page: texts with the third of the page they stand in, [qr] for a QR code.
func foot(d *page.Document) string {
	var out []string
	for _, p := range d.Pages {
		var s []string
		side := func(x unit.Length) string {
			return [...]string{" left", " mid", " right"}[min(2, max(0, int(3*x/p.Width)))]
		}
		qr := ""
		for _, it := range p.Items {
			if it.Mark().Artifact != page.FooterArtifact {
				continue
			}
			switch x := it.(type) {
			case page.Text:
				s = append(s, x.Text+side(x.X+x.Width/2))
			case page.Fill:
				qr = "[qr]" + side(x.X+x.W/2)
			}
		}
		if qr != "" {
			s = append(s, qr)
		}
		out = append(out, strings.Join(s, ", "))
	}
	return strings.Join(out, "; ")
}

func TestCodeAtTheFoot(t *testing.T) {
	const code = "校验码 " + someCode
	for _, c := range []struct {
		number grid.PageNumber
		footer string
		want   string
	}{
		{grid.PageNumber{}, "", code + " right, [qr] right; " + code + " right, [qr] right"},
		{grid.PageNumber{Format: "{page}"}, "", code + " right, 1 mid, [qr] right; " + code + " right, 2 mid, [qr] right"},
		{grid.PageNumber{Format: "{page}"}, "某局", "某局 left, " + code + " right, 1 mid, [qr] right; 某局 left, " + code + " right, 2 mid, [qr] right"},
		{grid.PageNumber{Format: "{page}", Align: grid.AlignOutside}, "某局", code + " left, 1 right, 某局 mid, [qr] left; 2 left, " + code + " right, 某局 mid, [qr] right"},
	} {
		g := twoSheets(t)
		g.Meta.Code = someCode
		g.Tables[0].PageNumber, g.Tables[0].Footer = c.number, c.footer
		m := mustMeasure(t, g)
		d := Place(m, squares{}, PlaceOptions{})
		if got := foot(d); got != c.want {
			t.Errorf("%+v %q:\n got %s\nwant %s", c.number, c.footer, got, c.want)
		}
		for _, s := range checkDocument(d, m) {
			t.Error(s)
		}
		if d.Meta.Identifier != someCode {
			t.Errorf("identifier %q", d.Meta.Identifier)
		}
	}
}

// The rectangles are the black modules, each once, and what is white stays white.
func TestQRBoxes(t *testing.T) {
	boxes := qrBoxes(someCode)
	c, err := qr.Encode(someCode, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	var n [qrModules][qrModules]int
	for _, b := range boxes {
		for y := b.y; y < b.y+b.h; y++ {
			for x := b.x; x < b.x+b.w; x++ {
				n[y][x]++
			}
		}
	}
	for y := range qrModules {
		for x := range qrModules {
			if want := map[bool]int{true: 1}[c.Black(x, y)]; n[y][x] != want {
				t.Errorf("module %d,%d is painted %d times, want %d", x, y, n[y][x], want)
			}
		}
	}
	if len(boxes) > 130 {
		t.Errorf("%d rectangles", len(boxes))
	}
	if qrBoxes(strings.Repeat("A", 100)) != nil {
		t.Error("a text too long for the place is painted")
	}
}

// What stands at the foot does not run into each other: it is refused.
func TestCrowdedFoot(t *testing.T) {
	g := twoSheets(t)
	g.Tables[0].PageNumber.Format, g.Meta.Code = "{page}", someCode
	for n, ok := range map[int]bool{10: true, 40: false} {
		g.Tables[0].Footer = strings.Repeat("文", n)
		if _, err := Measure(g, squares{}, Options{}); (err == nil) != ok {
			t.Errorf("%d characters: %v", n, err)
		}
	}
	for bottom, room := range map[unit.Length]bool{10 * unit.MM: false, 11 * unit.MM: true} { // modules of 0.25 mm want 10.25
		g.Tables[0].Footer, g.Tables[0].Paper.Bottom = "", bottom
		m, err := Measure(g, squares{}, Options{})
		if err != nil || (len(m.Notes) == 0) != room || !room && m.Notes[0].Code != "LAYOUT-NO-QR" {
			t.Errorf("a margin of %s mm: %v %v", bottom.MMString(), m.Notes, err)
		}
	}
}
