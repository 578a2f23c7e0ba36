package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/render"
)

// local is the engine for commands that read records from files of this machine: a record may name a picture that lies
// beside it. Services have none of this.
func (a *app) local() (*render.Engine, error) {
	e, err := a.engine()
	if err == nil {
		e.Pictures = besideRecord
	}
	return e, err
}

// besideRecord reads a file in the folder of the record that names it, or below it. os.Root keeps to that folder,
// whatever a link says.
func besideRecord(record, name string) ([]byte, error) {
	if info, err := os.Stat(record); err != nil || !info.Mode().IsRegular() {
		return nil, errors.New("数据不是从文件读的，旁边没有图")
	}
	if !filepath.IsLocal(name) {
		return nil, errors.New("只能是记录所在文件夹里的文件")
	}
	root, err := os.OpenRoot(filepath.Dir(record))
	if err != nil {
		return nil, errors.New("记录所在的文件夹打不开")
	}
	defer root.Close()
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return nil, errors.New("记录旁边没有这个文件")
	case !info.Mode().IsRegular(): // a pipe would be waited for
		return nil, errors.New("不是文件")
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, errors.New("文件打不开")
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
}
