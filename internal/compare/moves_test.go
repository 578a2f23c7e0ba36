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
)

// move puts an indicator under another group of its class.
func (e *editor) move() {
	groups := map[string][]string{}
	for _, y := range e.rows {
		x := y.(object)
		c, _ := x["一级指标"].(string)
		if s, _ := x["二级指标"].(string); s != "" && !slices.Contains(groups[c], s) {
			groups[c] = append(groups[c], s)
		}
	}
	var to string
	x := e.pick(func(x object) bool {
		c, _ := x["一级指标"].(string)
		for _, g := range groups[c] {
			if g != x["二级指标"] {
				to = g
				return x["二级指标"] != nil
			}
		}
		return false
	})
	if x != nil {
		e.did = append(e.did, fmt.Sprintf("二级指标 %s %s > %s", x["三级指标"], x["二级指标"], to))
		x["二级指标"] = to
	}
}

// split makes two indicators of one: last year's is gone, this year has two new ones.
func (e *editor) split() {
	x := e.pick(func(x object) bool { return len([]rune(x["三级指标"].(string))) >= 4 })
	if x == nil {
		return
	}
	n := x["三级指标"].(string)
	e.did = append(e.did, "取消 "+n)
	at := slices.IndexFunc(e.rows, func(y any) bool { return y.(object)["三级指标"] == n })
	var both []any
	for _, part := range []string{"（城区）", "（乡镇）"} {
		y := object{}
		for k, v := range x {
			y[k] = v
		}
		y["三级指标"] = n + part
		e.names[n+part], e.taken[n+part] = true, true
		e.did = append(e.did, "新增 "+n+part)
		both = append(both, y)
	}
	e.rows = slices.Replace(e.rows, at, at+1, both...)
}

// bold are new names that share little with the old ones; target and weight are as they were.
var bold = [][2]string{{"完成及时率", "按时完成率"}, {"群众满意度", "服务对象满意度"}, {"满意度", "满意率"}, {"合格率", "验收合格比例"}, {"及时性", "及时程度"}, {"覆盖率", "覆盖面"},
	{"完成率", "完成比例"}, {"控制率", "控制比例"}, {"次数", "场次数"}, {"人数", "总人次数"}}

func (e *editor) renameBoldly() {
	var to string
	x := e.pick(func(x object) bool {
		n := x["三级指标"].(string)
		for _, s := range bold {
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

// otherUnit are units that cannot be converted into each other.
var otherUnit = [][2]string{{"人", "户"}, {"人次", "户次"}, {"场", "期"}, {"次", "批"}, {"个", "处"}, {"家", "户"}, {"万元", "万美元"}, {"公里", "条"}, {"台", "套"}}

func unitOf(s string) string {
	for _, u := range otherUnit {
		if h, ok := strings.CutSuffix(s, u[0]); ok && h != "" && h[len(h)-1] >= '0' && h[len(h)-1] <= '9' {
			return h + u[1]
		}
	}
	return s
}

// Another two hundred pairs with other edits: an indicator under another group, split in two, in a unit that cannot be
// converted, renamed more boldly, weights moved; the code of the project changed, or its name, or both. The
// figures are in docs/compare.md.
func TestMoves(t *testing.T) {
	racing.Apart(t)
	for seed := range moveSeeds {
		moves(t, uint64(seed))
	}
}

// moveSeeds is how many sets are tried: one, and more where the figures of the docs are measured.
const moveSeeds = 1

func moves(t *testing.T, seed uint64) {
	var edits, missing, false_ int
	kinds := map[string]int{}
	var last, this []*compare.Form
	want, partner := map[string][]string{}, map[string]string{}
	kindsOf := []string{"self-evaluation/national", "self-evaluation/shanghai", "self-evaluation/national-2021", "self-evaluation/anhui"}
	for n := range pairs {
		layout := kindsOf[n%len(kindsOf)]
		l := layoutOf(t, layout)
		s, _ := summary.Compile(l.Form, l.Params)
		make := func(year int) (d object) {
			if err := json.Unmarshal(sample.Append(nil, l.Form, sample.Options{Layout: layout, Seed: 91 + seed, Year: year, Summary: s}, n), &d); err != nil {
				t.Fatal(err)
			}
			return d
		}
		a, b := make(2023), make(2023)
		b["年度"] = "2024"
		e := &editor{Rand: rand.New(rand.NewPCG(uint64(n)+1000*seed, 71)), rows: b["绩效指标"].([]any), taken: map[string]bool{}, names: map[string]bool{}}
		seen := map[string]int{}
		for _, x := range e.rows {
			e.names[x.(object)["三级指标"].(string)] = true
			seen[x.(object)["三级指标"].(string)]++
		}
		for k, times := range seen {
			e.taken[k] = times > 1
		}
		old := fmt.Sprintf("第%d号工程", n)
		name := old
		code := fmt.Sprintf("3300%06d", n)
		a["项目编码"], b["项目编码"] = code, code
		switch n % 5 {
		case 1: // the code changed
			b["项目编码"] = "44" + code
		case 2: // the name changed, the code stayed
			name = fmt.Sprintf("新改名的任务%d", n)
		case 3: // both changed: only the indicators tell
			name, b["项目编码"] = fmt.Sprintf("另立名目的任务%d", n), "55"+code
		}
		if f := l.Form; !slices.ContainsFunc(f.Fields, func(x *model.Field) bool { return x.Name == "项目编码" }) {
			delete(a, "项目编码")
			delete(b, "项目编码")
			if n%5 == 2 {
				name = old
			}
		}
		a["项目名称"], b["项目名称"] = old, name
		if n%8 > 0 {
			e.move()
			e.split()
			e.renameBoldly()
			e.target(unitOf, "指标值")
			e.weights()
			e.Shuffle(len(e.rows), func(i, j int) { e.rows[i], e.rows[j] = e.rows[j], e.rows[i] })
		}
		b["绩效指标"] = e.rows
		slices.Sort(e.did)
		want[name], partner[name] = e.did, old
		for _, x := range []struct {
			d  object
			to *[]*compare.Form
		}{{a, &last}, {b, &this}} {
			text, _ := json.Marshal(x.d)
			*x.to = append(*x.to, form(t, string(text)))
		}
	}
	r := compare.Years(last, this)
	if len(r.Pairs) != pairs {
		t.Errorf("%d pairs, %d gone, %d new", len(r.Pairs), len(r.Gone), len(r.New))
	}
	for _, p := range r.Pairs {
		if p.Last.Name != partner[p.This.Name] {
			t.Errorf("%s is held against %s", p.This.Name, p.Last.Name)
		}
		if renamed := strings.HasPrefix(p.This.Name, "另立"); p.Guess != renamed {
			t.Errorf("%s: by %s", p.This.Name, p.By)
		}
		got, should := found(p), want[p.This.Name]
		for _, x := range should {
			edits++
			kind, _, _ := strings.Cut(x, " ")
			kinds[kind]++
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
	t.Logf("seed %d: %d pairs, %d edits (%v), %d not found, %d false", seed, len(r.Pairs), edits, kinds, missing, false_)
	for _, k := range []string{"二级指标", "取消", "新增", "改名", "指标值", "分值"} {
		if kinds[k] < 20 {
			t.Errorf("only %d of %s", kinds[k], k)
		}
	}
	text := func(r *compare.Result) string { b, _ := json.Marshal(r); return string(b) }
	whole := text(r)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(last), func(i, j int) { last[i], last[j] = last[j], last[i] })
	slices.Reverse(this)
	if text(compare.Years(last, this)) != whole {
		t.Error("the order of the forms changes the result")
	}
}
