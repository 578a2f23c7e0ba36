package notation

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocs: docs/notation.md explains every word of a style.
func TestDocs(t *testing.T) {
	doc, err := os.ReadFile("../../docs/notation.md")
	if err != nil {
		t.Fatal(err)
	}
	words := slices.Clone(styleKeys)
	words = slices.AppendSeq(words, maps.Keys(aligns))
	words = slices.AppendSeq(words, maps.Keys(valigns))
	words = slices.AppendSeq(words, maps.Keys(overflows))
	words = slices.AppendSeq(words, maps.Keys(rules))
	words = slices.AppendSeq(words, maps.Keys(builtinStyles().Rules))
	for _, w := range words {
		if !regexp.MustCompile(`(^|[^a-z-])` + regexp.QuoteMeta(w) + `([^a-z-]|$)`).MatchString(strings.ReplaceAll(string(doc), "\n", " ")) {
			t.Errorf("docs/notation.md does not explain %s", w)
		}
	}
}
