//go:build !linux

package main

import "os/exec"

// inRoot is what only Linux can; proofs that use it ask for its tools first.
func inRoot(_ string, _ uint32, _ string, command ...string) *exec.Cmd {
	return exec.Command("false", command...)
}

func asNobody(c *exec.Cmd) *exec.Cmd { return c }
