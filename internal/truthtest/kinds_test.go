package truthtest

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
)

// kind is one line of testdata/kinds.txt: cells of a correct form set to other values, and the check that must speak
// of it, or that must not.
type kind struct {
	line  int
	base  string
	speak bool
	open  bool     // +? or -?: known not to be so yet
	codes []string // one of them, with its case; *: any error or warning
	set   map[string]*string
}

// readKinds reads such a file: a line [base] names the form, "+ CODE cell=value | cell=value" must be spoken of,
// "- CODE …" must not, "+ CODE,CODE …" of one of several; a cell is written 绩效指标.0.得分, a cell without = is
// taken out, 〼 is a blank at the end of a value.
func readKinds(t *testing.T, file string) (out []kind) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file))
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
		sign, open := strings.CutSuffix(sign, "?")
		if sign != "+" && sign != "-" || !ok {
			t.Fatalf("%s:%d: %s", file, n, line)
		}
		k := kind{n, base, sign == "+", open, strings.Split(code, ","), map[string]*string{}}
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
func TestKinds(t *testing.T) { hold(t, "kinds.txt") }

// The files named fresh were written after the checks and run once before they were mended for them: docs/checks.md
// has the figures of those runs. A plain run looks at each third line.
func TestFresh(t *testing.T) {
	hold(t, "fresh.txt", "fresh2.txt", "fresh3.txt")
}

// The forms of testdata/fresh were written with fresh2.txt: all that was put into them is found, and nothing is said of
// the rest above a note.
func TestFreshForms(t *testing.T) {
	c := newChecker()
	paths, err := filepath.Glob("testdata/fresh/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no forms", err)
	}
	for _, p := range paths {
		f := readForm(t, p)
		grade(f, c.check(t, f.name, f.data), func(l label) { t.Errorf("%s: %s at %s is not found", p, l.Cause, l.At) }, func(s said) {
			if s.sev < finding.Note {
				t.Errorf("%s: %v %s %s: %s", p, s.sev, s.code, s.path, s.text)
			}
		})
	}
}

func hold(t *testing.T, files ...string) {
	racing.Apart(t)
	c := newChecker()
	for _, file := range files {
		c.hold(t, file)
	}
}

// everyLine is how many lines of such a file a plain run looks at one of.
const everyLine = 3

func (c *checker) hold(t *testing.T, file string) {
	t.Helper()
	forms := map[string]*form{}
	heard := map[string][]said{}
	for _, k := range readKinds(t, file) {
		if k.line%everyLine != 0 && !racing.Full() && os.Getenv("GONGBIAO_TRUTH") == "" {
			continue
		}
		f := forms[k.base]
		if f == nil {
			f = readForm(t, filepath.Join("testdata/base", k.base+".yaml"))
			forms[k.base], heard[k.base] = f, c.check(t, f.name, f.data)
		}
		list := heardNew(heard[k.base], c.check(t, f.name, f.with(t, k.set)))
		found := slices.ContainsFunc(list, func(s said) bool {
			return k.codes[0] == "*" && s.sev < finding.Note || is(k.codes, s.code)
		})
		if found == k.speak {
			if k.open {
				t.Errorf("%s:%d holds now: take the ? away", file, k.line)
			}
			continue
		}
		if !k.open {
			t.Errorf("%s:%d: %s said: %v; said is\n%s", file, k.line, k.codes, found, lines(list))
		}
	}
}
