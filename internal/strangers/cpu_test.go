//go:build unix

package strangers

import (
	"syscall"
	"time"
)

// cpu is the processor time this process has used, garbage collection included.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
