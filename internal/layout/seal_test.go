package layout

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// TestSeals: a seal is under every letter of its page, keeps its proportion in the middle of its cell and is a figure
// with its name; a strip at the right edge of each page, which together are as wide as the seal.
func TestSeals(t *testing.T) {
	var b bytes.Buffer
	png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 90, 60)))
	g := draw(t, []int{8, 20}, "b | 单位 | 某局\n"+strings.Repeat("b | 甲 | 乙\n", 70)+"n | 盖章 | <")
	last := &g.Tables[0].Cells[len(g.Tables[0].Cells)-1]
	last.Seal = &grid.Seal{Name: "公章", Width: 40 * unit.MM, Height: 40 * unit.MM, Ink: b.Bytes(), Thin: b.Bytes()}
	g.Across = &grid.Across{Ink: b.Bytes(), Size: 45 * unit.MM, Name: "骑缝章"}
	_, d := checked(t, g)
	if len(d.Pages) < 2 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	var strips, seals int
	var width unit.Length
	for n, p := range d.Pages {
		letters := false
		for _, it := range p.Items {
			switch x := it.(type) {
			case page.Text:
				letters = true
			case page.Picture:
				if letters {
					t.Errorf("page %d: a seal over letters", n+1)
				}
				e := d.Elems[x.Elem]
				if e.Role != page.RoleFigure || e.Box != x.Box || e.BoxPage != n {
					t.Errorf("page %d: element %+v", n+1, e)
				}
				switch {
				case strings.HasPrefix(e.Alt, "骑缝章，第 "):
					strips++
					if width += x.W; x.X+x.W != p.Width || x.H != 30*unit.MM || 2*x.Y+x.H != p.Height {
						t.Errorf("page %d: strip at %v", n+1, x.Box)
					}
				case e.Alt == "公章":
					seals++
					if x.W != 40*unit.MM || x.H != x.W.Scale(2, 3) {
						t.Errorf("the seal is %v", x.Box)
					}
				}
			}
		}
	}
	if strips != len(d.Pages) || seals != 1 || width != 45*unit.MM {
		t.Errorf("%d strips of %d pages, %s wide; %d seals", strips, len(d.Pages), width.MMString(), seals)
	}
}
