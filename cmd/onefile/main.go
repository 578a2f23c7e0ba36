// Command onefile builds 公表.html. In: this repository, and which faces are wanted. Out: one file with the page, the
// engine and the faces in it. It needs nothing but Go, asks no network, and gives the same bytes for the same sources
// and the same Go.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/onefile"
)

func main() {
	out := flag.String("o", filepath.Join("out", "公表.html"), "the file to write")
	faces := flag.String("faces", "full", "full, or families separated by commas ("+strings.Join(onefile.Families(), ",")+
		"), with the 8,105 characters of 通用规范汉字表")
	overlay := flag.String("overlay", "", "only write into this folder what go build -overlay wants to know: the program of a release is built with\n"+
		"the same lighter modules and trees as the engine, and with packed files")
	flag.Parse()
	if *overlay != "" {
		if _, err := lean(*overlay, true); err != nil {
			fmt.Fprintln(os.Stderr, "onefile:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*out, *faces); err != nil {
		fmt.Fprintln(os.Stderr, "onefile:", err)
		os.Exit(1)
	}
}

func run(out, faces string) error {
	dir, err := os.MkdirTemp("", "onefile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if _, err := os.Stat("fonts/faces"); err != nil {
		return fmt.Errorf("run it in the folder of the repository: %w", err)
	}
	var parts onefile.Parts
	if parts.Faces, parts.Says, err = onefile.Faces(strings.Split(faces, ",")); err != nil {
		return err
	}
	if parts.Engine, err = engine(dir); err != nil {
		return err
	}
	if parts.Known, err = known(); err != nil {
		return err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	if parts.Glue, err = os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")); err != nil {
		return err
	}
	if parts.Papers, err = papers(); err != nil {
		return err
	}
	html, err := onefile.HTML(parts)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	fmt.Printf("%s: %.1f MB (the engine alone %.1f MB)\n", out, float64(len(html))/1e6, float64(len(parts.Engine))/1e6)
	return os.WriteFile(out, html, 0o666)
}

// engine builds cmd/onefile/engine for the browser, without the faces. No function is put into another (-l): the file
// is smaller by it, and a browser that finds a function at work for long compiles it once more, the longer the slower.
func engine(dir string) ([]byte, error) {
	file := filepath.Join(dir, "engine.wasm")
	overlay, err := lean(dir, false)
	if err != nil {
		return nil, err
	}
	c := exec.Command("go", "build", "-overlay", overlay, "-tags=onefile", "-trimpath", "-gcflags=all=-l", "-ldflags=-s -w", "-o", file,
		"./cmd/onefile/engine")
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if said, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	return os.ReadFile(file)
}

// papers are the licences and notices of what is in the file.
func papers() (string, error) {
	names, err := filepath.Glob("fonts/licenses/*")
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, name := range append([]string{"NOTICE", "LICENSE", "fonts/LICENSES.md"}, names...) {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&all, "==== %s\n\n%s\n", filepath.ToSlash(name), strings.ReplaceAll(strings.ToValidUTF8(string(text), "?"), "\r", ""))
	}
	return all.String(), nil
}
