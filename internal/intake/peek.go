package intake

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Peek is the head of one part of a workbook, such as its properties; nil if the file is no workbook or has no such
// part. It is for telling files apart in a folder, so whatever is wrong with a file is left to whoever reads it.
func Peek(path, part string) []byte {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || !strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return nil
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil
	}
	defer z.Close()
	r, err := z.Open(part)
	if err != nil {
		return nil
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, 16<<10))
	if err != nil {
		return nil
	}
	return head
}
