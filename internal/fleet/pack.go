package fleet

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// The records of a chunk say of everything where it stood, some 16 kB a record; packed, that is a sixth of it. What was
// stored by a program that did not pack is read as it is.

// pack makes less of a chunk.
func pack(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, 3)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(b)
	err = errors.Join(err, w.Close())
	return out.Bytes(), err
}

// unpack gives the chunk again.
func unpack(b []byte) ([]byte, error) {
	if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		return b, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(r)
	return out, errors.Join(err, r.Close())
}

// sameInside says whether two chunks that are packed differently hold the same.
func sameInside(a, b []byte) bool {
	x, err := unpack(a)
	y, err2 := unpack(b)
	return err == nil && err2 == nil && bytes.Equal(x, y)
}
