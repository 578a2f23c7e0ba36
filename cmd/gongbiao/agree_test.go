package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// seen is what somebody reads in one of the ways findings are told: the counts, and the entries (number, severity,
// answered or not), or in the workbook how many rows there are of each.
type seen struct {
	mend, warnings, notes, explained string
	entries                          []string
}

var (
	mendLine  = regexp.MustCompile(`必须改正：(\d+) 处`)
	lookLine  = regexp.MustCompile(`请看一看：\d+ 处（警告 (\d+) 处，提示 (\d+) 处）`)
	explained = regexp.MustCompile(`已说明：(\d+) 处`)
	entryLine = regexp.MustCompile(`(?m)^  (\d+)\. (错误|警告|提示)`)
)

func counted(text string) (s seen) {
	s = seen{"0", "0", "0", "0", nil}
	if m := mendLine.FindStringSubmatch(text); m != nil {
		s.mend = m[1]
	}
	if m := lookLine.FindStringSubmatch(text); m != nil {
		s.warnings, s.notes = m[1], m[2]
	}
	if m := explained.FindStringSubmatch(text); m != nil {
		s.explained = m[1]
	}
	return s
}

// The report, the summary, the workbook and the proof say the same numbers of every sample and of the seeds, with and
// without answers; the entries of the report and the proof are the same, and a cell bears the number of one of them.
func TestNumbersAgree(t *testing.T) {
	racing.Apart(t)
	var files []string
	for _, pattern := range []string{"../../templates/*/samples/*.json", "../../examples/seed-*.json"} {
		more, err := filepath.Glob(pattern)
		if err != nil || len(more) < 3 {
			t.Fatal(pattern, more, err)
		}
		files = append(files, more...)
	}
	library := templates.Embedded()
	au, engine := &audit.Auditor{Library: library}, &render.Engine{Library: library}
	entries := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		err = data.Read(file, raw, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			o, err := au.Check(d)
			if err != nil {
				return err
			}
			f, err := engine.Load(context.Background(), d, "")
			if err != nil {
				return err
			}
			for _, every := range []int{0, 3} {
				x := o.Form(file, 1)
				for i := range x.Findings {
					if every > 0 && i%every == 0 {
						x.Findings[i].Waived = &finding.Waiver{Reason: "有批复", By: "张三", Date: "2025-01-02"}
					}
				}
				want := reported(x)
				entries += len(want.entries)
				for way, got := range map[string]seen{"summary": summed(t, x), "list": listed(t, x), "proof": proved(t, f, x)} {
					if way != "proof" {
						got.entries = want.entries
					}
					if diff := cmp.Diff(want, got, cmp.AllowUnexported(seen{})); diff != "" {
						t.Errorf("%s, every %d answered, the report and the %s:\n%s", file, every, way, diff)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(file, err)
		}
	}
	if entries < 50 {
		t.Errorf("only %d entries were told", entries)
	}
}

func reported(f report.Form) seen {
	var b bytes.Buffer
	report.Text(&b, f, report.Options{Level: finding.Note})
	s := counted(b.String())
	open, answered, _ := strings.Cut(b.String(), "\n  已说明\n")
	for _, m := range entryLine.FindAllStringSubmatch(open, -1) {
		s.entries = append(s.entries, m[1]+m[2])
	}
	for _, m := range entryLine.FindAllStringSubmatch(answered, -1) {
		s.entries = append(s.entries, "（"+m[1]+"）"+m[2])
	}
	return s
}

// summed is what the last line of --json says, and what the line of the form does.
func summed(t *testing.T, f report.Form) seen {
	t.Helper()
	var s report.Summary
	s.Add(f, func(code string) string { return code })
	var b, line bytes.Buffer
	if err := report.JSON(&b, &s); err != nil {
		t.Fatal(err)
	}
	if err := f.JSON(&line); err != nil {
		t.Fatal(err)
	}
	var sum remark.Tally
	var one struct{ Counts remark.Tally }
	if err := json.Unmarshal(b.Bytes(), &sum); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line.Bytes(), &one); err != nil {
		t.Fatal(err)
	}
	if one.Counts != sum {
		t.Errorf("the line says %+v, the summary %+v", one.Counts, sum)
	}
	return tallied(sum)
}

func tallied(n remark.Tally) seen {
	return seen{mend: fmt.Sprint(n.Errors), warnings: fmt.Sprint(n.Warnings), notes: fmt.Sprint(n.Notes), explained: fmt.Sprint(n.Explained)}
}

// listed counts the rows of the workbook.
func listed(t *testing.T, f report.Form) seen {
	t.Helper()
	var s report.Summary
	var book report.Workbook
	s.Add(f, func(code string) string { return code })
	book.Add(f)
	var b bytes.Buffer
	if err := book.Write(&b, &s, ooxml.Props{}); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("问题清单")
	if err != nil {
		t.Fatal(err)
	}
	var n remark.Tally
	for _, r := range rows[1:] {
		switch {
		case len(r) > 12 && r[12] != "":
			n.Explained++
		case r[3] == "错误":
			n.Errors++
		case r[3] == "警告":
			n.Warnings++
		default:
			n.Notes++
		}
	}
	return tallied(n)
}

// proved reads the list of the proof and looks at the marks on the form.
func proved(t *testing.T, f *render.Form, x report.Form) (s seen) {
	t.Helper()
	g, err := f.With(render.Proof(x.Findings)).Grid()
	if err != nil {
		t.Fatal(err)
	}
	list := &g.Tables[len(g.Tables)-1]
	var text strings.Builder
	numbers := map[string]bool{}
	var entries []string
	for i, c := range list.Cells {
		switch {
		case c.Role == grid.Data && c.Col == 0:
			entries = append(entries, c.Text+list.Cells[i+1].Text)
			numbers[strings.Trim(c.Text, "（）")] = true
		case c.Role == grid.TextLine:
			text.WriteString(c.Text + "\n")
		}
	}
	s = counted(text.String())
	s.entries = entries
	for _, table := range g.Tables[:len(g.Tables)-1] {
		for _, c := range table.Cells {
			if c.Mark > 0 && !numbers[fmt.Sprint(c.Mark)] {
				t.Errorf("%s bears %d, which the list does not have", c.Place, c.Mark)
			}
		}
	}
	return s
}
