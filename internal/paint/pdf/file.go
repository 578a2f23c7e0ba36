package pdf

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"slices"

	"github.com/klauspost/compress/zlib"
)

const (
	flushAt     = 64 << 10 // bytes gathered before a Write
	packObjects = 400      // objects in one object stream
	packBytes   = 96 << 10 // and their bytes
	notWorth    = 512      // bytes of a stream under which deflate costs more than it saves
)

// MaxObjects is how many objects a file may have (ISO 19005-2, 6.1.13).
const MaxObjects = 8388607

// file is the objects of a PDF on their way to a writer: objects are gathered in object streams, offsets kept for the
// cross-reference stream. What is kept for each object is 8 bytes.
type file struct {
	w     io.Writer
	ctx   context.Context
	plain bool
	err   error // the first error of w or ctx; nothing is written after it

	buf  []byte // gathered, not yet written
	off  int64  // bytes before buf
	sum  hash.Hash
	xref []uint64 // by object number: 0 unused, offset<<1, or (object stream<<16 | index)<<1 | 1

	pack    []byte // objects of the object stream being gathered
	packed  []packEntry
	packNum int
	head    []byte // scratch

	z    *zlib.Writer
	zbuf sliceWriter
}

type packEntry struct{ id, at int }

type sliceWriter []byte

func (s *sliceWriter) Write(p []byte) (int, error) {
	*s = append(*s, p...)
	return len(p), nil
}

func (f *file) reset(w io.Writer, ctx context.Context, plain bool) {
	if ctx == nil {
		ctx = context.Background()
	}
	f.w, f.ctx, f.plain, f.err = w, ctx, plain, nil
	f.buf, f.off = f.buf[:0], 0
	f.pack, f.packed, f.packNum = f.pack[:0], f.packed[:0], 0
	f.xref = append(f.xref[:0], 0)
	if f.sum == nil {
		f.sum = sha256.New()
	}
	f.sum.Reset()
	// A comment of four bytes over 127 says that the file is binary (ISO 19005-2, 6.1.2).
	f.buf = append(f.buf, "%PDF-1.7\n%\xe5\x85\xac\xe8\n"...)
}

// alloc numbers an object.
func (f *file) alloc() int {
	f.xref = append(f.xref, 0)
	return len(f.xref) - 1
}

// allocN numbers n objects in a row and returns the first.
func (f *file) allocN(n int) int {
	first := len(f.xref)
	for range n {
		f.xref = append(f.xref, 0)
	}
	return first
}

// obj starts object id and returns the slice to append its value to; done takes it back.
func (f *file) obj(id int) []byte {
	if f.plain {
		f.direct(id)
		return f.buf
	}
	if len(f.packed) >= packObjects || len(f.pack) >= packBytes {
		f.flushPack()
	}
	if f.packNum == 0 {
		f.packNum = f.alloc()
	}
	f.xref[id] = (uint64(f.packNum)<<16|uint64(len(f.packed)))<<1 | 1
	f.packed = append(f.packed, packEntry{id, len(f.pack)})
	return f.pack
}

func (f *file) done(b []byte) {
	if f.plain {
		f.buf = append(b, "\nendobj\n"...)
		f.flush(flushAt)
		return
	}
	f.pack = append(b, '\n')
}

// direct starts an object outside object streams.
func (f *file) direct(id int) {
	f.xref[id] = uint64(f.off+int64(len(f.buf))) << 1
	f.buf = append(putInt(f.buf, id), " 0 obj\n"...)
}

func (f *file) flushPack() {
	if len(f.packed) == 0 {
		return
	}
	h := f.head[:0]
	for _, e := range f.packed {
		h = append(putInt(append(putInt(h, e.id), ' '), e.at), ' ')
	}
	f.zbuf = f.zbuf[:0]
	f.z.Reset(&f.zbuf)
	f.z.Write(h)
	f.z.Write(f.pack)
	f.z.Close()
	f.direct(f.packNum)
	b := append(f.buf, "<</Type/ObjStm/N "...)
	b = putInt(b, len(f.packed))
	b = append(b, "/First "...)
	f.buf = putInt(b, len(h))
	f.head = h
	f.rawStream("/Filter/FlateDecode", f.zbuf)
	f.pack, f.packed, f.packNum = f.pack[:0], f.packed[:0], 0
}

