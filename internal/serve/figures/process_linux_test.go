package figures

import (
	"slices"
	"testing"
)

// The name of the program stands in the line, whatever it is.
func TestStatFields(t *testing.T) {
	line := "7 (a) b (1) S 1 7 7 0 -1 4194560 100 0 0 0 31 12 0 0 20 0 9 0 4242 1357597120 13816 18446744073709551615"
	if got, want := statFields([]byte(line)), []uint64{31, 12, 4242, 1357597120, 13816}; !slices.Equal(got, want) {
		t.Errorf("%d, want %d", got, want)
	}
	for _, bad := range []string{"", "7 (a) S 1", "7 (a) S x x x x x x x x x x x x x x x x x x x x x x"} {
		if got := statFields([]byte(bad)); got != nil {
			t.Errorf("%q: %d", bad, got)
		}
	}
}
