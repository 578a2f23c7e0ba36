package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNarrowFigures: lint knows columns too narrow for the figures of their field, in the unit of the layout's
// amounts, at the size its styles may shrink to.
func TestNarrowFigures(t *testing.T) {
	const form = "form: f\nname: 表\nparams: {币: {default: 元, choices: [元, 万元]}}\nsummary: {unit: 参数.币}\nfields:\n  额: money\n  率: rate\n  分: score\n  明细: {kind: list, fields: {数: money}}\n"
	for _, c := range []struct{ name, keys, rows, want string }{
		{"yuan", "columns: [17, 18]", "rows: |\n  | {额} | {额} |", ""},
		{"yuan, too narrow", "columns: [16, 18]", "rows: |\n  | §{额} | {额} |", "“额”这格宽 16 毫米，金额按“999,999,999.99”算，缩到 6 磅也要 16.1 毫米"},
		{"ten thousands by param", "params: {币: 万元}\ncolumns: [12, 11.8]", "rows: |\n  | {额} | §{额} |", "按“999,999.99”算"},
		{"a merged cell", "columns: [10, 10]", "rows: |\n  | {额} | < |", ""},
		{"rate and score", "columns: [8, 8]", "rows: |\n  | §{率} | {分} |", "比率按“100.00%”算"},
		{"just wide enough", "columns: [21.75pt, 20]", "rows: |\n  | {分} | {分} |", ""}, // 6 figures of 3 pt, and the padding
		{"score", "columns: [9, 7]", "rows: |\n  | {率} | §{分} |", "得分按“100.00”算"},
		{"the style's floor", "styles: {甲: {like: number, floor: 8pt}}\ncolumns: [20, 30]", "rows: |\n  | §{额} @甲 | {额} @甲 |", "缩到 8 磅"},
		{"a style that refuses", "styles: {甲: {like: number, overflow: refuse}}\ncolumns: [20, 30]", "rows: |\n  | §{额} @甲 | {额} @甲 |", "缩到 9 磅"},
		{"in a list", "columns: [10, 10]", "rows:\n- repeat: 明细\n  rows: |\n    | {序号} | §{数} |", "“数”这格宽"},
	} {
		dir := filepath.Join(t.TempDir(), "f")
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		text := "layout: f/a\nversion: \"1\"\nname: 甲\n" + c.keys + "\nwithout: []\n" + c.rows + "\n"
		line := 0
		if i := strings.Index(text, "§"); i >= 0 {
			line = strings.Count(text[:i], "\n") + 1
		}
		file := filepath.Join(dir, "a.yaml")
		for name, data := range map[string]string{file: strings.ReplaceAll(text, "§", ""), filepath.Join(dir, "form.yaml"): form} {
			if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		list, err := Embedded().Lint(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range list {
			if f.Code == "LAYOUT-NARROW-FIGURES" {
				if got += f.Message; f.Pos.Line != line {
					t.Errorf("%s: line %d, want %d", c.name, f.Pos.Line, line)
				}
			} else if f.Code != "LAYOUT-FIELD-NOT-PRINTED" {
				t.Errorf("%s: %s", c.name, f.Line())
			}
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
