package truthtest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"
)

// set is several forms, each a correct one with some changes, that are fine alone and are looked at together or beside
// other papers.
type set struct {
	Forms []struct {
		Base string
		Set  map[string]*string
	}
	Against yaml.Node // other papers, as --against takes them
	Expect  string    // none, or a cause
	Level   string
	Why     string
}

func readSets(t testing.TB, part string) []set {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", part, "sets.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var file struct{ Sets []set }
	if err := d.Decode(&file); err != nil {
		t.Fatalf("%s: %v", part, err)
	}
	return file.Sets
}

// judgeSets is the tally of the sets of a part: what is said of the forms together and of none alone.
func judgeSets(t *testing.T, c *checker, part string) (sum tally) {
	for _, s := range readSets(t, part) {
		var records [][]byte
		var alone []said
		for _, f := range s.Forms {
			r := readForm(t, filepath.Join("testdata", "base", f.Base+".yaml")).with(t, f.Set)
			records = append(records, r)
			alone = append(alone, c.check(t, f.Base, r)...)
		}
		var against []byte
		if s.Against.Kind != 0 {
			var err error
			if against, err = yaml.Marshal(&s.Against); err != nil {
				t.Fatal(err)
			}
		}
		list := heardNew(alone, together(t, s.Why, against, records))
		one := change{Expect: s.Expect, Level: s.Level}.judge(list)
		sum.add(one)
		if shown(part) && (one.flagged == 1 || one.right < one.harmful) {
			t.Logf("SET %s: %s\n%s", s.Expect, s.Why, lines(list))
		}
	}
	return sum
}
