package outname

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestExpand(t *testing.T) {
	data := map[string]string{"项目名称": "A/B：水利", "年度": "2022", "空": "", "坏": "../../etc/passwd", "长": strings.Repeat("长", 200)}
	lookup := func(n string) (string, bool) { s, ok := data[n]; return s, ok }
	for _, c := range []struct{ pattern, want, fails string }{
		{"{项目名称}", "A／B：水利", ""},
		{"{年度}/{ 项目名称 }", "2022/A／B：水利", ""},
		{`{年度}\表`, "2022/表", ""},
		{"{坏}", "／..／etc／passwd", ""},
		{"{{x}}-{年度}", "{x}-2022", ""},
		{"{长}", strings.Repeat("长", 82), ""},
		{"{空}", "", "空的"},
		{"{无}", "", "没有这一项"},
		{"{年度", "", "花括号"},
		{"年}", "", "多了"},
		{"a//b", "", "空的"},
		{"../{年度}", "", "只有点"},
		{"/{年度}", "", "空的"},
		{"", "", "空的"},
	} {
		p, err := Parse(c.pattern)
		got := ""
		if err == nil {
			got, err = p.Expand(lookup)
		}
		if got != c.want || (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%q: %q, %v; want %q %s", c.pattern, got, err, c.want, c.fails)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"con": "_con", "COM1.txt": "_COM1.txt", "COM": "COM", "communism": "communism", "a\x00\u202eb": "ab", " .. ": "", "a. ": "a",
		`a:b*c?"<>|`: "a：b＊c？＂＜＞｜", "一\n二": "一 二", ".hidden": "hidden", "a\xffb": "a�b",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// A name never leaves its folder, whatever the data says, and cleaning a clean name changes nothing.
func TestCleanStaysInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\: ]{0,6}[A-Za-z]{0,4}[./\\: ]{0,6}`)).Draw(t, "s")
		got := Clean(s)
		if got == "" {
			return
		}
		if strings.ContainsAny(got, `/\`) || !filepath.IsLocal(got) || len(got) > MaxBytes || !utf8.ValidString(got) {
			t.Fatalf("Clean(%q) = %q", s, got)
		}
		if again := Clean(got); again != got {
			t.Fatalf("Clean(%q) = %q, again %q", s, got, again)
		}
	})
}
