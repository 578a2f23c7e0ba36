package performance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var figures = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?`)

// mutants are other numbers in place of a number: one more in the last digit, one less, ten times as much, another
// first digit.
func mutants(n string) []string {
	b := []byte(n)
	up, down, first := slices.Clone(b), slices.Clone(b), slices.Clone(b)
	last := len(b) - 1
	if up[last] == '9' {
		up[last] = '8'
	} else {
		up[last]++
	}
	if down[last] == '0' {
		down[last] = '1'
	} else {
		down[last]--
	}
	if first[0] == '9' {
		first[0] = '1'
	} else {
		first[0]++
	}
	out := []string{string(up), string(down), string(first), n + "0"}
	if strings.Contains(n, ".") {
		out[3] = "1" + n
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unnoticed are the numbers of the consistent form that can be changed without any check noticing, each with the
// reason.
var unnoticed = map[string]string{
	"年度":           "一张表里没有别的年份可比（有日期的指标由 V6、有年份的名称由 I1 比）",
	"绩效指标/2/年度指标值": "指标值改低或改高，只要实际仍达到就仍是满分；与申报表对照（X1）才看得出",
	"绩效指标/2/实际完成值": "实际值在指标值以上怎样变都是满分；正文里没有写同一个数",
	"绩效指标/4/年度指标值": "成本没有超过指标值就是满分；与申报表对照（X1）才看得出",
	"绩效指标/4/实际完成值": "成本没有超过指标值就是满分",
	"绩效指标/8/年度指标值": "同 系统可用率",
	"绩效指标/8/实际完成值": "同 系统可用率",
}

// Change any single number of a consistent form, and some check notices; those that cannot be noticed are listed with
// the reason.
func TestEveryNumberMatters(t *testing.T) {
	l, s := checks(t, "self-evaluation/shanghai", "")
	data, err := os.ReadFile("testdata/consistent.json")
	if err != nil {
		t.Fatal(err)
	}
	var form map[string]any
	if err := json.Unmarshal(data, &form); err != nil {
		t.Fatal(err)
	}
	total, seen := 0, 0
	missed := map[string][]string{}
	var walk func(path string, m any, put func(any))
	walk = func(path string, m any, put func(any)) {
		switch x := m.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				walk(strings.TrimPrefix(path+"/"+k, "/"), x[k], func(v any) { x[k] = v })
			}
		case []any:
			for i := range x {
				walk(fmt.Sprintf("%s/%d", path, i), x[i], func(v any) { x[i] = v })
			}
		case string:
			if path == "form" {
				return
			}
			for _, at := range figures.FindAllStringIndex(x, -1) {
				for _, n := range mutants(x[at[0]:at[1]]) {
					put(x[:at[0]] + n + x[at[1]:])
					b, err := json.Marshal(form)
					if err != nil {
						t.Fatal(err)
					}
					total++
					if noticed(t, l, s, b) {
						seen++
					} else {
						missed[path] = append(missed[path], x[at[0]:at[1]]+"→"+n)
					}
				}
			}
			put(x)
		}
	}
	walk("", form, nil)
	for _, p := range slices.Sorted(maps.Keys(missed)) {
		if unnoticed[p] == "" {
			t.Errorf("%s: nobody notices %v", p, missed[p])
		} else {
			t.Logf("%s: %v not noticed: %s", p, missed[p], unnoticed[p])
		}
	}
	for p := range unnoticed {
		if missed[p] == nil {
			t.Errorf("%s is listed as unnoticed, but every change is noticed", p)
		}
	}
	t.Logf("%d of %d changes noticed", seen, total)
}
