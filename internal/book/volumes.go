package book

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/gongbiao/gongbiao/model/grid"
)

// file is one file of a book of pages: the whole book, or one volume, or what stands before all volumes: cover,
// contents over all, summaries.
type file struct {
	name   string // tells it from the others
	line   string // under the title
	tables []*summed
	groups []*group // whose forms are in it
	listed []*group // what its contents list
	first  int      // page of the body that it begins with, from 0
	pages  int      // what the body has in all
}

// over says whether the contents of a file lead to other files.
func (f *file) over() bool { return f.groups == nil }

// forms is how many forms are in it.
func (f *file) forms() (n int) {
	for _, g := range f.groups {
		n += g.count()
	}
	return n
}

// count is how many forms its cover says.
func (f *file) count(b *Book) int {
	if f.over() {
		return len(b.forms)
	}
	return f.forms()
}

func (f *file) meta(b *Book) grid.Meta {
	m := b.meta()
	if f.line != "" {
		m.Title += f.line
		m.Subject = fmt.Sprintf("%s，共 %d 份", m.Title, f.count(b))
	}
	return m
}

// one is the book as one file.
func (b *Book) one() *file { return &file{tables: b.tables, groups: b.parts, listed: b.parts} }

// files are those of the book: one, if it has no more forms than a volume and they find room, else the contents over
// all and then the volumes, in the order of the book.
func (b *Book) files() ([]*file, error) {
	size := b.o.Volume
	if size <= 0 || size >= len(b.forms) && b.fits(b.parts) {
		return []*file{b.one()}, nil
	}
	if b.ownObjects(len(b.forms)) > b.room {
		return nil, b.tooLarge(b.ownObjects(len(b.forms)))
	}
	cut := b.cut(min(size, len(b.forms)))
	if cut == nil {
		return nil, b.tooLarge(b.room)
	}
	out := []*file{{line: fmt.Sprintf("（总目录，共 %d 册）", len(cut)), tables: b.tables, listed: b.parts}}
	for i, part := range cut {
		f := &file{line: fmt.Sprintf("（第 %d 册，共 %d 册）", i+1, len(cut)), groups: []*group{part}, listed: []*group{part}}
		f.name = fmt.Sprintf("%0*d", len(strconv.Itoa(len(cut))), i+1)
		for x := range formsIn(f.groups) {
			x.volume = int32(i + 1)
		}
		out = append(out, f)
	}
	return out, nil
}

// cut parts the forms into volumes of a size, smaller if what is in them needs it; nil if one form is too large.
func (b *Book) cut(size int) []*group {
	all := &group{level: -1, groups: b.parts}
	for ; size > 0; size = size * 3 / 4 {
		out := split(all, size, func(*form) int { return 1 })
		fit := true
		for _, g := range out {
			fit = fit && b.fits([]*group{g})
		}
		if fit {
			return out
		}
	}
	return nil
}

// fits says whether one file has room for forms.
func (b *Book) fits(groups []*group) bool {
	n, sum := 0, 0
	for f := range formsIn(groups) {
		n++
		sum += int(f.objects)
	}
	return sum+b.ownObjects(n) <= b.room
}

// picks says whether a file of the book is to be written.
func (b *Book) picks(i int) bool { return b.o.Pick == nil || b.o.Pick(i) }

// PageVolumes are the files that WriteVolumes will write.
func (b *Book) PageVolumes() ([]Volume, error) {
	if err := b.plan(); err != nil {
		return nil, err
	}
	files, err := b.files()
	if err != nil {
		return nil, err
	}
	var out []Volume
	for i, f := range files {
		if b.picks(i) {
			out = append(out, Volume{Name: f.name, Forms: f.forms()})
		}
	}
	return out, nil
}

// WriteVolumes writes the book as PDF or OFD, in volumes if it is too large for one: first the contents over all with
// the summaries, then the volumes, whose pages are numbered through. create opens a file and finish ends it. Every form
// must have been measured without an error.
func (b *Book) WriteVolumes(ctx context.Context, create func(Volume) (io.Writer, error),
	finish func(Volume, *Pages) error) error {
	if err := b.plan(); err != nil {
		return err
	}
	files, err := b.files()
	if err != nil {
		return err
	}
	if err := b.layOut(files); err != nil {
		return err
	}
	for i, f := range files {
		if !b.picks(i) {
			continue
		}
		v := Volume{Name: f.name, Forms: f.forms()}
		w, err := create(v)
		if err != nil {
			return err
		}
		done, err := b.file(ctx, w, f)
		if err != nil {
			return err
		}
		if err := finish(v, done); err != nil {
			return err
		}
	}
	return nil
}
