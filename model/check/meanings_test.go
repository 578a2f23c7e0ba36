package check

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

func TestMeanings(t *testing.T) {
	m := &meanings{bind: &binding{lexicon: (*Vocabulary)(nil).lexicon()}, own: map[string]string{"己": "自己"},
		layouts: map[string]string{"丙": "版式的丙"},
		forms: []Let{{Name: "甲", Expr: "乙 + 1"}, {Name: "乙", Expr: "甲 + 丙"}, {Name: "丙", Expr: "没有人问"},
			{Name: "丁", Expr: `甲.乙 + 乙(1) + "乙" + 乙`}}}
	for name, want := range map[string]string{
		"己": "自己",
		"丙": "版式的丙",
		"甲": "乙 + 1", // those behind it are fields to it
		"乙": "(乙 + 1) + (版式的丙)",
		"丁": `(乙 + 1).乙 + 乙(1) + "乙" + ((乙 + 1) + (版式的丙))`,
	} {
		if got, known := m.mean(name); !known || got != want {
			t.Errorf("%s means %q, want %q", name, got, want)
		}
	}
	if got, known := m.mean("戊"); known {
		t.Errorf("戊 means %q", got)
	}
}

// TestToken: what the scanner finds is what the expression says a token is.
func TestToken(t *testing.T) {
	says := regexp.MustCompile(`"[^"]*"?|'[^']*'?|[\p{L}_][\p{L}\p{Nd}_]*`)
	pieces := []string{"甲", "b", "_", "1", "２", `"`, "'", ".", "(", " ", "Ⅳ", "\xff", "́", "𠮷"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		s := ""
		for range r.IntN(9) {
			s += pieces[r.IntN(len(pieces))]
		}
		from, to := token(s, 0)
		for _, at := range says.FindAllStringIndex(s, -1) {
			if from != at[0] || to != at[1] {
				t.Fatalf("%q: %d–%d, want %v", s, from, to, at)
			}
			from, to = token(s, to)
		}
		if from != len(s) {
			t.Fatalf("%q: one more at %d", s, from)
		}
	}
}
