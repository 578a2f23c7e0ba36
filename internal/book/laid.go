package book

import (
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
	packed := b.measured.Append(make([]byte, 0, 48<<10), &quiet)
	all := make([]byte, len(about)+s2.MaxEncodedLen(len(packed)))
	n := copy(all, about)
	return &laid{bytes: append(all[:n:n], s2.Encode(all[n:], packed)...), about: int32(n)}
}

// grid brings a measured form back.
func (b *Book) grid(f *form) (*grid.Measured, error) {
	raw, err := b.laid[f.from].get(f.at+int64(f.about), int(f.size-f.about))
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
	raw, err := b.laid[f.from].get(f.at, int(f.about))
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
