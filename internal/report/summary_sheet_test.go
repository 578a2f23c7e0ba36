package report

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/finding"
)

// TestSummaryTexts: a code or a unit that looks like a number stays the text it is.
func TestSummaryTexts(t *testing.T) {
	var w Workbook
	var s Summary
	f := Form{File: "甲.json", Record: "甲", Unit: "007", Findings: finding.List{{Code: "007", Message: "数不等"}}}
	w.Add(f)
	s.Add(f, func(code string) string { return code })
	s.Changed = append(s.Changed, Change{ID: "+1", Name: "1e5", Why: "2024"})
	var b bytes.Buffer
	if err := w.Write(&b, &s, ooxml.Props{}); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("汇总")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range rows {
		for _, c := range r {
			seen[c] = true
		}
	}
	for _, want := range []string{"007", "+1", "1e5", "2024"} {
		if !seen[want] {
			t.Errorf("no cell %q in %v", want, rows)
		}
	}
	if p, err := x.GetDocProps(); err != nil || p.Creator != "Gongbiao" || p.LastModifiedBy != "Gongbiao" {
		t.Errorf("%+v, %v", p, err)
	}
}
