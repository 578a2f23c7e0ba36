package main

import (
	"os/exec"
	"syscall"
)

// inRoot runs a command below a folder that is the whole system to it, in a network that has nothing in it, started in a
// folder of that system.
func inRoot(root string, user uint32, dir string, command ...string) *exec.Cmd {
	c := exec.Command(command[0], command[1:]...)
	c.Dir = dir
	c.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + dir, "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"}
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Cloneflags: syscall.CLONE_NEWNET, Credential: &syscall.Credential{Uid: user, Gid: user}}
	return c
}

// asNobody lets a command run as a user without rights, if it would be root.
func asNobody(c *exec.Cmd) *exec.Cmd {
	if syscall.Geteuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return c
}
