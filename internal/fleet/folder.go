package fleet

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// Folder is a store in a folder, on this machine or shared by several. A file has its name when it is whole.
type Folder struct{ Dir string }

func (f Folder) path(key string) string { return filepath.Join(f.Dir, filepath.FromSlash(key)) }

// lasting are reasons that somebody has to do something about.
var lasting = []safefile.Reason{safefile.Full, safefile.Denied, safefile.IsFolder, safefile.NotDir, safefile.BadName, safefile.Linked,
	safefile.Special}

// Put stores data.
func (f Folder) Put(_ context.Context, key string, data []byte) error {
	done, err := safefile.Write(f.path(key), data, safefile.Options{Root: f.Dir})
	var e *safefile.Error
	switch {
	case errors.As(err, &e) && e.Reason == safefile.Exists, err == nil && done == safefile.Unchanged:
		return fs.ErrExist
	case errors.As(err, &e) && slices.Contains(lasting, e.Reason):
		return &Final{err}
	}
	return err
}

// Get gives what is stored.
func (f Folder) Get(_ context.Context, key string) ([]byte, error) {
	file, err := safefile.Open(f.path(key))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Keys gives the keys below a prefix.
func (f Folder) Keys(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := filepath.WalkDir(f.path(prefix), func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() || strings.HasPrefix(d.Name(), "."):
				return nil
			}
			rel, err := filepath.Rel(f.Dir, path)
			if err == nil && !yield(filepath.ToSlash(rel), nil) {
				return fs.SkipAll
			}
			return err
		})
		if err != nil {
			yield("", err)
		}
	}
}

// Drop takes a key away.
func (f Folder) Drop(_ context.Context, key string) error {
	if err := os.Remove(f.path(key)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Ready says whether there can be such a store.
func (f Folder) Ready() error {
	if err := os.MkdirAll(f.Dir, 0o777); err != nil {
		return safefile.Wrap(f.Dir, err)
	}
	return nil
}
