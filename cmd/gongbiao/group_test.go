package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A book is not grouped by a field that none of its forms has: the nearest is named and no file is written.
func TestUnknownGroup(t *testing.T) {
	for group, want := range map[string]string{
		"zzz": "没有名为“zzz”的项；这里有：", "主管": "“主管部门”", "主管部门,实施": "“实施单位”", "实施单位,项目名称": "",
	} {
		out := filepath.Join(t.TempDir(), "a.pdf")
		code, said := says(t, "book", filepath.Join("..", "..", "examples", "seed-1.json"), "--group", group, "-o", out)
		if _, err := os.Stat(out); (code == 0) != (want == "") || (err == nil) != (want == "") || code != 0 && code != 2 ||
			!strings.Contains(said, want) {
			t.Errorf("--group %s: %d, %s", group, code, said)
		}
	}
}
