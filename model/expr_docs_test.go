package model

import (
	"os"
	"strings"
	"testing"
)

// TestExpressionsPage runs every example of docs/expressions.md.
func TestExpressionsPage(t *testing.T) {
	b, err := os.ReadFile("../docs/expressions.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	_, rest, _ := strings.Cut(page, "```yaml\n")
	record, _, _ := strings.Cut(rest, "```")
	f := selfEvaluation(t)
	r := mustBind(t, f, "page.yaml", record)
	if err := r.Compute(nil); err != nil {
		t.Fatal(err)
	}
	examples, mistakes := 0, false
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, "## 写错时") {
			mistakes = true
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "\x00", "|"))
		}
		src, want := strings.Trim(cells[1], "`"), cells[2]
		examples++
		x, err := f.Root().Compile(src)
		if mistakes {
			if err == nil {
				t.Errorf("%s: no error", src)
			} else if !strings.Contains(err.Error(), want) {
				t.Errorf("%s:\n got %s\nwant %s", src, err, want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s", err)
			continue
		}
		got, err := x.Eval(r.Root())
		if err != nil {
			t.Errorf("%s: %s", src, err)
		}
		text := got.String()
		if got.Absent() {
			text = "没有"
		}
		if text != want {
			t.Errorf("%s = %s, want %s", src, text, want)
		}
	}
	if examples < 60 {
		t.Errorf("only %d examples found", examples)
	}
}

func FuzzFormula(f *testing.F) {
	for _, s := range []string{"1 + 2 * 3", "合计(绩效指标, .得分)", "每项(绩效指标, 每项(绩效指标, .分值))", "舍入(1/3, 2, 参数.执行率舍入)",
		"如果(空(年度), 1, 2)", "绩效指标[0].得分 ?? 0", "\"a\" in [\"a\"]", "not (1 > 2)",
		"项目名称 matches \"(a+)+$\"", "1}) + map(0,{2", "}){", "a ? b : c", "x |> y", "-1 - -1", "绩效指标 | 合计(.得分)", "本行.年度 + 本表[\"1-7月执行数\"]", "let x = 1; x", "if true {1} else {2}", "0x1F + 1e3 + 1_000", "// 注\n1", "#"} {
		f.Add(s)
	}
	form := selfEvaluation(f)
	r := mustBind(f, form, "a.json",
		head+`"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":"约5万"}},"绩效指标":[{"三级指标":"a","分值":"7","得分":"8"},{"三级指标":"b","分值":"3"}]}`)
	if err := r.Compute(nil); err != nil {
		f.Fatal(err)
	}
	row := r.Value("绩效指标").Rows[0]
	f.Fuzz(func(t *testing.T, src string) {
		x, err := form.Root().In(row.Field).Compile(src)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("empty error")
			}
			return
		}
		a, err := x.Eval(r.Root().In(row))
		if err != nil {
			return
		}
		b, err := x.Explain(r.Root().In(row))
		if err != nil || !same(a, b.Result) && a.Kind != IsList {
			t.Fatalf("%s: %v and %v", src, a, b.Result)
		}
		if k := x.Kind(); k != Nothing && a.Kind != Nothing && a.Kind != k && !(k == IsNumber && a.Kind == IsText) {
			t.Fatalf("%s gives %s, %s was expected", src, a.Kind.chinese(), k.chinese())
		}
		_ = a.String()
	})
}
