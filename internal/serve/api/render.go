package api

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/render"
)

func (a *API) render(x *request) error {
	formats, err := x.formats()
	if err != nil {
		return err
	}
	q, err := a.body(x)
	if err != nil {
		return err
	}
	d, err := q.one()
	if err != nil {
		return err
	}
	f, err := a.engine.Load(x.Context(), d, q.Layout)
	if err != nil {
		return err
	}
	file, err := a.engine.Bytes(x.Context(), formats[0], render.Options{Producer: a.o.Producer}, f)
	if err != nil {
		return err
	}
	return x.file(cmp.Or(outname.Clean(f.Record.Name), "form")+"."+string(formats[0]), mediaTypes[formats[0]], file)
}

// formats are the formats asked for, PDF if none is.
func (x *request) formats() (out []render.Format, err error) {
	for _, list := range x.URL.Query()["format"] {
		for s := range strings.SplitSeq(list, ",") {
			f := render.Format(strings.ToLower(strings.TrimSpace(s)))
			if !slices.Contains(render.Formats(), f) {
				return nil, parameter("没有 %s 这种格式，可用：%v", "there is no format %s, only %v", s, render.Formats())
			}
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	if out == nil {
		out = []render.Format{render.PDF}
	}
	return out, nil
}
