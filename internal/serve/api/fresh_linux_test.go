package api

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/render"
)

// freshVariable makes TestFresh the process that BenchmarkPreviewFresh looks at.
const freshVariable = "GONGBIAO_FRESH"

// processor is the time of all processors that this process has taken.
func processor() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestFresh is nothing by itself: in a process of its own it says what its first preview took, once the layout had been
// chosen, and then each of fifty.
func TestFresh(t *testing.T) {
	if os.Getenv(freshVariable) == "" {
		t.Skip("this is BenchmarkPreviewFresh's")
	}
	seed := example(t, "seed-1.json")
	a := New(Options{Engine: &render.Engine{}})
	begun := processor()
	if _, err := a.engine.Layouts().Layout("self-evaluation/shanghai"); err != nil { // the page asks for the form before its pages
		t.Fatal(err)
	}
	layout := processor() - begun
	begun = processor()
	previewed(t, a, seed)
	first := processor() - begun
	begun = processor()
	for range 50 {
		previewed(t, a, seed)
	}
	fmt.Printf("fresh %d %d %d\n", layout.Microseconds(), first.Microseconds(), (processor()-begun).Microseconds()/50)
}

func previewed(t *testing.T, a *API, seed []byte) {
	t.Helper()
	q := httptest.NewRequest("POST", "/v1/preview", bytes.NewReader(seed))
	q.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if a.ServeHTTP(w, q); w.Code != 200 {
		t.Fatal(w.Code)
	}
}

// A preview of the two-page seed in a new process: what the first layout takes (with the checks all forms share), the
// first preview (faces unread) and each after it. Processor time, the median of the processes.
func BenchmarkPreviewFresh(b *testing.B) {
	var layout, first, next []float64
	for b.Loop() {
		c := exec.Command(os.Args[0], "-test.run=^TestFresh$")
		c.Env = append(os.Environ(), freshVariable+"=1")
		out, err := c.Output()
		if err != nil {
			b.Fatal(err)
		}
		var l, f, n float64
		at := strings.Index(string(out), "fresh ")
		if _, err := fmt.Sscanf(string(out[max(at, 0):]), "fresh %g %g %g", &l, &f, &n); err != nil {
			b.Fatalf("%v in %s", err, out)
		}
		layout, first, next = append(layout, l/1000), append(first, f/1000), append(next, n/1000)
	}
	for name, times := range map[string][]float64{"layout-cpu-ms": layout, "first-cpu-ms": first, "next-cpu-ms": next} {
		slices.Sort(times)
		b.ReportMetric(times[len(times)/2], name)
	}
}
