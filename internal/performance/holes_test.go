package performance_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/holes"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// Every check says a whole sentence in every layout that prints what trips it, whichever part of the row or group it
// speaks of is missing: all parts in turn in one layout, some in the others; layouts that extend another take turns.
func TestNoCheckHasAHole(t *testing.T) {
	racing.Apart(t)
	var same struct {
		A []map[string]any `json:"绩效指标"`
	}
	if err := json.Unmarshal(consistent(t), &same); err != nil {
		t.Fatal(err)
	}
	n := 0
	said, spoken := map[string]bool{}, map[string]bool{}
	for turn, l := range templates.Embedded().List() {
		if !strings.HasPrefix(l.ID, "self-evaluation/") {
			continue
		}
		text, _, err := templates.Embedded().Source(l.ID)
		if err != nil {
			t.Fatal(err)
		}
		extends := strings.Contains(string(text), "\nextends: ")
		for k, c := range trips {
			if extends && (turn+k)%3 > 0 && !racing.Full() {
				continue
			}
			if c.rules != "" && l.ID != "self-evaluation/shanghai" && !racing.Full() {
				continue // compiling takes longest
			}
			l, s := checks(t, l.ID, c.rules)
			edits := strings.Fields(c.yes)
			for i, missing := range append([]string{""}, parts(edits, same.A)...) {
				n++
				turn := 33 // the others take turns
				switch {
				case racing.Full():
					turn = 1
				case l.ID == "self-evaluation/shanghai":
					turn = 3
				}
				if i > 0 && n%turn != 0 {
					continue
				}
				with := edits
				if missing != "" {
					with = append(edits[:len(edits):len(edits)], missing)
				}
				r := bound(t, l, consistent(t, with...))
				if r == nil || r.Compute(s.Params()) != nil {
					continue
				}
				for _, f := range run(t, s, r, nil) {
					spoken[id(f)] = true
					for _, text := range holes.Sentences(f) {
						if !said[text] {
							said[text] = true
							if h := holes.In(text); h != "" {
								t.Errorf("%s, %v: %s has a hole (%q): %s", l.ID, with, id(f), h, text)
							}
						}
					}
				}
			}
		}
	}
	for _, c := range trips {
		if !spoken[c.id] {
			t.Errorf("%s was never heard", c.id)
		}
	}
	if len(said) < 800 {
		t.Errorf("only %d sentences were read", len(said))
	}
}

// bound is a record as a layout has it, without what that one does not know; nil if it cannot be read.
func bound(t *testing.T, l *templates.Layout, raw []byte) (r *model.Record) {
	t.Helper()
	err := data.Read("表.json", raw, func(d *data.Value, err error) error {
		if err == nil {
			without(d, l.Form.Fields)
			r, err = model.Bind(d, l.Form)
		}
		if err != nil {
			r = nil
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// without takes away what fields do not have.
func without(d *data.Value, fields []*model.Field) {
	var kept []data.Member
	for _, m := range d.Members {
		for _, f := range fields {
			if f.Name != m.Name {
				continue
			}
			without(m.Value, f.Fields)
			for _, item := range m.Value.Items {
				without(item, f.Fields)
			}
			kept = append(kept, m)
		}
	}
	d.Members = kept
}

// parts are edits that leave out, one at a time, the cells of the rows and groups that edits speak of.
func parts(edits []string, rows []map[string]any) (out []string) {
	done := map[string]bool{}
	add := func(path string) {
		if !done[path] {
			done[path] = true
			out = append(out, path+"=")
		}
	}
	for _, e := range edits {
		path, _, _ := strings.Cut(e, "=")
		steps := strings.Split(path, ".")
		switch {
		case steps[0] == "绩效指标" && len(steps) == 3:
			if n, err := strconv.Atoi(steps[1]); err == nil && n <= len(rows) {
				for _, name := range slices.Sorted(maps.Keys(rows[n-1])) {
					add("绩效指标." + steps[1] + "." + name)
				}
				add("绩效指标." + steps[1] + ".偏差原因分析及改进措施")
			}
		case steps[0] == "资金" || steps[0] == "总分":
			for _, line := range []string{"资金.年度资金总额", "资金.当年财政拨款", "资金.上年结转资金", "资金.其他资金"} {
				for _, name := range []string{"年初预算数", "全年预算数", "全年执行数"} {
					add(line + "." + name)
				}
			}
			for _, path := range []string{"资金.年度资金总额.分值", "资金.年度资金总额.执行率", "资金.年度资金总额.得分", "总分.分值", "总分.得分"} {
				add(path)
			}
		default:
			for _, path := range []string{"年度", "项目名称", "主管部门", "实施单位", "年度总体目标.预期目标", "年度总体目标.实际完成情况"} {
				add(path)
			}
		}
	}
	return out
}
