// Package publish makes a web site of many forms. In: records, the checks to hold them against, what the site is
// called, and the manifest of the run that made it last. Out: a folder that works from a disk or any web server: a page
// a form, lists by department, year and kind, a search, open data, a feed, checksums, a manifest; and one Report a
// record.
//
// Everything is made and judged before the first file is written: a record with an error nobody has answered, or with
// something personal in it, keeps the whole site as it was. Addresses come from what a form is about and stay; dates
// come from the caller. What a page of a form holds depends on its record alone, so that one changed record changes its
// own files, the lists, the data and nothing else.
package publish

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/personal"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Job says what to publish. Of the options all but Dir, Inputs, Source, Auditor and Date may be zero.
type Job struct {
	Inputs  []string
	Source  batch.Source
	Auditor *audit.Auditor
	Dir     string
	Formats []render.Format // beside the page and the record
	Options render.Options  // of these; their date is that of the form's last change
	Date    time.Time       // of this run
	Workers int             // 0: one a processor
	Force   bool            // over files that others have written or changed
	Guard   *safefile.Guard

	Title string // of the site; empty: 绩效信息公开
	URL   string // where it will stand, for the feed and the sitemap; empty: nobody knows, and there is no sitemap
	Style []byte // instead of our style sheet

	Gate     *gate.Gate // what may be published; its refusal is Open
	Withdraw bool       // what was published and is not among the records any more is taken back
}

// Report is what became of one record, or of an input that could not be read.
type Report struct {
	Input    string       `json:"input,omitempty"`
	Index    int          `json:"index,omitempty"`
	Record   string       `json:"record,omitempty"`
	Page     string       `json:"page,omitempty"`
	Change   Change       `json:"change,omitempty"`
	Refused  bool         `json:"refused,omitempty"`
	Findings finding.List `json:"findings,omitempty"` // what it was refused for, and notes
	Err      error        `json:"-"`
}

// Change is what a run did to a form of the site.
type Change string

// The changes.
const (
	Added     Change = "added"
	Changed   Change = "changed"
	Same      Change = "same"
	Withdrawn Change = "withdrawn"
)

// Summary is what a run did.
type Summary struct {
	Forms   int            `json:"forms"`
	Refused int            `json:"refused"`
	Unread  int            `json:"unreadable"` // inputs of which nothing could be read
	Changes map[Change]int `json:"changes"`
	Files   int            `json:"files"`   // of the site
	Written int            `json:"written"` // of them, by this run
	Idle    []string       `json:"idle,omitempty"`
}

// zone is that of all dates: the site is Chinese.
var zone = time.FixedZone("", 8*60*60)

// site is a run.
type site struct {
	Job
	e      *render.Engine
	sum    *Summary
	tell   func(Report)
	day    string // of the run
	before *manifest
	names  addresses
	spool  *spool
	forms  []*form
	tables map[string][]*table    // by layout
	layout map[string]*model.Form // likewise
	files  []output               // of the whole
	same   map[string]bool        // files that are there as they should be
	log    []gate.Logged
}

// Run publishes the records and calls tell for every one, in the order of the inputs, and for every form taken back. A
// run that refuses any writes nothing. The error is one of the machine, the former manifest, a rules file, or a file in
// the way.
func Run(ctx context.Context, e *render.Engine, j Job, tell func(Report)) (sum Summary, err error) {
	j.Source.Engine = e
	if j.Workers <= 0 {
		j.Workers = runtime.GOMAXPROCS(0)
	}
	sum.Changes = map[Change]int{}
	s := &site{Job: j, e: e, sum: &sum, tell: tell, day: j.Date.In(zone).Format(time.DateOnly), same: map[string]bool{}, tables: map[string][]*table{},
		layout: map[string]*model.Form{}}
	if s.Title == "" {
		s.Title = "绩效信息公开"
	}
	s.Guard.Reads(batch.Files(j.Inputs)...)
	unlock, err := safefile.Lock(ctx, j.Dir, false)
	if err != nil {
		return sum, err
	}
	defer unlock()
	if s.before, err = readManifest(j.Dir); err != nil {
		return sum, err
	}
	s.names = newAddresses(s.before)
	if s.spool, err = newSpool(); err != nil {
		return sum, err
	}
	defer s.spool.close()
	if err := s.records(ctx); err != nil {
		return sum, err
	}
	if err := s.together(); err != nil {
		return sum, err
	}
	sum.Idle = s.Gate.Idle()
	s.gone()
	if sum.Refused+sum.Unread > 0 || sum.Forms == 0 || len(sum.Idle) > 0 || ctx.Err() != nil {
		return sum, ctx.Err()
	}
	return sum, s.write(ctx)
}

