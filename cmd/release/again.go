package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// again builds the programs of a finished release a second time, in another folder and from nothing, and compares: what
// build -twice does at once, target by target, for whoever has not the time. What has been compared stays noted.
func again(root string, args []string) error {
	f := flag.NewFlagSet("again", flag.ContinueOnError)
	dir := f.String("o", filepath.Join(root, "out", "release"), "the release, as build made it")
	only := f.String("targets", "", "linux-amd64,windows …; without it all that have not been compared")
	if err := f.Parse(args); err != nil {
		return err
	}
	p, err := openRelease(root, *dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(p.work)
	s, err := layAt(root, filepath.Join(p.work, "another", "folder"), p.figures.Commit)
	if err != nil {
		return err
	}
	if err := s.lighten(); err != nil {
		return err
	}
	these, err := chosen(*only)
	if err != nil {
		return err
	}
	for _, t := range these {
		one, ok := p.figures.Targets[t.String()]
		if !ok || *only == "" && one.Again > 0 {
			continue
		}
		if err := one.again(s, t, p.work); err != nil {
			return err
		}
		p.figures.Targets[t.String()] = one
		if err := p.figures.write(p.dir); err != nil {
			return err
		}
	}
	return nil
}

// again builds a target from nothing, in another folder than it was built in, and holds it against the first.
func (one *figure) again(s source, t target, work string) error {
	start := time.Now()
	cache, err := os.MkdirTemp(work, "cache-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(cache)
	program, err := compile(s, t, filepath.Join(work, "again", t.String(), t.program()), cache)
	if err != nil {
		return err
	}
	second, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(second)); sum != one.Sum {
		return fmt.Errorf("%s: built twice, the programs differ: %s, %s", t, one.Sum, sum)
	}
	one.Again = time.Since(start)
	fmt.Printf("%s  built twice, in two folders, the second time from nothing, %.0f s: equal\n", t, one.Again.Seconds())
	return os.Remove(program)
}
