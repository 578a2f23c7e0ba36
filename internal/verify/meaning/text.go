package meaning

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// text is the text of a cell, in pieces of one font each.
type text struct {
	plain   string
	runs    []run // empty: all of it in the cell's font
	spoken  bool  // has phonetic signs beside it
	unknown string
}

type run struct {
	text string
	font font
}

// text reads a shared or inline text.
func (r *reader) text(n *markup.Node) (t text) {
	var b strings.Builder
	rich, whole, parts := false, 0, 0
	for _, k := range n.Kids {
		switch {
		case k.Space != "":
			t.unknown = k.Name
		case k.Name == "t":
			whole++
			s := unescape(k.Text)
			b.WriteString(s)
			t.runs = append(t.runs, run{text: s})
		case k.Name == "r":
			parts++
			if k.Twice() != "" {
				parts, whole = 1, 1
			}
			s := unescape(k.Kid("t").Text)
			b.WriteString(s)
			x := run{text: s}
			if p := k.Kid("rPr"); p.Name != "" {
				rich, x.font = true, r.look.font(p)
			}
			t.runs = append(t.runs, x)
		case k.Name == "rPh":
			t.spoken = true
		case k.Name == "phoneticPr":
		default:
			t.unknown = k.Name
		}
	}
	if whole > 1 || whole > 0 && parts > 0 { // readers take one or the other
		t.unknown = "t"
	}
	if t.plain = b.String(); !rich {
		t.runs = nil
	}
	return t
}
