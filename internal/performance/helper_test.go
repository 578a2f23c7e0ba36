package performance_test

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// compiled keeps what checks has made; compiling takes some 40 ms.
var compiled = map[string]*check.Set{}

// checks are the compiled checks of an embedded layout, changed by the text of a rules file.
func checks(t testing.TB, layout, rulesText string) (*templates.Layout, *check.Set) {
	t.Helper()
	var rs []check.Rules
	if rulesText != "" {
		rs = append(rs, rules(t, rulesText))
	}
	l, err := templates.Embedded().Layout(layout)
	if err != nil {
		t.Fatal(err)
	}
	key := layout + rulesText
	if compiled[key] == nil {
		s, err := l.Checks(rs...)
		if err != nil {
			t.Fatal(err)
		}
		compiled[key] = s
	}
	return l, compiled[key]
}

func rules(t testing.TB, text string) check.Rules {
	t.Helper()
	r, err := check.ParseRules("rules.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// record binds and computes one record.
func record(t testing.TB, l *templates.Layout, s *check.Set, raw []byte) *model.Record {
	t.Helper()
	var r *model.Record
	err := data.Read("表.json", raw, func(d *data.Value, err error) error {
		if err == nil {
			r, err = model.Bind(d, l.Form)
		}
		if err == nil {
			err = r.Compute(s.Params())
		}
		return err
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	return r
}

func run(t testing.TB, s *check.Set, r *model.Record, g *check.Given) finding.List {
	t.Helper()
	l, err := s.Run(r, g)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// id is the code with the case: F2.舍入.
func id(f finding.Finding) string {
	if f.Case != "" {
		return f.Code + "." + f.Case
	}
	return f.Code
}

func ids(l finding.List) (out []string) {
	for _, f := range l {
		out = append(out, id(f))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// consistent is a form in which everything agrees, with edits: "资金.年度资金总额.得分=9" sets, "总分.得分" takes away, rows count
// from 1; "绩效指标.3" takes the row away, "绩效指标.10.分值=5" makes one.
func consistent(t testing.TB, edits ...string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/consistent.json")
	if err != nil {
		t.Fatal(err)
	}
	var m any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		path, value, set := strings.Cut(e, "=")
		m = edit(t, m, strings.Split(path, "."), value, set)
	}
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func edit(t testing.TB, m any, path []string, value string, set bool) any {
	switch x := m.(type) {
	case nil:
		if path[0] == "1" {
			return edit(t, []any{}, path, value, set)
		}
		return edit(t, map[string]any{}, path, value, set)
	case map[string]any:
		switch {
		case len(path) > 1:
			x[path[0]] = edit(t, x[path[0]], path[1:], value, set)
		case set:
			x[path[0]] = value
		default:
			delete(x, path[0])
		}
		return x
	case []any:
		n, err := strconv.Atoi(path[0])
		if err != nil || n < 1 || n > len(x)+1 {
			t.Fatalf("no row %s", path[0])
		}
		if n > len(x) {
			x = append(x, map[string]any{})
		}
		if len(path) == 1 && !set {
			return slices.Delete(x, n-1, n)
		}
		x[n-1] = edit(t, x[n-1], path[1:], value, set)
		return x
	}
	t.Fatalf("no %v", path)
	return nil
}

// noticed says whether a form is refused or has a finding.
func noticed(t testing.TB, l *templates.Layout, s *check.Set, raw []byte) bool {
	t.Helper()
	found := false
	err := data.Read("表.json", raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, l.Form)
		if err != nil {
			found = true // the data itself is refused: a fifth digit in a year
			return nil
		}
		if err := r.Compute(s.Params()); err != nil {
			return err
		}
		found = len(r.Notes)+len(run(t, s, r, nil)) > 0 // 1,029,0000 is a warning of the record itself
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
