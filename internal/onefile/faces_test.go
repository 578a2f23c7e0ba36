package onefile

import (
	"bytes"
	"testing"
	"unicode"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// A face that was cut has its characters as before, glyph by glyph, and no other.
func TestCut(t *testing.T) {
	for file, data := range fonts.Shipped() {
		if file != "GongbiaoRare-Regular.ttf" && file != "GongbiaoHei-Medium.ttf" {
			continue
		}
		keep := func(r rune) bool { return r%3 == 0 || !unicode.Is(unicode.Han, r) }
		less, err := cut(string(data), keep)
		if err != nil {
			t.Fatal(file, err)
		}
		whole, err := sfnt.Parse(string(data), 0)
		if err != nil {
			t.Fatal(err)
		}
		part, err := sfnt.Parse(string(less), 0)
		if err != nil {
			t.Fatal(file, err)
		}
		n := 0
		for r := rune(0); r <= 0x10FFFF; r++ {
			want := whole.Glyph(r)
			if !keep(r) {
				want = 0
			}
			if got := part.Glyph(r); got != want {
				t.Fatalf("%s: %c is glyph %d, not %d", file, r, got, want)
			}
			if want == 0 {
				continue
			}
			n++
			a, err := whole.Description(want)
			b, err2 := part.Description(want)
			if err != nil || err2 != nil || b != a || whole.Advance(want) != part.Advance(want) {
				t.Fatalf("%s: %c has another outline", file, r)
			}
		}
		if n < 500 || 2*len(less) > len(data)*3/2 {
			t.Errorf("%s: %d characters, %d of %d bytes", file, n, len(less), len(data))
		}
		for _, tag := range []string{"head", "hhea", "maxp", "hmtx", "name", "OS/2", "post"} {
			if !bytes.Equal([]byte(whole.Table(tag)), []byte(part.Table(tag))) {
				t.Errorf("%s: the table %s has changed", file, tag)
			}
		}
	}
}

// The two faces of the cut build set whatever they can as all faces would: the same face, the same width.
func TestFacesAgree(t *testing.T) {
	set := fonts.Embedded()
	out := map[string]bool{}
	for _, in := range set.List() {
		if in.File == "GongbiaoHei-Medium.ttf" || in.File == "GongbiaoFang-Regular.ttf" || in.File == "GongbiaoKai-Regular.ttf" {
			out[in.Name] = true
		}
	}
	keep := keeper(set, out, map[string]bool{"song": true, "bold": true})
	lost := 0
	for _, r := range fonts.Tongyong() {
		face, _, ok := set.Chain(fonts.Song, false).Measure(string(r))
		if r == '\n' {
			continue
		}
		if !ok || !keep(r) {
			lost++
			t.Logf("%c is set by %q", r, face)
		}
	}
	if lost > 0 {
		t.Errorf("%d of 8,105 characters are in no face of the cut build", lost)
	}
	if keep('㐀') {
		t.Error("a character that is not among the 8,105 stays")
	}
}

func TestFacesRefuse(t *testing.T) {
	for _, names := range [][]string{{"song"}, {"song", "bold", "comic"}} {
		if _, _, err := Faces(names); err == nil {
			t.Errorf("%q are taken", names)
		}
	}
}
