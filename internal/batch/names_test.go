package batch

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/outname"
)

// Whatever records are called: no two outputs have names that a file system could take for one, and every name is safe.
func TestNamesDiffer(t *testing.T) {
	p, err := outname.Parse("{主管部门}/{项目名称}")
	if err != nil {
		t.Fatal(err)
	}
	word := rapid.OneOf(rapid.SampledFrom([]string{"甲", "Ａ", "a", "A", "a-2", "é", "e\u0301", "CON", "con ", "x.", "1", "１", "/", "..", "ﬁ", "fi", " a", "a\u3000b", "a b"}), rapid.StringN(1, 8, -1))
	rapid.Check(t, func(t *rapid.T) {
		n := newNames(Job{})
		seen := map[string]string{}
		for i, w := range rapid.SliceOfN(word, 1, 30).Draw(t, "names") {
			base, err := p.Expand(func(f string) (string, bool) {
				if f == "主管部门" {
					return "局", true
				}
				return w, true
			})
			if err != nil {
				continue // nothing is left of the name
			}
			got, notes, err := n.take(base, item{input: "x", index: i + 1})
			if err != nil {
				t.Fatal(err)
			}
			key := outname.Key(got)
			if first, twice := seen[key]; twice {
				t.Fatalf("%q and %q", first, got)
			}
			seen[key] = got
			dir, file := path.Split(got)
			if dir != "局/" || strings.ContainsAny(file, `\/:*?"<>|`) || len(file) > outname.MaxBytes {
				t.Fatalf("%q", got)
			}
			if (got != base) != (len(notes) > 0) {
				t.Fatalf("%q became %q, notes %v", base, got, notes)
			}
		}
	})
}
