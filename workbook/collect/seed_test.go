package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// A seed typed into the fill-in workbook comes back to the character, and so does one we rendered.
func TestSeedsComeBack(t *testing.T) {
	l := layoutOf(t, shanghai)
	for name, seed := range seeds(t) {
		t.Run("filled "+name, func(t *testing.T) {
			same(t, fillIn(t, blankForm(t, l, 25), l, seed), seed)
		})
		t.Run("rendered "+name, func(t *testing.T) {
			form, err := engine.Load(t.Context(), dataOf(t, seed), "")
			if err != nil {
				t.Fatal(err)
			}
			b, err := engine.Bytes(t.Context(), render.XLSX, render.Options{}, form)
			if err != nil {
				t.Fatal(err)
			}
			same(t, b, seed)
		})
	}
}

func same(t *testing.T, book, record []byte) {
	t.Helper()
	r := readIn(t, "表.xlsx", book, Options{})
	if r.Refused() {
		t.Fatalf("refused:\n%s", r.Findings)
	}
	if d := cmp.Diff(compact(t, record), compact(t, r.Data)); d != "" {
		t.Errorf("%s\n%s", d, r.Findings)
	}
	for _, f := range r.Findings {
		if f.Severity < finding.Note && f.Code[:4] == "READ" {
			t.Errorf("said of a form that is in order: %s", f.Line())
		}
	}
}
