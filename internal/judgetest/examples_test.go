package judgetest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wants are the checks of pdf_check every PDF of ours passes.
const wants = "qpdf,pdfa-2a,pdfua-1,fonts-embedded,fonts-subset,fonts-glyphs,tounicode,xmp,xmp-info,output-intent,trailer-id,no-encryption," +
	"no-javascript,no-transparency,tagged,all-content-tagged,table-tags,lang,title,display-title,bookmarks,page-labels,single-revision"

// TestExamples judges each example, PDF and XLSX, from every side.
func TestExamples(t *testing.T) {
	t.Parallel()
	shared(t)
	dir := rendered(t)
	for _, example := range examples(t) {
		name := strings.TrimSuffix(filepath.Base(example), ".json")
		pdf, xlsx := filepath.Join(dir, name+".pdf"), filepath.Join(dir, name+".xlsx")
		for _, c := range []struct {
			judge string
			run   func(t *testing.T)
		}{
			{"values", func(t *testing.T) {
				neutral := shared(t, "samples", "neutral")
				form := filepath.Join(neutral, name+".json")
				if _, err := os.Stat(form); err != nil {
					t.Skip("no neutral form of this example")
				}
				values(t, name, form, pdf)
				values(t, name, form, xlsx)
			}},
			{"pages", func(t *testing.T) { pages(t, pdf) }},
			{"raster", func(t *testing.T) { judge(t, "raster_diff.py", "check", pdf) }},
			{"pdf-xlsx", func(t *testing.T) { judge(t, "compare_pdf_xlsx.py", pdf, xlsx) }},
			{"xlsx", func(t *testing.T) { judge(t, "xlsx_check.py", "--brief", xlsx) }},
			{"pdf", func(t *testing.T) { judge(t, "pdf_check.py", "--brief", "--require", wants, pdf) }},
			{"qpdf", func(t *testing.T) { passes(t, "qpdf", "--check", pdf) }},
			{"mutool", func(t *testing.T) { silent(t, "mutool", "draw", "-q", "-r", "50", "-o", os.DevNull, "-F", "pgm", pdf) }},
			{"ghostscript", func(t *testing.T) {
				silent(t, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", pdf)
			}},
			{"poppler", func(t *testing.T) { silent(t, "pdftoppm", "-r", "30", "-gray", pdf, filepath.Join(t.TempDir(), "p")) }},
			{"libreoffice", func(t *testing.T) { office(t, pdf, xlsx) }},
		} {
			t.Run(name+"/"+c.judge, c.run)
		}
	}
}

// unknown are the places of a neutral form that its source does not hold as printed, so that nothing can equal them:
// tick boxes that the page it was read from lost, a note that is cut off; and a category without an indicator, for
// whose name the judge wants two cells; a money row without a label.
var unknown = map[string][]string{
	"hubei-shangwu-2020":        {"info row 4", "info row 5", "info row 6", "notes"},
	"chizhou-tangxi-2022-1":     {"indicator 10 经济效益指标 / level2"},
	"putuo-chengguan-goal-2026": {"funds"},
}

// values wants every value of the form in its place.
func values(t *testing.T, name, form, file string) {
	t.Helper()
	if unknown[name] == nil {
		judge(t, "form_compare.py", form, file)
		return
	}
	o := run(t, "", nil, python, shared(t, "judges", "form_compare.py"), form, file)
	var report struct {
		Misses []struct{ Where, Value, Why string }
	}
	if err := json.Unmarshal([]byte(o.stdout), &report); err != nil {
		t.Fatal(err, short(o.stderr))
	}
	for _, m := range report.Misses {
		if !slices.Contains(unknown[name], m.Where) {
			t.Errorf("form_compare %s: %s %q %s", filepath.Base(file), m.Where, m.Value, m.Why)
		}
	}
}

// silent wants a reader that finds nothing to say.
func silent(t *testing.T, name string, args ...string) {
	t.Helper()
	for line := range strings.Lines(passes(t, name, args...).stderr) {
		// MuPDF as Debian builds it has no colour management; that says nothing about the file.
		if line = strings.TrimSpace(line); line != "" && line != "warning: ICC support is not available" {
			t.Errorf("%s says %s", name, line)
		}
	}
}

// office opens the XLSX in LibreOffice with our faces under their Windows names: nothing lost, nothing clipped, as
// many pages as the PDF has.
func office(t *testing.T, pdf, xlsx string) {
	t.Helper()
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	env := officeFonts(t, t.TempDir())
	o := run(t, "", env, python, shared(t, "judges", "xlsx_check.py"), "--lo", "--require", "libreoffice", xlsx)
	var report struct {
		Failures struct {
			LibreOffice []string `json:"libreoffice"`
		} `json:"failures"`
		Facts struct {
			LibreOffice struct {
				Pages int `json:"pages"`
			} `json:"libreoffice"`
		} `json:"facts"`
	}
	if err := json.Unmarshal([]byte(o.stdout), &report); err != nil {
		t.Fatal(err, short(o.stderr))
	}
	for _, f := range report.Failures.LibreOffice {
		if !strings.Contains(f, "characters cut at a cell edge") || visiblyCut(t, env, xlsx) {
			t.Errorf("xlsx_check --lo: %s", f)
		}
	}
	info := passes(t, "pdfinfo", pdf).stdout
	if want := fmt.Sprintf("Pages:           %d\n", report.Facts.LibreOffice.Pages); !strings.Contains(info, want) {
		t.Errorf("LibreOffice prints %d pages; pdfinfo says\n%s", report.Facts.LibreOffice.Pages, info)
	}
}

// visiblyCut says whether LibreOffice's print cuts characters that are seen. A merged cell that crosses a page break
// is drawn on both pages, its text each time; the copy that lies outside its page's part is clipped whole, and the
// judge counts it as cut.
func visiblyCut(t *testing.T, env []string, xlsx string) bool {
	t.Helper()
	dir := t.TempDir()
	o := run(t, "", env, "soffice", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, xlsx)
	pdf := filepath.Join(dir, strings.TrimSuffix(filepath.Base(xlsx), ".xlsx")+".pdf")
	if _, err := os.Stat(pdf); err != nil {
		t.Fatalf("soffice made no PDF: %s%s", short(o.stdout), short(o.stderr))
	}
	const script = "import sys; sys.path.insert(0, sys.argv[1]); import raster_diff; print([c['context'] for c in raster_diff.clipped(sys.argv[2]) if not c['invisible']])"
	cut := strings.TrimSpace(passes(t, python, "-B", "-c", script, shared(t, "judges"), pdf).stdout)
	if cut != "[]" {
		t.Log("cut and seen:", cut)
	}
	return cut != "[]"
}

// TestSamples judges the samples of the layouts that no example shows.
func TestSamples(t *testing.T) {
	t.Parallel()
	shared(t)
	samples, err := filepath.Glob(filepath.Join(root, "templates", "*", "samples", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, sample := range samples {
		name := strings.TrimSuffix(filepath.Base(sample), ".json")
		_, example, _ := strings.Cut(name, "-")
		if _, err := os.Stat(filepath.Join(root, "examples", example+".json")); err == nil || strings.Contains(sample, "final-accounts") {
			continue
		}
		t.Run(filepath.Base(filepath.Dir(filepath.Dir(sample)))+"/"+name, func(t *testing.T) {
			dir := t.TempDir() // samples of two forms may have one name
			gongbiao(t, "render", "-f", "pdf,xlsx", "-o", dir, sample)
			pdf, xlsx := filepath.Join(dir, name+".pdf"), filepath.Join(dir, name+".xlsx")
			judge(t, "raster_diff.py", "check", pdf)
			// The judge takes a block's name repeated over the break for a row, and pages of one table whose rows
			// part its columns otherwise for two tables. Of such pages a sheet can repeat no heading; it wants one.
			several := strings.Contains(sample, "comparison")
			if !several && !strings.Contains(sample, "hubei-goals") {
				judge(t, "compare_pdf_xlsx.py", pdf, xlsx)
			}
			if !several {
				judge(t, "xlsx_check.py", "--brief", xlsx)
			}
			judge(t, "pdf_check.py", "--brief", "--require", wants, pdf)
		})
	}
}

// TestBook: several forms in one PDF pass as one document.
func TestBook(t *testing.T) {
	shared(t)
	out := filepath.Join(t.TempDir(), "all.pdf")
	gongbiao(t, append([]string{"render", "-o", out}, examples(t)...)...)
	judge(t, "pdf_check.py", "--brief", "--require", wants, out)
	judge(t, "raster_diff.py", "check", out)
	passes(t, "qpdf", "--check", out)
}
