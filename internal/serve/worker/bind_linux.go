package worker

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// start starts the child; it binds itself before it reads anything.
func start(c *exec.Cmd, _ Limits) error {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us, who end it
	return c.Start()
}

// bind limits this process: memory, time, no file may grow, no rights may be gained.
func bind(l Limits) error {
	debug.SetMemoryLimit(l.Memory * 3 / 4) // the collector works harder before the system says no
	kept, err := kept()
	if err != nil {
		return err
	}
	cpu := uint64(max(l.CPU.Seconds(), 1))
	for what, most := range map[int]uint64{unix.RLIMIT_AS: kept + uint64(l.Memory), unix.RLIMIT_CPU: cpu, unix.RLIMIT_FSIZE: 0,
		unix.RLIMIT_CORE: 0} {
		if err := unix.Setrlimit(what, &unix.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
}

// kept is the address space this process has now: the runtime asks for more than a gigabyte and uses little of it.
func kept() (uint64, error) {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var pages uint64
	_, err = fmt.Sscan(string(b), &pages)
	return pages * uint64(os.Getpagesize()), err
}

// closeDoors lets this process open nothing any more: no file, no connection, no other program, all of which need a
// number for what is opened. It keeps its streams.
func closeDoors() error {
	dir, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return err
	}
	for _, e := range dir { // what the parent or the runtime has left open
		if fd, err := strconv.Atoi(e.Name()); err == nil && fd > 2 && !own(fd) {
			_ = unix.Close(fd)
		}
	}
	return unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 0, Max: 0})
}

// own says whether a number is one by which the runtime waits for others.
func own(fd int) bool {
	to, err := os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
	return err != nil || to == "anon_inode:[eventpoll]" || to == "anon_inode:[eventfd]"
}
