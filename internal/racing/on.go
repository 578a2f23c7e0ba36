//go:build race

package racing

// Detector says whether the race detector watches.
const Detector = true
