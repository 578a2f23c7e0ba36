package linebreak

import "testing"

// What stood between two lines of at most so many ems.
func TestJoint(t *testing.T) {
	for _, x := range []struct {
		a, b  string
		avail int64
		want  string
	}{
		{"加强管理的", "措施", 5, ""},
		{"加强管理", "措施", 5, "\n"},                 // there was room
		{"加强管理", "措施", 4, ""},                   // full: a line end by hand is not told apart
		{"加强管理", "措，施", 5, ""},                  // a comma begins no line, so 措 went with it
		{"管理", "　措施", 2, "\n"},                  // blanks hang
		{"performance", "evaluation", 6, " "},   // words
		{"performance", "evaluation", 12, "\n"}, // there was room
		{"12,345,", "678,901.23", 4, ""},        // one figure
		{"abcdefgh", "ijkl", 4, " "},            // full: a word torn is not told apart from two
		{"管理abc", "def", 4, " "},
	} {
		broken := func(between string) bool {
			l := Break(nil, Clusters(nil, x.a+between+x.b), x.avail*Em)
			return len(l) > 1 && l[0].End == len(x.a)
		}
		if got := Joint(x.a, x.b, broken); got != x.want {
			t.Errorf("%q | %q at %d: %q, want %q", x.a, x.b, x.avail, got, x.want)
		}
	}
}
