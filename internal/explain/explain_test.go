package explain

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

func outcome(t *testing.T) (o *audit.Outcome) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "examples", "seed-1.json"))
	if err != nil {
		t.Fatal(err)
	}
	au := &audit.Auditor{Library: templates.Embedded()}
	err = data.Read("seed-1.json", b, func(d *data.Value, err error) error {
		if err == nil {
			o, err = au.Check(d)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A place is found however people write it, rows counted from 1; a JSON Pointer counts from 0.
func TestPlaces(t *testing.T) {
	o := outcome(t)
	for place, want := range map[string]string{
		"绩效指标.3.得分":   "/绩效指标/2/得分",
		"绩效指标/第3行/得分": "/绩效指标/2/得分",
		"绩效指标 [3] 得分": "/绩效指标/2/得分",
		"/绩效指标/2/得分":  "/绩效指标/2/得分",
		"资金.年度资金总额":   "/资金/年度资金总额",
		"":            "",
		"绩效指标.0.得分":   "none",
		"绩效指标.999.得分": "none",
		"没有":          "none",
		"资金.年度资金总额.执行率.再下": "none",
	} {
		x, err := Value(o, place)
		got := "none"
		if x != nil {
			got = x.Path
		}
		if err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", place, got, err, want)
		}
	}
}

// A computed figure has its formula, what went into it and how it was rounded; the text says the same.
func TestFigure(t *testing.T) {
	x, err := Value(outcome(t), "资金.年度资金总额.执行率")
	if err != nil || x == nil || x.Formula == "" || len(x.Inputs) != 2 || len(x.Rounded) == 0 || !strings.HasSuffix(x.Result, "%") {
		t.Fatalf("%+v, %v", x, err)
	}
	var b bytes.Buffer
	x.Text(&b, false)
	for _, want := range []string{x.Place, "算式：" + x.Formula, x.Inputs[0].Place + " = " + x.Inputs[0].Value, "算得：" + x.Result} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

// Figures are told in the unit of their cells at every step, and the last line says which checks passed and what keeps
// the others from being run.
func TestUnits(t *testing.T) {
	o := outcome(t)
	told := func(place string) string {
		x, err := Value(o, place)
		if err != nil || x == nil {
			t.Fatal(place, err)
		}
		var b bytes.Buffer
		x.Text(&b, false)
		return b.String()
	}
	rate := told("资金.年度资金总额.执行率")
	for _, want := range []string{"全年预算数 = 18610104.00 元\n", "    舍入：97.97463", "…% → 97.98%（进一，2 位小数）\n", "  算得：97.98%，", "\n  通过：执行率"} {
		if !strings.Contains(rate, want) {
			t.Errorf("%q is not in\n%s", want, rate)
		}
	}
	score := told("资金.年度资金总额.得分")
	for _, want := range []string{"  表上：9.8 分（填写的）\n", "分值 = 10 分\n", "执行率 = 97.98%\n", "    舍入：9.798 分 → 9.8 分（四舍五入，2 位小数）\n"} {
		if !strings.Contains(score, want) {
			t.Errorf("%q is not in\n%s", want, score)
		}
	}
	v := o.Record.At("/资金/年度资金总额/全年预算数")
	v.Text, v.HasNum = "", false
	if got := told("资金.年度资金总额.执行率"); !strings.Contains(got, "没法查：") || !strings.Contains(got, "（资金 年度资金总额 全年预算数空着）") {
		t.Errorf("got\n%s", got)
	}
}

// A code of a check is told for each form that has it; one case of it alone when asked for.
func TestCode(t *testing.T) {
	all, known, err := Code(templates.Embedded(), "F2", "")
	if err != nil || len(all) < 2 || len(known) < 20 {
		t.Fatalf("%d forms, %d codes, %v", len(all), len(known), err)
	}
	none, _, err := Code(templates.Embedded(), "F2", "没有这一种")
	if err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// In English everything but the form's own words is English: places, formulas, names of checks.
func TestEnglish(t *testing.T) {
	o := outcome(t)
	for place, want := range map[string]string{
		"资金.年度资金总额.执行率": "  printed: 97.98% (written)\n  formula: 舍入(全年执行数 / 全年预算数, 4, 参数.执行率舍入)\n",
		"资金.年度资金总额.得分":  "    rounded: 9.798 分 → 9.8 分 (half up, decimals: 2)\n  computed: 9.8 分, as printed\n  passed: ",
		"资金":            "  it has: 年度资金总额, 当年财政拨款, ",
		"绩效指标":          "  it has 18 rows; one item of them is written 绩效指标.1.",
		"资金.其他资金.执行率":   "nothing",
		"绩效指标.17.得分":    "  error S6: the target was reached and yet points were lost",
	} {
		x, err := Value(o, place)
		if err != nil || x == nil {
			t.Fatalf("%s: %v", place, err)
		}
		var b bytes.Buffer
		x.Text(&b, true)
		if got := b.String(); !strings.Contains(got, want) || !strings.Contains(got, " sum: ") && strings.ContainsAny(got, "，：；（）") {
			t.Errorf("%s: %s", place, got)
		}
	}
}
