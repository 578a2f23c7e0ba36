package templates_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/templates"
)

// TestNeeds draws what real layouts need: testdata/needs/<form>/<place>.yaml with the record <place>.json is the table
// <place>.txt. internal/judgetest prints them.
func TestNeeds(t *testing.T) { drawn(t, filepath.Join("testdata", "needs"), 8) }

// TestMeans is TestNeeds for what letters, figures and cells may look like. The judges hold a page against a workbook
// by their plain texts, so these forms are not among theirs.
func TestMeans(t *testing.T) { drawn(t, filepath.Join("testdata", "means"), 2) }

// TestSeals is TestNeeds for pictures of records; the judges look at them with transparency.
func TestSeals(t *testing.T) { drawn(t, filepath.Join("testdata", "seals"), 1) }

func drawn(t *testing.T, dir string, least int) {
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	layouts := lib.List()
	if len(layouts) < least {
		t.Fatalf("%d layouts", len(layouts))
	}
	for _, info := range layouts {
		t.Run(info.ID, func(t *testing.T) {
			l, err := lib.Layout(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			base := filepath.Join(dir, filepath.FromSlash(info.ID))
			data, err := os.ReadFile(base + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			for _, r := range records(t, l, base+".json", data) {
				b.WriteString(gridtest.Draw(expand(t, l, r)))
			}
			golden.File(t, base+".txt", b.Bytes())
		})
	}
}
