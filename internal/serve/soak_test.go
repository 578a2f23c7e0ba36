package serve

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestClients lets many clients at one service at once: every body that comes back is the one wanted, byte for byte,
// or a refusal with a name and a time to come again. A few clients and a moment in every run of the tests; make
// soak-serve lets 200 at it for a minute and says how long they waited and what memory it took. Clients do as they are
// told: whoever is sent away comes again when he was told to.
func TestClients(t *testing.T) {
	clients, seconds := number("GONGBIAO_CLIENTS", 20), number("GONGBIAO_SECONDS", 1)
	s := start(t, Options{})
	kinds := []struct{ path, body string }{
		{"/v1/render?format=pdf", string(seed(t))},
		{"/v1/render?format=xlsx", string(seed(t))},
		{"/v1/check", string(seed(t))},
		{"/v1/form", string(seed(t))},
		{"/v1/preview", string(seed(t))},
	}
	want := make([][]byte, len(kinds))
	for i, k := range kinds {
		var status int
		if status, want[i], _ = s.ask(t, "POST", k.path, jsonType, []byte(k.body)); status != 200 {
			t.Fatal(k.path, status, string(want[i]))
		}
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	ctx, stop := context.WithTimeout(t.Context(), time.Duration(seconds)*time.Second)
	defer stop()
	var mu sync.Mutex
	var times []time.Duration
	busy, wrong := 0, 0
	var all sync.WaitGroup
	heap := []float64{inUse()}
	for c := range clients {
		all.Go(func() {
			for n := c; ctx.Err() == nil; n++ {
				k := n % len(kinds)
				begun := time.Now()
				status, body, code, again, err := once(ctx, client, s.URL+kinds[k].path, kinds[k].body)
				took := time.Since(begun)
				mu.Lock()
				switch {
				case ctx.Err() != nil:
				case status == 200 && bytes.Equal(body, want[k]):
					times = append(times, took)
				case status == 503 && code == "SERVE-BUSY":
					busy++
				default:
					if wrong++; wrong < 5 {
						t.Errorf("%s: %d %.200s %v", kinds[k].path, status, body, err)
					}
				}
				mu.Unlock()
				if again > 0 {
					select {
					case <-ctx.Done():
					case <-time.After(again):
					}
				}
			}
		})
	}
	step := max(time.Duration(seconds)*time.Second/6, time.Second)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(step):
			heap = append(heap, inUse())
		}
	}
	all.Wait()
	heap = append(heap, inUse())
	slices.Sort(times)
	if wrong > 0 {
		t.Fatalf("%d right, %d wrong", len(times), wrong)
	}
	if len(times) == 0 { // a machine that has much else to do
		t.Skip("no answer in that time")
	}
	at := func(q int) time.Duration { return times[min(len(times)*q/1000, len(times)-1)].Round(time.Millisecond) }
	t.Logf("%d clients, %d s: %d answers, %d told to come again, %d wrong; p50 %v, p95 %v, p99 %v; %.0f a second; heap after a collection, every %v and at the end: %v MB; load %s",
		clients, seconds, len(times), busy, wrong, at(500), at(950), at(990), float64(len(times))/float64(seconds),
		step, heap, load())
}

func once(ctx context.Context, c *http.Client, url, body string) (status int, answer []byte, problem string, again time.Duration, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return 0, nil, "", 0, err
	}
	r.Header.Set("Content-Type", jsonType)
	a, err := c.Do(r)
	if err != nil {
		return 0, nil, "", 0, err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	seconds, _ := strconv.Atoi(a.Header.Get("Retry-After"))
	return a.StatusCode, b, code(b), time.Duration(seconds) * time.Second, err
}

// inUse is what is on the heap after a collection, in MB to the tenth.
func inUse() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc>>10*10>>10) / 10
}

// load is how much this machine has to do, where it says so.
func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(b), " ")
	return first
}

func number(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}
