package render

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/templates"
)

// strangers are layouts that were written from the documents alone, before there were blocks: as they were written, and
// written again with what is shared.
var strangers = []string{"county/guangshui", "department/chongqing", "self-evaluation/jishan", "self-evaluation/yinchuan"}

// TestStrangersLayouts: written again they print the same pages, in fewer lines; docs/layouts.md has the counts.
func TestStrangersLayouts(t *testing.T) {
	dirs := []string{filepath.Join("..", "templates", "testdata", "strangers", "written"), filepath.Join("..", "templates", "testdata", "strangers", "shared")}
	var row strings.Builder
	for _, id := range strangers {
		var records [][]byte
		var pages [2][]string
		var lines [2]int
		for k, dir := range dirs {
			lib, err := templates.Open(dir, templates.Embedded())
			if err != nil {
				t.Fatal(err)
			}
			l, err := lib.Layout(id)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(id)+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			lines[k] = bytes.Count(text, []byte("\n"))
			e := &Engine{Library: lib}
			for c := range sample.Cases {
				if k == 0 { // the record does not depend on the order of the fields then
					records = append(records, sample.Append(nil, l.Form, sample.Options{Layout: id, Seed: 3, Case: sample.Case(c)}, 0))
				}
				d, err := data.ReadOne("表.json", records[c])
				if err != nil {
					t.Fatal(err)
				}
				f, err := e.Load(context.Background(), d, id)
				if err != nil {
					t.Fatal(err)
				}
				doc, err := f.Pages()
				if err != nil {
					t.Fatal(err)
				}
				var b strings.Builder
				if err := doc.Dump(&b); err != nil {
					t.Fatal(err)
				}
				for _, format := range []Format{PDF, XLSX} {
					whole, err := e.Bytes(t.Context(), format, Options{}, f)
					if err != nil {
						t.Fatal(err)
					}
					fmt.Fprintf(&b, "%s %x\n", format, sha256.Sum256(whole))
				}
				pages[k] = append(pages[k], b.String())
			}
		}
		for c := range pages[0] {
			if pages[0][c] != pages[1][c] {
				t.Errorf("%s, case %d: the pages differ\n%s", id, c, firstDifference(pages[0][c], pages[1][c]))
			}
		}
		fmt.Fprintf(&row, "| `%s` | %d | %d |\n", id, lines[0], lines[1])
	}
	docs, err := os.ReadFile(filepath.Join("..", "docs", "layouts.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(docs), row.String()) {
		t.Errorf("docs/layouts.md does not say:\n%s", row.String())
	}
}

// firstDifference is the first line in which two dumps differ, of each.
func firstDifference(a, b string) string {
	in := strings.Split(b, "\n")
	for i, line := range strings.Split(a, "\n") {
		if i >= len(in) || line != in[i] {
			return line + "\n" + strings.Join(in[min(i, len(in)):min(i+1, len(in))], "")
		}
	}
	return "one is longer"
}
