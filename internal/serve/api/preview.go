package api

import (
	"slices"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *API) preview(x *request) error {
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
	if q.Proof {
		o, err := a.judge(q.beside, d, f.Layout)
		if err != nil {
			return err
		}
		f = f.With(render.Proof(o.Findings))
	}
	s, err := f.Screen()
	if err != nil {
		return err
	}
	out := Preview{Pages: []PreviewPage{}, Faces: []PreviewFace{}, Places: make([]PreviewPlace, 0, len(s.Places)), Style: s.Style,
		Notes: hinted(f.Notes(), x.lang)}
	for _, p := range s.Pages {
		out.Pages = append(out.Pages, PreviewPage{mm(p.W), mm(p.H), string(p.SVG)})
	}
	for _, face := range s.Faces {
		to := PreviewFace{Hash: face.Hash, Family: face.Family}
		if !slices.Contains(q.Have, face.Hash) {
			to.Data = face.Data
		}
		out.Faces = append(out.Faces, to)
	}
	for _, p := range s.Places {
		out.Places = append(out.Places, PreviewPlace{p.Path, p.Page, mm(p.X), mm(p.Y), mm(p.W), mm(p.H)})
	}
	out.Places = append(out.Places, shared(f, out.Places)...)
	if a.o.Lint {
		var faces templates.Faces
		if a.engine.Faces != nil {
			faces = a.engine.Faces
		}
		if out.Lint, err = a.engine.Layouts().LintID(f.Layout.FullID(), faces); err != nil {
			return err
		}
		out.Lint = hinted(out.Lint, x.lang)
	}
	return x.json(out)
}

// shared are the places of data that are printed in the cell of an item before: the merged fields of lists. Only the
// first item of a group has a cell of its own.
func shared(f *render.Form, printed []PreviewPlace) (out []PreviewPlace) {
	at := map[string][]PreviewPlace{}
	for _, p := range printed {
		at[p.Path] = append(at[p.Path], p)
	}
	merged := merges(f.Layout.Outline())
	f.Record.Body.Each(func(list *model.Value) {
		for _, name := range merged[list.Field] {
			var cell []PreviewPlace
			for _, item := range list.Rows {
				path := string(pointer.Path(item.Path).Child(name))
				if own := at[path]; own != nil {
					cell = own
					continue
				}
				for _, p := range cell {
					p.Path = path
					out = append(out, p)
				}
			}
		}
	})
	return out
}
