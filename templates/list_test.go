package templates

import (
	"path"
	"testing"

	"github.com/gongbiao/gongbiao/internal/notation"
)

// What an embedded layout and form say of themselves is what the whole file says.
func TestOpening(t *testing.T) {
	l := Embedded()
	for _, i := range l.List() {
		lay, err := l.Layout(i.ID + "@" + i.Version)
		if err != nil {
			t.Fatal(err)
		}
		if i.Name != lay.Name || i.Version != lay.Version || i.Place != lay.Place || i.Source != lay.Source || i.Confirmed != lay.Confirmed {
			t.Errorf("%s says %+v of itself", i.ID, i)
		}
		if got := l.FormName(path.Dir(i.ID)); got != lay.Form.Name {
			t.Errorf("the form of %s is called %q, not %q", i.ID, got, lay.Form.Name)
		}
		data, _, err := l.Source(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(opening(data)); n < 40 || n > 3000 || notation.Read(i.File, data[:n]).Root == nil {
			t.Errorf("%s: its head is %d bytes", i.ID, n)
		}
	}
}
