package notation

import (
	"testing"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// A field may have the name of a means of the paper, as long as nothing stands behind it.
func TestFieldsNamedAsMeans(t *testing.T) {
	at := func(int) yamltree.Pos { return yamltree.Pos{} }
	for _, c := range []struct {
		text string
		kind Kind
	}{{"{线}", Field}, {"{线 30mm}", Text}} {
		var p yamltree.Problems
		got := Pieces([]rune(c.text), at, &p)
		if len(got) != 1 || got[0].Kind != c.kind {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}
