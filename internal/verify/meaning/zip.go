package meaning

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// limits are those of a book of our own; a form of 200 pages takes 2 MB, unpacked.
var limits = intake.Limits{File: 256 << 20, Part: 64 << 20, Unzip: 512 << 20, Parts: 20000, Sheets: 20000, Kept: 1 << 40, Rows: found.LastRow}

// Damaged is a file that programs may read differently, or not at all: nothing can be said of what it shows.
type Damaged struct{ Why, English string }

func (d *Damaged) Error() string { return d.Why }

// damaged says that a file cannot be read for certain. The first of it is told, and no part is read any more.
func (p *pack) damaged(why, english string) {
	if p.err == nil {
		p.err = &Damaged{why, english}
	}
}

// unzip takes the container in by the door for all files, which wants every part once, then refuses what else one
// reader may take for one thing and another for another: bytes before, between and behind the parts, local headers
// that differ from the directory.
func (p *pack) unzip(data []byte) {
	file, err := intake.Open("", data, limits)
	if err == nil && file.Kind != intake.Workbook {
		err = file.Refuse()
	}
	if l := finding.Of(err); len(l) > 0 {
		p.damaged(strings.TrimSuffix(l[0].Message, "。"), l[0].English)
		return
	}
	for _, f := range file.Zip.File {
		if f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate {
			p.damaged("部件 "+f.Name+" 加了密，或用了不认识的压缩方法",
				"part "+f.Name+" is encrypted or packed by an unknown method")
		}
		if !strings.HasSuffix(f.Name, "/") || f.UncompressedSize64 > 0 {
			p.parts[f.Name] = f
		}
	}
	if !Contiguous(data, file.Zip.File) {
		p.damaged("压缩包里部件前后、之间有多余的内容，或目录与部件的头不符：各种软件读到的可能不同",
			"the zip container holds bytes that are in no part, or headers that differ")
	}
}

// Contiguous says whether the parts of a ZIP are one behind the other from the first byte, each under a header that
// tells what the directory tells; then the directory, then the end.
func Contiguous(data []byte, files []*zip.File) bool {
	starts := make(map[*zip.File]int64, len(files))
	for _, f := range files {
		start, err := f.DataOffset()
		if err != nil {
			return false
		}
		starts[f] = start
	}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b *zip.File) int { return cmp.Compare(starts[a], starts[b]) })
	at := int64(0)
	for _, f := range files {
		start, end := starts[f], starts[f]+int64(f.CompressedSize64)
		if start-at < 30 || end > int64(len(data)) || end < start || !agrees(data[at:start], f) {
			return false
		}
		if at = end; f.Flags&8 != 0 { // a data descriptor, with or without signature, 32 or 64 bits
			for _, n := range []int64{12, 16, 20, 24} {
				if next := at + n; next+4 <= int64(len(data)) &&
					(string(data[next:next+4]) == "PK\x03\x04" || string(data[next:next+4]) == "PK\x01\x02") {
					at = next
					break
				}
			}
		}
	}
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	if end < 0 || end+22 != len(data) || binary.LittleEndian.Uint16(data[end+20:]) != 0 {
		return false
	}
	size, from := int64(binary.LittleEndian.Uint32(data[end+12:])), int64(binary.LittleEndian.Uint32(data[end+16:]))
	return from == at && from+size <= int64(end) &&
		(from+size == int64(end) || bytes.HasPrefix(data[from+size:], []byte("PK\x06\x06")))
}

// agrees says whether a local header, of 30 bytes, the name and an extra field, tells what the directory tells. The
// extra field may be another.
func agrees(h []byte, f *zip.File) bool {
	short := func(at int) int { return int(binary.LittleEndian.Uint16(h[at:])) }
	long := func(at int) uint64 { return uint64(binary.LittleEndian.Uint32(h[at:])) }
	name := short(26)
	return string(h[:4]) == "PK\x03\x04" && 30+name+short(28) == len(h) && string(h[30:30+name]) == f.Name &&
		short(8) == int(f.Method) && (short(6)&8 != 0 ||
		long(14) == uint64(f.CRC32) && long(18) == f.CompressedSize64 && long(22) == f.UncompressedSize64)
}

// load unpacks a part.
func (p *pack) load(f *zip.File) []byte {
	b, err := intake.ReadPart(f, limits.Part)
	if err != nil {
		p.damaged("部件 "+f.Name+" 读不了", "part "+f.Name+" cannot be read")
	}
	return b
}
