package ofd

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/klauspost/compress/flate"
)

// The container. Readers of OFD have choked on data descriptors, zip64 and wrong local headers, so there is none of
// that: every part is compressed before its header is written, sizes and checksums stand in both headers, names are
// ASCII, the date is the first one ZIP knows.

const (
	rootPart     = "OFD.xml"
	level        = 1 // 5 makes a form 1 % smaller and takes 0.13 ms more, a seventh of all that is painted
	localHeader  = 30
	maxSize      = 1<<32 - 1
	flushAt      = 64 << 10
	smallPart    = 500
	zipDate      = 1<<5 | 1 // 1 January 1980
	version      = 20
	deflated     = 8
	endOfZip     = 22
	localMagic   = 0x04034b50
	centralMagic = 0x02014b50
	endMagic     = 0x06054b50
)

// MaxParts is how many parts one file holds: ZIP counts them in 16 bits.
const MaxParts = 65000

// archive writes parts. With hold everything stays in memory until the end, so that OFD.xml, which has the hash of
// all the others, can stand first; otherwise it stands last, and only the directory at the end of the file names it
// first.
type archive struct {
	w       io.Writer
	ctx     context.Context
	hold    bool
	buf     []byte // not yet written
	off     int64  // where buf begins
	parts   []part
	names   []byte // of all parts
	deflate *flate.Writer
	sum     hash.Hash // over everything but OFD.xml
	err     error
}

type part struct {
	name       [2]int // in names
	crc        uint32
	size, full uint32
	method     uint16
	at         uint32
}

func (z *archive) reset(ctx context.Context, w io.Writer) {
	z.w, z.ctx, z.hold, z.err, z.off = w, ctx, false, nil, 0
	z.buf, z.parts, z.names = z.buf[:0], z.parts[:0], z.names[:0]
	if z.sum == nil {
		z.sum = sha256.New()
		z.deflate, _ = flate.NewWriter(nil, level) // the level is a valid one
	}
	z.sum.Reset()
}

// Write makes the archive where its compressor writes to.
func (z *archive) Write(b []byte) (int, error) {
	z.buf = append(z.buf, b...)
	return len(b), nil
}

// cancelled keeps why the context ended.
func (z *archive) cancelled() bool {
	if z.err == nil && z.ctx != nil && z.ctx.Err() != nil {
		z.err = context.Cause(z.ctx)
	}
	return z.err != nil
}

// add writes a part. One that is compressed already is stored as it is, and so is a small one: it would gain nothing
// worth the work.
func (z *archive) add(name string, data []byte, stored bool) {
	if stored || len(data) < smallPart {
		z.put(name, data, 0, data)
	} else {
		z.put(name, data, deflated, nil)
	}
}

// addPacked writes a part of which the compressed bytes are known.
func (z *archive) addPacked(name string, data, packed []byte) { z.put(name, data, deflated, packed) }

func (z *archive) put(name string, data []byte, method uint16, packed []byte) {
	if z.cancelled() {
		return
	}
	if len(z.parts) >= MaxParts {
		z.err = base.Refuse(CodeLimit, "", "一份 OFD 超过 %d 个部件", MaxParts)
		return
	}
	from := len(z.buf)
	p := z.local(name, data, method, packed)
	p.at = uint32(z.off + int64(from))
	z.parts = append(z.parts, p)
	z.sum.Write(z.buf[from:])
	if z.off+int64(len(z.buf))+int64(len(z.names)+64*len(z.parts)) > maxSize {
		z.err = base.Refuse(CodeLimit, "", "一份 OFD 超过 4 GB")
		return
	}
	if !z.hold && len(z.buf) >= flushAt {
		z.flush()
	}
}

// local appends a part with its header to buf; packed is its compressed bytes, nil if they are to be made.
func (z *archive) local(name string, data []byte, method uint16, packed []byte) part {
	from := len(z.buf)
	p := part{name: [2]int{len(z.names), len(z.names) + len(name)}, crc: crc32.ChecksumIEEE(data),
		full: uint32(len(data)), method: method}
	z.names = append(z.names, name...)
	z.buf = append(z.buf, make([]byte, localHeader)...)
	z.buf = append(z.buf, name...)
	at := len(z.buf)
	if packed != nil {
		z.buf = append(z.buf, packed...)
	} else if method == deflated {
		z.deflate.Reset(z)
		z.deflate.Write(data) // an archive takes all that is written to it
		z.deflate.Close()
	}
	p.size = uint32(len(z.buf) - at)
	h := binary.LittleEndian.AppendUint32(z.buf[from:from], localMagic)
	h = p.header(h)
	binary.LittleEndian.AppendUint16(h, 0) // no extra field
	return p
}

// header appends what the local and the central header share.
func (p *part) header(b []byte) []byte {
	for _, v := range [...]uint16{version, 0, p.method, 0, zipDate} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	for _, v := range [...]uint32{p.crc, p.size, p.full} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return binary.LittleEndian.AppendUint16(b, uint16(p.name[1]-p.name[0]))
}

func (z *archive) flush() {
	if z.cancelled() {
		return
	}
	n, err := z.w.Write(z.buf)
	if err == nil && n < len(z.buf) {
		err = io.ErrShortWrite
	}
	z.off += int64(len(z.buf))
	z.buf, z.err = z.buf[:0], err
}

// finish writes OFD.xml, which root makes of the hash of all other parts, and the directory.
func (z *archive) finish(root func(id string) []byte) error {
	if z.cancelled() {
		return z.err
	}
	data := root(hex.EncodeToString(z.sum.Sum(nil)[:16]))
	first := z.local(rootPart, data, deflated, nil)
	n := len(z.buf) - localHeader - len(rootPart) - int(first.size) // the bytes before it
	shift := uint32(0)
	if z.hold { // it goes to the front
		record := append([]byte(nil), z.buf[n:]...)
		copy(z.buf[len(record):], z.buf[:n])
		copy(z.buf, record)
		shift = uint32(len(record))
	} else {
		first.at = uint32(z.off + int64(n))
	}
	at := z.off + int64(len(z.buf))
	z.central(&first, 0)
	for i := range z.parts {
		z.central(&z.parts[i], shift)
	}
	size := z.off + int64(len(z.buf)) - at
	if at+size+endOfZip > maxSize {
		return base.Refuse(CodeLimit, "", "一份 OFD 超过 4 GB")
	}
	count := uint16(len(z.parts) + 1)
	z.buf = binary.LittleEndian.AppendUint32(z.buf, endMagic)
	for _, v := range [...]uint16{0, 0, count, count} {
		z.buf = binary.LittleEndian.AppendUint16(z.buf, v)
	}
	z.buf = binary.LittleEndian.AppendUint32(z.buf, uint32(size))
	z.buf = binary.LittleEndian.AppendUint32(z.buf, uint32(at))
	z.buf = binary.LittleEndian.AppendUint16(z.buf, 0)
	z.flush()
	return z.err
}

func (z *archive) central(p *part, shift uint32) {
	z.buf = binary.LittleEndian.AppendUint32(z.buf, centralMagic)
	z.buf = binary.LittleEndian.AppendUint16(z.buf, version)
	z.buf = p.header(z.buf)
	z.buf = append(z.buf, make([]byte, 12)...) // extra, comment, disk, attributes
	z.buf = binary.LittleEndian.AppendUint32(z.buf, p.at+shift)
	z.buf = append(z.buf, z.names[p.name[0]:p.name[1]]...)
}
