//go:build unix

package receive

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// perFile is what may be kept of a file of some 100 values: its line of the report, its values, its record as JSON.
const perFile = 96 << 10

// TestManyFiles reads different files of four kinds and five layouts, none named: no record is
// kept. With GONGBIAO_BENCH there are as many as that says, what is kept is bounded, and a row says what they cost.
func TestManyFiles(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("GONGBIAO_BENCH"))
	bench := n > 0
	if !bench {
		n = 8
	}
	files := mixed(t, n)
	job := Job{Files: files, Options: collect.Options{Documents: true, Cache: new(collect.Cache)}}
	if _, err := Run(t.Context(), Job{Files: files[:4], Options: job.Options}); err != nil { // layouts are made ready
		t.Fatal(err)
	}
	before, began := heap(), spent()
	items, err := Run(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	took := spent() - began
	kept := (heap() - before) / int64(n)
	read := 0
	for _, it := range items {
		if it.Result.Refused() {
			t.Logf("%s: %v", it.File, it.Findings)
			continue
		}
		read++
		if r, err := it.Record(); err != nil || r == nil || r.Name != it.Title || it.Result.Record != nil {
			t.Errorf("%s: the record is kept, or is not to be had: %v", it.File, err)
		}
	}
	if bench {
		fmt.Printf("| import | %d mixed files, %d read | %.1f s of processor time | %d KB kept a file |\n", n, read,
			took.Seconds(), kept>>10)
	}
	if read < n*9/10 {
		t.Errorf("%d of %d were read", read, n)
	}
	if bench && kept > perFile { // of a few files less than what the readers themselves keep
		t.Errorf("%d KB are kept of a file, %d may be", kept>>10, perFile>>10)
	}
	runtime.KeepAlive(items)
}

// heap is what is kept.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// spent is the processor time of this process, garbage collection included.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// mixed are n files of which no two are alike.
func mixed(t *testing.T, n int) (files []string) {
	t.Helper()
	var e render.Engine
	dir := t.TempDir()
	ids := []string{"self-evaluation/shanghai", "department/national", "goal-declaration/shanghai", "monitoring/national",
		"issues/common"}
	kinds := []render.Format{render.DOCX, render.HTML, render.PDF, render.XLSX}
	for i := range n {
		l, err := templates.Embedded().Layout(ids[i%len(ids)])
		if err != nil {
			t.Fatal(err)
		}
		record := sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 16}, i)
		f := kinds[i%len(kinds)]
		var b []byte
		err = data.Read("x.json", record, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			form, err := e.Load(t.Context(), d, l.ID)
			if err == nil {
				b, err = e.Bytes(t.Context(), f, render.Options{}, form)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, fmt.Sprintf("%04d.%s", i, f))
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
