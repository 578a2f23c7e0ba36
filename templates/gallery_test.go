package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGallery: docs/forms.md names every shipped layout and shows a picture of one of its samples; a layout says where
// it comes from and what is confirmed.
func TestGallery(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "docs", "forms.md"))
	if err != nil {
		t.Fatal(err)
	}
	lib := Embedded()
	for _, i := range lib.List() {
		if !i.Current {
			continue
		}
		for what, s := range map[string]string{"name": i.Name, "place": i.Place, "source": i.Source, "confirmed": i.Confirmed, "version": i.Version} {
			if s == "" {
				t.Errorf("%s has no %s", i.ID, what)
			}
		}
		_, line, ok := strings.Cut(string(doc), "| `"+i.ID+"` |")
		if !ok {
			t.Errorf("docs/forms.md does not name %s", i.ID)
			continue
		}
		line, _, _ = strings.Cut(line, "\n")
		form, _, _ := strings.Cut(i.ID, "/")
		shown := false
		for sample := range lib.Samples(i.ID) {
			picture := filepath.Join("images", form+"-"+strings.TrimSuffix(sample, filepath.Ext(sample))+".png")
			if strings.Contains(line, filepath.ToSlash(picture)) {
				_, err := os.Stat(filepath.Join("..", "docs", picture))
				shown = err == nil
			}
		}
		if !shown {
			t.Errorf("docs/forms.md shows no picture of %s", i.ID)
		}
	}
}
