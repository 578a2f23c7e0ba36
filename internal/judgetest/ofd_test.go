package judgetest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/verify/ofdfile"
)

// ofdForms renders everything there is to look at as PDF, XLSX and OFD: examples, the samples of the other layouts,
// small layouts for every need, stress forms. It gives the paths without extension.
func ofdForms(t *testing.T) (bases []string) {
	t.Helper()
	dir := t.TempDir()
	render := func(out string, args ...string) {
		t.Helper()
		gongbiao(t, append([]string{"render", "-f", "pdf,xlsx,ofd", "--no-manifest", "-o", filepath.Join(dir, out)},
			args...)...)
	}
	render("examples", examples(t)...)
	render("stress", stressFiles(t, t.TempDir())...)
	samples, err := filepath.Glob(filepath.Join(root, "templates", "*", "samples", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		name := strings.TrimSuffix(filepath.Base(s), ".json")
		if _, example, _ := strings.Cut(name, "-"); !slices.Contains(examples(t), filepath.Join(root, "examples",
			example+".json")) {
			render("samples", s, "--name", filepath.Base(filepath.Dir(filepath.Dir(s)))+"-"+name)
		}
	}
	needs := filepath.Join(root, "templates", "testdata", "needs")
	records, err := filepath.Glob(filepath.Join(needs, "*", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		render("needs", r, "--templates", needs, "--name",
			filepath.Base(filepath.Dir(r))+"-"+strings.TrimSuffix(filepath.Base(r), ".json"))
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.ofd"))
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		bases = append(bases, strings.TrimSuffix(f, ".ofd"))
	}
	return bases
}

// againstPDF is ofd_check --ofda --expect for many files in one Python, each expected to have the tables that
// pdf_grid finds in the PDF beside it; and what pdf_grid and xlsx_grid found.
const againstPDF = `import contextlib, io, json, sys
sys.path.insert(0, sys.argv[1])
import ofd_check, pdf_grid, xlsx_grid
for base in sys.argv[2:]:
    tables = pdf_grid.logical(pdf_grid.grid(base + ".pdf"))
    sheets = [t for t in xlsx_grid.logical(xlsx_grid.grid(base + ".xlsx"))]
    with open(base + ".expect.json", "w") as f:
        json.dump({"tables": [{"columns_mm": t["widths_mm"], "rows_mm": t["heights_mm"],
	"cells": [{k: c[k] for k in ("r", "c", "rs", "cs", "text")} for c in t["cells"]]} for t in tables]}, f)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = ofd_check.main(["--ofda", "--expect", base + ".expect.json", base + ".ofd"])
    print(json.dumps({"base": base, "code": code, "said": json.loads(out.getvalue()), "pdf": tables,
	"xlsx": sheets}), flush=True)`

// cell is a cell as the judges tell it.
type cell struct {
	R, C, RS, CS int
	Box          []float64 `json:"box_mm"`
	Text         string
	Page         int
}

type checked struct {
	Base string
	Code int
	Said struct {
		Failures    map[string][]string
		Differences []string
	}
	PDF, XLSX []struct {
		Rows, Cols int
		Cells      []cell
	}
}

// TestOFD judges every form as OFD: package, OFD-A, tables; every value in its place; each cell as in the PDF and the
// XLSX; what a browser paints beside what poppler paints of the PDF.
func TestOFD(t *testing.T) {
	t.Parallel()
	shared(t)
	b := chromium(t)
	bases := ofdForms(t)
	o := passes(t, python, append([]string{"-B", "-c", againstPDF, shared(t, "judges")}, bases...)...)
	lines := bufio.NewScanner(strings.NewReader(o.stdout))
	lines.Buffer(nil, 64<<20)
	n := 0
	for lines.Scan() {
		var c checked
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		n++
		name := filepath.Base(filepath.Dir(c.Base)) + "/" + filepath.Base(c.Base)
		t.Run(name+"/check", func(t *testing.T) {
			if c.Code != 0 {
				t.Errorf("exit %d, failures %v, differences %q", c.Code, c.Said.Failures, c.Said.Differences)
			}
		})
		t.Run(name+"/cells", func(t *testing.T) { sameCells(t, c) })
		if form := shared(t, "samples", "neutral") + "/" + filepath.Base(c.Base) + ".json"; exists(form) &&
			strings.Contains(c.Base, "/examples/") {
			t.Run(name+"/values", func(t *testing.T) { values(t, filepath.Base(c.Base), form, c.Base+".ofd") })
		}
		if racing.Full() || n%3 == 0 || strings.Contains(c.Base, "/examples/") { // a browser takes half a second a page
			t.Run(name+"/view", func(t *testing.T) { sameView(t, b, c.Base) })
		}
	}
	if n != len(bases) {
		t.Errorf("%d of %d files judged", n, len(bases))
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

var said = regexp.MustCompile(`^pages [1-9][0-9]* glyphs [1-9][0-9]* fonts [1-9][0-9]*$`)

// sameView lets the browser paint the OFD. The seeds differ from the PDF in at most 1 % of the pixels at 200 dpi. At
// 100 dpi poppler paints a hair line as a whole black pixel and the browser as two gray ones, which alone is 2 %; so
// the others are held against what the browser makes of the same page as SVG (poppler's own, of the PDF): no more
// than that, and 0.3 %.
func sameView(t *testing.T, b *browser, base string) {
	dpi := 100
	seed := strings.HasPrefix(filepath.Base(base), "seed-")
	if seed {
		dpi = 200
	}
	title, pages := b.viewed(t, base+".ofd", dpi)
	if !said.MatchString(title) {
		t.Errorf("ofd-view says %s", title)
	}
	painted := [][]image.Image{pages}
	if !seed {
		painted = append(painted, b.ownSVG(t, base+".pdf", len(pages), dpi))
	}
	shares := differing(t, base+".pdf", dpi, painted...)
	for i, share := range shares[0] {
		most := 0.01
		if !seed {
			most = shares[1][i] + 0.003
		}
		if share > most {
			t.Errorf("page %d differs in %.2f %% of its pixels, at most %.2f %%", i+1, 100*share, 100*most)
		}
	}
}

// sameCells reads the OFD with a reader that shares no code with the writer: its tables are those of the PDF and of
// the XLSX, cell for cell, and the text of each stands in the box that the rules of the page make, which is that of
// the PDF.
func sameCells(t *testing.T, c checked) {
	data, err := os.ReadFile(c.Base + ".ofd")
	if err != nil {
		t.Fatal(err)
	}
	f, err := ofdfile.Read(data)
	if err != nil || !f.Intact {
		t.Fatalf("%v, intact %v", err, f != nil && f.Intact)
	}
	texts := map[ofdfile.Ref]*ofdfile.Text{}
	pages := map[int]int{}
	for i := range f.Pages {
		pages[f.Pages[i].ID] = i
		for k := range f.Pages[i].Texts {
			x := &f.Pages[i].Texts[k]
			texts[ofdfile.Ref{Page: x.Page, Object: x.ID}] = x
		}
	}
	var tables []*ofdfile.Node
	var walk func(*ofdfile.Node)
	walk = func(n *ofdfile.Node) {
		if n.Name == "table" {
			tables = append(tables, n)
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(f.Forms[0])
	if regrouped[filepath.Base(c.Base)] {
		var is, want []string
		for _, table := range tables {
			cellsOf(table, func(n *ofdfile.Node) { is = append(is, saidBy(n, texts)) })
		}
		for _, x := range c.XLSX {
			for _, k := range x.Cells {
				want = append(want, squeezed(k.Text))
			}
		}
		slices.Sort(is)
		slices.Sort(want)
		is, want = slices.DeleteFunc(is, blank), slices.DeleteFunc(want, blank)
		if !slices.Equal(is, want) {
			t.Errorf("%d texts, the XLSX has %d", len(is), len(want))
		}
		return
	}
	if len(tables) != len(c.PDF) {
		t.Fatalf("%d tables, the PDF has %d", len(tables), len(c.PDF))
	}
	for i, table := range tables {
		want := map[[4]int]cell{}
		for _, x := range c.PDF[i].Cells {
			want[[4]int{x.R, x.C, x.RS, x.CS}] = x
		}
		boxes := 0
		cellsOf(table, func(n *ofdfile.Node) {
			at := [4]int{number(n.Attr["r"], 0), number(n.Attr["c"], 0), number(n.Attr["rs"], 1),
				number(n.Attr["cs"], 1)}
			x, ok := want[at]
			if !ok {
				t.Errorf("table %d has a cell %v, the PDF has not", i+1, at)
				return
			}
			delete(want, at)
			text, first := saidBy(n, texts), firstOf(n, texts)
			if text != squeezed(x.Text) {
				t.Errorf("cell %v says %q, in the PDF %q", at, text, x.Text)
			}
			if first == nil || first.Turned || pages[first.Page] != x.Page-1 {
				return
			}
			boxes++
			for k, side := range boxAround(&f.Pages[pages[first.Page]], first) {
				if math.Abs(float64(side)/1000-x.Box[k]) > 0.3 {
					t.Errorf("cell %v %.20q stands in %v, in the PDF in %v", at, text,
						boxAround(&f.Pages[pages[first.Page]], first), x.Box)
					break
				}
			}
		})
		for at := range want {
			t.Errorf("the PDF has a cell %v %q", at, want[at].Text)
		}
		if boxes == 0 {
			t.Error("no box was compared")
		}
	}
	sameSheet(t, c)
}

// regrouped are the forms whose tables the PDF's judge groups otherwise than the form does: rows that are cut by a
// page are several rows to it, two tables of one width after each other are one, a block's name over a page is a row.
// That the pages are equal ofd_check has told; the tags are held against the workbook, text for text.
var regrouped = map[string]bool{"goal-5000": true, "reason-5000": true, "final-accounts-shanghai-district-2024": true, "review-hubei-goals-2025": true, "comparison-common-clinic-2024": true}

func blank(s string) bool { return s == "" }

// cellsOf visits the cells of a table.
func cellsOf(n *ofdfile.Node, visit func(*ofdfile.Node)) {
	if n.Name == "th" || n.Name == "td" {
		visit(n)
		return
	}
	for _, k := range n.Kids {
		cellsOf(k, visit)
	}
}

// saidBy is the text of an element, white space apart.
func saidBy(n *ofdfile.Node, texts map[ofdfile.Ref]*ofdfile.Text) string {
	s := ""
	for _, r := range n.Refs {
		if x := texts[r]; x != nil {
			s += x.Text
		}
	}
	for _, k := range n.Kids {
		s += saidBy(k, texts)
	}
	return squeezed(s)
}

// firstOf is the first text of an element that is not blank.
func firstOf(n *ofdfile.Node, texts map[ofdfile.Ref]*ofdfile.Text) *ofdfile.Text {
	for _, r := range n.Refs {
		if x := texts[r]; x != nil && strings.TrimSpace(x.Text) != "" {
			return x
		}
	}
	for _, k := range n.Kids {
		if x := firstOf(k, texts); x != nil {
			return x
		}
	}
	return nil
}

// boxAround is the box of rules around the beginning of a text: left, top, right, bottom.
func boxAround(p *ofdfile.Page, x *ofdfile.Text) (box [4]int64) {
	px, py := x.X+x.Size/4, x.Y-x.Size/3
	box = [4]int64{0, 0, p.Width, p.Height}
	for _, l := range p.Lines {
		x1, x2, y1, y2 := min(l.X1, l.X2), max(l.X1, l.X2), min(l.Y1, l.Y2), max(l.Y1, l.Y2)
		switch {
		case x1 == x2 && y1 <= py && py <= y2 && x1 <= px:
			box[0] = max(box[0], x1)
		case x1 == x2 && y1 <= py && py <= y2:
			box[2] = min(box[2], x1)
		case y1 == y2 && x1 <= px && px <= x2 && y1 <= py:
			box[1] = max(box[1], y1)
		case y1 == y2 && x1 <= px && px <= x2:
			box[3] = min(box[3], y1)
		}
	}
	return box
}

// sameSheet holds the tables of the PDF, which are those of the OFD by now, against the workbook's. A row over 409 pt
// is several in a spreadsheet: then the texts are compared without their rows.
func sameSheet(t *testing.T, c checked) {
	var pdf, xlsx []string
	rows := 0
	for _, x := range c.PDF {
		rows += x.Rows
		for _, k := range x.Cells {
			pdf = append(pdf, fmt.Sprint(k.R, k.C, k.RS, k.CS, " ", squeezed(k.Text)))
		}
	}
	for _, x := range c.XLSX {
		rows -= x.Rows
		for _, k := range x.Cells {
			xlsx = append(xlsx, fmt.Sprint(k.R, k.C, k.RS, k.CS, " ", squeezed(k.Text)))
		}
	}
	slices.Sort(pdf)
	slices.Sort(xlsx)
	if rows == 0 && !slices.Equal(pdf, xlsx) {
		for i := range min(len(pdf), len(xlsx)) {
			if pdf[i] != xlsx[i] {
				t.Errorf("the XLSX says %q, the OFD %q", xlsx[i], pdf[i])
				return
			}
		}
		t.Errorf("%d cells in the XLSX, %d in the OFD", len(xlsx), len(pdf))
	}
}

func number(s string, usual int) int {
	n := 0
	if _, err := fmt.Sscan(s, &n); err != nil {
		return usual
	}
	return n
}
