package judgetest

import (
	"encoding/json"
	"math"
	"path/filepath"
	"testing"
)

// measured is what was measured on the official blank of the nine tables, in points: the left edge, the widths of the
// columns, and the heights of the first rows (header and first body row).
var measured = []struct {
	name    string
	left    float64
	widths  []float64
	heights []float64
	pages   int
	wide    bool
}{
	{name: "收入支出决算总表", left: 62.5, widths: []float64{180.4, 58.0, 167.1, 65.0}, heights: []float64{16.1, 16.1, 16.1}, pages: 1},
	{name: "收入决算表", left: 71.2, widths: []float64{76.6, 137.2, 77.6, 78.0, 78.1, 70.9, 60.4, 60.2, 85.8}, heights: []float64{23.5, 58.2, 23.5}, pages: 2, wide: true},
	{name: "支出决算表", left: 71.2, widths: []float64{79.7, 130.4, 82.2, 82.2, 82.2, 82.2, 82.2, 82.2}, heights: []float64{23.5, 47.0, 23.5}, pages: 2, wide: true},
	{name: "财政拨款收入支出决算总表", left: 71.2, widths: []float64{200.5, 97.8, 161.5, 58.6, 58.6, 58.6, 58.6}, heights: []float64{21.1, 41.8, 21.1}, pages: 2, wide: true},
	{name: "一般公共预算财政拨款支出决算表", left: 102.0, widths: []float64{73.2, 80.6, 75.2, 82.6, 79.8}, heights: []float64{24.5, 52.0}, pages: 1},
	{name: "一般公共预算财政拨款基本支出决算表", left: 62.9, widths: []float64{54.0, 144.0, 54.0, 53.8, 117.2, 54.0}, heights: []float64{27.7, 14.1, 14.1}, pages: 1},
	{name: "财政拨款“三公”经费支出决算表", left: 98.1, widths: []float64{53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8, 53.8}, heights: []float64{15.0, 15.0, 37.3, 37.9}, pages: 1, wide: true},
	{name: "政府性基金", left: 93.7, widths: []float64{60.5, 108.1, 72.1, 81.1, 81.1, 70.8, 82.2, 99.0}, heights: []float64{24.5, 37.8}, pages: 1, wide: true},
	{name: "国有资本经营", left: 93.7, widths: []float64{60.5, 108.1, 72.1, 81.1, 81.1, 70.8, 82.2, 99.0}, heights: []float64{24.5, 37.8}, pages: 1, wide: true},
}

// tablesScript prints the ruled table of every page of a PDF, and every sheet of a workbook, as the judges read them.
const tablesScript = `
import sys, json
sys.path.insert(0, sys.argv[1])
import pdf_grid, xlsx_grid
g = pdf_grid.grid(sys.argv[2])
pages = [{"left": t["box_mm"][0], "widths": t["widths_mm"], "heights": t["heights_mm"], "wide": p["width_mm"] > p["height_mm"] if "width_mm" in p else p["size_mm"][0] > p["size_mm"][1],
          "texts": ["".join(c["text"].split()) for c in t["cells"]]} for p in g["pages"] for t in p["tables"]]
x = xlsx_grid.grid(sys.argv[3])
sheets = [["".join(c["text"].split()) for t in s["tables"] for c in t["cells"]] for s in x["sheets"]]
print(json.dumps({"pages": pages, "sheets": sheets}))
`

// TestFinalAccounts reads the nine tables back from the PDF: every width and height within half a point of the
// measured blank, mixed paper, headers on further pages; and every text of a sheet of the workbook on its pages.
func TestFinalAccounts(t *testing.T) {
	shared(t)
	dir := t.TempDir()
	gongbiao(t, "render", "-f", "pdf,xlsx", "-o", dir, filepath.Join(root, "templates", "final-accounts", "samples", "shanghai-district-2024.json"))
	pdf, xlsx := filepath.Join(dir, "shanghai-district-2024.pdf"), filepath.Join(dir, "shanghai-district-2024.xlsx")
	o := passes(t, python, "-B", "-c", tablesScript, shared(t, "judges"), pdf, xlsx)
	var got struct {
		Pages []struct {
			Left            float64
			Widths, Heights []float64
			Wide            bool
			Texts           []string
		}
		Sheets [][]string
	}
	if err := json.Unmarshal([]byte(o.stdout), &got); err != nil {
		t.Fatal(err, short(o.stderr))
	}
	near := func(where string, mm, want float64) {
		t.Helper()
		if pt := mm * 72 / 25.4; math.Abs(pt-want) > 0.5 {
			t.Errorf("%s is %.2f pt, measured %.1f", where, pt, want)
		}
	}
	page := 0
	for i, w := range measured {
		texts := map[string]bool{}
		for k := range w.pages {
			if page >= len(got.Pages) {
				t.Fatalf("%d pages with a table, %s wants more", len(got.Pages), w.name)
			}
			p := got.Pages[page]
			page++
			near(w.name+": left edge", p.Left, w.left)
			if len(p.Widths) != len(w.widths) {
				t.Fatalf("%s: %d columns, want %d", w.name, len(p.Widths), len(w.widths))
			}
			for c := range p.Widths {
				near(w.name+": a column", p.Widths[c], w.widths[c])
			}
			for r, h := range w.heights {
				if k == 0 || r < 2 { // the header stands on every page
					near(w.name+": a row", p.Heights[r], h)
				}
			}
			if p.Wide != w.wide {
				t.Errorf("%s: landscape %t, want %t", w.name, p.Wide, w.wide)
			}
			for _, s := range p.Texts {
				texts[s] = true
			}
		}
		if i >= len(got.Sheets) {
			t.Fatalf("%d sheets", len(got.Sheets))
		}
		for _, s := range got.Sheets[i] {
			if !texts[s] {
				t.Errorf("%s: the PDF has no cell %q", w.name, s)
			}
		}
	}
	if page != len(got.Pages) || len(got.Sheets) != len(measured) {
		t.Errorf("%d pages, want %d; %d sheets", len(got.Pages), page, len(got.Sheets))
	}
	judge(t, "raster_diff.py", "check", pdf)
	judge(t, "xlsx_check.py", "--brief", xlsx)
	judge(t, "pdf_check.py", "--brief", "--require", wants, pdf)
}
