package ooxml

import (
	"archive/zip"
	"bytes"
	"cmp"
	"hash/crc32"
	"io"
	"path"
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
	out   bytes.Buffer
	w     *flate.Writer
	known map[string][]byte // parts of files before, compressed
	kept  int               // bytes in known
}

// What is kept of parts that come again with the next file: styles, relations, what a workbook consists of. It only
// saves time.
const (
	keptPart = 32 << 10  // bytes of one
	keptAll  = 512 << 10 // and of all
)

// fixed says whether a part is mostly the same in all files of a layout: whether it does not hold what a form says.
func fixed(name string) bool {
	switch name {
	case "xl/sharedStrings.xml", "docProps/core.xml", "word/document.xml":
		return false
	}
	return path.Dir(name) != "xl/worksheets"
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
	keep := len(data) <= keptPart && fixed(name)
	var z []byte
	if keep {
		z = d.known[string(data)]
	}
	if z == nil {
		z = d.deflate(data)
		if keep {
			d.keep(data, z)
		}
	}
	return part{name, z, len(data), crc32.ChecksumIEEE(data), zip.Deflate}
}

func (d *deflater) deflate(data []byte) []byte {
	d.out.Reset()
	d.w.Reset(&d.out)
	d.w.Write(data) // a bytes.Buffer does not fail
	d.w.Close()
	return bytes.Clone(d.out.Bytes())
}

func (d *deflater) keep(data, z []byte) {
	if d.kept += len(data) + len(z); d.kept > keptAll || d.known == nil {
		d.known, d.kept = map[string][]byte{}, len(data)+len(z)
	}
	d.known[string(data)] = z
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
