package remark

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// at is a finding about a column of row n of 指标, which is called name.
func at(n int, name, column, code, message string) finding.Finding {
	return finding.Finding{Code: code, Severity: finding.Warning, Path: fmt.Sprintf("/指标/%d/%s", n-1, column),
		Place: fmt.Sprintf("指标 第 %d 行“%s” %s", n, name, column), Message: message}
}

func grave(f finding.Finding) finding.Finding {
	f.Severity = finding.Error
	return f
}

func with(f finding.Finding, printed, expected, sum string) finding.Finding {
	f.Printed, f.Expected, f.Sum = printed, expected, sum
	return f
}

func waived(f finding.Finding, why string) finding.Finding {
	f.Waived = &finding.Waiver{Reason: why, By: "张三", Date: "2025-03-01"}
	return f
}

// told is entries as a test reads them: number, place, sentence, what is the same, what each place has.
func told(l finding.List) string {
	var b strings.Builder
	var line func(e Entry, indent string)
	line = func(e Entry, indent string) {
		t := e.Tell(func(f finding.Finding) string { return f.Message })
		fmt.Fprintf(&b, "%s%d %s|%s|%s|%s|%s", indent, e.Number, e.Where(), t.Sentence, t.Printed, t.Expected, t.Sum)
		for _, p := range t.Each {
			fmt.Fprintf(&b, "|%s", p.Label)
			for _, v := range p.Values {
				fmt.Fprintf(&b, " %d:%s", v.What, v.Text)
			}
		}
		b.WriteByte('\n')
		for _, x := range e.Also {
			line(x, indent+"  ")
		}
	}
	for _, e := range Fold(l, false) {
		line(e, "")
	}
	return b.String()
}

