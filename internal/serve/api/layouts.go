package api

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *API) layouts(x *request) error {
	all := []Layout{}
	for _, i := range a.engine.Layouts().List() {
		all = append(all, a.about(i))
	}
	return x.json(struct {
		Layouts []Layout `json:"layouts"`
	}{all})
}

func (a *API) about(i templates.Info) Layout {
	l := Layout{ID: i.ID, Form: path.Dir(i.ID), Name: i.Name, Version: i.Version, Place: i.Place, Source: i.Source,
		Confirmed: i.Confirmed, Current: i.Current, Own: !i.Embedded}
	if i.Version != "" {
		l.ID += "@" + i.Version
	}
	l.FormName = a.engine.Layouts().FormName(l.Form)
	return l
}

// named is the layout of the path.
func (a *API) named(x *request) (*templates.Layout, error) {
	return a.engine.Layouts().Layout(x.PathValue("form") + "/" + x.PathValue("name"))
}

func (a *API) layout(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	manual, err := l.Manual()
	if err != nil {
		return err
	}
	for _, i := range a.engine.Layouts().List() {
		if i.ID == l.ID && i.Version == l.Version {
			out := a.about(i)
			out.Manual = string(manual)
			return x.json(out)
		}
	}
	return x.json(Layout{ID: l.FullID(), Form: l.Form.ID, FormName: l.Form.Name, Name: l.Name, Version: l.Version,
		Place: l.Place, Source: l.Source, Confirmed: l.Confirmed, Manual: string(manual)})
}

func (a *API) empty(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	return x.bytes("application/json", l.Form.Skeleton(l.FullID()))
}

func (a *API) schema(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	return x.bytes("application/schema+json", l.Form.Schema(l.FullID()))
}

// source is the text of a layout, for those who write one like it.
func (a *API) source(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	text, _, err := a.engine.Layouts().Source(l.FullID())
	if err != nil {
		return err
	}
	return x.bytes("application/yaml; charset=utf-8", text)
}

func (a *API) sample(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	kind, err := x.choose("kind", sample.Cases...)
	if err != nil {
		return err
	}
	seed, err := x.number("seed", 1, 0, 1<<63)
	if err != nil {
		return err
	}
	return x.bytes("application/json", invented(l, sample.Case(slices.Index(sample.Cases, kind)), seed))
}

// invented is a record made up for a layout.
func invented(l *templates.Layout, edge sample.Case, seed uint64) []byte {
	sum, _ := summary.Compile(l.Form, l.Params) // l was loaded: what does not compile it has left out
	return append(sample.Append(nil, l.Form, sample.Options{Layout: l.FullID(), Seed: seed, Summary: sum, Case: edge}, 0), '\n')
}

func (a *API) blank(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	o := workbook.Options{Form: l.FullID(), Application: a.o.Producer}
	for name, to := range map[string]*int{"rows": &o.Rows, "spare": &o.Spare, "blocks": &o.Blocks} {
		n, err := x.number(name, 0, 0, workbook.MaxRows)
		if err != nil {
			return err
		}
		*to = int(n)
	}
	if o.Spare == 0 && x.value("spare") != "" {
		o.Spare = -1
	}
	file, err := workbook.New(l, nil, a.engine, o)
	if err != nil {
		return err
	}
	return x.file(path.Base(l.ID)+".xlsx", mediaTypes[render.XLSX], file)
}

// picture is a small picture of a layout's first page, or why there is none.
type picture struct {
	png []byte
	err error
}

// maxPictures is how many pictures are remembered; there are some dozens of layouts, of which each is looked at often.
const maxPictures = 128

// pictureDPI makes a page 300 to 600 dots wide.
const pictureDPI = 48

func (a *API) picture(x *request) error {
	l, err := a.named(x)
	if err != nil {
		return err
	}
	p := a.pictures.Get(maxPictures, l.FullID(), strings.Clone, func(string) *picture {
		png, err := a.paint(context.WithoutCancel(x.Context()), l)
		return &picture{png, err}
	})
	if p.err != nil {
		return p.err
	}
	x.w.Header().Set("Cache-Control", "private, max-age=3600")
	return x.bytes(mediaTypes[render.PNG], p.png)
}

// Warm reads what the first answer would wait for: the checks that all forms share, and the faces.
func (a *API) Warm(ctx context.Context) {
	for _, i := range a.engine.Layouts().List() {
		if l, err := a.engine.Layouts().Layout(i.ID); err == nil {
			_, _ = a.paint(ctx, l) // whoever asks for it is told what is wrong with it
			return
		}
	}
}

// paint paints the first page of a layout's sample, or of a record made up for it.
func (a *API) paint(ctx context.Context, l *templates.Layout) ([]byte, error) {
	name, text := "sample.json", []byte(nil)
	samples := a.engine.Layouts().Samples(l.FullID())
	if names := slices.Sorted(maps.Keys(samples)); len(names) > 0 {
		name, text = names[0], samples[names[0]]
	} else {
		text = invented(l, sample.Usual, 1)
	}
	var png []byte
	err := data.Read(name, text, func(d *data.Value, err error) error {
		if err != nil || png != nil {
			return err
		}
		f, err := a.engine.Load(ctx, d, l.FullID())
		if err != nil {
			return err
		}
		png, err = a.engine.Bytes(ctx, render.PNG, render.Options{DPI: pictureDPI, First: true}, f)
		return err
	})
	return png, err
}

// mediaTypes are the media types of the formats.
var mediaTypes = map[render.Format]string{
	render.PDF:  "application/pdf",
	render.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	render.OFD:  "application/ofd",
	render.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	render.SVG:  "image/svg+xml",
	render.PNG:  "image/png",
	render.HTML: "text/html; charset=utf-8",
}
