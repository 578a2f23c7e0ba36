//go:build unix

package main

import (
	"os"
	"syscall"
)

// faults is how many pages the kernel had to bring for a process that has ended.
func faults(s *os.ProcessState) int64 {
	use, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return int64(use.Minflt) + int64(use.Majflt)
}