// Of several findings about one cell the gravest speaks, the others stand beneath it; what is of one kind is one entry
// with its places, and nothing that differs between them is lost.
func TestFold(t *testing.T) {
	for _, c := range []struct {
		name string
		list finding.List
		want string
	}{
		{"one place", finding.List{at(3, "甲", "得分", "A", "“甲”只得 3 分。")}, "1 指标 第 3 行 得分|“甲”只得 3 分。|||\n"},
		{"the name is told where the sentence has none", finding.List{with(at(3, "甲", "得分", "A", "应得 5 分。"), "3", "5", "")},
			"1 指标 第 3 行“甲” 得分|应得 5 分。|3||\n"},
		{"one cell, three findings", finding.List{at(1, "甲", "值", "A", "一"), at(1, "甲", "值", "B", "二"), grave(at(1, "甲", "值", "C", "三"))},
			"1 指标 第 1 行“甲” 值|三|||\n  0 指标 第 1 行“甲” 值|一|||\n  0 指标 第 1 行“甲” 值|二|||\n"},
		{"nothing differs", finding.List{at(8, "甲", "值", "A", "空着。"), at(12, "乙", "值", "A", "空着。"), at(13, "丙", "值", "A", "空着。"), at(14, "丁", "值", "A", "空着。"), at(25, "戊", "值", "A", "空着。")},
			"1 指标 第 8、12–14、25 行 值|空着。|||\n"},
		{"values differ", finding.List{at(1, "甲", "值", "A", "写作“>3”，不是数。"), at(2, "乙", "值", "A", "写作“<5”，不是数。"), at(4, "丙", "值", "A", "写作“>3”，不是数。")},
			"1 指标 第 1、2、4 行 值|写作“…”，不是数。||||第 1、4 行 0:>3|第 2 行“乙” 0:<5\n"},
		{"only names differ", finding.List{at(1, "甲", "值", "A", "“甲”不是比率。"), at(2, "乙", "值", "A", "“乙”不是比率。")},
			"1 指标 第 1、2 行 值|“…”不是比率。||||第 1 行“甲”、第 2 行“乙”\n"},
		{"sums differ", finding.List{with(at(1, "甲", "得分", "A", "应得 4 分。"), "3", "4", "5 × 4 ÷ 5 = 4 ≠ 3"), with(at(2, "乙", "得分", "A", "应得 2 分。"), "1", "2", "5 × 2 ÷ 5 = 2 ≠ 1")},
			"1 指标 第 1、2 行 得分|应得 … 分。||||第 1 行“甲” 2:4 3:5 × 4 ÷ 5 = 4 ≠ 3|第 2 行“乙” 2:2 3:5 × 2 ÷ 5 = 2 ≠ 1\n"},
		{"parentheses differ", finding.List{at(1, "甲", "值", "A", "超过（方向：多（件））。"), at(2, "乙", "值", "A", "超过（方向：多（次））。")},
			"1 指标 第 1、2 行 值|超过（方向：多（…））。||||第 1 行“甲” 0:件|第 2 行“乙” 0:次\n"},
		{"other words, other columns, other checks, other severities are other entries", finding.List{
			at(1, "甲", "值", "A", "是空的"), at(2, "乙", "值", "B", "是空的"), at(3, "丙", "值", "A", "有个数"), at(4, "丁", "分", "A", "是空的"), grave(at(5, "戊", "值", "A", "是空的"))},
			"1 指标 第 5 行“戊” 值|是空的|||\n2 指标 第 1 行“甲” 值|是空的|||\n3 指标 第 3 行“丙” 值|有个数|||\n4 指标 第 4 行“丁” 分|是空的|||\n5 指标 第 2 行“乙” 值|是空的|||\n"},
		{"quotes in quotes", finding.List{at(1, "“沪”号", "值", "A", "““沪”号”写作“5”。"), at(2, "乙", "值", "A", "“乙”写作“6”。")},
			"1 指标 第 1、2 行 值|“…”写作“…”。||||第 1 行““沪”号” 0:5|第 2 行“乙” 0:6\n"},
		{"forms of a set", finding.List{{Code: "X", Record: "甲项目", Message: "得分 5 与汇总表 6 不同"}, {Code: "X", Record: "乙项目", Message: "得分 7 与汇总表 8 不同"}},
			"1 |得分 … 与汇总表 … 不同||||甲项目 0:5 0:6|乙项目 0:7 0:8\n"},
		{"notes of several cells", finding.List{{Code: "M", Severity: finding.Note, Path: "/资金/甲/分值", Place: "资金 甲 分值", Message: "“分值”写的是“—”。"}, {Code: "M", Severity: finding.Note, Path: "/资金/乙/得分", Place: "资金 乙 得分", Message: "“得分”写的是“—”。"}},
			"1 资金 甲 分值、资金 乙 得分|“…”写的是“—”。|||\n"},
		{"an answered one is told last, and apart from the open one of its cell", finding.List{waived(grave(at(1, "甲", "值", "A", "错")), "有文件"), at(1, "甲", "值", "B", "疑")},
			"1 指标 第 1 行“甲” 值|疑|||\n2 指标 第 1 行“甲” 值|错|||\n"},
		{"answers differ", finding.List{waived(at(1, "甲", "值", "A", "错"), "有文件"), waived(at(2, "乙", "值", "A", "错"), "另有文件")},
			"1 指标 第 1 行“甲” 值|错|||\n2 指标 第 2 行“乙” 值|错|||\n"},
	} {
		if got := told(c.list); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// A place is counted once, by the gravest of what is said of it; answered ones are counted apart.
func TestCount(t *testing.T) {
	l := finding.List{grave(at(1, "甲", "值", "A", "一")), at(1, "甲", "值", "B", "二"), at(2, "乙", "值", "A", "一"), waived(at(2, "乙", "值", "B", "二"), "是"),
		{Code: "X", Severity: finding.Note, Message: "全表"}, {Code: "Y", Severity: finding.Note, Message: "全表"},
		{Code: "V10", Path: "/指标", Wide: true, Message: "缺“甲”"}, {Code: "V10", Path: "/指标", Wide: true, Message: "缺“乙”"}}
	if got, want := Count(l), (Tally{Errors: 3, Warnings: 1, Notes: 2, Explained: 1}); got != want || got.Mend() != 3 || got.Look() != 3 {
		t.Errorf("%+v, want %+v", got, want)
	}
	folded := Fold(l, false)
	places := 0
	for i, e := range folded {
		if e.Number != i+1 {
			t.Errorf("entry %d has number %d", i, e.Number)
		}
		places += len(e.Findings)
	}
	if whole := Fold(l, true); places != len(whole) || places != 7 {
		t.Errorf("%d places folded, %d unfolded", places, len(whole))
	}
}

// A hint is told once a check, whatever the place.
func TestHints(t *testing.T) {
	a, b := at(1, "甲", "值", "A", "一"), at(2, "乙", "值", "A", "另一句")
	a.Hint, b.Hint = "改", "改"
	hint := func(f finding.Finding) string { return f.Hint }
	hinted := map[string]bool{}
	var first, all []string
	for _, e := range Fold(finding.List{a, b}, false) {
		first, all = append(first, e.Hints(hint, hinted)...), append(all, e.Hints(hint, nil)...)
	}
	if !slices.Equal(first, []string{"改"}) || !slices.Equal(all, []string{"改", "改"}) {
		t.Errorf("%q, %q", first, all)
	}
}

// A value is in a text as a word only; figures are the same whether with separators and zeros or not.
func TestHolds(t *testing.T) {
	for _, c := range []struct {
		text, value string
		want        bool
	}{
		{"只得 3 分", "3", true}, {"只得 3.5 分", "3", false}, {"只得 13 分", "3", false}, {"占 30%", "30", false}, {"13 和 3", "3", true},
		{"写作“>3”", ">3", true}, {"", "3", false}, {"3", "", false},
	} {
		if got := holds(c.text, c.value); got != c.want {
			t.Errorf("%q in %q: %v", c.value, c.text, got)
		}
	}
	if !holds(figures("= 16,572,672，差"), figures("16572672.00")) || holds(figures("1.005"), figures("1.00")) {
		t.Error("figures")
	}
}

// Ten thousand findings that have nothing in common are gathered in no time.
func TestMany(t *testing.T) {
	var l finding.List
	for i := range 20000 {
		l = append(l, at(i+1, fmt.Sprint("名", i), "值", fmt.Sprint("A", i%50), strings.Repeat("甲", i%97)))
	}
	if n := len(Fold(l, false)); n != 50*97 {
		t.Errorf("%d entries", n)
	}
}
