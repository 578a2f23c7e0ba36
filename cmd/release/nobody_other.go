//go:build !linux

package main

import "os/exec"

// asNobody is for Linux; the proof that wants it asks for bwrap, which is nowhere else.
func asNobody(c *exec.Cmd) *exec.Cmd { return c }
