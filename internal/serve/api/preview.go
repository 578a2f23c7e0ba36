package api

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
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
		o, err := a.judge(d, f.Layout)
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
		Notes: append(finding.List{}, f.Notes()...)}
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
	return x.json(out)
}
