package judgetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyResaved: workbooks that LibreOffice or openpyxl has saved again are still what their records make,
// whatever copies they are; a clerk who has only opened and saved a file is not accused. GONGBIAO_RESAVED=all takes
// every kind of copy; else one that carries all.
func TestVerifyResaved(t *testing.T) {
	t.Parallel()
	shared(t)
	if _, err := os.Stat("/usr/bin/soffice"); err != nil {
		missing(t, "soffice")
	}
	all := append(records(t), filepath.Join(root, "testdata", "compat", "samples", "national-computed.json"))
	copies := [][]string{nil, {"--verify-code"}, {"--watermark", "征求意见稿", "--header", "某局 {page}/{pages}"}, {"--formulas"}, {"--proof"}}
	if os.Getenv("GONGBIAO_RESAVED") != "all" {
		copies = [][]string{{"--verify-code", "--watermark", "征求意见稿", "--header", "某局 {page}/{pages}", "--formulas"}}
	}
	dir := t.TempDir()
	record := map[string]string{}
	var files []string
	for c, flags := range copies {
		for i, in := range all {
			name := fmt.Sprintf("%d-%02d", c, i)
			gongbiao(t, append([]string{"render", in, "-o", dir, "-f", "xlsx", "--name", name}, flags...)...)
			if c == 4 {
				name += "-校对稿"
			}
			record[name+".xlsx"] = in
			files = append(files, filepath.Join(dir, name+".xlsx"))
		}
	}
	office, python3 := filepath.Join(dir, "libreoffice"), filepath.Join(dir, "openpyxl")
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", "xlsx", "--outdir", office}
	if o := run(t, "", nil, "soffice", append(args, files...)...); o.code != 0 {
		t.Fatal(short(o.stderr))
	}
	if err := os.MkdirAll(python3, 0o777); err != nil {
		t.Fatal(err)
	}
	const save = "import sys, os, openpyxl\nfor f in sys.argv[2:]: openpyxl.load_workbook(f).save(os.path.join(sys.argv[1], os.path.basename(f)))"
	passes(t, python, append([]string{"-B", "-c", save, python3}, files...)...)
	for _, by := range []string{office, python3} {
		for _, f := range files {
			name := filepath.Base(f)
			o := run(t, "", nil, built(t), "verify", filepath.Join(by, name), record[name])
			if o.code != 0 || !strings.Contains(o.stdout, "另存过") {
				t.Errorf("%s of %s: exit %d %s%s", filepath.Base(by), record[name], o.code, o.stdout, short(o.stderr))
			}
		}
	}
}