// records makes what is to be published of every record, several at a time, and keeps it in the spool in the order of
// the inputs. Checking is done one after the other, as checks over the set see the records in that order.
func (s *site) records(parent context.Context) error {
	type result struct {
		f *form
		r Report
	}
	return batch.InOrder(parent, s.Workers, func(ctx context.Context, do func(func() result) error) error {
		return s.Source.All(ctx, s.Inputs, func(input string, index int, d *data.Value, err error) error {
			f, r := (*form)(nil), Report{Input: input, Index: index, Err: err}
			if err == nil {
				if f, err = s.judge(d, &r); err != nil {
					return err
				}
			}
			return do(func() result {
				if f != nil {
					r.Err = s.make(ctx, d, f, &r)
				}
				return result{f, r}
			})
		})
	}, func(x result) error { return s.take(x.f, x.r) })
}

// say tells a report with all numbers masked: findings of checks quote what stands in a form.
func (s *site) say(r Report) {
	r.Record, r.Findings = personal.Mask("", r.Record), gate.Masked(r.Findings)
	s.tell(r)
}

// take keeps what was made of a record.
func (s *site) take(f *form, r Report) error {
	if l := finding.Of(r.Err); r.Err != nil {
		if l == nil {
			return r.Err
		}
		r.Findings, r.Refused = append(r.Findings, l...), true
	}
	switch {
	case r.Index == 0:
		s.sum.Unread++
	case r.Refused:
		s.sum.Refused++
		s.sum.Forms++
	default:
		s.sum.Forms++
		s.sum.Changes[f.change]++
		s.log = append(s.log, f.log...)
		r.Page, r.Change = f.page(), f.change
		if err := s.keep(f); err != nil {
			return err
		}
	}
	s.say(r)
	return nil
}

// together adds what the checks over the set have found.
func (s *site) together() error {
	l, err := s.Auditor.Together()
	if err != nil {
		return err
	}
	v := s.Gate.Together(l)
	s.log = append(s.log, v.Log...)
	if v.Refused {
		s.sum.Refused++
		s.say(Report{Refused: true, Findings: v.Findings})
	}
	return nil
}

// Open is the finding that errors keep a form back, for the gate.
func Open(n int, record, english string) finding.Finding {
	return finding.Finding{Code: "PUBLISH-ERRORS", Record: record, Message: fmt.Sprintf("有 %d 处错误没有说明，不公开", n),
		English: fmt.Sprintf("%s: %d errors nobody has answered: not published", english, n),
		Hint:    "改好数据；或用 waive 写明理由；确要带着错误公开，用 --with-errors 写出记录的名称"}
}

// gone looks for what was published and is not among the records.
func (s *site) gone() {
	var l finding.List
	for _, old := range s.before.forms {
		if s.names.taken[old.Address] {
			continue
		}
		if old.State == Withdrawn {
			s.forms = append(s.forms, old)
			continue
		}
		if !s.Withdraw {
			l = append(l, finding.Finding{Code: "PUBLISH-GONE", Record: old.Name, Message: "上次公开过，这次的记录里没有：" + old.page(),
				English: "was published and is not among the records: " + old.page(), Hint: "把它的记录也给出来；确要撤下，加 --withdraw"})
			continue
		}
		s.forms = append(s.forms, old.withdrawn(s.day))
		s.sum.Changes[Withdrawn]++
		s.say(Report{Record: old.Name, Page: old.page(), Change: Withdrawn})
	}
	if len(l) > 0 && s.sum.Forms > 0 {
		s.sum.Refused += len(l)
		s.say(Report{Refused: true, Findings: l})
	}
}
