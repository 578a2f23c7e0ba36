package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// seedLines is how many lines the report of each seed has at most.
const seedLines = 30

// reportOf is the report of an example as check writes it to a file.
func reportOf(t *testing.T, name string, o report.Options) string {
	t.Helper()
	raw, err := os.ReadFile("../../examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	au := &audit.Auditor{Library: templates.Embedded()}
	err = data.Read(name, raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		out, err := au.Check(d)
		if err == nil {
			report.Text(&b, out.Form("examples/"+name, 1), o)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// docs/checks.md shows the report of a seed as it is now.
func TestReportInDocs(t *testing.T) {
	const path, from, to = "../../docs/checks.md", "-run TestReportInDocs -update 写出 -->\n", "<!-- 报告到此 -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), from)
	_, after, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatal("docs/checks.md has no place for the report")
	}
	shown := "```text\n" + reportOf(t, "seed-1.json", report.Options{Level: finding.Note}) + "```\n"
	golden.File(t, path, []byte(before+from+shown+to+after))
}

// The reports of the seeds are short, have each place once, and have all of their errors, in figures.
func TestSeedsAreReadable(t *testing.T) {
	racing.Apart(t)
	errors := 0
	for name, figures := range map[string][]string{
		"seed-1.json": {"16,254,272 + 0 + 0 = 16,254,272 ≠ 16,572,672，差 318,400.00", "第 17 行“窗口用户满意度” 得分"},
		"seed-2.json": {"10 × 30 ÷ 49 = 6.12 ≠ 4", "第 14、15 行 得分", "5 × 80 ÷ 85 = 4.71 ≠ 3"},
		"seed-3.json": {"第 5 行“窗口正常使用” 得分", "10 × 90 ÷ 95 = 9.47 ≠ 5"},
	} {
		text := reportOf(t, name, report.Options{Level: finding.Note})
		if n := strings.Count(text, "\n"); n > seedLines {
			t.Errorf("%s is read in %d lines, at most %d:\n%s", name, n, seedLines, text)
		}
		for _, want := range figures {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
		whole := reportOf(t, name, report.Options{Level: finding.Note, All: true})
		errors += strings.Count(whole, ". 错误　")
	}
	if errors < 7 {
		t.Errorf("the seeds have %d errors", errors)
	}
}
