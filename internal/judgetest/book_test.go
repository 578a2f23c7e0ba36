package judgetest

import (
	"path/filepath"
	"testing"
)

// TestBound: a bound book (cover, contents, summary, forms, blank pages) passes as one document, printed on one side
// and on both; its workbook passes too.
func TestBound(t *testing.T) {
	t.Parallel()
	shared(t)
	dir := t.TempDir()
	forms := filepath.Join(dir, "forms.jsonl")
	gongbiao(t, "sample", "-t", "self-evaluation/shanghai", "--count", "12", "--seed", "9", "-o", forms)
	for name, args := range map[string][]string{
		"single": {"--unit", "某市财政局", "--cover-date", "2025年4月"},
		"duplex": {"--duplex", "--order", "pinyin", "--page-number", "— {page} —"},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(dir, name+".pdf")
			gongbiao(t, append([]string{"book", forms, "-o", out}, args...)...)
			judge(t, "pdf_check.py", "--brief", "--require", wants, out)
			judge(t, "raster_diff.py", "check", out)
			passes(t, "qpdf", "--check", out)
		})
	}
	t.Run("xlsx", func(t *testing.T) {
		out := filepath.Join(dir, "book.xlsx")
		gongbiao(t, "book", forms, "-o", out, "--unit", "某市财政局")
		judge(t, "xlsx_check.py", "--brief", out)
	})
}
