package finding

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Whatever may be wrong with data, and with the folder of faces, can be said in English.
func TestEnglish(t *testing.T) {
	quoted := regexp.MustCompile(`"((?:DATA|FONT)-[A-Z-]+)"`)
	seen := map[string]bool{"FONT-MISSING": true} // has words of its own
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || d.Name() == "english.go" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			if !seen[m[1]] && english[m[1]] == "" {
				t.Errorf("%s: %s has no English", path, m[1])
			}
			seen[m[1]] = true
		}
		return err
	})
	if err != nil || len(seen) < 20 {
		t.Fatalf("%d codes, %v", len(seen), err)
	}
}

func TestEnglishLine(t *testing.T) {
	f := Finding{Code: "DATA-YEAR", Pos: Pos{File: "a.json", Line: 2}, Place: "年度", Message: "…", Hint: "如 2022"}
	if got, want := f.EnglishLine(), "a.json:2 error DATA-YEAR 年度: a year has four digits (如 2022)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	f.English = "not a year"
	if got, want := f.EnglishLine(), "a.json:2 error DATA-YEAR 年度: not a year (如 2022)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	f.Code, f.English = "OTHER", ""
	if got := f.EnglishLine(); got != f.Line() {
		t.Errorf("%q, want the Chinese line", got)
	}
}

// A record's name may be as long as a cell holds, and of several lines; a finding is one short line.
func TestLineNamesBriefly(t *testing.T) {
	f := Finding{Code: "X", Record: "甲\n乙" + strings.Repeat("长", 50), Message: "错"}
	if got, want := f.Line(), "错误 X 甲 乙"+strings.Repeat("长", 37)+"…：错"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
