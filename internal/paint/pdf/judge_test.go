package pdf_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/paint/pdf"
)

const required = "pdfa-2a,pdfua-1,fonts-subset,fonts-glyphs,xmp-info,all-content-tagged,table-tags,lang,title,display-title,bookmarks,page-labels,qpdf,trailer-id,output-intent,tounicode"

// tool is the path of an outside tool, or skips the test.
func tool(t testing.TB, name string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatalf("%s is missing and GONGBIAO_JUDGES=required", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return p
}

// judge runs a judge of the shared folder: its output, and whether it passed.
func judge(t testing.TB, script string, args ...string) (string, bool) {
	t.Helper()
	dir := os.Getenv("GONGBIAO_SHARED")
	if dir == "" {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("GONGBIAO_SHARED is not set and GONGBIAO_JUDGES=required")
		}
		t.Skip("GONGBIAO_SHARED is not set")
	}
	cmd := exec.Command("/usr/bin/python3", append([]string{filepath.Join(dir, "judges", script)}, args...)...)
	out, err := cmd.CombinedOutput()
	if _, ok := err.(*exec.ExitError); err != nil && !ok {
		t.Fatal(err)
	}
	return string(out), err == nil
}

func save(t testing.TB, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestJudgePassesEverything(t *testing.T) {
	for name, o := range map[string]pdf.Options{"packed": {}, "plain": {Plain: true}} {
		t.Run(name, func(t *testing.T) {
			p := save(t, name+".pdf", write(t, everything(t), o))
			if keep := os.Getenv("KEEP"); keep != "" {
				b, _ := os.ReadFile(p)
				os.WriteFile(filepath.Join(keep, name+".pdf"), b, 0o644)
			}
			if out, ok := judge(t, "pdf_check.py", "--brief", "--require", required, p); !ok {
				t.Errorf("pdf_check:\n%s", out)
			}
		})
	}
}

func TestStrangersReadEverything(t *testing.T) {
	p := save(t, "everything.pdf", write(t, everything(t), pdf.Options{}))
	for _, c := range [][]string{
		{"qpdf", "--check", p},
		{"mutool", "draw", "-q", "-F", "txt", "-o", os.DevNull, p},
		{"gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", p},
		{"pdftotext", p, os.DevNull},
	} {
		t.Run(c[0], func(t *testing.T) {
			out, err := exec.Command(tool(t, c[0]), c[1:]...).CombinedOutput()
			s := strings.ReplaceAll(string(out), "warning: ICC support is not available", "") // how this mutool was built
			if err != nil || strings.Contains(strings.ToLower(s), "warning") || strings.Contains(strings.ToLower(s), "error") && c[0] != "qpdf" {
				t.Errorf("%v: %v\n%s", c, err, s)
			}
		})
	}
}
