package char

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Every character that Unicode says is ignored or formats, and shows nothing, is known here; what has ink is not.
func TestHiddenIsComplete(t *testing.T) {
	inked := func(r rune) bool { // format characters with a shape of their own
		return r >= 0x600 && r <= 0x605 || r == 0x6DD || r == 0x70F || r == 0x890 || r == 0x891 || r == 0x8E2 || r == 0x110BD || r == 0x110CD || r >= 0x13430 && r <= 0x1343F
	}
	n := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		kind, name := Of(r)
		must := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point)
		if must && !inked(r) && kind == Shown && r != '\t' && r != '\n' && r != '\r' {
			t.Errorf("%U is not known", r)
		}
		if !must && kind != Shown && r != 0x2800 && r != 0xFFFC {
			t.Errorf("%U shows, but counts as %s", r, name)
		}
		if (name == "") != (kind == Shown) {
			t.Errorf("%U: kind %d, name %q", r, kind, name)
		}
		if kind != Shown {
			n++
		}
	}
	if n < 4000 {
		t.Errorf("%d hidden characters", n)
	}
	for i := 1; i < len(hidden); i++ {
		if hidden[i].lo <= hidden[i-1].hi {
			t.Errorf("%U is out of order", hidden[i].lo)
		}
	}
	for r, want := range map[rune]Kind{'\t': Shown, 0x202E: Turning, 0x2066: Turning, 0xE0041: Tag, 0x200B: Breaking, 0xFE0F: Selector, 0xE0100: Selector, 0x2062: Unseen, 0x200D: Unseen,
		0x85: Control, 0xFEFF: Control, 0x3000: Shown, 0xA0: Shown, '财': Shown, 0xE000: Shown} {
		if kind, _ := Of(r); kind != want {
			t.Errorf("%U is %d, want %d", r, kind, want)
		}
	}
}

func TestShow(t *testing.T) {
	for in, want := range map[string]string{
		"甲\u202e乙": "甲⟨U+202E⟩乙", "a\r\nb": "a\nb", "a\rb": "a⟨U+000D⟩b", "\x1b[31m": "⟨U+001B⟩[31m", "一\t二\n": "一\t二\n", "☑\ufe0f": "☑⟨U+FE0F⟩", "": "",
	} {
		if got := Show(in); got != want {
			t.Errorf("%q is shown %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		shown := Show(s)
		if i := strings.IndexFunc(shown, hides); i >= 0 {
			t.Fatalf("%q still hides something", shown)
		}
		if Show(shown) != shown {
			t.Fatal("not the same twice")
		}
		if strings.IndexFunc(s, hides) < 0 && shown != s {
			t.Fatalf("%q became %q", s, shown)
		}
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		for at < len(s) && !utf8.RuneStart(s[at]) {
			at++
		}
		if a := Around(s, at, 3); utf8.ValidString(s) && !utf8.ValidString(a) {
			t.Fatalf("%q cut a character", a)
		}
	})
}
