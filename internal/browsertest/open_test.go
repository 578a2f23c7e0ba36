package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each kind of file that a clerk may have is dropped and becomes the form being filled in: the record, the workbook,
// the official form of another program. What is read from it stands in the record.
func TestUploads(t *testing.T) {
	const record = "../../examples/seed-1.json"
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	files := []string{write("记录.json", text), write("记录.yaml", bytes.ReplaceAll(text, []byte("\t"), []byte("  ")))}
	if world.why == "" {
		for _, format := range []string{"xlsx", "docx", "html", "pdf"} {
			out := filepath.Join(dir, format)
			gongbiao(t, "render", record, "-f", format, "-o", out)
			all, _ := filepath.Glob(filepath.Join(out, "*."+format))
			files = append(files, all...)
		}
		book := filepath.Join(dir, "填报表.xlsx")
		gongbiao(t, "form", "new", "-t", "self-evaluation/shanghai", "--from", record, "-o", book)
		files = append(files, book)
	}
	p := page(t, "")
	for _, file := range files {
		p.Open("about:blank")
		p.Open(world.site)
		p.Wait("the layouts are there", "document.querySelector('main li.card')")
		p.Drop("main", file)
		p.Wait("the form is there, or a question", "location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 10 || document.querySelector('.read button')")
		p.Eval(nil, "{ const b = document.querySelector('.read button'); if (b) b.click(); }")
		p.Wait("the form is there", "location.hash === '#/fill' && document.querySelectorAll('form-paper [data-path]').length > 10")
		p.settled()
		got := p.record()
		for _, want := range []string{"交通行业行政服务经费", "上海市交通委员会", "18233182.14"} {
			if !strings.Contains(got, want) && !strings.Contains(strings.ReplaceAll(got, ",", ""), want) {
				t.Errorf("%s: the record has no %s: %s", filepath.Base(file), want, got[:min(len(got), 600)])
			}
		}
	}
}
