package collect

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// score is how a form of somebody else's was read, value by value.
type score struct{ values, right, warned, silent int }

func (n *score) add(o score) {
	n.values, n.right, n.warned, n.silent = n.values+o.values, n.right+o.right, n.warned+o.warned, n.silent+o.silent
}

// judge compares a reading with what a form says, by path. A value that is not as it should be is warned of if the file
// was refused, or a finding is about its datum, its cell or its text; or else it is silent, and shown.
func judge(t testing.TB, name string, same func(a, b string) bool, want, got map[string]string, r *Result) (n score) {
	t.Helper()
	n.values = len(want)
	if r.Refused() {
		n.warned = len(want)
		return n
	}
	place := map[string]string{}
	for _, v := range r.Values {
		place[v.Path] = v.where
	}
	warned := func(path string, texts ...string) bool {
		for _, f := range r.Findings {
			if f.Severity > finding.Warning {
				continue
			}
			if f.Path != "" && (f.Path == path || strings.HasPrefix(path, f.Path+"/")) || place[path] != "" && f.Place == place[path] {
				return true
			}
			if row := pointer.Path(path).Row(); f.Code == "READ-GROUP" && row != "" { // it is about a row
				for p, at := range place {
					if at == f.Place && pointer.Path(p).Row() == row {
						return true
					}
				}
			}
			for _, s := range texts {
				if s != "" && (strings.Contains(f.Printed, s) || strings.Contains(f.Message, "“"+shorten(s)+"”")) {
					return true
				}
			}
		}
		return false
	}
	shown := 0
	silent := func(path, got, want string) {
		n.silent++
		if shown++; shown <= 12 {
			t.Logf("%s: %s %q, want %q", name, path, got, want)
		}
	}
	for path, w := range want {
		switch g := got[path]; {
		case same(g, w):
			n.right++
		case warned(path, w, g):
			n.warned++
		default:
			silent(path, g, w)
		}
	}
	for path, g := range got {
		if _, read := place[path]; read && want[path] == "" && !warned(path, g) {
			silent(path, g, "")
		}
	}
	return n
}
