package templates_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/templates"
)

var shown = regexp.MustCompile("(?s)```yaml\n# (examples/[^\n]*)\n(.*?)```")

// The guide shows the files of its exercise as they are; its last block, a layout that extends the exercise, loads too.
func TestGuide(t *testing.T) {
	data, err := os.ReadFile("../docs/layouts.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := shown.FindAllStringSubmatch(string(data), -1)
	if len(blocks) != 5 {
		t.Fatalf("%d files shown", len(blocks))
	}
	for _, b := range blocks {
		file, err := os.ReadFile("../" + b[1])
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(file), b[2]); d != "" {
			t.Errorf("docs/layouts.md shows %s otherwise (- file, + guide):\n%s", b[1], d)
		}
	}
	all := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(data), -1)
	dir := t.TempDir()
	for name, text := range map[string]string{"form.yaml": blocks[0][2], "bureau.yaml": blocks[4][2], "branch.yaml": all[len(all)-2][1], "short.yaml": all[len(all)-1][1]} {
		if err := os.MkdirAll(filepath.Join(dir, "supplies"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "supplies", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"branch.yaml", "short.yaml"} {
		if list, err := templates.Embedded().Lint(filepath.Join(dir, "supplies", name), nil); err != nil || len(list) > 0 {
			t.Errorf("%v %s", err, list)
		}
	}
}

// The exercise of the guide, and each step to it, loads without a finding and gives the grid beside it.
func TestExercise(t *testing.T) {
	const dir = "../examples/layouts"
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(dir + "/*/*.yaml")
	if len(files) < 5 {
		t.Fatalf("%d files", len(files))
	}
	for _, f := range files {
		if list, err := templates.Embedded().Lint(f, nil); err != nil || len(list) > 0 {
			t.Errorf("%s: %v %s", f, err, list)
		}
	}
	for _, info := range lib.List() {
		l, err := lib.Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		samples := lib.Samples(info.ID)
		if len(samples) == 0 {
			t.Errorf("%s has no sample", info.ID)
		}
		for name, data := range samples {
			for _, r := range records(t, l, name, data) {
				var have bytes.Buffer
				if err := expand(t, l, r).Dump(&have); err != nil {
					t.Fatal(err)
				}
				form, _, _ := strings.Cut(info.ID, "/")
				path := filepath.Join(dir, form, "testdata", strings.TrimSuffix(name, filepath.Ext(name))+".grid")
				golden.File(t, path, have.Bytes())
			}
		}
	}
}
