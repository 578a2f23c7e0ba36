package meaning

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// limits are those of a book of our own; a form of 200 pages takes 2 MB, unpacked.
var limits = intake.Limits{File: 256 << 20, Part: 64 << 20, Unzip: 512 << 20, Parts: 20000, Sheets: 20000, Rows: maxRow}

// Damaged is a file that programs may read differently, or not at all: nothing can be said of what it shows.
type Damaged struct{ Why, English string }

func (d *Damaged) Error() string { return d.Why }

func damaged(why, english string) error { return &Damaged{why, english} }

// entry is a part as the zip has it.
type entry struct {
	f    *zip.File
	from int64 // of the local header
}

// unzip takes the container in by the door for all files, then refuses everything that one reader may take for one
// thing and another for another: parts of one name, bytes before, between and behind the parts, local headers that
// differ from the directory.
func unzip(data []byte) (map[string]*zip.File, error) {
	file, err := intake.Open("", data, limits)
	if err == nil && file.Kind != intake.Workbook {
		err = file.Refuse()
	}
	if l := finding.Of(err); len(l) > 0 {
		return nil, damaged(strings.TrimSuffix(l[0].Message, "。"), l[0].English)
	}
	parts, folded := map[string]*zip.File{}, map[string]bool{}
	var entries []entry
	for _, f := range file.Zip.File {
		key := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if folded[key] {
			return nil, damaged("压缩包里有两个部件都叫 "+f.Name+"，各种软件读到的不是同一个", "two parts are called "+f.Name)
		}
		folded[key] = true
		if f.Flags&1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate {
			return nil, damaged("部件 "+f.Name+" 加了密，或用了不认识的压缩方法",
				"part "+f.Name+" is encrypted or packed by an unknown method")
		}
		e, err := local(data, f)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
		if !strings.HasSuffix(f.Name, "/") || f.UncompressedSize64 > 0 {
			parts[f.Name] = f
		}
	}
	return parts, contiguous(data, entries)
}

var errZip = damaged("压缩包里部件前后、之间有多余的内容，或目录与部件的头不符：各种软件读到的可能不同",
	"the zip container holds bytes that are in no part, or headers that differ")

// local finds the local header of a part and compares it with the directory.
func local(data []byte, f *zip.File) (entry, error) {
	at, err := f.DataOffset()
	if err != nil || at > int64(len(data)) {
		return entry{}, errZip
	}
	// The local header ends where the data begin: 30 bytes, the name, and an extra field, whose length is not that of
	// the directory's.
	for extra := range int64(1 << 16) {
		from := at - extra - int64(len(f.Name)) - 30
		if from < 0 {
			break
		}
		h := data[from:at]
		if string(h[:4]) != "PK\x03\x04" || int64(binary.LittleEndian.Uint16(h[28:])) != extra ||
			int(binary.LittleEndian.Uint16(h[26:])) != len(f.Name) {
			continue
		}
		if string(h[30:30+len(f.Name)]) != f.Name || binary.LittleEndian.Uint16(h[8:]) != f.Method {
			return entry{}, errZip
		}
		if binary.LittleEndian.Uint16(h[6:])&8 == 0 && (binary.LittleEndian.Uint32(h[14:]) != f.CRC32 ||
			uint64(binary.LittleEndian.Uint32(h[18:])) != f.CompressedSize64 ||
			uint64(binary.LittleEndian.Uint32(h[22:])) != f.UncompressedSize64) {
			return entry{}, errZip
		}
		return entry{f, from}, nil
	}
	return entry{}, errZip
}

// contiguous wants the parts one behind the other from the first byte, then the directory, then the end.
func contiguous(data []byte, entries []entry) error {
	slices.SortFunc(entries, func(a, b entry) int { return int(a.from - b.from) })
	at := int64(0)
	for _, e := range entries {
		if e.from != at {
			return errZip
		}
		start, err := e.f.DataOffset()
		if err != nil {
			return errZip
		}
		if at = start + int64(e.f.CompressedSize64); e.f.Flags&8 != 0 { // a data descriptor, with or without signature, 32 or 64 bits
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
		return errZip
	}
	size, from := int64(binary.LittleEndian.Uint32(data[end+12:])), int64(binary.LittleEndian.Uint32(data[end+16:]))
	if from != at || from+size > int64(end) || from+size < int64(end) && !bytes.HasPrefix(data[from+size:], []byte("PK\x06\x06")) {
		return errZip
	}
	return nil
}

// load unpacks a part.
func load(f *zip.File) ([]byte, error) {
	b, err := intake.ReadPart(f, limits.Part)
	if err != nil {
		return nil, damaged("部件 "+f.Name+" 读不了", "part "+f.Name+" cannot be read")
	}
	return b, nil
}
