package pattern_test

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"testing"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// same compares every answer with package regexp's.
func same(t *testing.T, src, text string) {
	t.Helper()
	re, p := regexp.MustCompile(src), pattern.Late(src)
	for _, x := range []struct {
		what      string
		got, want any
	}{
		{"MatchString", p.MatchString(text), re.MatchString(text)},
		{"ReplaceAllString", p.ReplaceAllString(text, "<$0>"), re.ReplaceAllString(text, "<$0>")},
		{"FindString", p.FindString(text), re.FindString(text)},
		{"FindStringIndex", p.FindStringIndex(text), re.FindStringIndex(text)},
		{"FindStringSubmatch", p.FindStringSubmatch(text), re.FindStringSubmatch(text)},
		{"FindAllStringIndex", p.FindAllStringIndex(text, -1), re.FindAllStringIndex(text, -1)},
		{"FindAllStringSubmatch", p.FindAllStringSubmatch(text, 2), re.FindAllStringSubmatch(text, 2)},
		{"FindAllStringSubmatchIndex", p.FindAllStringSubmatchIndex(text, -1), re.FindAllStringSubmatchIndex(text, -1)},
		{"Split", p.Split(text, -1), re.Split(text, -1)},
	} {
		if !reflect.DeepEqual(x.got, x.want) {
			t.Errorf("%s of %q in %q: %v, want %v", x.what, src, text, x.got, x.want)
		}
	}
}

// Every kind of beginning a match can have: a text that need not be searched is one in which nothing is found.
var kinds = []string{
	"", "a", "(?i)a", "延期|逾期", "(?:延|逾)期", "a*b", "a?b?c", "a+", "a{2,3}b", "a{0,2}", "^a", "^(?:a|b)c", "^a|b", "(^a|^b)", "a$", "^$", "$",
	`\bа`, `\Bc`, "[a-c]", "[^a-c]", `\p{Han}{2}期`, `^\p{Han}*[0-9]`, ".a", "(?s).", "(?m)^a", "(a|b*)c", "(?:|a)b", `^(?:全年|期间)*(?:无|0)\p{Han}{0,2}`,
	"延期|延误|逾期", "(?:延|逾)期了?", "^延期|逾期$",
	"全年.{0,2}期", "[延逾]期(?:a|b)+", "(?:延|)期", "延(?:期{0,2}|误)a", `(?:^|a)延\b期?`, "(?i:a)|延",
	"a\uFFFD", "[延\uFFFD]期", "(?:a|b|c|)期全$", "一(?:二|三+)四?五",
	`\d+(?:\.\d+)?%`, "[[:^ascii:]]", `\x{FFFD}`, "(?:a|^)b", "一|二|三|四|五|六|七|八|九|十",
}

func TestSameAsRegexp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aAbc期延逾全年无1 0.%\n一五\uFFFD")
	for _, src := range kinds {
		for range 300 {
			text := make([]rune, random.IntN(6))
			for i := range text {
				text[i] = letters[random.IntN(len(letters))]
			}
			same(t, src, string(text))
		}
		same(t, src, "a\xff期")
	}
}

func FuzzSameAsRegexp(f *testing.F) {
	for _, src := range kinds {
		f.Add(src, "全年无a期")
	}
	f.Fuzz(func(t *testing.T, src, text string) {
		if _, err := regexp.Compile(src); err != nil || len(src) > 200 || len(text) > 200 {
			t.Skip()
		}
		same(t, src, text)
	})
}

func TestNew(t *testing.T) {
	if _, err := pattern.New("("); err == nil {
		t.Error("no error of half a pattern")
	}
	if p, err := pattern.New("率$"); err != nil || !p.MatchString("合格率") || p.MatchString("率先") {
		t.Error("not as package regexp", err)
	}
}
