package templates

import "testing"

// The catalogue of mistakes holds far more than forty kinds, each told in its own words under a code.
func TestCatalogue(t *testing.T) {
	said, codes := map[string]bool{}, map[string]bool{}
	for _, m := range mistakes {
		said[m.says], codes[m.code] = true, true
	}
	for _, m := range formMistakes {
		said[m.says], codes[m.code] = true, true
	}
	if len(said) < 130 || len(codes) < 60 {
		t.Errorf("%d messages, %d codes", len(said), len(codes))
	}
	if n := len(mistakes) + len(formMistakes) - len(said); n > 2 {
		t.Errorf("%d mistakes are told in the words of another", n)
	}
}
