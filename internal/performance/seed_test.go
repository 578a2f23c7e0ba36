package performance_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// line is a finding as the expected files write it.
func line(f finding.Finding) string {
	s := fmt.Sprintf("%s %s %s | %s | %s", f.Severity.Chinese(), id(f), f.Path, short(f.Printed), short(f.Expected))
	if f.Sum != "" {
		s += " | " + f.Sum
	}
	return strings.TrimRight(s, " |")
}

func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:23]) + "…"
	}
	return s
}

// The findings on the three real forms are those found by hand, line by line; the files say for each line where it
// comes from. They are written by hand: there is no -update.
func TestSeeds(t *testing.T) {
	l, s := checks(t, "self-evaluation/shanghai", "")
	var c check.Collector
	compare := func(name string, list finding.List) {
		t.Helper()
		want, err := os.ReadFile("testdata/" + name + ".findings")
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for w := range strings.Lines(string(want)) {
			if w = strings.TrimSpace(w); w != "" && !strings.HasPrefix(w, "#") {
				lines = append(lines, w)
			}
		}
		var got []string
		for _, f := range list {
			got = append(got, line(f))
		}
		for _, g := range got {
			if !slices.Contains(lines, g) {
				t.Errorf("%s: not expected:\n%s", name, g)
			}
		}
		for _, w := range lines {
			if !slices.Contains(got, w) {
				t.Errorf("%s: expected, not found:\n%s", name, w)
			}
		}
	}
	for i := 1; i <= 3; i++ {
		data, err := os.ReadFile(fmt.Sprintf("../../examples/seed-%d.json", i))
		if err != nil {
			t.Fatal(err)
		}
		r := record(t, l, s, data)
		compare(fmt.Sprintf("seed-%d", i), run(t, s, r, nil))
		if err := c.Add(s, nil, r); err != nil {
			t.Fatal(err)
		}
	}
	list, err := c.Findings()
	if err != nil {
		t.Fatal(err)
	}
	compare("seeds", list)
}

// The order is errors first, then the places of the form from top to bottom.
func TestOrder(t *testing.T) {
	l, s := checks(t, "self-evaluation/shanghai", "")
	data, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	list := run(t, s, record(t, l, s, data), nil)
	last := finding.Error
	for _, f := range list {
		if f.Severity < last {
			t.Fatalf("%s after %s", f.Severity, last)
		}
		last = f.Severity
	}
	if list[0].Code != "F1" || list[1].Code != "S6" {
		t.Errorf("%v", ids(list[:2]))
	}
	want := finding.Finding{Code: "F1", Severity: finding.Error, Record: "交通行业行政服务经费", Path: "/资金/年度资金总额/年初预算数", Place: "资金 年度资金总额 年初预算数",
		Printed: "16572672.00", Expected: "16,254,272", Sum: "16,254,272 + 0 + 0 = 16,254,272 ≠ 16,572,672，差 318,400.00",
		Message: "年初预算数中，各资金来源相加与年度资金总额不相等，总额多出 318,400.00。", English: "the sources of funds do not add up to the total",
		Hint:   "核对年度资金总额和各资金来源，改正写错的一个；漏填的请补上",
		Advice: "compare the total with each source and mend the one that is wrong; add a source that is left out"}
	got := list[0]
	got.Pos = finding.Pos{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if list[0].Pos.Line == 0 {
		t.Error("no line in the record's file")
	}
}
