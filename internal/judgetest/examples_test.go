package judgetest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wants are the checks of pdf_check every PDF of ours passes.
const wants = "qpdf,pdfa-2a,pdfua-1,fonts-embedded,fonts-subset,fonts-glyphs,tounicode,xmp,xmp-info,output-intent,trailer-id,no-encryption," +
	"no-javascript,no-transparency,tagged,all-content-tagged,table-tags,lang,title,display-title,bookmarks,page-labels,single-revision"

// TestExamples judges each example, PDF and XLSX, from every side.
func TestExamples(t *testing.T) {
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
				judge(t, "form_compare.py", form, pdf)
				judge(t, "form_compare.py", form, xlsx)
			}},
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

// silent wants a reader that finds nothing to say.
func silent(t *testing.T, name string, args ...string) {
	t.Helper()
	if o := passes(t, name, args...); strings.TrimSpace(o.stderr) != "" {
		t.Errorf("%s says %s", name, short(o.stderr))
	}
}

// office opens the XLSX in LibreOffice with our faces under their Windows names: nothing lost, nothing clipped, as many pages as
// the PDF has.
func office(t *testing.T, pdf, xlsx string) {
	t.Helper()
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	env := officeFonts(t, t.TempDir())
	o := run(t, "", env, python, shared(t, "judges", "xlsx_check.py"), "--lo", "--require", "libreoffice", xlsx)
	if o.code != 0 {
		t.Errorf("xlsx_check --lo: exit %d\n%s%s", o.code, short(o.stdout), short(o.stderr))
	}
	var report struct {
		Facts struct {
			LibreOffice struct {
				Pages int `json:"pages"`
			} `json:"libreoffice"`
		} `json:"facts"`
	}
	if err := json.Unmarshal([]byte(o.stdout), &report); err != nil {
		t.Fatal(err)
	}
	info := passes(t, "pdfinfo", pdf).stdout
	if want := fmt.Sprintf("Pages:           %d\n", report.Facts.LibreOffice.Pages); !strings.Contains(info, want) {
		t.Errorf("LibreOffice prints %d pages; pdfinfo says\n%s", report.Facts.LibreOffice.Pages, info)
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
