package browsertest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// invented writes so many invented records of a layout, one a file or all in one.
func invented(t *testing.T, layout string, count, seed int, together bool) []string {
	t.Helper()
	all := filepath.Join(t.TempDir(), "records.jsonl")
	gongbiao(t, "sample", "-t", layout, "--count", fmt.Sprint(count), "--seed", fmt.Sprint(seed), "-o", all)
	if together {
		return []string{all}
	}
	text, err := os.ReadFile(all)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		name := filepath.Join(filepath.Dir(all), fmt.Sprintf("form-%03d.json", i+1))
		if err := os.WriteFile(name, line, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	return files
}

// unpacked are the files of a ZIP.
func unpacked(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out
}

const rows = "document.querySelectorAll('table.list tbody tr[data-key]').length"

// checked waits until all forms of the view for many are read and checked.
func (p *Page) checked(n int) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("%d forms are checked", n), fmt.Sprintf("%s === %d && !document.querySelector('.reading *') && !document.querySelector('tr[data-state=unchecked]')", rows, n))
}

// Three hundred forms: dropped in one file, checked each and together, filtered; a batch of them is cancelled while it
// runs, and made; what comes out is byte for byte what the command makes.
func TestMany(t *testing.T) {
	p := page(t, "#/many")
	file := invented(t, "self-evaluation/shanghai", 300, 5, true)[0]
	p.Drop("main", file)
	p.checked(300)
	p.keep("300")
	p.Eval(nil, `document.querySelector('.forms input[type=search]').focus()`)
	p.Type("没有这样的表")
	p.Wait("none is found", rows+" === 0")
	p.Eval(nil, `{ const i = document.querySelector('.forms input[type=search]'); i.value = ''; i.dispatchEvent(new Event('input')); }`)
	p.Wait("all are found again", rows+" === 300")

	p.Allow("v1/jobs/none")
	var jobs bool
	if p.Eval(&jobs, `fetch('v1/jobs/none').then(r => r.json()).then(p => p.code !== 'REQUEST-PATH')`); !jobs {
		t.Skip("this build serves no jobs")
	}

	// Cancelled: nothing is left, and the next one can be made.
	const start = ".work form button[type=submit]"
	p.Click(start)
	p.Wait("the batch is under way", `document.querySelector('.job[data-state=running] progress') && document.querySelector('.job progress').value > 0`)
	p.Click(".job button")
	p.Wait("it is cancelled", `document.querySelector('.job').dataset.state === 'cancelled'`)
	p.Click(start)
	p.Wait("the batch is done", `document.querySelector('.job').dataset.state === 'done'`)
	p.keep("done")
	p.Click(".job a.button")
	_, content := p.Downloaded(".zip")
	got := unpacked(t, content)
	asTheCommand(t, file, got, 600)
}

// asTheCommand holds the files of a ZIP against what the command makes of the same records, which must be so many.
func asTheCommand(t *testing.T, records string, got map[string][]byte, files int) {
	t.Helper()
	want := t.TempDir()
	gongbiao(t, "render", records, "-f", "pdf,xlsx", "-o", want)
	n := 0
	err := filepath.WalkDir(want, func(path string, d os.DirEntry, err error) error {
		ext := filepath.Ext(path)
		if err != nil || ext != ".pdf" && ext != ".xlsx" || strings.Contains(d.Name(), "清单") {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(want, path)
		if n++; err == nil && !bytes.Equal(b, got[filepath.ToSlash(name)]) {
			t.Errorf("%s is not what the command makes (%d bytes, %d in the ZIP)", name, len(b), len(got[filepath.ToSlash(name)]))
		}
		return err
	})
	if err != nil || n != files {
		t.Fatalf("the command makes %d files, %v", n, err)
	}
}
