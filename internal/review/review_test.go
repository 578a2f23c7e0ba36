package review_test

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/review"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// load binds and computes a record.
func load(t *testing.T, text string) (*model.Record, *templates.Layout) {
	t.Helper()
	d, err := data.ReadOne("r.yaml", []byte(text))
	if err != nil {
		t.Fatal(finding.Of(err))
	}
	return bind(t, d)
}

func bind(t *testing.T, d *data.Value) (*model.Record, *templates.Layout) {
	t.Helper()
	l, err := templates.Embedded().LayoutOf(d, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := model.Bind(d, l.Form)
	if err == nil {
		err = r.Compute(l.Params)
	}
	if err != nil {
		t.Fatal(finding.Of(err))
	}
	return r, l
}

// Every sample of every form with scores makes a review that says to the character what the unit said, and is bound
// by its own form; the reviewer's columns are empty.
func TestStart(t *testing.T) {
	lib := templates.Embedded()
	started := 0
	for _, info := range lib.List() {
		for name, text := range lib.Samples(info.ID) {
			d, err := data.ReadOne(name, text)
			if err != nil {
				t.Fatal(err)
			}
			r, l := bind(t, d)
			form := path.Dir(info.ID)
			to := "review/common"
			if info.ID == "self-evaluation/hubei" {
				to = "review/hubei"
			}
			out, err := review.Start(r, review.Source{Layout: l.FullID(), Unit: "万元"}, to)
			if form != "self-evaluation" && form != "department" {
				if err == nil && r.Form.ID != "review" {
					t.Errorf("%s: a review of a form without scores", name)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			started++
			back, _ := bind(t, out)
			rows := r.Value("绩效指标").Rows
			if len(back.Value("绩效指标").Rows) != len(rows) {
				t.Fatalf("%s: %d indicators of %d", name, len(back.Value("绩效指标").Rows), len(rows))
			}
			for i, row := range back.Value("绩效指标").Rows {
				for _, c := range []string{"一级指标", "三级指标", "实际完成值", "年度指标值", "得分", "偏差原因分析及改进措施"} {
					own, was := row.Get(c), rows[i].Get(c)
					if was != nil && !strings.Contains(own.Text, was.Text) {
						t.Errorf("%s row %d: %s is %q, was %q", name, i+1, c, own.Text, was.Text)
					}
				}
			}
			for _, v := range []string{"得分", "分值"} {
				if own, was := back.Value("总分."+v), r.Value("总分."+v); was != nil && was.HasNum && !own.Num.Equal(was.Num) {
					t.Errorf("%s: the total is %v, was %v", name, own.Num, was.Num)
				}
			}
			back.Body.Each(func(v *model.Value) {
				if strings.HasPrefix(v.Field.Name, "复核") && v.Origin != model.Absent {
					t.Errorf("%s: %s is filled in: %q", name, v.Place(), v.Text)
				}
			})
			if back.Value("自评表校验码").Text != string(r.Code()) {
				t.Errorf("%s: the code of the self-evaluation is missing", name)
			}
			again, _ := review.Start(r, review.Source{Layout: l.FullID(), Unit: "万元"}, to)
			if !bytes.Equal(out.JSON(), again.JSON()) {
				t.Errorf("%s: two runs differ", name)
			}
		}
	}
	if started < 8 {
		t.Errorf("only %d self-evaluations", started)
	}
}

// Split targets come whole, an amount keeps its way of writing, what is blank on purpose stays blank.
func TestStartTakesOver(t *testing.T) {
	r, l := load(t, `
form: self-evaluation/sichuan
年度: 2024
项目名称: 甲
实施单位: 乙
资金:
  年度资金总额: {全年预算数: "1,000.0", 全年执行数: 约5万, 执行率: ""}
  财政资金: {全年预算数: 7.50}
绩效指标:
  - {三级指标: 率, 指标性质: "≥", 年度指标值: "95", 度量单位: "%", 实际完成值: "96", 分值: 7.0, 得分: "7"}
  - {三级指标: 词, 指标性质: 定性, 年度指标值: 健全, 实际完成值: 健全}
总分: {得分: ""}
`)
	out, err := review.Start(r, review.Source{Layout: l.FullID()}, "review/common")
	if err != nil {
		t.Fatal(err)
	}
	text := string(out.AppendJSON(nil, ""))
	for _, want := range []string{`"年度指标值":"≥95%","实际完成值":"96%","分值":7.0,"得分":"7"`, `"年度指标值":"健全","实际完成值":"健全"`, `"全年预算数":"1,000.0"`,
		`"全年执行数":"约5万"`, `"执行率":""`, `"名称":"财政资金","全年预算数":7.50`, `"得分":""}`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, "单位资金") {
		t.Error("a line that nobody filled in is in the review")
	}
}

const reviewed = `
form: review/common
年度: 2024
项目名称: 甲项目
实施单位: 乙中心
复核单位: 丙局
年度资金总额: {全年预算数: 100, 全年执行数: "90", 分值: 10, 得分: 9, 复核预算数: 100, 复核执行数: "80"}
资金来源: [{名称: 当年财政拨款, 全年预算数: 100, 全年执行数: "90", 复核预算数: 100, 复核执行数: "80", 依据及佐证: 凭证 3 号}]
绩效指标:
  - {三级指标: 同, 年度指标值: "≥3次", 实际完成值: 3次, 分值: 30, 得分: "30", 复核完成值: ３次, 复核得分: 30.0}
  - {三级指标: 少, 年度指标值: "≥10次", 实际完成值: 10次, 分值: 30, 得分: 30, 复核完成值: 9次, 复核得分: 27, 依据及佐证: 登记簿}
  - {三级指标: 增, 年度指标值: "≥10次", 实际完成值: 10次, 分值: 30, 得分: 25, 复核得分: 30, 依据及佐证: 无故扣分}
其他问题: [{位置: 总体目标, 问题: 没有写完, 依据: 表, 整改要求: 补写}]
`

// A list has a problem for each line where reviewer and unit differ, the reviewer's own, and open findings; what was
// answered and notes are left out, and a finding about the same cell joins the reviewer's.
func TestIssues(t *testing.T) {
	r, _ := load(t, reviewed)
	found := []review.Found{{Unit: "乙中心", Project: "甲项目", Findings: finding.List{
		{Code: "F1", Place: "资金 年度资金总额 年初预算数", Message: "不等。", Printed: "1", Expected: "2", Sum: "1 ≠ 2", Hint: "核对"},
		{Code: "S4", Severity: finding.Warning, Place: "绩效指标 第 2 行“少” 得分", Message: "应扣分。"},
		{Code: "V1", Severity: finding.Note, Place: "绩效指标", Message: "提示。"},
		{Code: "F6", Severity: finding.Warning, Place: "资金", Message: "已说明。", Waived: &finding.Waiver{}},
	}}, {Unit: "丁中心", Project: "别的", Findings: finding.List{{Code: "F1"}}}}
	o := review.IssueOptions{Layout: "issues/common", Date: "2025年3月1日", Due: "2025年4月1日"}
	lists, rest := review.Issues([]*model.Record{r}, found, o)
	if len(lists) != 1 || len(rest) != 1 || rest[0].Unit != "丁中心" {
		t.Fatalf("%d lists, %v", len(lists), rest)
	}
	list, _ := bind(t, lists[0])
	var got []string
	for _, row := range list.Value("问题表").Rows {
		var cells []string
		for _, c := range []string{"位置", "问题", "表上", "应为", "依据"} {
			cells = append(cells, strings.ReplaceAll(row.Get(c).Text, "\n", "/"))
		}
		got = append(got, strings.Join(cells, " | "))
	}
	want := []string{
		"资金 年度资金总额 全年执行数、得分 | 全年执行数与复核的不符；自评得分偏高，复核核减 1 分。 | 全年执行数：90/得分：9 | 全年执行数：80/得分：8 | 凭证 3 号",
		"资金 当年财政拨款 全年执行数 | 全年执行数与复核的不符。 | 90 | 80 | 凭证 3 号",
		"绩效指标 第 2 行“少” 实际完成值、得分 | 实际完成值与复核的不符；自评得分偏高，复核核减 3 分。 应扣分。 | 实际完成值：10次/得分：30 | 实际完成值：9次/得分：27 | 登记簿；勾稽校验 S4",
		"绩效指标 第 3 行“增” 得分 | 自评得分偏低，复核核增 5 分。 | 25 | 30 | 无故扣分",
		"总分 得分 | 自评得分偏低，复核核增 1 分。 | 94.00 | 95.00 | ",
		"总体目标 | 没有写完 |  |  | 表",
		"资金 年度资金总额 年初预算数 | 不等。 | 1 | 2 | 勾稽校验 F1：1 ≠ 2",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

// The number of a problem is the same whatever else is on the list and wherever its row stands; two of one kind at
// places of one name have two.
func TestNumbersStay(t *testing.T) {
	numbers := func(text string) map[string]string {
		r, _ := load(t, text)
		lists, _ := review.Issues([]*model.Record{r}, nil, review.IssueOptions{Layout: "issues/common"})
		list, _ := bind(t, lists[0])
		out := map[string]string{}
		for _, row := range list.Value("问题表").Rows {
			n := row.Get("编号").Text
			if out[n] != "" {
				t.Errorf("the number %s stands twice", n)
			}
			out[n] = row.Get("表上").Text
		}
		return out
	}
	first := numbers(reviewed)
	moved := numbers(strings.Replace(reviewed, "绩效指标:\n", "绩效指标:\n  - {三级指标: 新, 分值: 1, 得分: 1, 复核得分: 1}\n", 1))
	for n, printed := range first {
		if !strings.HasPrefix(printed, "9") && moved[n] != printed { // the total of the scores has changed
			t.Errorf("%s (%s) has another number when a row stands before it", n, printed)
		}
	}
	twice := numbers(strings.Replace(reviewed, "三级指标: 增", "三级指标: 少", 1))
	if len(twice) != len(first) {
		t.Errorf("%d numbers, want %d", len(twice), len(first))
	}
	other := numbers(strings.Replace(reviewed, "年度: 2024", "年度: 2025", 1))
	for n := range first {
		if _, same := other[n]; same {
			t.Errorf("%s stands for problems of two years", n)
		}
	}
}
