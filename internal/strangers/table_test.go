package strangers

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// TestWritersTable prints what a form costs as a table, everything in one run so that the machine is the same for all;
// make bench. GONGBIAO_BENCH is the number of forms a line is measured over.
func TestWritersTable(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("GONGBIAO_BENCH"))
	if n == 0 {
		t.Skip("GONGBIAO_BENCH is not set; see make bench")
	}
	raw, err := os.ReadFile(seed)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	fmt.Printf("| seed-1, 2 pages; %s/%s, %d processors, %s | CPU ms | × ours | allocated kB | allocations | file kB |\n|---|--:|--:|--:|--:|--:|\n",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	var mine time.Duration
	line := func(name string, n int, f func() (int, error)) {
		t.Helper()
		size, err := f() // warm
		var from, to runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&from)
		start := cpu()
		for range n {
			if err == nil {
				size, err = f()
			}
		}
		per := (cpu() - start) / time.Duration(n)
		runtime.ReadMemStats(&to)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if mine == 0 {
			mine = per
		}
		fmt.Printf("| %s | %.2f | %.1f | %d | %d | %.1f |\n", name, per.Seconds()*1000, float64(per)/float64(mine),
			(to.TotalAlloc-from.TotalAlloc)/uint64(n)/1000, (to.Mallocs-from.Mallocs)/uint64(n), float64(size)/1000)
	}

	tagged, bare := example(t, seed), without(example(t, seed), beyondBMP)
	c := pdf.New(fonts.Embedded())
	line("ours: pages to PDF/A-2a + UA-1", n, func() (int, error) {
		var w counter
		err := c.Write(&w, tagged, pdf.Options{})
		return int(w), err
	})
	g := newGoPDF()
	line("gopdf, fonts shared: the same pages, untagged", max(n/20, 1), func() (int, error) { b, err := g.paint(bare); return len(b), err })
	line("fpdf: the same pages, untagged", max(n/20, 1), func() (int, error) { b, err := fpdfPaint(bare); return len(b), err })

	var plain, z bytes.Buffer
	if err := c.Write(&plain, tagged, pdf.Options{Plain: true}); err != nil {
		t.Fatal(err)
	}
	w, err := zlib.NewWriterLevel(&z, 3)
	if err != nil {
		t.Fatal(err)
	}
	floor := func(name string, data []byte) {
		line(name, n, func() (int, error) {
			z.Reset()
			w.Reset(&z)
			w.Write(data)
			err := w.Close()
			return z.Len(), err
		})
	}
	floor("floor: deflate what our file holds", plain.Bytes())
	floor("floor: the same without fonts", withoutFonts(plain.Bytes()))

	for _, format := range render.Formats() {
		var e render.Engine
		file := filepath.Join(dir, "seed-1."+string(format))
		line("ours: record to "+strings.ToUpper(string(format))+" on disk", n, func() (size int, err error) {
			err = data.Read("seed-1.json", raw, func(x *data.Value, err error) error {
				if err != nil {
					return err
				}
				form, err := e.Load(t.Context(), x, "")
				if err != nil {
					return err
				}
				out, err := e.Bytes(t.Context(), format, render.Options{}, form)
				if err != nil {
					return err
				}
				size = len(out)
				return os.WriteFile(file, out, 0o644)
			})
			return size, err
		})
	}

	// Whole processes: what a clerk waits for, and a run of n single files.
	bin, records := filepath.Join(dir, "gongbiao"), filepath.Join(dir, "records.jsonl")
	if out, err := exec.Command("go", "build", "-o", bin, "github.com/gongbiao/gongbiao/cmd/gongbiao").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	one := append(bytes.Join(bytes.Fields(raw), []byte(" ")), '\n')
	if err := os.WriteFile(records, bytes.Repeat(one, n), 0o644); err != nil {
		t.Fatal(err)
	}
	process := func(name string, runs, forms int, args ...string) {
		t.Helper()
		var sum time.Duration
		for i := range runs {
			p := exec.Command(bin, append(args, "-o", filepath.Join(dir, fmt.Sprintf("%s-%d", args[1], i)))...)
			p.Args[2] = map[bool]string{true: records, false: seed}[forms > 1]
			if out, err := p.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			sum += p.ProcessState.UserTime() + p.ProcessState.SystemTime()
		}
		per := sum / time.Duration(runs*forms)
		fmt.Printf("| %s | %.2f | %.1f | | | |\n", name, per.Seconds()*1000, float64(per)/float64(mine))
	}
	process("process: one form", 20, 1, "render", "one", "-f", "pdf")
	process(fmt.Sprintf("process: %d single PDF, one worker", n), 1, n, "render", "many", "-f", "pdf", "--jobs", "1")
}

// counter counts what is written.
type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
