package markup

import "testing"

func TestParse(t *testing.T) {
	spaces := map[string]string{"u": "", "v": "v", "rel": "r", "compat": "mc"}
	n, err := Parse([]byte(`<a xmlns="u" xmlns:r="rel" xmlns:w="w" r:id="1" w:id="2" n="3"> x <w:b/><b t="on">y</b> <b/></a>`), spaces)
	if err != nil {
		t.Fatal(err)
	}
	if n.Attr["r:id"] != "1" || len(n.Attr) != 2 || n.Int("n", 0) != 3 || n.Text != " x " {
		t.Errorf("%+v", n)
	}
	if b := n.Kid("b"); b.Text != "y" || !b.Is("t") || b.IsNot("t") || len(n.All("b")) != 2 || n.Kids[0].Space != "?w" {
		t.Errorf("the b of another vocabulary was taken: %+v", n.Kids)
	}
	if n.Twice() != "b" || n.Kid("b", "c").Name != "" {
		t.Errorf("twice %q", n.Twice())
	}
}

// What two readers may take in two ways is read by none.
func TestRefused(t *testing.T) {
	deep := ""
	for range 65 {
		deep += "<a>"
	}
	for in, want := range map[string]error{
		``: ErrXML, `<a>`: ErrXML, `<a/><b/>`: ErrXML, `<!DOCTYPE a><a/>`: ErrXML, `<a x="1" x="2"/>`: ErrXML,
		`<a xmlns:m="compat" m:ProcessContent="b"/>`: ErrXML, `<a xmlns:m="compat" m:Ignorable="b"/>`: nil, deep: ErrLarge,
	} {
		if _, err := Parse([]byte(in), map[string]string{"compat": "mc"}); err != want {
			t.Errorf("%s: %v, want %v", in, err, want)
		}
	}
}
