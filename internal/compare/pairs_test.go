package compare_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/compare"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

var layouts = map[string]*templates.Layout{} // read once: there are many forms

func layoutOf(t *testing.T, id string) *templates.Layout {
	t.Helper()
	if layouts[id] == nil {
		l, err := templates.Embedded().Layout(id)
		if err != nil {
			t.Fatal(err)
		}
		layouts[id] = l
	}
	return layouts[id]
}

// form reads a record as the program does.
func form(t *testing.T, text string) *compare.Form {
	t.Helper()
	d, err := data.ReadOne("r.yaml", []byte(text))
	if err != nil {
		t.Fatal(finding.Of(err))
	}
	id, _ := d.Layout()
	l := layoutOf(t, id)
	r, err := model.Bind(d, l.Form)
	if err != nil {
		t.Fatal(finding.Of(err))
	}
	if err := r.Compute(l.Params); err != nil {
		t.Fatal(err)
	}
	declares, err := l.Declares()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := summary.Compile(l.Form, l.Params)
	return compare.Read(r, compare.Source{Layout: l.FullID(), Declares: declares, Currency: s.Unit})
}

type object = map[string]any

// editor changes a record of this year, and remembers what it did.
type editor struct {
	*rand.Rand
	rows  []any
	did   []string
	taken map[string]bool
	names map[string]bool // of all indicators: a new name is not one of them
}

// pick is an indicator that has not been touched, nil if there is none.
func (e *editor) pick(fits func(object) bool) object {
	for _, i := range e.Perm(len(e.rows)) {
		x := e.rows[i].(object)
		if n := x["三级指标"].(string); !e.taken[n] && fits(x) {
			e.taken[n] = true
			return x
		}
	}
	return nil
}

// synonyms are what names are changed by from year to year.
var synonyms = [][2]string{{"率", "比率"}, {"数量", "总数量"}, {"次数", "总次数"}, {"成本", "成本控制"}, {"时间", "平均时间"}, {"满意度", "满意程度"}, {"人口", "常住人口"},
	{"健全性", "健全程度"}, {"投入", "投入金额"}, {"标准化", "规范化"}}

func (e *editor) rename() {
	var to string
	x := e.pick(func(x object) bool {
		for _, s := range synonyms {
			n := x["三级指标"].(string)
			if to = strings.Replace(n, s[0], s[1], 1); to != n && !e.names[to] {
				return true
			}
		}
		return false
	})
	if x != nil {
		e.did = append(e.did, "改名 "+x["三级指标"].(string)+" > "+to)
		x["三级指标"], e.taken[to], e.names[to] = to, true, true
	}
}

func (e *editor) target(to func(string) string, what string) {
	x := e.pick(func(x object) bool { s, _ := x["年度指标值"].(string); return to(s) != s })
	if x != nil {
		old := x["年度指标值"].(string)
		x["年度指标值"] = to(old)
		e.did = append(e.did, fmt.Sprintf("%s %s %s > %s", what, x["三级指标"], old, x["年度指标值"]))
	}
}

func (e *editor) weights() {
	any := func(x object) bool { return x["分值"] != nil }
	a, b := e.pick(any), e.pick(any)
	if a == nil || b == nil || a["分值"] == "1" {
		return
	}
	for x, by := range map[*object]int{&a: -1, &b: 1} {
		var n float64
		fmt.Sscan((*x)["分值"].(string), &n)
		old := (*x)["分值"]
		(*x)["分值"] = strings.TrimSuffix(fmt.Sprintf("%g", n+float64(by)), ".0")
		e.did = append(e.did, fmt.Sprintf("分值 %s %s > %s", (*x)["三级指标"], old, (*x)["分值"]))
	}
}

func (e *editor) remove() {
	if x := e.pick(func(object) bool { return true }); x != nil {
		e.rows = slices.DeleteFunc(e.rows, func(y any) bool { return y.(object)["三级指标"] == x["三级指标"] })
		e.did = append(e.did, "取消 "+x["三级指标"].(string))
	}
}

func (e *editor) add(from []any) {
	for _, y := range from {
		x := y.(object)
		if n := x["三级指标"].(string); !e.names[n] {
			e.names[n], e.taken[n] = true, true
			e.rows = slices.Insert(e.rows, e.IntN(len(e.rows)+1), any(x))
			e.did = append(e.did, "新增 "+n)
			return
		}
	}
}

