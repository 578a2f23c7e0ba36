package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
)

func hashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// HashOf is the SHA-256 of a record as read: names, kinds and texts, whatever the white space between them and
// wherever it stood.
func HashOf(d *data.Value) string {
	return hashBytes(appendData(make([]byte, 0, 8<<10), d))
}

func appendData(b []byte, d *data.Value) []byte {
	b = append(b, byte('0'+d.Kind))
	b = append(append(b, d.Text...), 0)
	for i := range d.Members {
		b = append(append(b, d.Members[i].Name...), 1)
		b = appendData(b, d.Members[i].Value)
	}
	for _, x := range d.Items {
		b = appendData(append(b, 2), x)
	}
	return append(b, 3)
}

// hashFile is the SHA-256 of a file and its size. What is no file is refused, see safefile.Open.
func hashFile(path string) (sum string, size int64, err error) {
	f, err := safefile.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}
