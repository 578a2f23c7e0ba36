package templates_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/templates"
)

// TestPaper draws every example of docs/paper.md: a layout, a record and the table that they give. All layouts are one
// form's.
func TestPaper(t *testing.T) {
	const page = "../docs/paper.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml form\n")
	form, _, _ := strings.Cut(rest, "```")
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "paper", "form.yaml"), form)
	example := regexp.MustCompile("(?s)```yaml\n(.*?)```\n```yaml record\n(.*?)```\n```table\n(.*?)```")
	n := 0
	now := example.ReplaceAllFunc(text, func(b []byte) []byte {
		m := example.FindSubmatch(b)
		n++
		line := 1 + bytes.Count(text[:bytes.Index(text, m[1])], []byte("\n"))
		file := filepath.Join(dir, "paper", "example.yaml")
		writeFile(t, file, "layout: paper/example\nversion: \"1\"\nname: 示例\n"+string(m[1]))
		lib, err := templates.Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lib.Layout("paper/example")
		if err != nil {
			t.Errorf("%s:%d: %v", page, line, err)
			return b
		}
		var table bytes.Buffer
		for _, r := range records(t, l, "record.yaml", append([]byte("form: paper/example\n"), m[2]...)) {
			table.WriteString(gridtest.Draw(expand(t, l, r)))
		}
		head, _, _ := bytes.Cut(b, []byte("```table\n"))
		return []byte(string(head) + "```table\n" + table.String() + "```")
	})
	if n < 4 {
		t.Errorf("%d examples", n)
	}
	golden.File(t, page, now)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
