package foundtest

import (
	"runtime"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/model/finding"
)

// What a reader may take of memory beyond four times its file; and the time after which it hangs, which is no measure
// of how fast it is: files that take seconds are a matter for benchmarks.
const (
	most    = 64 << 20
	longest = 30 * time.Second
)

// Hostile reads a file made to do harm of size bytes: the code of the one finding must be want ("" for none), and
// memory and time within bounds. The heap is looked at every two milliseconds;
// clock is time.Now.
func Hostile(t *testing.T, clock func() time.Time, name, want string, size int, read func() error) {
	t.Helper()
	base, begin := heap(true), clock()
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
	took := clock().Sub(begin)
	close(stop)
	used := max(<-peak-base, 0)
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
	if took > longest {
		t.Errorf("%s: %s", name, took)
	}
	t.Logf("%-40s %-14s %6d kB %5d MB %6d ms", name, code, size>>10, used>>20, took.Milliseconds())
}

func heap(tidy bool) int64 {
	if tidy {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
