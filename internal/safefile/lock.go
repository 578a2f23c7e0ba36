package safefile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// patience is how long Lock waits for another run that is about to end, in steps.
const (
	patience = 5 * time.Second
	step     = 20 * time.Millisecond
)

// errBusy: another process has the folder.
var errBusy = errors.New("the folder is locked")

// Lock keeps a folder for this run, or with shared for all that lock it so; the folder is made. A run that is about
// to end is waited for. The system lets go when the process ends, however it ends, and nothing is left in the folder;
// unlock also takes away a folder that was made and got nothing. On file systems without locks there is none. The
// error is an *Error, or that of ctx.
func Lock(ctx context.Context, dir string, shared bool) (unlock func(), err error) {
	made, err := makeFolder(dir)
	if err != nil {
		return nil, err
	}
	for waited := time.Duration(0); ; waited += step {
		release, err := lockFolder(dir, shared)
		if err == nil {
			return func() {
				for _, d := range made { // deepest first; what is not empty stays
					if os.Remove(d) != nil {
						break
					}
				}
				release()
			}, nil
		}
		if !errors.Is(err, errBusy) {
			return nil, Wrap(dir, err)
		}
		if waited >= patience {
			return nil, &Error{Path: filepath.ToSlash(dir), Reason: Locked}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(step):
		}
	}
}

// makeFolder makes dir and says which folders that took, deepest first.
func makeFolder(dir string) (made []string, err error) {
	for p := filepath.Clean(dir); ; p = filepath.Dir(p) {
		if _, err := os.Stat(p); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, p)
	}
	return made, Wrap(dir, os.MkdirAll(dir, 0o777))
}