// stream writes a stream object; dict is what its dictionary has beside Length and Filter.
func (f *file) stream(id int, dict string, data []byte) {
	f.direct(id)
	f.buf = append(append(f.buf, "<<"...), dict...)
	if f.plain || len(data) < notWorth {
		f.rawStream("", data)
		return
	}
	f.rawStream("/Filter/FlateDecode", f.deflate(data))
}

// coded writes a stream object whose data already has the filter dict names.
func (f *file) coded(id int, dict string, data []byte) {
	f.direct(id)
	f.buf = append(append(f.buf, "<<"...), dict...)
	f.rawStream("", data)
}

func (f *file) rawStream(filter string, data []byte) {
	b := append(append(f.buf, filter...), "/Length "...)
	b = append(putInt(b, len(data)), ">>\nstream\n"...)
	b = append(b, data...)
	f.buf = append(b, "\nendstream\nendobj\n"...)
	f.flush(flushAt)
}

// deflate compresses b; the result is good until the next use of f.
func (f *file) deflate(b []byte) []byte {
	f.zbuf = f.zbuf[:0]
	f.z.Reset(&f.zbuf)
	f.z.Write(b)
	f.z.Close()
	return f.zbuf
}

// flush writes what is gathered if it is at least n bytes.
func (f *file) flush(n int) {
	if len(f.buf) < n {
		return
	}
	f.sum.Write(f.buf)
	f.off += int64(len(f.buf))
	f.put(f.buf)
	f.buf = f.buf[:0]
}

func (f *file) put(b []byte) {
	if f.err == nil {
		f.err = context.Cause(f.ctx)
	}
	if f.err != nil {
		return
	}
	n, err := f.w.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		f.err = fmt.Errorf("写 PDF：%w", err)
	}
}

// finish writes the cross-reference and the trailer. The ID is a hash of all bytes before them (ISO 32000-1, 14.4), so
// it depends on the content alone.
func (f *file) finish(root, info int) error {
	f.flushPack()
	f.flush(0)
	var sum [sha256.Size]byte
	f.sum.Sum(sum[:0])
	at := f.off
	b := f.buf[:0]
	if f.plain {
		b = append(putInt(append(b, "xref\n0 "...), len(f.xref)), "\n0000000000 65535 f \n"...)
		for _, x := range f.xref[1:] {
			b = fmt.Appendf(b, "%010d 00000 n \n", x>>1)
		}
		b = append(putInt(append(b, "trailer\n<</Size "...), len(f.xref)), ids(root, info, sum[:16])...)
		b = append(b, ">>"...)
	} else {
		id := f.alloc()
		f.xref[id] = uint64(at) << 1
		z := f.deflate(f.xrefRows())
		b = append(putInt(b, id), " 0 obj\n<</Type/XRef/W[1 4 2]/Size "...)
		b = append(putInt(b, len(f.xref)), ids(root, info, sum[:16])...)
		b = append(b, "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length "...)
		b = append(putInt(b, len(z)), ">>\nstream\n"...)
		b = append(append(b, z...), "\nendstream\nendobj"...)
	}
	b = append(b, "\nstartxref\n"...)
	b = append(putInt(b, int(at)), "\n%%EOF\n"...)
	f.put(b)
	f.buf = b[:0]
	return f.err
}

func ids(root, info int, sum []byte) string {
	return fmt.Sprintf("/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]", root, info, sum, sum)
}

// xrefRows is the cross-reference stream's rows (7.5.8.2), each after the PNG predictor Up.
func (f *file) xrefRows() []byte {
	rows := slices.Grow(f.head[:0], 8*len(f.xref))
	var last [7]byte
	for i, x := range f.xref {
		var row [7]byte
		switch {
		case i == 0:
			row = [7]byte{0, 0, 0, 0, 0, 0xff, 0xff}
		case x&1 == 0:
			o := x >> 1
			row = [7]byte{1, byte(o >> 24), byte(o >> 16), byte(o >> 8), byte(o)}
		default:
			n, k := x>>17, x>>1&0xffff
			row = [7]byte{2, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n), byte(k >> 8), byte(k)}
		}
		rows = append(rows, 2)
		for j := range row {
			rows = append(rows, row[j]-last[j])
		}
		last = row
	}
	f.head = rows
	return rows
}
