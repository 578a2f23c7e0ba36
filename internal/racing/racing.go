// Package racing is for tests that have nothing to show the race detector. In: how the tests were built. Out: whether
// the detector watches, and long sweeps of one goroutine left to a run without it, which takes a tenth of the time.
//
// .ci/run runs the packages that import this one a second time, without the detector.
package racing

import "testing"

// Apart leaves a test to the run without the race detector: one that is long and does one thing after the other.
func Apart(t testing.TB) {
	t.Helper()
	if Detector {
		t.Skip("one goroutine, long: run without the race detector")
	}
}
