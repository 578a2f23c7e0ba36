package templates

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/notation"
)

// The two references of the notation name the same things: what a table of the English one spells stands in a table of
// the Chinese one, each key that one names in its text the other names too, and each thing a layout or a form may say
// is in an example of the Chinese one, which TestPaper draws.
func TestReferencesAgree(t *testing.T) {
	spelled, keys, _ := reference(t, "../docs/notation.md")
	spelledZh, keysZh, examples := reference(t, "../docs/notation-zh.md")
	differ(t, "spellings", spelled, spelledZh)
	differ(t, "keys", keys, keysZh)

	inForm := slices.DeleteFunc(slices.Clone(formKeys), func(k string) bool { // these stand in checks.yaml
		return k == "codes" || k == "given" || k == "collect"
	})
	for _, w := range slices.Concat(layoutKeys, tableKeys, rowSettings, fieldKeys, inForm, kindWords, itemKeys, changeVerbs,
		notation.StyleKeys(), []string{"with", "merge", "merge-empty", "heading", "subtotal", "categories", "keep-empty", "empty", "fill", "else", "as", "spans"}) {
		if !regexp.MustCompile(`(^|[^a-z-])` + regexp.QuoteMeta(w) + `([^a-z-]|$)`).MatchString(examples) {
			t.Errorf("no example of docs/notation-zh.md has %s", w)
		}
	}
	for _, w := range []string{"{序号}", "{序号:一}", "{勾选 ", "{勾 ", "{√ ", "{印章 ", " 框}", " 线}", "{图 ", "{线 ", "{斜线 ", "{@", "{本页合计 ",
		"{= ", ":大写}", ":中文}", ":÷", ":×", "|—}", `\n`, `\|`, `\{`, `\@`, `\<`, `\^`, "| ^ |", "| < |", ":#,##0.00;",
		"| << |", " // |", " // {", " // ^ |", "@居中", "@靠左", "@靠右"} {
		if !strings.Contains(examples, w) {
			t.Errorf("no example of docs/notation-zh.md has %s", w)
		}
	}
}

var (
	fenced = regexp.MustCompile("(?s)\n```(\\S*)([^\n]*)\n(.*?)\n```")
	coded  = regexp.MustCompile("`([^`]+)`|<code>(.*?)</code>")
	remark = regexp.MustCompile(`(#|   ).*`)
	key    = regexp.MustCompile(`[a-z][a-z-]*[a-z]`)
)

// reference takes a page apart: what the first cells of its tables spell, the keys that its text names, its examples.
func reference(t *testing.T, file string) (spelled, keys map[string]bool, examples string) {
	t.Helper()
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range fenced.FindAllStringSubmatch(string(page), -1) {
		if b[1] == "yaml" && b[2] != " record" {
			examples += b[3] + "\n"
		}
	}
	spelled, keys = map[string]bool{}, map[string]bool{}
	var text strings.Builder
	for line := range strings.Lines(fenced.ReplaceAllString(string(page), "\n")) {
		if strings.HasPrefix(line, "    ") { // code; what it says behind # or some blanks is not
			line = "`" + remark.ReplaceAllString(strings.TrimSpace(line), "") + "`\n"
		}
		text.WriteString(line)
		if cell, _, ok := strings.Cut(line, " | "); ok && strings.HasPrefix(line, "| ") {
			for _, c := range coded.FindAllStringSubmatch(cell, -1) {
				spelled[c[1]+c[2]] = true
			}
		}
	}
	for _, c := range coded.FindAllStringSubmatch(text.String(), -1) {
		for _, k := range key.FindAllString(c[1], -1) {
			keys[k] = true
		}
	}
	return spelled, keys, examples
}

func differ(t *testing.T, what string, english, chinese map[string]bool) {
	t.Helper()
	if len(english) < 30 {
		t.Errorf("%d %s", len(english), what)
	}
	for _, s := range slices.Sorted(maps.Keys(english)) {
		if !chinese[s] {
			t.Errorf("%s: %s is in the English reference alone", what, s)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(chinese)) {
		if !english[s] {
			t.Errorf("%s: %s is in the Chinese reference alone", what, s)
		}
	}
}
