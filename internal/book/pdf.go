package book

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/gongbiao/gongbiao/internal/layout"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
)

// Pages is a finished book of pages.
type Pages struct{ Pages, Contents, Forms int }

// writer puts parts into the stream and keeps count.
type writer struct {
	stream
	pages int
}

func (w *writer) add(d *page.Document) error {
	w.pages += len(d.Pages)
	return w.Add(d)
}

// blank fills up to a right-hand page.
func (w *writer) blank() error {
	if w.pages%2 == 0 {
		return nil
	}
	return w.add(&page.Document{Pages: []page.Page{{Width: paper.Width, Height: paper.Height}},
		Elems: []page.Elem{{Parent: -1, Role: page.RoleDocument}}})
}

// WritePages writes the book as one PDF or OFD. Every form must have been measured without an error.
func (b *Book) WritePages(ctx context.Context, out io.Writer) (*Pages, error) {
	if err := b.plan(); err != nil {
		return nil, err
	}
	f := b.one()
	if err := b.layOut([]*file{f}); err != nil {
		return nil, err
	}
	return b.file(ctx, out, f)
}

// file writes one file, once layOut has numbered the pages.
func (b *Book) file(ctx context.Context, out io.Writer, f *file) (*Pages, error) {
	cover, err := b.measureOwn(b.cover(f))
	if err != nil {
		return nil, err
	}
	c := &contents{b: b, list: b.entries(f)}
	if f.over() {
		c.over, c.title = true, overTitle
	}
	if err := c.paginate(); err != nil {
		return nil, err
	}
	s, err := b.stream(out, f.meta(b))
	if err != nil {
		return nil, err
	}
	w := &writer{stream: s}
	if err := b.write(ctx, w, f, cover, c); err != nil {
		return nil, errors.Join(err, quiet(s.Close(), err))
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return &Pages{Pages: w.pages, Contents: c.pages, Forms: f.forms()}, nil
}

// quiet keeps Close from repeating the error it was called for.
func quiet(again, err error) error {
	if errors.Is(again, err) || again == err {
		return nil
	}
	return again
}

func (b *Book) measureOwn(g *grid.Grid) (*grid.Measured, error) {
	m, err := b.e.Measure(g)
	if err != nil {
		return nil, err
	}
	return m, missing(m)
}

// layOut gives every summary and form its first page of the body, and counts the pages. Those of the volumes go
// through all of them; those of the summaries before them are counted apart.
func (b *Book) layOut(files []*file) error {
	pages := 0
	begin := func(n int) (first int) {
		if b.o.Duplex {
			pages += pages % 2
		}
		first = pages
		pages += n
		return first
	}
	for _, s := range b.tables {
		if err := s.paginate(b); err != nil {
			return err
		}
	}
	for _, f := range files {
		f.first = begin(0)
		for _, s := range f.tables {
			s.first = begin(s.pages)
		}
		for x := range formsIn(f.groups) {
			x.first = int32(begin(int(x.pages)))
		}
		if f.over() {
			f.pages, pages = pages, 0
		}
	}
	for _, f := range files {
		if !f.over() {
			f.pages = pages
		}
	}
	return nil
}

func (b *Book) write(ctx context.Context, w *writer, f *file, cover *grid.Measured, c *contents) error {
	front := func() error {
		if b.o.Duplex {
			return w.blank()
		}
		return nil
	}
	d := b.place(cover, layout.PlaceOptions{})
	d.Outline = []page.Bookmark{{Title: "封面"}}
	d.Labels = []page.Label{{Page: 0, Prefix: "封面"}}
	if err := errors.Join(w.add(d), front()); err != nil {
		return err
	}
	shift := c.pages - f.first
	if b.o.Duplex {
		shift += c.pages % 2
	}
	if err := errors.Join(c.write(w, shift), front()); err != nil {
		return err
	}
	start := w.pages
	label := func(d *page.Document) {
		d.Labels = nil
		if w.pages == start {
			d.Labels = []page.Label{{Page: 0, Style: "D", Start: f.first + 1}}
		}
	}
	for _, s := range f.tables {
		if err := front(); err != nil {
			return err
		}
		first := s.first
		for i, part := range s.parts {
			m, err := s.measure(b, part)
			if err != nil {
				return err
			}
			d := b.place(m, b.inBody(first, f.pages))
			label(d)
			if i == 0 {
				d.Outline = []page.Bookmark{{Title: s.title}}
			}
			if err := w.add(d); err != nil {
				return err
			}
			first += pagesOf(m)
		}
	}
	var forms []*form
	marks := map[*form][]page.Bookmark{}
	var open []page.Bookmark
	depth := 0
	each(f.groups, func(g *group) {
		open = append(open, page.Bookmark{Level: g.level, Title: oneLine(g.name)})
		depth = g.level + 1
	}, func(x *form) {
		forms = append(forms, x)
		marks[x] = append(open, page.Bookmark{Level: depth, Title: oneLine(x.name)})
		open = nil
	})
	return ordered(ctx, b.o.Workers, len(forms), func(i int) (*page.Document, error) {
		x := forms[i]
		m, err := b.grid(x)
		if err != nil {
			return nil, err
		}
		d := b.place(m, b.inBody(int(x.first), f.pages))
		if len(d.Pages) != int(x.pages) {
			return nil, errors.New("book: a form has other pages than before: " + x.name)
		}
		return d, nil
	}, func(i int, d *page.Document, err error) error {
		if err != nil {
			return err
		}
		if err := front(); err != nil {
			return err
		}
		if at := f.first + w.pages - start; at != int(forms[i].first) {
			return errors.New("book: a form is on another page than the contents say: " + forms[i].name)
		}
		label(d)
		d.Outline = marks[forms[i]]
		return w.add(d)
	})
}

// oneLine is a name for where there are no line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
