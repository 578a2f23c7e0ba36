package safefile

import (
	"cmp"
	"errors"
	"os"
)

// ScratchFile is a file of the run's own, read and written at will, of which nothing is left.
type ScratchFile struct {
	*os.File
	gone bool // it has no name any more
}

// Scratch makes one in dir, or with an empty dir where the system keeps such files. The error is an *os.PathError.
func Scratch(dir string) (*ScratchFile, error) {
	if f := nameless(cmp.Or(dir, os.TempDir())); f != nil { // a kill between making a name and taking it away leaves it
		return &ScratchFile{f, true}, nil
	}
	f, err := os.CreateTemp(dir, "gongbiao-*.spool")
	if err != nil {
		return nil, err
	}
	// Without a name it is gone with the program that was killed; Windows keeps the name of an open file.
	gone := os.Remove(f.Name()) == nil
	return &ScratchFile{f, gone}, nil
}

// Close takes the file away.
func (s *ScratchFile) Close() error {
	err := s.File.Close()
	if s.gone {
		return err
	}
	return errors.Join(err, os.Remove(s.Name()))
}
