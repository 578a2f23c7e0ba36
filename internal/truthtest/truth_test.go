package truthtest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
	"go.yaml.in/yaml/v3"
)

// measure is what is measured of one part. More of a first kind is better, of the second kind less.
type measure struct {
	Errors, ErrorsFound, Doubtful, DoubtfulFound int // labels of whole forms, and those said for the right reason at their place
	SaidErrors, FalseErrors                      int
	SaidWarnings, FalseWarnings                  int
	Notes, IdleNotes                             int // idle: nobody would mend or answer it
	Harmful, Right, Any, Harmless, Flagged       int // single changes
	Sets, SetsRight, FineSets, FineSetsFlagged   int // several forms together, and beside other papers
}

// share is how many digits of a correct form there are, and how many of them cannot change without some check
// answering.
type share struct{ Digits, Noticed int }

// figures are all of them: testdata/today.yaml keeps those of the day they were last written.
type figures struct {
	Dev, Heldout measure
	Digits       map[string]share
	Sample       sample // what a plain run looks at of the sets and the digits, which take longest
}

// sample is a part of the sets and the digits, the same part every time.
type sample struct {
	Sets   map[string]tally
	Digits map[string]share
}

// everySet and everyDigit say which: each twelfth set, each eighteenth digit.
const (
	everySet   = 12
	everyDigit = 18
)

func (f *figures) part(name string) *measure {
	if name == dev {
		return &f.Dev
	}
	return &f.Heldout
}

// measured are the figures of the checker as it is now; of sets and digits only the sample, unless all is asked for.
func measured(t *testing.T, all bool) figures {
	c := newChecker()
	out := figures{Digits: map[string]share{}, Sample: sample{map[string]tally{}, map[string]share{}}}
	for _, part := range parts {
		var s score
		byLayout := gradeForms(t, c, part)
		for _, l := range slices.Sorted(maps.Keys(byLayout)) {
			t.Logf("%s %s: %v", part, l, byLayout[l])
			s.add(byLayout[l])
		}
		var single tally
		changed := judgeChanges(t, c, part)
		for _, l := range slices.Sorted(maps.Keys(changed)) {
			t.Logf("%s %s: %+v", part, l, changed[l])
			single.add(changed[l])
		}
		sets, some := judgeSets(t, c, part, all)
		out.Sample.Sets[part] = some
		*out.part(part) = measure{
			Errors: s.errors, ErrorsFound: s.errorsFound, Doubtful: s.doubtful, DoubtfulFound: s.doubtfulFound,
			SaidErrors: s.said[finding.Error], FalseErrors: s.said[finding.Error] - s.true[finding.Error],
			SaidWarnings: s.said[finding.Warning], FalseWarnings: s.said[finding.Warning] - s.true[finding.Warning],
			Notes: s.said[finding.Note], IdleNotes: s.said[finding.Note] - s.true[finding.Note],
			Harmful: single.Harmful, Right: single.Right, Any: single.Any, Harmless: single.Harmless, Flagged: single.Flagged,
			Sets: sets.Harmful, SetsRight: sets.Right, FineSets: sets.Harmless, FineSetsFlagged: sets.Flagged,
		}
	}
	for _, f := range digitForms(t) {
		out.Digits[f.layout], out.Sample.Digits[f.layout] = noticed(t, c, f, all)
	}
	return out
}

const todayFile = "testdata/today.yaml"

