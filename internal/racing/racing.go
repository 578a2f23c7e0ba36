// Package racing says how much a long test does. In: how the tests were built, GONGBIAO_JUDGES and GONGBIAO_FULL. Out:
// whether the race detector watches, long sweeps of one goroutine left to a run without it, which takes a tenth of the
// time, tests left to .ci/run, and whether a sweep goes through everything or through a part.
//
// .ci/run runs the packages that import this one a second time, without the detector.
package racing

import (
	"os"
	"testing"
)

// Apart leaves a test to the run without the race detector: one that is long and does one thing after the other.
func Apart(t testing.TB) {
	t.Helper()
	if Detector {
		t.Skip("one goroutine, long: run without the race detector")
	}
}

// Costly leaves a test to .ci/run: one that says something about every change and takes longer than whoever makes the
// change wants to wait.
func Costly(t testing.TB) {
	t.Helper()
	if os.Getenv("GONGBIAO_JUDGES") != "required" {
		t.Skip("takes long: .ci/run runs it, GONGBIAO_JUDGES=required asks for it")
	}
}

// Full says whether sweeps go through all they have, as .ci/full asks, and not through a part of it.
func Full() bool { return os.Getenv("GONGBIAO_FULL") != "" }
