package pdf_test

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/paint/pdf/zpiece"
)

// The codes that stand beside the faces are those that training would give.
func TestCodesOfTheEmbeddedFaces(t *testing.T) {
	var b strings.Builder
	for _, i := range fonts.Embedded().List() {
		f := fonts.Embedded().Face(i.Name)
		trained := zpiece.TrainOn(f.Glyphs(), f.Description)
		b.WriteString(i.Name + " " + trained.Lengths() + "\n")
		if ready := zpiece.Ready(f.Codes()); !golden.Updating() && (ready == nil || ready.Lengths() != trained.Lengths()) {
			t.Errorf("%s has no code, or another one", i.Name)
		}
	}
	golden.File(t, "../../../fonts/codes.txt", []byte(b.String()))
}

// A code made from its lengths packs like the one that was trained.
func TestReadyCode(t *testing.T) {
	f := fonts.Embedded().Face(song)
	trained := zpiece.TrainOn(f.Glyphs(), f.Description)
	ready := zpiece.Ready(trained.Lengths())
	text := []byte("一项一项地，一项一项地写")
	pack := func(c *zpiece.Code) string {
		w := c.Writer(nil)
		w.Add(c.Piece(text))
		w.AddBytes(text)
		return string(w.Close())
	}
	if pack(trained) != pack(ready) {
		t.Error("other bytes")
	}
	if zpiece.Ready("") != nil || zpiece.Ready("abc") != nil {
		t.Error("a code of nothing")
	}
}
