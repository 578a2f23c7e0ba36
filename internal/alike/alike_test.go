package alike

import (
	"strings"
	"testing"
)

// A name that differs from a known one in case, width, blanks or invisible characters only is named, however the
// others look.
func TestNearestFolds(t *testing.T) {
	known := []string{"年度", "项目名称", "主管部门（单位）", "form", "1-7月执行数", "指标A", "指标B"}
	for name, want := range map[string]string{
		"年 度": "年度", "项目名称 ": "项目名称", "　项目名称": "项目名称", "项目\u200b名称": "项目名称", "主管部门(单位)": "主管部门（单位）", "FORM": "form",
		"ｆｏｒｍ": "form", "Form": "form",
		"１－７月执行数": "1-7月执行数", "指标ａ": "指标A", "指标 b": "指标B", "完全不同的一个名称": "",
	} {
		if got := Nearest(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestNearestLimits: half of the characters may differ, not more; of two equally near names the first is meant.
func TestNearestLimits(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"甲乙丙丁", "甲乙戊己"}, // two of four differ
		{"甲庚辛壬", ""},     // three of four
	} {
		if got := Nearest(c.name, []string{"甲乙戊己", "子丑寅卯"}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ name, known, want string }{
		{"度年", "年度", "年度"}, // swapped neighbours are one slip
		{"项目负责人及其联系电话号", "项目负责人及联系电话号码", "项目负责人及联系电话号码"},             // however long
		{strings.Repeat("甲", 64) + "乙", strings.Repeat("甲", 65), ""}, // but for what is no name
		{strings.Repeat("甲", 63) + "乙", strings.Repeat("甲", 64), strings.Repeat("甲", 64)},
	} {
		if got := Nearest(c.name, []string{c.known}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := Nearest("实施单元", []string{"实施单位", "实施单数"}); got != "实施单位" {
		t.Errorf("of two as near the first is meant, got %q", got)
	}
}
