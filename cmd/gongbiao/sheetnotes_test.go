package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSheetNotes: what a workbook shows otherwise than the PDF reaches whoever asks for a workbook, and nobody else:
// on stderr, in --json and in the manifest; of single files, of one file of many records, of a bound book.
func TestSheetNotes(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "long.json")
	long := record(`"项目名称":"甲","绩效指标":[{"三级指标":"乙","偏差原因分析及改进措施":"` + strings.Repeat("审批流程较长，进度延后。", 500) + `"}]`)
	if err := os.WriteFile(in, []byte(long), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	const told = "XLSX-TEXT-OVER-PAGES"
	for _, c := range []struct {
		args []string
		want bool
	}{
		{[]string{"render", in, "-f", "xlsx", "-o", at("a")}, true},
		{[]string{"render", in, "-o", at("b")}, true},
		{[]string{"render", in, "-f", "pdf", "-o", at("c")}, false},
		{[]string{"render", in, "-f", "xlsx", "-o", at("d"), "--json"}, true},
		{[]string{"render", in, "-f", "xlsx", "-o", at("e"), "--manifest"}, true},
		{[]string{"render", in, "-o", at("f.xlsx")}, true},
		{[]string{"render", in, "-o", at("f.pdf")}, false},
		{[]string{"book", in, "-o", at("g.xlsx")}, true},
		{[]string{"book", in, "-o", at("g.pdf")}, false},
	} {
		code, out := says(t, c.args...)
		if code != 0 || strings.Contains(out, told) != c.want {
			t.Errorf("%v: %d, told %t, want %t\n%s", c.args[2:], code, !c.want, c.want, out)
		}
		if c.want && !strings.Contains(out, "打印请用 PDF") {
			t.Errorf("%v says no way out:\n%s", c.args[2:], out)
		}
	}
	if b, err := os.ReadFile(at("e/manifest.jsonl")); err != nil || !strings.Contains(string(b), told) {
		t.Errorf("the manifest says %s, %v", b, err)
	}
	if code, out := says(t, "render", in, "-f", "xlsx", "-o", at("h"), "--lang", "en"); code != 0 || !strings.Contains(out, "runs over several pages in one cell") {
		t.Errorf("%d %s", code, out)
	}
}
