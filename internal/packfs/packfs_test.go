package packfs

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// What embed.FS promises holds, and the files come back as they were.
func TestFS(t *testing.T) {
	from := fstest.MapFS{}
	var names []string
	for name, text := range map[string]string{"a.yaml": "", "a/b.yaml": "名: 值\n", "a/samples/one.json": strings.Repeat("年度绩效 ", 9999),
		"a-b/c.yaml": "x", "z/y.yaml": "y"} {
		from[name] = &fstest.MapFile{Data: []byte(text)}
		names = append(names, name)
	}
	p, err := Pack(from, names)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(p, names...); err != nil {
		t.Error(err)
	}
	for _, name := range names {
		if got, err := fs.ReadFile(p, name); err != nil || !bytes.Equal(got, from[name].Data) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	for _, name := range []string{"b", "a/b", "a/b.yaml/c", "../a.yaml", "/a.yaml", ""} {
		if _, err := p.Open(name); !os.IsNotExist(err) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := Pack(from, []string{"no"}); err == nil {
		t.Error("a file that is not there was packed")
	}
}
