package api

import (
	"archive/zip"
	"bytes"
	"net/http"
)

// zipped is an answer of several files. It is kept until it is whole, with a tag, as long as it is small; a large one
// goes out as it is made.
type zipped struct {
	x    *request
	name string
	z    *zip.Writer
	held bytes.Buffer
	out  bool // it is under way
}

// mostHeld is how many bytes are kept.
const mostHeld = 8 << 20

func newZIP(x *request, name string) *zipped {
	z := &zipped{x: x, name: name}
	z.z = zip.NewWriter(z)
	return z
}

// add adds a file. The same files give the same bytes: no time is written.
func (z *zipped) add(name string, data []byte) error {
	w, err := z.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// Write takes the bytes of the archive.
func (z *zipped) Write(b []byte) (int, error) {
	if z.out {
		return z.x.w.Write(b)
	}
	z.held.Write(b)
	if z.held.Len() < mostHeld {
		return len(b), nil
	}
	z.out = true
	z.x.named(z.name)
	h := z.x.w.Header()
	h.Set("Content-Type", zipType)
	h.Set("Cache-Control", "no-store")
	z.x.w.WriteHeader(http.StatusOK)
	_, err := z.x.w.Write(z.held.Bytes())
	z.held = bytes.Buffer{}
	return len(b), err
}

const zipType = "application/zip"

// end ends the archive. What went wrong after its beginning has gone out cannot be told any more: the connection is
// cut, so that nobody takes a part for the whole.
func (z *zipped) end(err error) error {
	if err == nil {
		err = z.z.Close()
	}
	switch {
	case err != nil && z.out:
		panic(http.ErrAbortHandler)
	case err != nil || z.out:
		return err
	}
	return z.x.file(z.name, zipType, z.held.Bytes())
}
