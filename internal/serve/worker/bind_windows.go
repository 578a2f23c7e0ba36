package worker

import (
	"os/exec"
	"runtime/debug"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// start starts the child in a job of its own: so much memory and time, no other process beside it, and it ends with
// us. It is put there before it is given anything to read.
func start(c *exec.Cmd, l Limits) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS | windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_PROCESS_TIME |
				windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
			PerProcessUserTimeLimit: l.CPU.Nanoseconds() / 100,
			ActiveProcessLimit:      1,
		},
		ProcessMemoryLimit: uintptr(l.Memory),
	}
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)),
		uint32(unsafe.Sizeof(info))); err != nil {
		windows.CloseHandle(job)
		return err
	}
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
	if err := c.Start(); err != nil {
		windows.CloseHandle(job)
		return err
	}
	p, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE|windows.SYNCHRONIZE, false, uint32(c.Process.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, p)
	}
	if err != nil {
		_ = c.Process.Kill()
		_ = c.Wait()
		windows.CloseHandle(job)
		return err
	}
	go func() { // the job is there as long as the child is
		_, _ = windows.WaitForSingleObject(p, windows.INFINITE)
		windows.CloseHandle(p)
		windows.CloseHandle(job)
	}()
	return nil
}

// bind is what the child does for itself; the rest is the job's.
func bind(l Limits) error {
	debug.SetMemoryLimit(l.Memory * 3 / 4)
	return nil
}

// closeDoors: Windows has no such limit; see docs/serve.md.
func closeDoors() error { return nil }
