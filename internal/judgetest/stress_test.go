package judgetest

import (
	"encoding/json"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// TestStress judges the stress forms: hard to print, printed all the same.
func TestStress(t *testing.T) {
	t.Parallel()
	shared(t)
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	inputs := stressFiles(t, dir)
	gongbiao(t, append([]string{"render", "-f", "pdf,xlsx", "-o", out}, inputs...)...)
	judgeFiles(t, out, map[string]bool{"reason-5000": true, "goal-5000": true})
}

// judgeFiles judges every PDF of a folder and the XLSX beside it. Tall ones have a row over 400 pt, of which a
// spreadsheet has several and compare_pdf_xlsx therefore sees more rows: they are compared here.
func judgeFiles(t *testing.T, dir string, tall map[string]bool) {
	t.Helper()
	pdfs, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil || len(pdfs) == 0 {
		t.Fatal("no files", err)
	}
	xlsxs, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil || len(xlsxs) != len(pdfs) {
		t.Fatalf("%d PDF, %d XLSX, %v", len(pdfs), len(xlsxs), err)
	}
	t.Run("pdf", func(t *testing.T) {
		judge(t, "pdf_check.py", append([]string{"--brief", "--require", wants}, pdfs...)...)
	})
	t.Run("xlsx", func(t *testing.T) { judge(t, "xlsx_check.py", append([]string{"--brief"}, xlsxs...)...) })
	for i, pdf := range pdfs {
		name := strings.TrimSuffix(filepath.Base(pdf), ".pdf")
		t.Run(name+"/raster", func(t *testing.T) { judge(t, "raster_diff.py", "check", pdf) })
		t.Run(name+"/pdf-xlsx", func(t *testing.T) {
			if tall[name] {
				sameTallRows(t, pdf, xlsxs[i])
				return
			}
			judge(t, "compare_pdf_xlsx.py", pdf, xlsxs[i])
		})
	}
}

// tableCells is a table as pdf_grid (of one page) and xlsx_grid tell it.
type tableCells struct {
	Widths  []float64 `json:"widths_mm"`
	Heights []float64 `json:"heights_mm"`
	Cells   []struct {
		R, C int
		Box  []float64 `json:"box_mm"` // PDF: left, top, right, bottom
		Text string
	}
}

// printedCell is what a page shows of a cell: its left edge in mm from that of the table, and its text.
type printedCell struct {
	left float64
	text string
}

// sameTallRows compares a PDF with an XLSX when rows are split: all that is printed in a column band, top to bottom,
// headers and labels that are said again counted once, is what the workbook's cells of the band hold; and the pages
// are as high as the rows.
func sameTallRows(t *testing.T, pdf, xlsx string) {
	t.Helper()
	var p struct {
		Pages []struct{ Tables []tableCells }
	}
	var x struct {
		Sheets []struct{ Tables []tableCells }
	}
	if err := json.Unmarshal([]byte(judge(t, "pdf_grid.py", pdf).stdout), &p); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(judge(t, "xlsx_grid.py", xlsx).stdout), &x); err != nil {
		t.Fatal(err)
	}
	// Texts that are the same wherever they are repeated are no tall text; a tall text is one the workbook has and no
	// page has whole.
	printed, parts := map[string]bool{}, [][]printedCell{}
	var height float64
	for _, page := range p.Pages {
		var all []printedCell
		for _, table := range page.Tables {
			for _, c := range table.Cells {
				text := squeezed(c.Text)
				printed[text] = true
				all = append(all, printedCell{c.Box[0] - table.Cells[0].Box[0], text})
			}
			height += sum(table.Heights)
		}
		parts = append(parts, all)
	}
	tall := 0
	var sheet float64
	for _, table := range x.Sheets[0].Tables {
		scale := sum(p.Pages[0].Tables[0].Widths) / sum(table.Widths) // a sheet set smaller is larger until it is printed
		sheet += sum(table.Heights) * scale
		for _, c := range table.Cells {
			text := squeezed(c.Text)
			if printed[text] {
				continue
			}
			tall++
			rest, left := text, sum(table.Widths[:c.C])*scale
			for _, page := range parts {
				for _, s := range page {
					if len(s.text) > 1 && math.Abs(s.left-left) < 1 && strings.HasPrefix(rest, s.text) {
						rest = rest[len(s.text):]
						break
					}
				}
			}
			if rest != "" {
				t.Errorf("the text %.30s… is not printed from “%.60s…” on", text, rest)
			}
		}
	}
	if tall == 0 {
		t.Error("no text is parted")
	}
	// The PDF repeats header rows; the workbook does not.
	header := 0.0
	for n, page := range p.Pages {
		for _, table := range page.Tables {
			for _, c := range table.Cells {
				if n > 0 && c.R == 0 && squeezed(c.Text) == "三级指标" {
					header += table.Heights[0]
				}
			}
		}
	}
	if math.Abs(height-header-sheet) > 0.3*float64(len(p.Pages)) {
		t.Errorf("the pages' rows are %.1f mm high, %.1f without repeated headers, the sheet's %.1f", height, height-header, sheet)
	}
}

func sum(lengths []float64) (all float64) {
	for _, l := range lengths {
		all += l
	}
	return all
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
