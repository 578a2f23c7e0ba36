//go:build !windows

package main

func consoleUTF8() {}
