package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/review"
	"github.com/gongbiao/gongbiao/model"
)

// A notice takes its problems over to the character, and the answer has their numbers and nothing that the unit says.
func TestNotice(t *testing.T) {
	list, _ := load(t, `
form: issues/common
年度: 2024
单位名称: 乙中心
复核单位: 丙局
问题表:
  - {编号: A, 项目: 甲, 位置: 总分, 问题: 不符, 表上: "1,0.0", 应为: "=2", 期限: 2025年4月1日, 责任人: 丁}
  - {编号: B, 项目: 甲, 问题: "又 一", 期限: 2025年5月1日}
`)
	o := review.NoticeOptions{Notice: "rectification/common", Answer: "rectification-reply/common", Number: "1号", Due: "2025年5月1日"}
	n, a := review.Notice(list, o)
	notice, _ := bind(t, n)
	answer, _ := bind(t, a)
	if got := string(n.Member("问题表").AppendJSON(nil, "")); got != `[{"编号":"A","项目":"甲","位置":"总分","问题":"不符","表上":"1,0.0","应为":"=2","期限":"2025年4月1日"},`+
		`{"编号":"B","项目":"甲","问题":"又 一"}]` {
		t.Error(got)
	}
	if got := string(a.Member("整改").AppendJSON(nil, "")); got != `[{"编号":"A","项目":"甲","问题":"不符","责任人":"丁"},{"编号":"B","项目":"甲","问题":"又 一"}]` {
		t.Error(got)
	}
	if notice.Value("发出单位").Text != "丙局" || answer.Value("通知编号").Text != "1号" {
		t.Errorf("%s %s", notice.Value("发出单位").Text, answer.Value("通知编号").Text)
	}
	empty, _ := load(t, "form: issues/common\n年度: 2024\n单位名称: 乙中心\n")
	if n, a := review.Notice(empty, o); n != nil || a != nil {
		t.Error("a notice without problems")
	}
}

func notice(t *testing.T, number, unit string, problems ...string) *model.Record {
	text := fmt.Sprintf("form: rectification/common\n年度: 2024\n通知编号: %s\n单位名称: %s\n期限: 2025年4月30日\n问题表:\n", number, unit)
	for _, p := range problems {
		text += "  - {编号: \"" + p + "\", 问题: 甲}\n"
	}
	r, _ := load(t, text)
	return r
}

func answer(t *testing.T, number, unit, date string, rows ...string) *model.Record {
	text := fmt.Sprintf("form: rectification-reply/common\n年度: 2024\n通知编号: %s\n单位名称: %s\n回复日期: %s\n整改:\n", number, unit, date)
	for _, p := range rows {
		no, state, _ := strings.Cut(p, " ")
		text += "  - {编号: \"" + no + "\""
		if state != "" {
			text += ", 状态: " + state
		}
		text += "}\n"
	}
	r, _ := load(t, text)
	return r
}

// What answers come to: each line is a case with its counts (found, then by state) and the codes that are said.
func TestClose(t *testing.T) {
	one := []*model.Record{notice(t, "1号", "乙", "A", "B", "C")}
	for _, c := range []struct {
		name      string
		replies   []*model.Record
		withdrawn []string
		want      string
	}{
		{"all put right", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "B 已整改", "C 已整改")}, nil, "3: 已整改 3;"},
		{"in two answers", []*model.Record{answer(t, "1号", "乙", "2025-04-01", "A 已整改"), answer(t, "1号", "乙", "2025-04-02", "B 整改中", "C 已整改")}, nil,
			"3: 已整改 2 整改中 1;"},
		{"no answer", nil, nil, "3: 未回复 3; REVIEW-UNANSWERED"},
		{"one is missing", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "B 整改中")}, nil, "3: 已整改 1 整改中 1 未回复 1; REVIEW-UNANSWERED"},
		{"no state", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A", "B 已整改", "C 已整改")}, nil, "3: 已整改 2 未回复 1; REVIEW-UNANSWERED"},
		{"a day late", []*model.Record{answer(t, "1号", "乙", "2025-05-01", "A 已整改", "B 已整改", "C 已整改")}, nil, "3: 已整改 3; REVIEW-LATE"},
		{"no date", []*model.Record{answer(t, "1号", "乙", `""`, "A 已整改", "B 已整改", "C 已整改")}, nil, "3: 已整改 3; REVIEW-LATE"},
		{"twice the same", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "A 已整改", "B 已整改", "C 已整改")}, nil, "3: 已整改 3; REVIEW-TWICE"},
		{"twice otherwise", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "B 已整改", "C 已整改"), answer(t, "1号", "乙", "2025-04-30", "A 整改中")}, nil,
			"3: 已整改 2 说法不一 1; REVIEW-TWICE"},
		{"not accepted", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 不予认可", "B 已整改", "C 已整改")}, nil, "3: 已整改 2 不予认可 1; REVIEW-REFUSED"},
		{"taken back", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 不予认可", "B 已整改", "C 已整改")}, []string{"Ａ"}, "2: 已整改 2 已撤销 1;"},
		{"taken back before it is answered", nil, []string{"A", "B", "C"}, "0: 已撤销 3;"},
		{"what is not there is taken back", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "B 已整改", "C 已整改")}, []string{"D"},
			"3: 已整改 3; REVIEW-UNKNOWN"},
		{"an unknown number", []*model.Record{answer(t, "1号", "乙", "2025-04-30", "A 已整改", "B 已整改", "C 已整改", "D 已整改")}, nil, "3: 已整改 3; REVIEW-UNKNOWN"},
		{"another notice", []*model.Record{answer(t, "2号", "乙", "2025-04-30", "A 已整改")}, nil, "3: 未回复 3; REVIEW-STRAY REVIEW-UNANSWERED"},
		{"another unit", []*model.Record{answer(t, "1号", "丁", "2025-04-30", "A 已整改")}, nil, "3: 未回复 3; REVIEW-STRAY REVIEW-UNANSWERED"},
		{"full width", []*model.Record{answer(t, "１号", "乙", "2025-04-30", "Ａ 已整改", "B 已整改", "C 已整改")}, nil, "3: 已整改 3;"},
	} {
		got := told(review.Close(one, c.replies, c.withdrawn))
		if strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// The same number in two notices is two problems; the same number of notice is nobody's.
	two := []*model.Record{one[0], notice(t, "2号", "丁", "A")}
	if got := told(review.Close(two, []*model.Record{answer(t, "2号", "丁", "2025-04-30", "A 已整改")}, nil)); got != "4: 已整改 1 未回复 3; REVIEW-UNANSWERED" {
		t.Error(got)
	}
	if got := told(review.Close([]*model.Record{one[0], notice(t, "1号", "丁", "A")}, nil, nil)); got != "3: 未回复 3; REVIEW-NOTICE REVIEW-UNANSWERED" {
		t.Error(got)
	}
	if got := told(review.Close([]*model.Record{notice(t, "3号", "丁", "A", "A", "")}, nil, []string{"A"})); got != "0: 已撤销 1; REVIEW-NOTICE REVIEW-NOTICE" {
		t.Error(got)
	}
}

func told(c *review.Closing) string {
	s := fmt.Sprint(c.Found(""), ":")
	for _, x := range review.States {
		if n := c.Count("", x); n > 0 {
			s += fmt.Sprintf(" %s %d", x, n)
		}
	}
	s += ";"
	for _, f := range c.Findings {
		s += " " + f.Code
	}
	return strings.Replace(s, " :", ":", 1)
}
