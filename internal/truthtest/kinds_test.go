package truthtest

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// kind is one line of testdata/kinds.txt: cells of a correct form set to other values, and the check that must speak
// of it, or that must not.
type kind struct {
	line  int
	base  string
	speak bool
	code  string // with its case; *: any error or warning
	set   map[string]*string
}

// readKinds reads testdata/kinds.txt: a line [base] names the form, "+ CODE cell=value | cell=value" must be spoken of,
// "- CODE …" must not; a cell is written 绩效指标.0.得分, a cell without = is taken out, 〼 is a blank at the end of a value.
func readKinds(t *testing.T) (out []kind) {
	t.Helper()
	f, err := os.Open("testdata/kinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	base, n := "", 0
	for s := bufio.NewScanner(f); s.Scan(); {
		n++
		line := strings.TrimSpace(s.Text())
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			base = strings.Trim(line, "[]")
			continue
		}
		sign, rest, _ := strings.Cut(line, " ")
		code, edits, ok := strings.Cut(rest, " ")
		if sign != "+" && sign != "-" || !ok {
			t.Fatalf("kinds.txt:%d: %s", n, line)
		}
		k := kind{n, base, sign == "+", code, map[string]*string{}}
		for e := range strings.SplitSeq(edits, "|") {
			cell, value, set := strings.Cut(e, "=")
			path := "/" + strings.ReplaceAll(strings.TrimSpace(cell), ".", "/")
			if value = strings.ReplaceAll(strings.TrimRight(value, " "), "〼", " "); set {
				k.set[path] = &value
			} else {
				k.set[path] = nil
			}
		}
		out = append(out, k)
	}
	return out
}

// Each kind of mistake is spoken of by its check, and what is near to it is not.
func TestKinds(t *testing.T) {
	c := newChecker()
	forms := map[string]*form{}
	heard := map[string][]said{}
	for _, k := range readKinds(t) {
		f := forms[k.base]
		if f == nil {
			f = readForm(t, filepath.Join("testdata/base", k.base+".yaml"))
			forms[k.base], heard[k.base] = f, c.check(t, f.name, f.data)
		}
		list := heardNew(heard[k.base], c.check(t, f.name, f.with(t, k.set)))
		found := slices.ContainsFunc(list, func(s said) bool {
			return k.code == "*" && s.sev < finding.Note || is([]string{k.code}, s.code)
		})
		switch {
		case k.speak && !found:
			t.Errorf("kinds.txt:%d: %s is not said; said is\n%s", k.line, k.code, lines(list))
		case !k.speak && found:
			t.Errorf("kinds.txt:%d: %s is said:\n%s", k.line, k.code, lines(list))
		}
	}
}
