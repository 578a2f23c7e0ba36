//go:build !linux && !windows

package worker

import (
	"os/exec"
	"runtime/debug"
	"syscall"
)

// start starts the child; it binds itself before it reads anything.
func start(c *exec.Cmd, _ Limits) error { return c.Start() }

// bind limits this process as far as every Unix can: time, no growing file, and memory by the collector.
func bind(l Limits) error {
	debug.SetMemoryLimit(l.Memory * 3 / 4)
	cpu := uint64(max(l.CPU.Seconds(), 1))
	for what, most := range map[int]uint64{syscall.RLIMIT_CPU: cpu, syscall.RLIMIT_FSIZE: 0, syscall.RLIMIT_CORE: 0} {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}

// closeDoors lets this process open nothing any more.
func closeDoors() error {
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 3, Max: 3})
}
