package golden

import "testing"

func TestDifference(t *testing.T) {
	for _, x := range []struct{ want, got, shows string }{
		{"a\nb\nc\n", "a\nx\nc\n", "from line 2\n- b\n+ x\n"},
		{"a\n", "a\nb\n", "from line 2\n+ b\n"},
		{"a", "a\n", "from line 2\n+ \n"},
		{"a\na\n", "a\n", "from line 2\n- a\n"},
	} {
		if d := difference(x.want, x.got); d != x.shows {
			t.Errorf("%q, %q: %q, want %q", x.want, x.got, d, x.shows)
		}
	}
}
