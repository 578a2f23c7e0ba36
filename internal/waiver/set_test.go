package waiver_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// three are three forms of one unit that lost the same points (S10) by totals at the limit of a grade (S10.分界); the
// first has the waivers.
func three(waivers ...string) []string {
	text := strings.NewReplacer(`"分值": "10", "得分": "10"}]`, `"分值": "10", "得分": "0.1"}]`, `"得分": "100"}@`, `"得分": "90.1"}@`).Replace(form)
	var out []string
	for i, name := range []string{"甲路", "乙路", "丙路"} {
		w := ""
		if i == 0 && waivers != nil {
			w = `, "豁免": [` + strings.Join(waivers, ", ") + "]"
		}
		out = append(out, strings.NewReplacer("@", w, "道路养护", name).Replace(text))
	}
	return out
}

func together(t testing.TB, b *waiver.Book, texts ...string) finding.List {
	t.Helper()
	a := &audit.Auditor{Library: templates.Embedded(), Waivers: b}
	for i, text := range texts {
		d := read(t, text)
		d.File = fmt.Sprintf("%d.json", i)
		if o, err := a.Check(d); err != nil || o.Record == nil {
			t.Fatal(err, o)
		}
	}
	l, err := a.Together()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// told without what other checks of the set may find.
func toldOfSet(l finding.List) string {
	return told(slices.DeleteFunc(l, func(f finding.Finding) bool { return f.Code != "S10" && !strings.HasPrefix(f.Code, "WAIVER-") }))
}

func TestSet(t *testing.T) {
	racing.Apart(t)
	l := together(t, nil, three()...)
	seenOf := func(id string) string {
		for _, f := range l {
			if f.ID() == id {
				w, _, err := waiver.AnswerSet(l, finding.Waiver{Code: id, Reason: "x", By: "y", Date: "2024-03-05"})
				if err != nil || w.At != "某中心" {
					t.Fatal(err, w)
				}
				return fmt.Sprintf(`{"%s": %q}`, w.Seen[0].Place, w.Seen[0].Text)
			}
		}
		t.Fatalf("no %s in\n%s", id, l)
		return ""
	}
	change := func(texts []string) []string {
		texts[1] = strings.Replace(texts[1], `"得分": "0.1"}]`, `"得分": "0.1", "偏差原因分析及改进措施": "略"}]`, 1)
		return append(texts, strings.Replace(texts[2], "丙路", "丁路", 1))
	}
	for _, c := range []struct {
		name, want string
		texts      []string
	}{
		{"open", "", three()},
		{"by code and unit", "S10✓", three(one("S10", "某中心", seenOf("S10")))},
		{"by the unit of its own record", "S10✓ lasts", three(one("S10", "", ""))},
		{"another unit", "idle", three(one("S10", "别的中心", ""))},
		{"its case", "S10.分界✓", three(one("S10.分界", "某中心", seenOf("S10.分界")))},
		{"two", "S10.分界✓ S10✓", three(one("S10.分界", "某中心", seenOf("S10.分界")), one("S10", "某中心", seenOf("S10")))},
		{"twice", "S10✓ lasts twice", three(one("S10", "某中心", seenOf("S10")), one("S10", "", ""))},
		{"lapsed", "lapsed", three(one("S10", "某中心", `{"（所说）": "扣分：1；总分：99"}`))},
		{"lapsed once, given again", "S10✓ twice", three(one("S10", "某中心", `{"（所说）": "扣分：1"}`), one("S10", "某中心", seenOf("S10")))},
		{"one more form", "lapsed", change(three(one("S10.分界", "某中心", seenOf("S10.分界"))))},
		{"nothing found", "idle", three(one("X2", "全部", ""))},
	} {
		if got := toldOfSet(together(t, nil, c.texts...)); got != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, got, c.want, together(t, nil, c.texts...))
		}
	}
}

// A file beside the records says whose waivers it has.
func TestBook(t *testing.T) {
	for _, c := range []struct{ name, file, inForms, inSet string }{
		{"a record", `{"豁免": [{"记录": "乙路", "代码": "F1", "位置": "` + f1 + `", "理由": "x", "经手人": "y", "日期": "2024-03-05"}]}`, "F1✓ lasts", ""},
		{"a list", `[{"记录": "乙路", "代码": "F1", "位置": "` + f1 + `", "理由": "x", "经手人": "y", "日期": "2024-03-05", "所见": ` + seenF1 + `}]`, "F1✓", ""},
		{"its unit and year", `{"豁免": [{"记录": "乙路", "单位": "某中心", "年度": "2024", "代码": "F1", "位置": "` + f1 + `", "理由": "x", "经手人": "y", "日期": "2024-03-05", "所见": ` + seenF1 + `}]}`, "F1✓", ""},
		{"another year", `{"豁免": [{"记录": "乙路", "年度": "2023", "代码": "F1", "位置": "` + f1 + `", "理由": "x", "经手人": "y", "日期": "2024-03-05"}]}`, "", ""},
		{"another record", `{"豁免": [{"记录": "乙道", "代码": "F1", "位置": "` + f1 + `", "理由": "x", "经手人": "y", "日期": "2024-03-05"}]}`, "", "idle"},
		{"the set", `{"豁免": [{"代码": "S10", "位置": "某中心", "理由": "x", "经手人": "y", "日期": "2024-03-05"}]}`, "", "S10✓ lasts"},
	} {
		b := &waiver.Book{}
		for _, d := range values(t, "豁免.json", []byte(c.file)) {
			if err := b.Take(d); err != nil {
				t.Fatal(c.name, err)
			}
		}
		a := &audit.Auditor{Library: templates.Embedded(), Waivers: b}
		var all finding.List
		for _, text := range three() {
			o, err := a.Check(read(t, text))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, o.Findings...)
		}
		set, err := a.Together()
		if err != nil {
			t.Fatal(err)
		}
		if got, inSet := told(all), toldOfSet(set); got != c.inForms || inSet != c.inSet {
			t.Errorf("%s: %q and %q, want %q and %q\n%s", c.name, got, inSet, c.inForms, c.inSet, set)
		}
	}
}

// Thousands of waivers are judged in the time of a form, always in the same order.
func TestMany(t *testing.T) {
	var l []string
	for i := range 10_000 {
		switch i % 5 {
		case 0:
			l = append(l, one("F1", f1, `{"`+f1+`": "`+fmt.Sprint(i)+`"}`))
		case 1:
			l = append(l, one(fmt.Sprint("F", i), f1, ""))
		case 2:
			l = append(l, one("F6", fmt.Sprint("资金 年度资金总额 全年预算数", i), ""))
		case 3:
			l = append(l, one("W4", "绩效指标 第 2 行 分值", ""))
		default:
			l = append(l, one("F1", "/资金/"+strings.Repeat("总", 500), seenF1))
		}
	}
	text := with(append(l, one("F1", f1, seenF1))...)
	began := time.Now()
	first := check(t, text)
	if d := time.Since(began); d > 20*time.Second {
		t.Errorf("%v", d)
	} else {
		t.Logf("%v", d)
	}
	if n := len(first); n < 10_000 || first.String() != check(t, text).String() {
		t.Errorf("%d findings, or not the same twice", n)
	}
	answered := 0
	for _, f := range first {
		if f.Waived != nil {
			answered++
		}
	}
	if answered != 2 {
		t.Errorf("%d answered", answered)
	}
}
