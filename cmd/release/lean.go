package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// packLean builds the program without faces and packs it; its size is what comes back.
func (r *release) packLean(t target, work string) (int64, error) {
	program, err := compile(r.source, t, filepath.Join(work, t.String(), "lean", t.program()), "", "-tags=nofonts")
	if err != nil {
		return 0, err
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return 0, err
	}
	fmt.Printf("%s  %s MB without faces\n", t, mb(int64(len(data))))
	return int64(len(data)), r.packArchive(r.archive(data, t), t, r.name()+"-"+t.String()+"-nofonts")
}

// packFaces packs the faces that programs without any look for beside them, with their licences. It has no folder of
// its own: unpacked beside the program, it is where it belongs.
func (r *release) packFaces() error {
	var a tree
	dir := filepath.Join(r.source.dir, "fonts")
	if err := a.addFolder("faces", filepath.Join(dir, "faces")); err != nil {
		return err
	}
	if err := a.addFolder("faces/licenses", filepath.Join(dir, "licenses")); err != nil {
		return err
	}
	if err := a.addFile("faces/LICENSES.md", filepath.Join(dir, "LICENSES.md")); err != nil {
		return err
	}
	return r.write(r.name()+"-fonts.zip", func(w io.Writer) error { return a.zip(w, "", r.at) })
}
