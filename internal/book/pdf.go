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

// WritePages writes the book as PDF or OFD. Every form must have been measured without an error.
func (b *Book) WritePages(ctx context.Context, out io.Writer) (*Pages, error) {
	if err := b.plan(); err != nil {
		return nil, err
	}
	cover, err := b.measureOwn(b.cover())
	if err != nil {
		return nil, err
	}
	tables := make([]*grid.Measured, len(b.tables))
	for i, s := range b.tables {
		if tables[i], err = b.measureOwn(s.grid); err != nil {
			return nil, err
		}
		s.pages = pagesOf(tables[i])
	}
	body := b.layOut()
	list := b.entries()
	contents, err := b.measureOwn(contentsGrid(list))
	if err != nil {
		return nil, err
	}
	s, err := b.stream(out, b.meta())
	if err != nil {
		return nil, err
	}
	w := &writer{stream: s}
	if err := b.write(ctx, w, cover, contents, tables, list, body); err != nil {
		return nil, errors.Join(err, quiet(s.Close(), err))
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return &Pages{Pages: w.pages, Contents: len(contents.Tables[0].Pages), Forms: len(b.forms)}, nil
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

// layOut gives every summary and form its first page of the body, and counts the pages.
func (b *Book) layOut() (pages int) {
	begin := func(n int) (first int) {
		if b.o.Duplex {
			pages += pages % 2
		}
		first = pages
		pages += n
		return first
	}
	for _, s := range b.tables {
		s.first = begin(s.pages)
	}
	for f := range formsIn(b.parts) {
		f.first = begin(f.pages)
	}
	return pages
}

func (b *Book) write(ctx context.Context, w *writer, cover, contents *grid.Measured, tables []*grid.Measured,
	list []entry, body int) error {
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
	n := pagesOf(contents)
	shift := n
	if b.o.Duplex {
		shift += n % 2
	}
	d, err := b.contents(contents, list, shift)
	if err != nil {
		return err
	}
	d.Labels = []page.Label{{Page: 0, Style: "r", Start: 1}}
	if err := errors.Join(w.add(d), front()); err != nil {
		return err
	}
	start := w.pages
	label := func(d *page.Document) {
		d.Labels = nil
		if w.pages == start {
			d.Labels = []page.Label{{Page: 0, Style: "D", Start: 1}}
		}
	}
	for i, s := range b.tables {
		d := b.place(tables[i], b.inBody(s.first, body))
		if err := front(); err != nil {
			return err
		}
		label(d)
		d.Outline = []page.Bookmark{{Title: s.title}}
		if err := w.add(d); err != nil {
			return err
		}
	}
	var forms []*form
	marks := map[*form][]page.Bookmark{}
	var open []page.Bookmark
	depth := 0
	each(b.parts, func(g *group) {
		open = append(open, page.Bookmark{Level: g.level, Title: oneLine(g.name)})
		depth = g.level + 1
	}, func(f *form) {
		forms = append(forms, f)
		marks[f] = append(open, page.Bookmark{Level: depth, Title: oneLine(f.name)})
		open = nil
	})
	return ordered(ctx, b.o.Workers, len(forms), func(i int) (*page.Document, error) {
		f := forms[i]
		r, err := b.load(ctx, f)
		if err != nil {
			return nil, err
		}
		d, err := b.pages(r, b.inBody(f.first, body))
		if err == nil && len(d.Pages) != f.pages {
			return nil, errors.New("book: a form has other pages than before: " + f.name)
		}
		return d, err
	}, func(i int, d *page.Document, err error) error {
		if err != nil {
			return err
		}
		if err := front(); err != nil {
			return err
		}
		if at := w.pages - start; at != forms[i].first {
			return errors.New("book: a form is on another page than the contents say: " + forms[i].name)
		}
		label(d)
		d.Outline = marks[forms[i]]
		return w.add(d)
	})
}

// oneLine is a name for where there are no line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
