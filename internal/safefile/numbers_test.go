package safefile

import (
	"syscall"
	"testing"
)

// A number of the system's means one thing.
func TestNumbersOnce(t *testing.T) {
	seen := map[syscall.Errno]string{}
	once := func(what string, list []syscall.Errno) {
		for _, n := range list {
			if seen[n] != "" {
				t.Errorf("%d is %s and %s", n, seen[n], what)
			}
			seen[n] = what
		}
	}
	for reason, list := range reasons {
		if words[reason] == "" {
			t.Errorf("%s has no words", reason)
		}
		once(string(reason), list)
	}
	for what, list := range said {
		once(what, list)
	}
}
