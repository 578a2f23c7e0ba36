package foundtest

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/model/finding"
)

// What a reader may take of memory beyond four times its file.
const most = 64 << 20

// Hostile reads a file made to do harm of size bytes: the code of the one finding must be want ("" for none), and
// memory within bounds. The heap is looked at every two milliseconds, with a collector that leaves hardly anything of
// what is no longer used. Where that comes late, on a machine with much else to do, the file is read again, and the
// least that a reading took counts. How long it takes is no matter of a test: readers count their work themselves, and
// what hangs ends with the time of all tests.
func Hostile(t *testing.T, name, want string, size int, read func() error) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	used, err := peakOf(read)
	for try := 1; try < tries && used > most+4*int64(size); try++ {
		again, _ := peakOf(read)
		used = min(used, again)
	}
	code := ""
	if l := finding.Of(err); len(l) > 0 {
		code = l[0].Code
	} else if err != nil {
		t.Errorf("%s: no finding: %v", name, err)
	}
	if code != want {
		t.Errorf("%s: %q, want %q: %v", name, code, want, err)
	}
	if used > most+4*int64(size) {
		t.Errorf("%s: %d MB for a file of %d kB", name, used>>20, size>>10)
	}
	t.Logf("%-40s %-14s %6d kB %5d MB", name, code, size>>10, used>>20)
}

// tries is how often a file is read until its memory is within bounds.
const tries = 3

// peakOf is how much more memory there was at most while a file was read.
func peakOf(read func() error) (int64, error) {
	base := heap(true)
	stop, peak := make(chan struct{}), make(chan int64)
	go func() {
		top := int64(0)
		for {
			select {
			case <-stop:
				peak <- top
				return
			case <-time.After(2 * time.Millisecond):
				top = max(top, heap(false))
			}
		}
	}()
	err := read()
	close(stop)
	return max(<-peak-base, 0), err
}

func heap(tidy bool) int64 {
	if tidy {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
