package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/check"
)

// folder is a folder of one's own with a form of indicators; declares is what its form.yaml says.
func folder(t *testing.T, declares string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "own", "small")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "form.yaml", "form: small\nname: 小表\nfields:\n  年份: year\n  要点:\n    kind: list\n    fields:\n"+
		"      名目: {kind: text, required: true}\n      权重: score\n      自评: score\n      缘由: text\n"+declares)
	return dir
}

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return p
}

const smallLayout = "layout: small/here\nversion: \"1\"\nname: 小表\ncolumns: [20, 20, 20, 20, 20]\nrows:\n" +
	"  - |\n    | 年份 | {年份} | < | < | < |\n  - repeat: 要点\n    rows: |\n      | {序号} | {名目} | {权重} | {自评} | {缘由} |\n"

const declared = "declares:\n  指标: {表: 要点, 三级: 名目, 分值: 权重, 得分: 自评, 原因: 缘由}\n  项目: {年度: 年份}\n"

// compiled are the checks of the layout of such a folder.
func compiled(t *testing.T, dir string) *check.Set {
	t.Helper()
	l, err := Open(filepath.Dir(dir), Embedded())
	if err != nil {
		t.Fatal(err)
	}
	lay, err := l.Layout("small/here")
	if err != nil {
		t.Fatal(err)
	}
	s, err := lay.Checks()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ids(s *check.Set) string {
	var out []string
	for _, c := range s.Checks() {
		out = append(out, c.ID())
	}
	return " " + strings.Join(out, " ") + " "
}

func whys(s *check.Set) string {
	var out []string
	for _, k := range s.Skipped() {
		out = append(out, k.ID+" "+k.Why)
	}
	return strings.Join(out, "\n") + "\n"
}

// A stranger's form gets the checks of what it declares, under its own names, and hears why it does not get the others.
func TestStrangersFormGetsTheLibrary(t *testing.T) {
	dir := folder(t, declared)
	put(t, dir, "here.yaml", smallLayout)
	s := compiled(t, dir)
	if got := ids(s); !strings.Contains(got, " R1 ") || strings.Contains(got, " R2 ") {
		t.Errorf("%s", got)
	}
	if got := whys(s); !strings.Contains(got, "R2 没有实际完成值列\n") && !strings.Contains(got, "R2 没有指标值列\n") {
		t.Errorf("%s", got)
	}
	put(t, dir, "here.yaml", strings.Replace(smallLayout, "rows:\n", "declares: {指标: {原因: ~}}\nrows:\n", 1))
	if got := ids(compiled(t, dir)); strings.Contains(got, " R1 ") {
		t.Errorf("the layout has no reasons, and yet: %s", got)
	}
	put(t, dir, "here.yaml", strings.Replace(smallLayout, "rows:\n", "without: [要点.缘由]\nrows:\n", 1))
	put(t, dir, "here.yaml", strings.Replace(strings.Replace(smallLayout, "rows:\n", "without: [要点.缘由]\nrows:\n", 1), "{缘由}", "", 1))
	if got := whys(compiled(t, dir)); !strings.Contains(got, "R1 没有偏差原因列\n") {
		t.Errorf("%s", got)
	}
	none := folder(t, "")
	put(t, none, "here.yaml", smallLayout)
	if got := whys(compiled(t, none)); !strings.Contains(got, "R1 没有绩效指标\n") {
		t.Errorf("a form that declares nothing: %s", got)
	}
}

// A folder of one's own may hold themes of its own; one of a shipped name replaces it.
func TestOwnThemes(t *testing.T) {
	racing.Apart(t)
	dir := folder(t, declared)
	put(t, dir, "here.yaml", smallLayout)
	lib := filepath.Dir(dir)
	theme := put(t, lib, "checks/reasons.yaml", "codes: {Q1: 名目}\nchecks:\n- {code: Q1, name: 名目, rows: $指标, holds: not 空($指标三级), at: $指标三级, message: $指标三级空着}\n")
	s := compiled(t, dir)
	if got := ids(s); !strings.Contains(got, " Q1 ") || strings.Contains(got, " R1 ") {
		t.Errorf("%s", got)
	}
	for _, c := range []struct{ text, want string }{
		{"codes: {Q1: 名目}\nchecks:\n- {code: Q1, name: 名目, rows: $指标, holds: not 空($指标三极), at: $指标三级, message: 无}\n", "reasons.yaml:3:3"},
		{"codes: {Q1: 名目}\nchecks:\n- {code: Q1, name: 名目, rows: $指标, holds: not 空($指标三极), at: $指标三级, message: 无}\n", "指标三级"},
		{"codes: {Q1: 名目}\nchecks:\n- {code: Q1, name: 名目, for: 资今, holds: not 空($资金率), at: $资金率, message: 无}\n", "没有“资今”"},
	} {
		put(t, lib, "checks/reasons.yaml", c.text)
		list, err := Embedded().Lint(theme, nil)
		if err != nil || !strings.Contains(list.String(), c.want) {
			t.Errorf("want %q: %v %s", c.want, err, list)
		}
	}
}

// What is wrong in declares: is said with line and nearest name.
func TestLintDeclares(t *testing.T) {
	for _, c := range []struct{ name, declares, want string }{
		{"a part", "declares:\n  指标: {表: 要点, 三极: 名目}\n", "form.yaml:13:15 错误 CHECK-FILE：“指标”没有部件“三极”"},
		{"a thing", "declares:\n  指彪: {表: 要点}\n", "form.yaml:13:3 错误 CHECK-FILE：declares 里没有“指彪”这样东西"},
		{"a field", "declares:\n  指标: {表: 要点, 三级: 名木}\n", "form.yaml:13:15"},
		{"a field, the nearest", "declares:\n  指标: {表: 要点, 三级: 名木}\n", "名目"},
		{"no list", "declares:\n  指标: {表: 年份, 三级: 名目}\n", "“年份”不是列表"},
		{"a column without its list", "declares:\n  指标: {三级: 名目}\n", "要先写明“表”"},
		{"a star", "declares:\n  来源: {预算: 要点.*.分值}\n", "* 没有可以代表的名称"},
		{"two places", "declares:\n  指标: {表: 要点, 三级: [名目, 缘由]}\n", "只能是一处"},
	} {
		dir := folder(t, c.declares)
		list, err := Embedded().Lint(filepath.Join(dir, "form.yaml"), nil)
		if err != nil || !strings.Contains(list.String(), c.want) {
			t.Errorf("%s: %v %s, want %s", c.name, err, list, c.want)
		}
	}
	dir := folder(t, declared)
	if list, err := Embedded().Lint(filepath.Join(dir, "form.yaml"), nil); err != nil || len(list) > 0 {
		t.Errorf("%v %s", err, list)
	}
	layout := put(t, dir, "here.yaml", strings.Replace(smallLayout, "rows:\n", "declares: {指标: {得分: 自平}}\nrows:\n", 1))
	if list, err := Embedded().Lint(layout, nil); err != nil || !strings.Contains(list.String(), "here.yaml:5:17") || !strings.Contains(list.String(), "自评") {
		t.Errorf("%v %s", err, list)
	}
}
