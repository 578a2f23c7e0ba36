package ledger

import "testing"

// The field a header may mean shares more than half of the longer one's characters; of several, the one that shares
// most; of equals, the first.
func TestNearest(t *testing.T) {
	for _, x := range []struct {
		header string
		fields []string
		want   string
	}{
		{"年初预算（万元）", []string{"年初预算数"}, ""},                 // 4 of 8
		{"年初预算金额", []string{"年初预算数"}, "年初预算数"},              // 4 of 6
		{"预算执行", []string{"预算数额"}, ""},                      // 2 of 4
		{"全年预算", []string{"年初预算数", "全年预算数"}, "全年预算数"},       // 4 of 5 beside 3 of 5
		{"预算数", []string{"年初预算数", "全年预算数", "预算"}, "年初预算数"},  // 3 of 5, 3 of 5, 2 of 3
		{"得分", []string{"分值", "自评得分情况说明"}, ""},              // 1 of 2, 2 of 8
		{"偏差原因及改进", []string{"偏差原因分析及改进措施"}, "偏差原因分析及改进措施"}, // 7 of 11
		{"", []string{"甲"}, ""},
	} {
		var all []leaf
		for _, f := range x.fields {
			all = append(all, leaf{path: []string{"组", f}})
		}
		if got := nearest(x.header, all); got != x.want {
			t.Errorf("%s: nearest of %v is %q, want %q", x.header, x.fields, got, x.want)
		}
	}
}

// The cells of a CSV are split by what is most often in its first line; of equals, by the comma.
func TestSeparator(t *testing.T) {
	for line, want := range map[string]rune{"甲,乙\n;;;": ',', "甲;乙": ';', "甲\t乙\t丙,丁": '\t', "甲,乙;丙": ',', "甲\t乙;丙": '\t', "甲": ','} {
		if got := separator([]byte(line)); got != want {
			t.Errorf("%q is split by %q, want %q", line, got, want)
		}
	}
}
