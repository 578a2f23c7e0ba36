package check

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lexicon is what may follow a $ in a check: things, and things with their parts. It is made once for all checks of a
// form.
type lexicon struct {
	words []string
	by    map[rune][]string // by their first character, longest first
	means map[string]meant
}

type meant struct {
	thing *Thing
	part  *Part // nil: the thing has no list
}

func (v *Vocabulary) lexicon() *lexicon {
	x := &lexicon{by: map[rune][]string{}, means: map[string]meant{}}
	if v == nil {
		return x
	}
	add := func(w string, m meant) {
		x.words = append(x.words, w)
		if _, known := x.means[w]; known {
			return
		}
		x.means[w] = m
		r, _ := utf8.DecodeRuneInString(w)
		x.by[r] = append(x.by[r], w)
	}
	for i := range v.Things {
		t := &v.Things[i]
		add(t.Name, meant{t, t.part(t.Rows)})
		for k := range t.Parts {
			add(t.Name+t.Parts[k].Name, meant{t, &t.Parts[k]})
		}
	}
	for _, l := range x.by {
		slices.SortStableFunc(l, func(a, b string) int { return len(b) - len(a) })
	}
	return x
}

// begins is the longest word at the beginning of s.
func (x *lexicon) begins(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	for _, w := range x.by[r] {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}
