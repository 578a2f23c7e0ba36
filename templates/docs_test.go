package templates

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The examples of docs/notation.md load without a finding, and every word the loader knows is explained there.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../docs/notation.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(doc, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d examples", len(blocks))
	}
	_, list := readLayout("docs/notation.md", []byte(blocks[0][1]), files{}, Embedded().form, nil)
	if len(list) > 0 {
		t.Errorf("%s", list)
	}
	f := readForm("docs/notation.md", []byte(blocks[1][1]))
	if list := append(append(f.List, f.prepare()...), f.summary()...); len(list) > 0 {
		t.Errorf("%s", list)
	}
	m, _ := f.Names(f.Root, "表单")
	in, _ := f.Names(m.Get("summary"), "summary")
	for _, key := range []string{"title", "unit", "budget", "spent", "rate", "score", "grade", "grades", "groups", "rows"} {
		if !in.Has(key) {
			t.Errorf("the example has no summary of %s", key)
		}
	}
	words := append(append([]string{}, layoutKeys...), tableKeys...)
	words = slices.Concat(words, rowSettings, fieldKeys, kindWords, itemKeys, changeVerbs, []string{"from", "with", "spans"})
	for _, w := range words {
		if !regexp.MustCompile(`(^|[^a-z-])` + regexp.QuoteMeta(w) + `([^a-z-]|$)`).MatchString(strings.ReplaceAll(doc, "\n", " ")) {
			t.Errorf("docs/notation.md does not explain %s", w)
		}
	}
}
