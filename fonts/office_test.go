package fonts

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// office is what may stand in Chinese office text beside unified ideographs, by blocks; what Unicode has not assigned
// or does not show is left out, and so are the signs that marks make (TestComposed).
var office = []struct {
	name   string
	lo, hi rune
}{
	{"Latin-1", 0xA0, 0xFF}, {"Latin Extended-A and -B", 0x100, 0x24F}, {"phonetic letters", 0x250, 0x2AF}, {"modifier letters", 0x2B0, 0x2FF},
	{"Greek", 0x370, 0x3E1}, {"Cyrillic", 0x400, 0x45F}, {"Latin Extended Additional", 0x1E00, 0x1EFF},
	{"punctuation", 0x2000, 0x206F}, {"superscripts and subscripts", 0x2070, 0x209F}, {"currency", 0x20A0, 0x20BF}, {"letterlike", 0x2100, 0x214F},
	{"number forms", 0x2150, 0x218B}, {"arrows", 0x2190, 0x21FF}, {"operators", 0x2200, 0x22FF}, {"technical", 0x2300, 0x23B6}, {"in circles and brackets", 0x2460, 0x24FF},
	{"boxes", 0x2500, 0x259F}, {"shapes", 0x25A0, 0x25FF}, {"symbols", 0x2600, 0x26FF}, {"dingbats", 0x2701, 0x2709}, {"ticks and crosses", 0x2713, 0x2718},
	{"circled figures", 0x2776, 0x2793}, {"arrows of dingbats", 0x2794, 0x27AF}, {"radicals", 0x2E80, 0x2FDF}, {"description", 0x2FF0, 0x2FFB}, {"CJK marks", 0x3000, 0x303F},
	{"kana", 0x3041, 0x30FF}, {"bopomofo", 0x3105, 0x312F}, {"bopomofo extended", 0x31A0, 0x31BA}, {"strokes", 0x31C0, 0x31E3}, {"CJK in circles", 0x3200, 0x32FF},
	{"units", 0x3300, 0x33FF}, {"hexagrams", 0x4DC0, 0x4DFF}, {"compatibility ideographs", 0xF900, 0xFAD9}, {"ligatures", 0xFB00, 0xFB06}, {"vertical forms", 0xFE10, 0xFE19},
	{"compatibility forms", 0xFE30, 0xFE6B}, {"full width and half width", 0xFF01, 0xFFEE}, {"circled letters", 0x1F100, 0x1F10C}, {"compatibility supplement", 0x2F800, 0x2FA1D},
}

// absent is the one that no licence-compatible face at hand has, and the fillers, which are blanks.
const absent = "㌬ㅤ\uffa0"

func officeCharacters() []rune {
	seen, out := map[rune]bool{}, []rune(nil)
	add := func(r rune) {
		if unicode.IsGraphic(r) && !seen[r] && !unicode.Is(unicode.M, r) && !strings.ContainsRune(absent, r) {
			seen[r] = true
			out = append(out, r)
		}
	}
	for _, b := range office {
		for r := b.lo; r <= b.hi; r++ {
			add(r)
		}
	}
	// The symbols of GBK and the two-byte area of GB 18030.
	for hi := byte(0x81); hi < 0xFF; hi++ {
		for lo := byte(0x40); lo < 0xFF; lo++ {
			s, err := simplifiedchinese.GB18030.NewDecoder().String(string([]byte{hi, lo}))
			if r, n := utf8.DecodeRuneInString(s); err == nil && n == len(s) && !unicode.Is(unicode.Co, r) && r != utf8.RuneError {
				add(r)
			}
		}
	}
	return out
}

