//go:build unix

package strangers

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/render"
)

// TestBatchTable prints what a batch costs, as a table; make bench-batch. GONGBIAO_BENCH_BATCH is the number of forms.
func TestBatchTable(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("GONGBIAO_BENCH_BATCH"))
	if n == 0 {
		t.Skip("GONGBIAO_BENCH_BATCH is not set; see make bench-batch")
	}
	dir := t.TempDir()
	bin, forms := filepath.Join(dir, "gongbiao"), filepath.Join(dir, "forms.jsonl")
	must(t, exec.Command("go", "build", "-o", bin, "github.com/gongbiao/gongbiao/cmd/gongbiao"))
	must(t, exec.Command(bin, "sample", "-t", "self-evaluation/shanghai", "--count", strconv.Itoa(n), "--seed", "1", "-o", forms))
	fmt.Printf("| %d forms, %s/%s, %d processors | s | forms/s | CPU ms/form | peak MB | kB/form |\n|---|--:|--:|--:|--:|--:|\n", n, runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	row := func(name string, n int, took, cpu time.Duration, peak, size int64) {
		p := "–"
		if peak > 0 {
			p = strconv.FormatInt(peak>>10, 10)
		}
		fmt.Printf("| %s | %.1f | %.0f | %.2f | %s | %.1f |\n", name, took.Seconds(), float64(n)/took.Seconds(), float64(cpu.Microseconds())/1000/float64(n), p, float64(size)/1000/float64(n))
	}
	for _, x := range []struct{ name, out, args string }{
		{"single PDFs, one worker", "pdf1", "render -f pdf --jobs 1"},
		{"single PDFs, two workers", "pdf2", "render -f pdf --jobs 2"},
		{"the same again, --resume", "pdf2", "render -f pdf --jobs 2 --resume"},
		{"single XLSX, one worker", "xlsx1", "render -f xlsx --jobs 1"},
		{"single XLSX, two workers", "xlsx2", "render -f xlsx --jobs 2"},
		{"PDF and XLSX, two workers", "both", "render --jobs 2"},
		{"PDF with --check, two workers", "checked", "render -f pdf --check --jobs 2"},
		{"one PDF book", "book.pdf", "book --jobs 2"},
		{"XLSX books of 200 sheets", "books/book.xlsx", "book --jobs 2"},
	} {
		out := filepath.Join(dir, x.out)
		if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(bin, append(strings.Fields(x.args), forms, "-o", out)...)
		start := time.Now()
		if err := c.Run(); err != nil && c.ProcessState.ExitCode() > 1 && c.ProcessState.ExitCode() != 4 {
			t.Fatalf("%s: %v", x.name, err)
		}
		took := time.Since(start)
		if filepath.Dir(out) != dir {
			out = filepath.Dir(out)
		}
		peak := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
		if runtime.GOOS == "darwin" {
			peak >>= 10
		}
		row(x.name, n, took, c.ProcessState.UserTime()+c.ProcessState.SystemTime(), peak, sizeOf(t, out))
	}
	docs := placed(t, forms, min(n, 300))
	for _, x := range []struct {
		name  string
		paint func(*page.Document) ([]byte, error)
	}{
		{"gopdf, pages laid out already", func(d *page.Document) ([]byte, error) {
			g := newGoPDF() // typical use: each file loads its fonts
			return g.paint(d)
		}},
		{"fpdf, the same, no characters beyond U+FFFF", func(d *page.Document) ([]byte, error) { return fpdfPaint(without(d, beyondBMP)) }},
	} {
		var size int64
		start, from := time.Now(), cpu()
		for i, d := range docs {
			b, err := x.paint(d)
			if err != nil {
				t.Fatal(err)
			}
			size += int64(len(b))
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("peer-%d.pdf", i)), b, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		row(x.name, len(docs), time.Since(start), cpu()-from, 0, size)
	}
}

func must(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, out)
	}
}

// placed lays out the first n forms of a file.
func placed(t *testing.T, path string, n int) (out []*page.Document) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var e render.Engine
	stop := fmt.Errorf("enough")
	err = data.ReadFrom(path, f, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		form, err := e.Load(t.Context(), d, "")
		if err != nil {
			return err
		}
		p, err := form.Pages()
		if err != nil {
			return err
		}
		if out = append(out, p); len(out) == n {
			return stop
		}
		return nil
	})
	if err != nil && err != stop {
		t.Fatal(err)
	}
	return out
}

// sizeOf is the size of a file, or of the PDF and XLSX files in a folder.
func sizeOf(t *testing.T, path string) (sum int64) {
	t.Helper()
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".pdf" && filepath.Ext(p) != ".xlsx" {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
