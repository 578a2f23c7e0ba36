package mcp

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folders are the folders named at the start. Nothing outside them is read or written, whatever a path or a link in
// them says: os.Root keeps to its folder.
type folders []folder

type folder struct {
	path string
	root *os.Root
}

// refusal is an error to be told to whoever asked, as it is.
type refusal struct{ message string }

func (r *refusal) Error() string { return r.message }

func refuse(format string, args ...any) error { return &refusal{fmt.Sprintf(format, args...)} }

// openFolders opens them; with none, no file can be read or written.
func openFolders(paths []string) (f folders, err error) {
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		root, err := os.OpenRoot(abs)
		if err != nil {
			return nil, err
		}
		f = append(f, folder{abs, root})
	}
	return f, nil
}

// locate says which folder a path is in, and its name there. A path that is not absolute is one in the first folder
// that has it, or in the first.
func (f folders) locate(path string) (folder, string, error) {
	if path == "" || strings.ContainsRune(path, 0) {
		return folder{}, "", refuse("没有写文件名")
	}
	name := filepath.FromSlash(path)
	if !filepath.IsAbs(name) {
		if len(f) == 0 || !filepath.IsLocal(name) {
			return folder{}, "", refuse("%s 不在启动时用 --folder 指定的文件夹里", path)
		}
		i := slices.IndexFunc(f, func(one folder) bool { _, err := one.root.Stat(name); return err == nil })
		return f[max(i, 0)], name, nil
	}
	for _, one := range f {
		if rel, err := filepath.Rel(one.path, name); err == nil && filepath.IsLocal(rel) {
			return one, rel, nil
		}
	}
	return folder{}, "", refuse("%s 不在启动时用 --folder 指定的文件夹里", path)
}

// maxFile is what a file may have, as the body of a request of serve.
const maxFile = 32 << 20

// read gives a file whole.
func (f folders) read(path string) (name string, data []byte, err error) {
	in, name, err := f.locate(path)
	if err != nil {
		return "", nil, err
	}
	info, err := in.root.Stat(name)
	switch {
	case err != nil:
		return "", nil, refuse("%s 打不开：没有这个文件，或它通到文件夹外面", path)
	case !info.Mode().IsRegular(): // a pipe would be waited for
		return "", nil, refuse("%s 不是文件", path)
	case info.Size() > maxFile:
		return "", nil, refuse("%s 超过 32 MiB", path)
	}
	file, err := in.root.Open(name)
	if err != nil {
		return "", nil, refuse("%s 打不开", path)
	}
	defer file.Close()
	data, err = io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil || len(data) > maxFile {
		return "", nil, refuse("%s 读不了", path)
	}
	return filepath.ToSlash(filepath.Join(in.path, name)), data, nil
}

// write makes a file that is not there yet, and says where it is. What cannot be written whole is taken away again.
func (f folders) write(path string, data []byte) (string, error) {
	in, name, err := f.locate(path)
	if err != nil {
		return "", err
	}
	file, err := in.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, os.ErrExist) {
		return "", refuse("%s 已经有了，没有覆盖；请换一个名称", path)
	}
	if err != nil {
		return "", refuse("%s 写不了：文件夹不存在或没有权限，或它通到文件夹外面", path)
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		_ = in.root.Remove(name)
		return "", refuse("%s 没有写完，已删去", path)
	}
	return filepath.ToSlash(filepath.Join(in.path, name)), nil
}
