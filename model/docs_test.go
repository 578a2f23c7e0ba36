package model

import (
	"os"
	"strings"
	"testing"
	"time"
)

// The records of docs/data.md are one record in two notations; its comment is the mistake it says it is.
func TestDataPage(t *testing.T) {
	b, err := os.ReadFile("../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	f := selfEvaluation(t)
	var all []string
	for _, form := range []string{"json", "yaml"} {
		_, rest, _ := strings.Cut(string(b), "```"+form+"\n")
		text, _, _ := strings.Cut(rest, "```")
		if form == "yaml" {
			if _, err := bind(t, f, "a.yaml", text); err == nil || !strings.Contains(err.Error(), "DATA-YAML-COMMENT") {
				t.Errorf("the comment is not refused: %v", err)
			}
			before, _, _ := strings.Cut(text, "     # 这样")
			_, after, _ := strings.Cut(text, "见下\n")
			text = before + "\n" + after
		}
		r := mustBind(t, f, "a."+form, text)
		if err := r.Compute(nil); err != nil {
			t.Fatal(err)
		}
		var dump strings.Builder
		if err := r.Dump(&dump); err != nil {
			t.Fatal(err)
		}
		all = append(all, dump.String())
	}
	if all[0] != all[1] {
		t.Errorf("\n%s\n%s", all[0], all[1])
	}
	for _, row := range []struct{ kind, format, literal, shown string }{
		{"money", "#,##0.##", `"16572672.00"`, "16572672.00"}, {"money", "#,##0.00", "18233182.1", "18,233,182.10"},
		{"money", "0.00", "12.345", "12.345"},
		{"rate", "0.00%", "0.9798", "97.98%"}, {"text", "", "1.50", "1.50"},
	} {
		g := &Form{ID: "t", Fields: []*Field{{Name: "值",
			Kind: map[string]Kind{"money": Money, "rate": Rate}[row.kind], Format: row.format}}}
		if err := g.Prepare(); err != nil {
			t.Fatal(err)
		}
		if got := mustBind(t, g, "a.json", `{"值":`+row.literal+`}`).Value("值").Shown(""); got != row.shown {
			t.Errorf("%s prints %s, want %s", row.literal, got, row.shown)
		}
	}
}

// Expressions that would go on without end stop, soon.
func TestEndlessExpressions(t *testing.T) {
	f := selfEvaluation(t)
	rows := strings.TrimSuffix(strings.Repeat(`{"三级指标":"`+strings.Repeat("长", 1000)+`","分值":"1.23"},`, 500), ",")
	r := mustBind(t, f, "a.json", head+`"资金":{"年度资金总额":{}},"绩效指标":[`+rows+`]}`)
	nested := "1"
	for range 20 {
		nested = "合计(绩效指标, " + nested + ")"
	}
	doubled := `连接(每项(绩效指标, .三级指标), "")`
	for range 7 {
		doubled = "(" + doubled + "+" + doubled + ")"
	}
	start := time.Now()
	for _, src := range []string{nested, doubled, `连接(每项(绩效指标, ` + `连接(每项(绩效指标, .三级指标), "")` + `), "")`} {
		x, err := f.Root().Compile(src)
		if err != nil {
			continue // too long is as good
		}
		if _, err := x.Eval(r.Root()); err == nil || !strings.Contains(err.Error(), "还没有算完") {
			t.Errorf("%.60s: %v", src, err)
		}
	}
	for _, src := range []string{strings.Repeat("(", 100000), strings.Repeat("-", 3000) + "1",
		strings.Repeat("(", 1900) + "1" + strings.Repeat(")", 1900), strings.Repeat("1+",
			1500) + "1", strings.Repeat("not ", 900) + "true", "[" + strings.Repeat("[", 1500)} {
		if x, err := f.Root().Compile(src); err == nil {
			if _, err := x.Eval(r.Root()); err != nil {
				t.Errorf("%.20s: %v", src, err)
			}
		}
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %s", d)
	}
}

func BenchmarkRecord(b *testing.B) {
	f := selfEvaluation(b)
	text, err := os.ReadFile("../examples/seed-1.json")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := mustBind(b, f, "a.json", string(text))
		if err := r.Compute(nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEval(b *testing.B) {
	f := selfEvaluation(b)
	text, err := os.ReadFile("../examples/seed-1.json")
	if err != nil {
		b.Fatal(err)
	}
	r := mustBind(b, f, "a.json", string(text))
	for name, src := range map[string]string{
		"total": "合计(资金.年度资金总额.得分, 合计(绩效指标, .得分)) == 总分.得分",
		"rate":  "舍入(资金.年度资金总额.全年执行数 / 资金.年度资金总额.全年预算数, 4, 参数.执行率舍入) == 资金.年度资金总额.执行率",
	} {
		x := mustCompile(b, f.Root(), src)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Eval(r.Root()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
