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
		"con": "_con", "COM1.txt": "_COM1.txt", "com².txt": "_com².txt", "LPT10": "LPT10", "COM": "COM", "communism": "communism", "a\x00\u202eb": "ab", " .. ": "", "a. ": "a",
		`a:b*c?"<>|`: "a：b＊c？＂＜＞｜", "一\n二": "一 二", ".hidden": "hidden", "a\xffb": "a�b",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// Names that a file system or a reader may take for one have one key, and are told apart by a number.
func TestNames(t *testing.T) {
	any := func(string) bool { return true }
	for _, same := range [][2]string{{"Ａ表", "a表"}, {"é", "e\u0301"}, {"ﬁ", "fi"}, {"甲\u3000乙", "甲 乙"}, {"㎡", "m2"}, {"甲 ", "甲"}} {
		n := Names{}
		if a, b := n.Take(same[0], any), n.Take(same[1], any); a != same[0] || b != same[1]+"-2" {
			t.Errorf("%q: %q %q", same, a, b)
		}
	}
	n := Names{}
	for _, want := range []string{"甲", "甲-2", "甲-4"} {
		if got := n.Take("甲", func(name string) bool { return name != "甲-3" }); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := n.Take("乙", any); got != "乙" {
		t.Error(got)
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
