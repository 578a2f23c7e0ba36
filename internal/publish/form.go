package publish

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/paint/html"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// form is what is known of a form: a few short texts, and where its files are. The exported ones go into the manifest.
type form struct {
	Address    string   `json:"address"`
	Kind       string   `json:"form,omitempty"`     // id of its form
	KindName   string   `json:"formName,omitempty"` // 项目支出绩效自评表
	Layout     string   `json:"layout,omitempty"`   // with version
	Year       string   `json:"year,omitempty"`
	Department string   `json:"department,omitempty"`
	Unit       string   `json:"unit,omitempty"`
	Name       string   `json:"name,omitempty"`
	Money      string   `json:"money,omitempty"` // unit of the amounts
	Budget     string   `json:"budget,omitempty"`
	Spent      string   `json:"spent,omitempty"`
	Score      string   `json:"score,omitempty"`
	Grade      string   `json:"grade,omitempty"`
	Data       string   `json:"data,omitempty"` // SHA-256 of the record
	First      string   `json:"first"`          // day it was published
	Updated    string   `json:"updated"`        // day of its last change
	State      Change   `json:"state"`          // what its last change was: added, changed or withdrawn
	Places     []string `json:"places,omitempty"`

	bound  *render.Form // where the checks have bound it whole
	change Change       // of this run
	log    []gate.Logged
	tables []*table
	made   []made  // its files, until they are in the spool
	rows   [][]row // rows of data, by table, until then
	files  []output
	chunks []chunk // rows of data, by table
}

// made is a finished file.
type made struct {
	ext   string
	bytes []byte
}

// base is the address without the number that tells forms about the same thing apart.
func (f *form) base() string {
	base, _, _ := strings.Cut(f.Address, "-")
	return base
}

func (f *form) path(ext string) string { return "forms/" + f.Address + "." + ext }
func (f *form) page() string           { return f.path("html") }
func (f *form) live() bool             { return f.State != Withdrawn }

// withdrawn is all that stays of a form that is taken back: its address, and when.
func (f *form) withdrawn(day string) *form {
	return &form{Address: f.Address, First: f.First, Updated: day, State: Withdrawn, change: Withdrawn}
}

// judge checks a record and finds its address; nil if there is nothing more to do with it.
func (s *site) judge(d *data.Value, r *Report) (*form, error) {
	o, err := s.Auditor.Check(d)
	if err != nil {
		return nil, err
	}
	if o.Record == nil {
		r.Findings, r.Refused = o.Findings, true
		if len(o.Findings) > 0 {
			r.Record = o.Findings[0].Record
		}
		return nil, nil
	}
	r.Record = o.Record.Name
	v := s.Gate.Errors(o)
	r.Findings, r.Refused = v.Findings, v.Refused
	f := s.about(d, o)
	f.log = v.Log
	if o.Whole {
		f.bound = s.e.Bound(d, o.Set.Layout, o.Record)
	}
	return f, nil
}

// about takes from a record what lists tell of it.
func (s *site) about(d *data.Value, o *audit.Outcome) *form {
	r, l := o.Record, o.Set.Layout
	text := func(path string) string {
		if path == "" {
			return ""
		}
		if v := r.Value(path); v != nil {
			return strings.Clone(v.Text)
		}
		return ""
	}
	f := &form{Kind: l.Form.ID, KindName: l.Form.Name, Layout: l.FullID(), Unit: text(l.Form.Author), Name: strings.Clone(r.Name),
		Money: o.Set.Unit(), Budget: o.Figures.Budget, Spent: o.Figures.Spent, Score: o.Figures.Score, Grade: o.Figures.Grade,
		Data: batch.HashOf(d), First: s.day, Updated: s.day, State: Added, change: Added}
	if len(l.Form.Summary.Groups) > 0 {
		f.Department = text(l.Form.Summary.Groups[0])
	}
	if i := slices.IndexFunc(l.Form.Fields, func(x *model.Field) bool { return x.Kind == model.Year }); i >= 0 {
		f.Year = text(l.Form.Fields[i].Name)
	}
	if s.layout[f.Layout] == nil {
		s.layout[f.Layout], s.tables[f.Layout] = l.Form, tablesOf(l)
	}
	f.tables = s.tables[f.Layout]
	var old *form
	f.Address, old = s.names.take(address(f.Kind, f.Year, f.Department, f.Unit, f.Name), f.Data)
	if old != nil && old.live() {
		f.First, f.change = old.First, Changed
		f.State = Changed
		if old.Data == f.Data && old.Layout == f.Layout {
			f.Updated, f.State, f.Places, f.change = old.Updated, old.State, old.Places, Same
		}
	}
	return f
}

// make makes all files of a form.
func (s *site) make(ctx context.Context, d *data.Value, f *form, r *Report) (err error) {
	defer func() {
		if p := recover(); p != nil {
			b := make([]byte, 4<<10)
			err = fmt.Errorf("程序内部错误（请连同数据报告给我们）：%v\n%s", p, b[:runtime.Stack(b, false)])
		}
	}()
	x := f.bound
	if f.bound = nil; x == nil {
		if x, err = s.e.Load(ctx, d, s.Source.Layout); err != nil {
			return err
		}
	}
	g, err := x.Grid()
	if err != nil {
		return err
	}
	v := s.Gate.Personal(x.Record, g.Meta)
	r.Findings, r.Refused = append(r.Findings, v.Findings...), r.Refused || v.Refused
	f.log = append(f.log, v.Log...)
	for i := range f.log {
		f.log[i].Address = f.Address
	}
	if r.Refused {
		return nil
	}
	part, err := html.Of(g) // not measured: a page clips nothing, and formats asked for beside it are
	if err != nil {
		return err
	}
	record := published(d)
	if f.change == Changed {
		f.Places = s.places(f, record)
	}
	f.made = append(f.made, made{"html", s.formPage(f, part)}, made{"json", record.JSON()})
	o := s.Options
	if o.Date, err = time.ParseInLocation(time.DateOnly, f.Updated, zone); err != nil {
		return err
	}
	for _, format := range s.Formats {
		b, err := s.e.Bytes(ctx, format, o, x)
		if err != nil {
			return err
		}
		f.made = append(f.made, made{string(format), b})
	}
	f.rows = rowsOf(f.tables, f.Address, x.Record.Body)
	return nil
}

// published is a record without the answers to findings, which are the office's own.
func published(d *data.Value) *data.Value {
	out := *d
	out.Members = slices.DeleteFunc(slices.Clone(d.Members), func(m data.Member) bool { return m.Name == data.WaiverKey })
	return &out
}

// keep puts the files of a form into the spool.
func (s *site) keep(f *form) error {
	for _, m := range f.made {
		o, err := s.spool.file(f.path(m.ext), m.bytes)
		if err != nil {
			return err
		}
		f.files = append(f.files, o)
	}
	f.made = nil
	for i, rows := range f.rows {
		var b []byte
		for _, r := range rows {
			b = append(b, r.csv...)
			for _, c := range r.odd {
				f.tables[i].columns[c].text = true
			}
		}
		c, err := s.spool.add(b)
		if err != nil {
			return err
		}
		f.chunks = append(f.chunks, c)
	}
	f.rows = nil
	s.forms = append(s.forms, f)
	return nil
}
