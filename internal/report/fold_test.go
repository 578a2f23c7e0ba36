package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/finding"
)

// row is a warning about row n of a list.
func row(n int, code, message string) finding.Finding {
	return finding.Finding{Code: code, Severity: finding.Warning, Path: fmt.Sprintf("/指标/%d/值", n-1),
		Place: fmt.Sprintf("指标 第 %d 行“某某%d” 值", n, n), Message: message, Hint: "改为 " + code}
}

func text(f report.Form, o report.Options) string {
	var b bytes.Buffer
	report.Text(&b, f, o)
	return b.String()
}

// A form of 25 rows with the same kind of remark at each is read in 20 lines, with every figure; All has an entry
// a row.
func TestManyRows(t *testing.T) {
	var l finding.List
	for n := 1; n <= 25; n++ {
		f := row(n, "S8", fmt.Sprintf("完成了指标值的 %d%%，超过 130%%，没有说明原因（方向：越多越好：数的是做了多少（第%d种））。", 130+n, n))
		f.Printed, f.Expected, f.Sum = fmt.Sprint(1300+n*10, "次"), "不超过 130%", fmt.Sprintf("%d次 ÷ 1000次 = %d%%", 1300+n*10, 130+n)
		l = append(l, f)
	}
	got := text(form("甲局", "项目", l...), report.Options{Level: finding.Note})
	if lines := strings.Count(got, "\n"); lines > 20 {
		t.Errorf("%d lines:\n%s", lines, got)
	}
	for n := 1; n <= 25; n++ {
		for _, want := range []string{fmt.Sprintf("第 %d 行：", n), fmt.Sprintf("%d次 ÷ 1000次 = %d%%", 1300+n*10, 130+n), fmt.Sprintf("：第%d种，", n)} {
			if strings.Count(got, want) != 1 {
				t.Errorf("%q stands %d times in\n%s", want, strings.Count(got, want), got)
			}
		}
	}
	if n := strings.Count(got, "改为 S8"); n != 1 {
		t.Errorf("the hint stands %d times", n)
	}
	whole := text(form("甲局", "项目", l...), report.Options{Level: finding.Note, All: true})
	if !strings.Contains(whole, "  25. ") || strings.Count(whole, "改为 S8") != 25 {
		t.Errorf("unfolded:\n%s", whole)
	}
}

// What else is said of a cell stands beneath its remark, with the rows where it is not said of all; a level leaves out
// the lesser of them.
func TestBeside(t *testing.T) {
	also := row(2, "V7", "“某某2”可以量化。")
	also.Severity = finding.Note
	l := finding.List{row(1, "V3", "空着。"), row(2, "V3", "空着。"), also}
	got := text(form("", "项目", l...), report.Options{Level: finding.Note})
	want := `项目.json  项目
  必须改正：0 处
  请看一看：2 处（警告 2 处，提示 0 处）
  1. 警告　指标 第 1、2 行 值　空着。　又提示（第 2 行）：“某某2”可以量化。　怎么办：改为 V3；改为 V7
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
	if got := text(form("", "项目", l...), report.Options{Level: finding.Warning}); strings.Contains(got, "V7") || strings.Contains(got, "可以量化") {
		t.Errorf("got\n%s", got)
	}
}

// What was not checked is said by reason; a few checks are named, all of them where that is asked for.
func TestUnchecked(t *testing.T) {
	f := form("", "项目")
	for i := range 27 {
		f.Skipped = append(f.Skipped, report.Skip{ID: fmt.Sprint("S", i), Name: fmt.Sprint("得分", i), Why: "没有分值列"})
	}
	f.Skipped = append(f.Skipped, report.Skip{ID: "F7", Name: "总额", Why: "默认不启用"})
	for _, c := range []struct {
		o    report.Options
		want string
	}{
		{report.Options{}, "  没有发现问题\n  没有查：没有分值列，未查 27 项；默认不启用，未查 1 项\n"},
		{report.Options{All: true}, "得分25、得分26"},
		{report.Options{English: true}, "  not checked: the form has no “分值列”: 27; off unless switched on: 1\n"},
	} {
		if got := text(f, c.o); !strings.Contains(got, c.want) {
			t.Errorf("%+v: got\n%s", c.o, got)
		}
	}
	f.Findings = finding.List{row(1, "F1", "不相等。")}
	got := text(f, report.Options{All: true, Level: finding.Note})
	short, mend, names := strings.Index(got, "  没有查：没有分值列，未查 27 项；"), strings.Index(got, "  1. 警告"), strings.Index(got, "  没有查的各条：")
	if short < 0 || mend < short || names < mend {
		t.Errorf("the names come after what is to be mended: got\n%s", got)
	}
	f.Findings = nil
	var b bytes.Buffer
	if err := f.JSON(&b); err != nil || !strings.Contains(b.String(), `"unchecked":28`) {
		t.Errorf("%s, %v", b.String(), err)
	}
}

// What somebody has answered is told last, with the answer, and counted apart in text, summary and workbook.
func TestAnswered(t *testing.T) {
	f := row(1, "F6", "没有说明。")
	f.Waived = &finding.Waiver{Reason: "批复见附件", By: "李四", Date: "2025-02-03"}
	x := form("甲局", "项目", bad, f)
	got := text(x, report.Options{Level: finding.Note})
	for _, want := range []string{"  必须改正：1 处\n  请看一看：0 处（警告 0 处，提示 0 处）\n  已说明：1 处，列在后面\n",
		"  已说明\n  2. 警告　指标 第 1 行“某某1” 值　没有说明。　怎么办：改为 F6　说明：批复见附件（李四，2025-02-03）\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	var s report.Summary
	var book report.Workbook
	s.Add(x, name)
	book.Add(x)
	if (s.Tally != remark.Tally{Errors: 1, Explained: 1}) {
		t.Errorf("%+v", s.Tally)
	}
	var b bytes.Buffer
	if err := book.Write(&b, &s, ooxml.Props{}); err != nil {
		t.Fatal(err)
	}
	w, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := w.GetCellValue("问题清单", "M3"); err != nil || v != "批复见附件（李四，2025-02-03）" {
		t.Errorf("%q, %v", v, err)
	}
}
