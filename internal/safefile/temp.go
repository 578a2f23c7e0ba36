package safefile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// temp is a file being written beside its target: without a name where the system can (Linux), so that it is gone
// with the program that was killed, else with one that Sweep knows.
type temp struct {
	f    *os.File
	name string // empty: it has none
}

func newTemp(target string) (*temp, error) {
	dir := filepath.Dir(target)
	if f := nameless(dir); f != nil {
		return &temp{f: f}, nil
	}
	for try := 0; ; try++ {
		name := tempName(dir)
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666) // os.CreateTemp would make it private
		if err == nil {
			return &temp{f, name}, nil
		}
		if try == 100 || !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
}

const tempPrefix, tempSuffix = ".gongbiao-", ".tmp"

func tempName(dir string) string {
	return filepath.Join(dir, tempPrefix+strconv.FormatUint(uint64(rand.Uint32()), 36)+tempSuffix)
}

// place gives the file its name; over: whatever has that name is replaced.
func (t *temp) place(target string, over bool) error {
	if t.name == "" {
		if !over {
			return t.link(target) // the system refuses a name that has come to be taken
		}
		name := tempName(filepath.Dir(target))
		if err := t.link(name); err != nil {
			return err
		}
		t.name = name
	}
	if err := t.f.Close(); err != nil {
		return err
	}
	if err := rename(t.name, target); err != nil {
		return err
	}
	t.name = ""
	return nil
}

// drop takes the file away unless it has found its place.
func (t *temp) drop() {
	t.f.Close()
	if t.name != "" {
		os.Remove(t.name)
	}
}

// holds says whether the file at path has the bytes of t.
func (t *temp) holds(path string) (bool, error) {
	if _, err := t.f.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	f, err := Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return equal(t.f, f)
}

// equal says whether two readers give the same bytes.
func equal(x, y io.Reader) (bool, error) {
	p, q := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, errX := io.ReadFull(x, p)
		m, errY := io.ReadFull(y, q)
		for _, err := range []error{errX, errY} {
			if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
				return false, err
			}
		}
		if n != m || !bytes.Equal(p[:n], q[:m]) {
			return false, nil
		}
		if errX != nil {
			return true, nil
		}
	}
}

// Sweep removes what a killed Write has left in dir and the folders below. Nobody may be writing there.
func Sweep(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return Wrap(path, err)
		}
		if name := d.Name(); d.Type().IsRegular() && strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix) {
			return Wrap(path, os.Remove(path))
		}
		return nil
	})
}