func TestOfficeCharacters(t *testing.T) {
	all := officeCharacters()
	beyond := 0
	for _, r := range all {
		if !unicode.Is(unicode.Han, r) || r >= 0xF900 && r < 0xFB00 || r > 0x2F7FF || r < 0x3400 {
			beyond++
		}
	}
	if beyond < 4000 {
		t.Errorf("%d characters beyond unified ideographs are too few to tell", beyond)
	}
	s := Embedded()
	for _, family := range append(families(s), "") {
		for _, bold := range []bool{false, true} {
			c := s.Chain(family, bold)
			var bad []rune
			for _, r := range all {
				if p, ok := c.Paint(string(r)); !ok || p.Loss != NoLoss {
					bad = append(bad, r)
				}
			}
			if len(bad) > 0 {
				t.Errorf("%s bold=%v lacks %d of %d: %q", family, bold, len(bad), len(all), string(bad))
			}
		}
	}
	t.Logf("%d characters, %d beyond unified ideographs", len(all), beyond)
}

// Every letter that Unicode composes is painted when it comes as letter and marks, in whatever order the marks stand.
func TestComposed(t *testing.T) {
	c := Embedded().Chain(Song, false)
	n := 0
	for r := rune(0xC0); r < 0x2000; r++ {
		apart := norm.NFD.String(string(r))
		if apart == string(r) || norm.NFC.String(apart) != string(r) || !unicode.IsLetter(r) || unicode.Is(unicode.Arabic, r) || shaped(r) || Block(r) == "谚文字母" {
			continue
		}
		if r >= 0x1B00 && r < 0x1C00 || r >= 0x900 && r < 0x1000 {
			continue
		}
		n++
		p, ok := c.Paint(apart)
		if !ok || p.Text != string(r) || p.Loss != NoLoss {
			t.Errorf("%q (%U) apart: %+v %v", r, r, p, ok)
		}
		if _, whole, ok := c.Measure(string(r)); !ok || whole != p.Advance {
			t.Errorf("%q: composed %d wide, apart %d", r, whole, p.Advance)
		}
	}
	if n < 700 {
		t.Errorf("%d letters", n)
	}
	for _, x := range []string{"x\u0304", "p\u0302", "m\u0300", "e\u0302\u0304", "Ê\u030c", "3\u0307", "i\u0305", "か\u3099", "o\u0302\u0301", "o\u031b\u0323"} {
		if p, ok := c.Paint(x); !ok || p.Text == "" {
			t.Errorf("%q: %+v %v", x, p, ok)
		}
	}
	for _, x := range []string{"\u0301", "财\u0301", "Ж\u0301", "x\u0304\u0302", "ش", "ག", "न", "\u0301x"} {
		if p, ok := c.Paint(x); ok {
			t.Errorf("%q is painted: %+v", x, p)
		} else if m, missing := c.Explain(x); !missing || m.Message() == "" || m.English() == "" || m.Hint() == "" {
			t.Errorf("%q: no word why", x)
		}
	}
	if _, ok := c.Paint("\U000F0478"); ok { // the private place of x̄ in our own face
		t.Error("a private character reaches our own")
	}
}

func TestVariants(t *testing.T) {
	c := Embedded().Chain(Song, false)
	for x, want := range map[string]Loss{"葛": NoLoss, "葛\U000E0100": Variant, "侮\uFE00": Variant, "☑\uFE0E": NoLoss, "☑\uFE0F": Colour, "\uFA19": NoLoss, "\u2126": NoLoss, "\u212B": NoLoss} {
		if p, ok := c.Paint(x); !ok || p.Loss != want {
			t.Errorf("%q: %+v %v, want loss %d", x, p, ok, want)
		}
	}
	// Without the rare face a compatibility ideograph is its common twin, and that is said.
	small := build([]style{{name: Song, own: plain(Embedded().Face("GongbiaoSong-Regular"))}}, nil).Chain(Song, false)
	if p, ok := small.Paint("\uFA19"); !ok || p.Text != "神" || p.Loss != Variant {
		t.Errorf("U+FA19: %+v %v", p, ok)
	}
	if p, ok := small.Paint("\u212A"); !ok || p.Text != "K" || p.Loss != NoLoss {
		t.Errorf("U+212A: %+v %v", p, ok)
	}
}
