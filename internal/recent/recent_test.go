package recent_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/internal/recent"
)

// A key that is asked for again and again is worked out once, however many others come between; one that is not is
// forgotten.
func TestKeepsWhatIsAskedFor(t *testing.T) {
	var c recent.Cache[int, int]
	found := map[int]int{}
	get := func(k int) int {
		return c.Get(10, k, nil, func(k int) int { found[k]++; return k * k })
	}
	for i := range 1000 {
		if get(1) != 1 || get(i+2) != (i+2)*(i+2) {
			t.Fatal("a wrong value")
		}
	}
	if found[1] != 1 {
		t.Errorf("worked out %d times", found[1])
	}
	if get(2); found[2] != 2 {
		t.Errorf("remembered for ever: %d", found[2])
	}
}

// A key is kept in the copy that own makes, and several goroutines may ask at once.
func TestOwnKeys(t *testing.T) {
	var c recent.Cache[string, int]
	own := 0
	for range 3 {
		c.Get(2, "甲", func(s string) string { own++; return strings.Clone(s) }, func(s string) int { return len(s) })
	}
	if own != 1 {
		t.Errorf("copied %d times", own)
	}
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for k := range 100 {
				if c.Get(7, strings.Repeat("乙", (i+k)%13), nil, func(s string) int { return len(s) }) != 3*((i+k)%13) {
					t.Error("a wrong value")
				}
			}
		})
	}
	wait.Wait()
}
