//go:build unix

package office

import (
	"os/exec"
	"syscall"
)

// together has a command and all that it starts ended at once: soffice is a script around the program.
func together(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}
