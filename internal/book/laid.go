package book

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"github.com/klauspost/compress/s2"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// laid is a form that was measured, as it is kept until it is painted: first what tables about it say, then the
// measured grid. Neither is needed in memory for all forms at once.
type laid struct {
	bytes []byte
	about int32
	where Where
	notes finding.List
}

// lay packs a measured form. Its notes have been told by then.
func (b *Book) lay(m *grid.Measured, g figures, sheets []string) *laid {
	about := []byte{}
	for _, text := range append([]string{g.budget, g.spent, g.rate, g.score, g.grade}, sheets...) {
		about = appendText(about, text)
	}
	quiet := *m
	quiet.Notes = nil
	packed := s2.Encode(nil, b.measured.Append(make([]byte, 0, 48<<10), &quiet))
	all := make([]byte, 0, len(about)+len(packed)+2*seal)
	all = append(sealed(all, about), about...)
	n := len(all)
	return &laid{bytes: append(sealed(all, packed), packed...), about: int32(n)}
}

// seal is how many bytes before a piece tell whether it is whole. It may have been on a shared disk for a day.
const seal = 4

func sealed(b, piece []byte) []byte {
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(piece, crc32.MakeTable(crc32.Castagnoli)))
}

// piece reads one that is behind its seal.
func (b *Book) piece(f *form, at int64, size int32) ([]byte, error) {
	s := b.laid[f.from]
	raw, err := s.get(at, int(size))
	if err != nil {
		return nil, err
	}
	if len(raw) < seal || !bytes.Equal(sealed(nil, raw[seal:]), raw[:seal]) {
		return nil, s.broken()
	}
	return raw[seal:], nil
}

// grid brings a measured form back.
func (b *Book) grid(f *form) (*grid.Measured, error) {
	raw, err := b.piece(f, f.at+int64(f.about), f.size-f.about)
	if err != nil {
		return nil, err
	}
	packed, err := s2.Decode(nil, raw)
	if err != nil {
		return nil, err
	}
	return b.measured.Unpack(packed)
}

// about brings back what tables say of a form: its figures, and the names its sheets ask for.
func (b *Book) about(f *form) (g figures, sheets []string, err error) {
	raw, err := b.piece(f, f.at, f.about)
	if err != nil {
		return figures{}, nil, err
	}
	r := reader{b: raw, text: string(raw)}
	g.ok = f.scored
	for _, text := range []*string{&g.budget, &g.spent, &g.rate, &g.score, &g.grade} {
		*text = r.string()
	}
	for range f.sheets {
		sheets = append(sheets, r.string())
	}
	return g, sheets, nil
}