// TestTruth measures, and fails where the checker has become worse than testdata/today.yaml; -update writes the figures
// of now there and into docs/checks.md.
func TestTruth(t *testing.T) {
	racing.Apart(t)
	whole := racing.Full() || golden.Updating() || os.Getenv("GONGBIAO_TRUTH") != ""
	now := measured(t, whole)
	if golden.Updating() {
		data, err := yaml.Marshal(now)
		if err != nil {
			t.Fatal(err)
		}
		golden.File(t, todayFile, data)
		write(t, now)
		return
	}
	var today figures
	data, err := os.ReadFile(todayFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &today); err != nil {
		t.Fatal(err)
	}
	better := false
	for _, part := range parts {
		n, was := now.part(part), today.part(part)
		ns, wass := now.Sample.Sets[part], today.Sample.Sets[part]
		if whole && (n.SetsRight < was.SetsRight || n.FineSetsFlagged > was.FineSetsFlagged) {
			t.Errorf("%s: %d sets noticed for the right reason, was %d; %d fine sets flagged, was %d", part,
				n.SetsRight, was.SetsRight, n.FineSetsFlagged, was.FineSetsFlagged)
		}
		for _, c := range []struct {
			what           string
			now, was, sign int // 1: at least, -1: at most, 0: the same
		}{
			{"true errors in the corpus", n.Errors, was.Errors, 0},
			{"doubtful places in the corpus", n.Doubtful, was.Doubtful, 0},
			{"harmful changes in the corpus", n.Harmful, was.Harmful, 0},
			{"harmless changes in the corpus", n.Harmless, was.Harmless, 0},
			{"sets in the sample", ns.Harmful + ns.Harmless, wass.Harmful + wass.Harmless, 0},
			{"sets noticed for the right reason", ns.Right, wass.Right, 1},
			{"fine sets flagged", ns.Flagged, wass.Flagged, -1},
			{"true errors found", n.ErrorsFound, was.ErrorsFound, 1},
			{"doubtful places found", n.DoubtfulFound, was.DoubtfulFound, 1},
			{"false errors", n.FalseErrors, was.FalseErrors, -1},
			{"false warnings", n.FalseWarnings, was.FalseWarnings, -1},
			{"idle notes", n.IdleNotes, was.IdleNotes, -1},
			{"changes noticed for the right reason", n.Right, was.Right, 1},
			{"changes noticed for any reason", n.Any, was.Any, 1},
			{"harmless changes flagged", n.Flagged, was.Flagged, -1},
		} {
			switch d := (c.now - c.was) * c.sign; {
			case d < 0:
				t.Errorf("%s: %s: %d, was %d: the checker has become worse", part, c.what, c.now, c.was)
			case c.sign == 0 && c.now != c.was:
				t.Errorf("%s: %s: %d, was %d: run with -update and say why the corpus has changed", part, c.what, c.now, c.was)
			case d > 0:
				better = true
			}
		}
	}
	digits, were := now.Sample.Digits, today.Sample.Digits
	if whole {
		digits, were = now.Digits, today.Digits
	}
	for _, l := range slices.Sorted(maps.Keys(digits)) {
		switch n, was := digits[l], were[l]; {
		case n.Digits != was.Digits:
			t.Errorf("%s has %d digits, was %d: run with -update", l, n.Digits, was.Digits)
		case n.Noticed < was.Noticed:
			t.Errorf("%s: %d of %d digits noticed, was %d", l, n.Noticed, n.Digits, was.Noticed)
		case n.Noticed > was.Noticed:
			better = true
		}
	}
	if better {
		t.Log("the checker has become better: keep it by go test ./internal/truthtest -update")
	}
	if whole {
		t.Logf("\n%s", table(now))
	}
}

// The table in docs/checks.md is that of testdata/today.yaml.
func TestPublished(t *testing.T) {
	if golden.Updating() {
		t.Skip("just written")
	}
	var today figures
	data, err := os.ReadFile(todayFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &today); err != nil {
		t.Fatal(err)
	}
	if _, old, _ := published(t); old != table(today) {
		t.Error("docs/checks.md does not have the figures of testdata/today.yaml: go test ./internal/truthtest -update")
	}
}

const (
	docs  = "../../docs/checks.md"
	begin = "<!-- 下面的数由 go test ./internal/truthtest -update 写出 -->\n"
	end   = "<!-- 数到此 -->\n"
)

// published is docs/checks.md, split at the figures.
func published(t *testing.T) (before, figures, after string) {
	data, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	figures, after, found := strings.Cut(rest, end)
	if !ok || !found {
		t.Fatal("docs/checks.md has lost the marks of its figures")
	}
	return before, figures, after
}

func write(t *testing.T, now figures) {
	before, _, after := published(t)
	if err := os.WriteFile(docs, []byte(before+begin+table(now)+end+after), 0o666); err != nil {
		t.Fatal(err)
	}
}

// table is the figures as docs/checks.md prints them.
func table(f figures) string {
	var b strings.Builder
	b.WriteString("| 量的是什么 | 开发部分 | 留出部分 |\n| --- | --- | --- |\n")
	of := func(n, all int) string {
		if all == 0 {
			return "0"
		}
		return fmt.Sprintf("%d / %d（%d%%）", n, all, (200*n+all)/(2*all))
	}
	for _, r := range []struct {
		what string
		cell func(m *measure) string
	}{
		{"真错误被说出", func(m *measure) string { return of(m.ErrorsFound, m.Errors) }},
		{"可疑处被说出", func(m *measure) string { return of(m.DoubtfulFound, m.Doubtful) }},
		{"报的错误属实", func(m *measure) string { return of(m.SaidErrors-m.FalseErrors, m.SaidErrors) }},
		{"报的警告属实", func(m *measure) string { return of(m.SaidWarnings-m.FalseWarnings, m.SaidWarnings) }},
		{"提示值得一看", func(m *measure) string { return of(m.Notes-m.IdleNotes, m.Notes) }},
		{"有害的单处改动：说对原因", func(m *measure) string { return of(m.Right, m.Harmful) }},
		{"有害的单处改动：说了什么", func(m *measure) string { return of(m.Any, m.Harmful) }},
		{"几张表或与别的材料一起看：说对原因", func(m *measure) string { return of(m.SetsRight, m.Sets) }},
		{"同上，没有问题却报警", func(m *measure) string { return of(m.FineSetsFlagged, m.FineSets) }},
		{"无害的单处改动却报警", func(m *measure) string { return of(m.Flagged, m.Harmless) }},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.what, r.cell(&f.Dev), r.cell(&f.Heldout))
	}
	b.WriteString("\n| 改动正确的表里任意一个数字，有校验说话 | |\n| --- | --- |\n")
	for _, l := range slices.Sorted(maps.Keys(f.Digits)) {
		fmt.Fprintf(&b, "| %s | %s |\n", l, of(f.Digits[l].Noticed, f.Digits[l].Digits))
	}
	return b.String()
}
