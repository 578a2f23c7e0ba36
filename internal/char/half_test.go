package char

import (
	"testing"

	"golang.org/x/text/width"
)

// Half is the Unicode folding of the full-width ASCII block, and nothing else: half-width katakana and full-width
// money signs stay.
func TestHalf(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		want := r
		if p := width.LookupRune(r); p.Kind() == width.EastAsianFullwidth && p.Folded() < 0x80 && r != '　' {
			want = p.Folded()
		}
		if got := Half(r); got != want {
			t.Errorf("U+%04X is U+%04X, want U+%04X", r, got, want)
		}
	}
}
