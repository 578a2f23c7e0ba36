package truthtest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"go.yaml.in/yaml/v3"
)

// change is one change of a correct form: the cells it sets (null takes one out) and what must be said of it.
type change struct {
	Set    map[string]*string
	Expect string // none, or a cause
	Level  string // at least; error, warning, note
	Why    string
}

// harmless is a change of which nothing may be said above a note.
const harmless = "none"

type changes struct {
	name    string
	base    *form
	changes []change
}

// readChanges are the changes of a part, by the form they change.
func readChanges(t testing.TB, part string) []changes {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", part, "changes", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no changes in %s: %v", part, err)
	}
	var out []changes
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Base    string
			Changes []change
		}
		d := yaml.NewDecoder(bytes.NewReader(data))
		d.KnownFields(true)
		if err := d.Decode(&file); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out = append(out, changes{p, readForm(t, filepath.Join("testdata", "base", file.Base)), file.Changes})
	}
	return out
}

// with is the record of a form with some cells set to other values.
func (f *form) with(t testing.TB, set map[string]*string) []byte {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(f.data, &n); err != nil {
		t.Fatal(err)
	}
	root := n.Content[0] // a copy: the form's own nodes stay as they are
	paths := make([]string, 0, len(set))
	for p := range set {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		end := strings.LastIndexByte(p, '/')
		parent := root
		if end > 0 {
			parent = at(root, p[:end])
		}
		if parent == nil {
			t.Fatalf("%s: no %s to set", f.name, p)
		}
		put(parent, p[end+1:], set[p])
	}
	return asJSON(nil, root)
}

func put(parent *yaml.Node, step string, v *string) {
	old := child(parent, step)
	switch {
	case v == nil:
		i := slices.Index(parent.Content, old)
		from := i
		if parent.Kind == yaml.MappingNode {
			from--
		}
		parent.Content = slices.Delete(parent.Content, from, i+1)
	case old != nil:
		*old = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: *v}
	default:
		parent.Content = append(parent.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: step},
			&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: *v})
	}
}

// heardNew is what is said of a changed form and not of the form itself.
func heardNew(base, changed []said) []said {
	return slices.DeleteFunc(slices.Clone(changed), func(s said) bool {
		return slices.ContainsFunc(base, func(b said) bool { return b.code == s.code && b.path == s.path && b.sev == s.sev })
	})
}

// tally counts what is said of changes.
type tally struct {
	Harmful, Right, Any int // right: for the right reason, and as grave as it must be
	Harmless, Flagged   int
}

func (a *tally) add(b tally) {
	a.Harmful += b.Harmful
	a.Right += b.Right
	a.Any += b.Any
	a.Harmless += b.Harmless
	a.Flagged += b.Flagged
}

func (c change) judge(list []said) (t tally) {
	loud := slices.ContainsFunc(list, func(s said) bool { return s.sev < finding.Note })
	if c.Expect == harmless {
		t.Harmless = 1
		if loud {
			t.Flagged = 1
		}
		return t
	}
	t.Harmful = 1
	var least finding.Severity
	if err := least.UnmarshalText([]byte(c.Level)); err != nil {
		panic(err)
	}
	if slices.ContainsFunc(list, func(s said) bool { return s.sev <= least && is(causes[c.Expect].codes, s.code) }) {
		t.Right = 1
	}
	if loud || t.Right == 1 {
		t.Any = 1
	}
	return t
}

// judgeChanges is the tally of each layout.
func judgeChanges(t *testing.T, c *checker, part string) map[string]tally {
	out := map[string]tally{}
	for _, file := range readChanges(t, part) {
		base := c.check(t, file.name, file.base.data)
		sum := out[file.base.layout]
		for _, ch := range file.changes {
			list := heardNew(base, c.check(t, file.name, file.base.with(t, ch.Set)))
			one := ch.judge(list)
			sum.add(one)
			if shown(part) && (one.Flagged == 1 || one.Right < one.Harmful) {
				verdict := "MISSED"
				if one.Flagged == 1 {
					verdict = "FLAGGED"
				}
				t.Logf("%s %s: %s: %s\n%s", verdict, ch.Expect, where(ch), ch.Why, lines(list))
			}
		}
		out[file.base.layout] = sum
	}
	return out
}

func where(c change) string {
	var s []string
	for p, v := range c.Set {
		if v == nil {
			s = append(s, p+" -")
		} else {
			r := []rune(*v)
			s = append(s, p+" "+string(r[:min(len(r), 40)]))
		}
	}
	slices.Sort(s)
	return strings.Join(s, ", ")
}

func lines(list []said) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString("\t\t" + s.sev.String() + " " + s.code + " " + s.path + ": " + s.text + "\n")
	}
	return b.String()
}
