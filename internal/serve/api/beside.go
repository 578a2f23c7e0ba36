package api

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// maxAuditors is how many layouts have their checks ready.
const maxAuditors = 128

// beside is what records are judged by beside their layouts' checks: the flags --against and --waivers.
type beside struct {
	against []*data.Value
	waivers *waiver.Book // nil: none
}

// answered takes waivers as a file of them has them; nothing is no waivers.
func (b *beside) answered(name string, text []byte) error {
	if text = bytes.TrimSpace(text); len(text) == 0 || string(text) == "null" {
		return nil
	}
	if b.waivers == nil {
		b.waivers = &waiver.Book{}
	}
	err := data.Read(name, text, func(d *data.Value, err error) error {
		if err == nil {
			err = b.waivers.Take(d)
		}
		return err
	})
	if wrong := (*finding.DataError)(nil); errors.As(err, &wrong) {
		return &problem.Error{Status: http.StatusBadRequest, Findings: wrong.List}
	}
	return err
}

// auditor is what checks records of a layout; empty: each names its own.
func (a *API) auditor(b beside, layout string) *audit.Auditor {
	return &audit.Auditor{Library: a.engine.Layouts(), Layout: layout, Against: b.against, Waivers: b.waivers}
}

// judge checks one record by a layout. The checks of a layout are made once, as that takes longer than a form; what
// they are held against beside is the request's own.
func (a *API) judge(b beside, d *data.Value, l *templates.Layout) (*audit.Outcome, error) {
	if b.against != nil || b.waivers != nil {
		return a.auditor(b, l.FullID()).Judge(d)
	}
	return a.auditors.Get(maxAuditors, l.FullID(), nil, func(id string) *audit.Auditor { return a.auditor(beside{}, id) }).Judge(d)
}
