package templates_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/templates"
)

// TestPaper draws every example of docs/paper.md and of docs/notation-zh.md: a layout, a record and the table that they
// give. All layouts of a page are one form's; a layout with a name lies beside the others.
func TestPaper(t *testing.T) {
	for page, least := range map[string]int{"../docs/paper.md": 13, "../docs/notation-zh.md": 12} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		drawPage(t, page, text, least)
	}
}

var (
	pageForm    = regexp.MustCompile("(?s)```yaml form\n(form: (\\S+)\n.*?)```")
	pageLayout  = regexp.MustCompile("(?s)```yaml layout (\\S+)\n(.*?)```")
	pageExample = regexp.MustCompile("(?s)```yaml\n(.*?)```\n```yaml record\n(.*?)```\n```table\n(.*?)```")
)

// onePixel is a picture.
var onePixel = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

func drawPage(t *testing.T, page string, text []byte, least int) {
	t.Helper()
	m := pageForm.FindSubmatch(text)
	if m == nil {
		t.Fatalf("%s has no form", page)
	}
	form, dir := string(m[2]), t.TempDir()
	write := func(name string, text []byte) { writeFile(t, filepath.Join(dir, form, name), string(text)) }
	write("form.yaml", m[1])
	for _, b := range pageLayout.FindAllSubmatch(text, -1) {
		write(string(b[1])+".yaml", b[2])
	}
	write("徽标.png", onePixel)
	n := 0
	now := pageExample.ReplaceAllFunc(text, func(b []byte) []byte {
		m := pageExample.FindSubmatch(b)
		n++
		line := 1 + bytes.Count(text[:bytes.Index(text, m[1])], []byte("\n"))
		if !bytes.HasPrefix(m[1], []byte("layout: ")) {
			m[1] = append([]byte("layout: "+form+"/example\nversion: \"1\"\nname: 示例\n"), m[1]...)
		}
		write("example.yaml", m[1])
		lib, err := templates.Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lib.Layout(form + "/example")
		if err != nil {
			t.Errorf("%s:%d: %v", page, line, err)
			return b
		}
		var table bytes.Buffer
		for _, r := range records(t, l, "record.yaml", append([]byte("form: "+form+"/example\n"), m[2]...)) {
			table.WriteString(gridtest.Draw(expand(t, l, r)))
		}
		head, _, _ := bytes.Cut(b, []byte("```table\n"))
		return []byte(string(head) + "```table\n" + table.String() + "```")
	})
	if n < least {
		t.Errorf("%s: %d examples", page, n)
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
