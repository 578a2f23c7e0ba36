package judgetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/templates"
)

// With our faces installed LibreOffice gives the Word document of a form as many pages as the PDF has: every example,
// and invented forms of every layout.
func TestWordPages(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/usr/lib/libreoffice/program/libswlo.so"); err != nil {
		missing(t, "libreoffice-writer")
	}
	dir := t.TempDir()
	env := officeFonts(t, dir)
	gongbiao(t, append([]string{"render", "-f", "pdf,docx", "--no-manifest", "-o", filepath.Join(dir, "out")}, examples(t)...)...)
	for _, l := range templates.Embedded().List() {
		if !l.Current {
			continue
		}
		name := strings.ReplaceAll(l.ID, "/", "-")
		records := filepath.Join(dir, name+".jsonl")
		gongbiao(t, "sample", "-t", l.ID, "--count", "2", "--seed", "7", "-o", records)
		gongbiao(t, "render", records, "-f", "pdf,docx", "--no-manifest", "--name", name+"-{序号}", "-o", filepath.Join(dir, "out"))
	}
	words, err := filepath.Glob(filepath.Join(dir, "out", "*.docx"))
	if err != nil || len(words) < 20 {
		t.Fatalf("%d documents, %v", len(words), err)
	}
	args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", "pdf", "--outdir",
		filepath.Join(dir, "office")}, words...)
	if o := run(t, "", env, "soffice", args...); o.code != 0 {
		t.Fatal(short(o.stderr))
	}
	for _, w := range words {
		name := strings.TrimSuffix(filepath.Base(w), ".docx")
		want := pageCount(t, filepath.Join(dir, "out", name+".pdf"))
		if got := pageCount(t, filepath.Join(dir, "office", name+".pdf")); got != want {
			t.Errorf("%s: %d pages in Word, %d in the PDF", name, got, want)
		}
	}
}

// pageCount is how many pages a PDF has.
func pageCount(t *testing.T, path string) (n int) {
	t.Helper()
	for _, line := range strings.Split(passes(t, "pdfinfo", path).stdout, "\n") {
		if v, ok := strings.CutPrefix(line, "Pages:"); ok {
			if _, err := fmt.Sscan(v, &n); err != nil {
				t.Fatal(err)
			}
		}
	}
	return n
}
