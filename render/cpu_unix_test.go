//go:build unix

package render

import (
	"syscall"
	"time"
)

// cpu is the processor time this process has used: on a busy machine the clock on the wall says little.
func cpu() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
