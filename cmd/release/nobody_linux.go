package main

import (
	"os/exec"
	"syscall"
)

// asNobody lets a command run as a user without rights, if it would be root.
func asNobody(c *exec.Cmd) *exec.Cmd {
	if syscall.Geteuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return c
}
