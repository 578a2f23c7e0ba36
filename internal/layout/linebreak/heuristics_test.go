package linebreak

import "testing"

// Up to three magnitudes may be between a number and its unit; more are no number anybody writes.
func TestMagnitudes(t *testing.T) {
	for text, want := range map[string]Gap{"5千万元": Soft, "5千万亿元": Soft, "5百千万亿元": Allowed} {
		cl := Clusters(nil, text)
		if got := cl[len(cl)-1].Gap; got != want {
			t.Errorf("%s: before 元 %v, want %v", text, got, want)
		}
	}
}

// A comma belongs to a number if three digits and no more follow, however narrow the line is.
func TestCommaLooksAhead(t *testing.T) {
	for text, want := range map[string]Cut{"1,234": Torn, "1,2345": Whole} {
		if got := Break(nil, Clusters(nil, text), Em/2)[0].Cut; got != want {
			t.Errorf("%s: the first line ends %v in a number, want %v", text, got, want)
		}
	}
}