// found is what the comparison says became of the indicators, in the words of the editor.
func found(p *compare.Pair) (out []string) {
	for _, r := range p.Indicators {
		switch r.State {
		case compare.Added, compare.Gone:
			out = append(out, string(r.State)+" "+r.Name)
			continue
		case compare.Renamed:
			out = append(out, "改名 "+r.Old+" > "+r.Name)
		}
		for _, c := range r.Changes {
			what, rest, _ := strings.Cut(c, "由“")
			a, b, _ := strings.Cut(strings.TrimSuffix(rest, "”"), "”改为“")
			if what != "名称" && what != "单位" {
				out = append(out, fmt.Sprintf("%s %s %s > %s", what, r.Name, a, b))
			}
		}
	}
	slices.Sort(out)
	return out
}

// pairs is how many invented pairs are tried.
const pairs = 200

// Invented pairs with known edits: every edit is found, and nothing else; the order of rows and of forms changes
// nothing. The figures are in docs/compare.md.
func TestPairs(t *testing.T) {
	racing.Apart(t)
	var edits, missing, false_ int
	var last, this []*compare.Form
	want := map[string][]string{}
	for n := range pairs {
		layout := []string{"self-evaluation/national", "self-evaluation/shanghai", "self-evaluation/anhui", "department/national"}[n%4]
		l := layoutOf(t, layout)
		s, _ := summary.Compile(l.Form, l.Params)
		make := func(i, year int) (d object) {
			if err := json.Unmarshal(sample.Append(nil, l.Form, sample.Options{Layout: layout, Seed: 7, Year: year, Summary: s}, i), &d); err != nil {
				t.Fatal(err)
			}
			return d
		}
		a, b, c := make(n, 2023), make(n, 2023), make(n+pairs, 2024)
		b["年度"] = "2024"
		name := fmt.Sprintf("第%d号项目", n)
		for _, d := range []object{a, b} {
			for _, k := range []string{"项目名称", "部门名称"} {
				if d[k] != nil {
					d[k] = name
				}
			}
		}
		e := &editor{Rand: rand.New(rand.NewPCG(uint64(n), 17)), rows: b["绩效指标"].([]any), taken: map[string]bool{}, names: map[string]bool{}}
		seen := map[string]int{}
		for _, x := range e.rows {
			e.names[x.(object)["三级指标"].(string)] = true
			seen[x.(object)["三级指标"].(string)]++
		}
		for k, times := range seen {
			e.taken[k] = times > 1 // which of two of a name was changed nobody can say
		}
		if n%10 > 0 { // every tenth is the same but for the year
			for range 1 + e.IntN(2) {
				e.rename()
			}
			e.target(func(s string) string { return strings.Replace(s, "≥9", "≥8", 1) }, "指标值")
			e.target(func(s string) string {
				if i := strings.Index(s, "0万元"); i > 0 && !strings.Contains(s, ".") {
					return strings.Replace(s, "万元", "0000元", 1)
				}
				return s
			}, "指标值")
			e.weights()
			e.remove()
			e.add(c["绩效指标"].([]any))
			e.Shuffle(len(e.rows), func(i, j int) { e.rows[i], e.rows[j] = e.rows[j], e.rows[i] })
		}
		b["绩效指标"] = e.rows
		slices.Sort(e.did)
		want[name] = e.did
		for _, x := range []struct {
			d  object
			to *[]*compare.Form
		}{{a, &last}, {b, &this}} {
			text, _ := json.Marshal(x.d)
			*x.to = append(*x.to, form(t, string(text)))
		}
	}
	r := compare.Years(last, this)
	if len(r.Pairs) != pairs || len(r.Gone)+len(r.New) > 0 {
		t.Errorf("%d pairs, %d gone, %d new", len(r.Pairs), len(r.Gone), len(r.New))
	}
	for _, p := range r.Pairs {
		got, should := found(p), want[p.This.Name]
		if p.Last.Name != p.This.Name {
			t.Errorf("%s is held against %s", p.This.Name, p.Last.Name)
		}
		for _, x := range should {
			edits++
			if !slices.Contains(got, x) {
				missing++
				t.Errorf("%s: missing: %s", p.This.Name, x)
			}
		}
		for _, x := range got {
			if !slices.Contains(should, x) {
				false_++
				t.Errorf("%s: false: %s", p.This.Name, x)
			}
		}
	}
	t.Logf("%d pairs, %d edits, %d not found, %d false", len(r.Pairs), edits, missing, false_)
	if edits < 4*pairs {
		t.Errorf("only %d edits", edits)
	}

	// Forms in another order give the same.
	text := func(r *compare.Result) string { b, _ := json.Marshal(r); return string(b) }
	whole := text(r)
	slices.Reverse(last)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(this), func(i, j int) { this[i], this[j] = this[j], this[i] })
	if text(compare.Years(last, this)) != whole {
		t.Error("the order of the forms changes the result")
	}
}
