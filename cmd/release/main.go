// Command release makes what people get. In: a commit of this repository, the Go toolchain and the modules on this
// machine; no network. Out: under out/release, archives for ten systems, packages, images, a list of what is in them,
// their checksums with a signature, and notes; by another name the notice of licences (docs/release.md). It is a module
// of its own: what only it needs is not in the program's graph (docs/decisions/0076).
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// commands are what this tool does, by the name of its first argument.
var commands = map[string]func(root string, args []string) error{
	"again":  again,
	"build":  build,
	"notice": notice,
	"prove":  prove,
}

func run(args []string) error {
	root, err := repository()
	if err != nil {
		return err
	}
	if len(args) > 0 && commands[args[0]] != nil {
		return commands[args[0]](root, args[1:])
	}
	return errors.New("one of: build, again, prove, notice")
}

// repository is the folder of the program's module, above this tool's.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "cmd", "gongbiao", "main.go")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("run it inside the repository")
		}
		dir = up
	}
}
