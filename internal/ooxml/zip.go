package ooxml

import (
	"archive/zip"
	"bytes"
	"cmp"
	"hash/crc32"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"
)

// part is a finished entry of the package, compressed as soon as it is known: a workbook of 200 sheets stays small in
// memory.
type part struct {
	name   string
	data   []byte // as it is in the file
	size   int
	crc    uint32
	method uint16
}

// level trades time for size; measured in docs/decisions/0004-xlsx-writer.md.
const level = 6

type deflater struct {
	out bytes.Buffer
	w   *flate.Writer
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, level)
	if err != nil {
		panic(err) // only a level out of range
	}
	return &deflater{w: w}
}}

func deflated(name string, data []byte) part {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.out.Reset()
	d.w.Reset(&d.out)
	d.w.Write(data) // a bytes.Buffer does not fail
	d.w.Close()
	return part{name, bytes.Clone(d.out.Bytes()), len(data), crc32.ChecksumIEEE(data), zip.Deflate}
}

// stored is for what is compressed already.
func stored(name string, data []byte) part {
	return part{name, data, len(data), crc32.ChecksumIEEE(data), zip.Store}
}

// writeZip writes the parts by name, so that [Content_Types].xml comes first, dated 1980-01-01, the first date a zip
// can hold, with sizes before the data. The same parts give the same bytes.
func writeZip(w io.Writer, parts []part) error {
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	z := zip.NewWriter(w)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: p.method, CRC32: p.crc,
			CompressedSize64: uint64(len(p.data)), UncompressedSize64: uint64(p.size), ReaderVersion: 20}
		//lint:ignore SA1019 CreateRaw writes this field and does not look at Modified
		h.ModifiedDate = 1<<5 | 1
		e, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := e.Write(p.data); err != nil {
			return err
		}
	}
	return z.Close()
}
