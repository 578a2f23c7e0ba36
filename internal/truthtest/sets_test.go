package truthtest

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"
)

// set is several forms, each a correct one with some changes, that are fine alone and are looked at together or beside
// other papers.
type set struct {
	Forms   []variant
	Papers  []variant // other papers that are forms
	Against yaml.Node // other papers as --against takes them
	Expect  string    // none, or a cause
	Level   string
	Why     string
}

// variant is a correct form that another project of testdata/projects.yaml is made of, with some more changes; or a
// record written out.
type variant struct {
	Base, As string
	Set      map[string]*string
	Doc      yaml.Node
}

// readSets are the sets of a part, those of sets.yaml and across.yaml.
func readSets(t testing.TB, part string) (out []set) {
	t.Helper()
	for _, name := range []string{"sets.yaml", "across.yaml"} {
		var file struct{ Sets []set }
		readKnown(t, filepath.Join("testdata", part, name), &file)
		out = append(out, file.Sets...)
	}
	return out
}

func readKnown(t testing.TB, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// record is what a variant is, as JSON.
func (v variant) record(t testing.TB, projects map[string]map[string]*string) []byte {
	t.Helper()
	if v.Doc.Kind != 0 {
		return asJSON(nil, &v.Doc)
	}
	project, known := projects[v.As]
	if v.As != "" && !known {
		t.Fatalf("no project %s", v.As)
	}
	changes := map[string]*string{}
	maps.Copy(changes, project)
	maps.Copy(changes, v.Set)
	return readForm(t, filepath.Join("testdata", "base", v.Base+".yaml")).with(t, changes)
}

// judgeSets is the tally of the sets of a part, and of some of them: what is said of the forms together and of none
// alone. Each set needs a checker of its own, which takes long: unless all are asked for, only some are looked at.
func judgeSets(t *testing.T, c *checker, part string, all bool) (sum, some tally) {
	var file struct {
		Projects map[string]map[string]*string
	}
	readKnown(t, filepath.Join("testdata", "projects.yaml"), &file)
	for i, s := range readSets(t, part) {
		if !all && i%everySet != 0 {
			continue
		}
		var records, against [][]byte
		var alone []said
		for _, f := range s.Forms {
			r := f.record(t, file.Projects)
			records = append(records, r)
			alone = append(alone, c.check(t, f.Base, r)...)
		}
		for _, p := range s.Papers {
			against = append(against, p.record(t, file.Projects))
		}
		if s.Against.Kind != 0 {
			against = append(against, asJSON(nil, &s.Against))
		}
		list := heardNew(alone, together(t, s.Why, against, records))
		one := change{Expect: s.Expect, Level: s.Level}.judge(list)
		sum.add(one)
		if i%everySet == 0 {
			some.add(one)
		}
		if shown(part) && (one.Flagged == 1 || one.Right < one.Harmful) {
			t.Logf("SET %s: %s\n%s", s.Expect, s.Why, lines(list))
		}
	}
	return sum, some
}
