package main

import "testing"

// The limit is always well above what is alive, so that a large run is not spent on collecting.
func TestLimitFor(t *testing.T) {
	for _, mb := range []int64{0, 10, 27, 29, 56, 58, 100, 1000} {
		got := limitFor(mb<<20) >> 20
		if got < mb+max(mb/2, spare>>20) || got > mb+max(mb/2, spare>>20)+8 {
			t.Errorf("%d MB alive: a limit of %d", mb, got)
		}
	}
}
