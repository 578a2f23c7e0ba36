package fonts

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// Files are the files of a folder that WithFolder may read, in order of their names; none if the folder cannot be read,
// which WithFolder tells.
func Files(dir string) []string {
	var out []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if slices.Contains([]string{".ttf", ".ttc", ".otf", ".otc", ".yaml", ".yml"}, ext) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

// Sum is a checksum over the names and bytes of Files, in hex: it changes when a face of the folder does. It is empty
// without a folder.
func Sum(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	h := sha256.New()
	for _, path := range Files(dir) {
		f, err := safefile.Open(path)
		if err != nil {
			return "", err
		}
		one := sha256.New()
		_, err = io.Copy(one, f)
		f.Close()
		if err != nil {
			return "", err
		}
		h.Write(one.Sum([]byte(filepath.Base(path) + "\x00")))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
