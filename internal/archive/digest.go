package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"github.com/emmansun/gmsm/sm3"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// The digests every file of a packet has, as the metadata call them.
const (
	sha256Name = "SHA-256"
	sm3Name    = "SM3" // GB/T 32905-2016
)

// digests of one file.
type digests struct {
	sha256, sm3 string
	size        int64
}

// digester takes the bytes of a file once.
type digester struct {
	a, b hash.Hash
	n    int64
}

func newDigester() *digester { return &digester{a: sha256.New(), b: sm3.New()} }

func (d *digester) Write(p []byte) (int, error) {
	_, _ = d.a.Write(p) // a hash takes everything
	_, _ = d.b.Write(p)
	d.n += int64(len(p))
	return len(p), nil
}

func (d *digester) sums() digests {
	return digests{hex.EncodeToString(d.a.Sum(nil)), hex.EncodeToString(d.b.Sum(nil)), d.n}
}

func digest(b []byte) digests {
	d := newDigester()
	_, _ = d.Write(b)
	return d.sums()
}

// digestFile reads a file; what is no file is refused.
func digestFile(path string) (digests, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return digests{}, err
	}
	defer f.Close()
	d := newDigester()
	_, err = io.Copy(d, f)
	return d.sums(), err
}
