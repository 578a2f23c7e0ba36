// Package gate decides what may be handed out of an office: published or archived. In: what the checks say of records,
// what is personal in them, and the reasons somebody has given. Out: findings that keep a record back, with all numbers
// masked, and a log of what was let through and why. It alters nothing and writes nothing but that log.
package gate

import (
	"cmp"
	"slices"
	"sync"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/personal"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Allowance says why something personal may be handed out.
type Allowance struct {
	Place  string `json:"place"` // as reported; or RECORD/PLACE for one record
	Reason string `json:"reason"`
}

// Gate is what was answered for one run. Several goroutines may ask it.
type Gate struct {
	Allow      []Allowance
	WithErrors []string // records that are let through though they have errors
	// Refuse is the finding that n errors keep a record back, in the words of who asks.
	Refuse func(n int, record, english string) finding.Finding

	used sync.Map // allowances and names that were good for something
}

// Verdict is what the gate says of a record.
type Verdict struct {
	Findings finding.List // what keeps it back, and notes
	Log      []Logged     // what was let through
	Refused  bool
}

// Errors judges what the checks have found in a record, whose data could be bound.
func (g *Gate) Errors(o *audit.Outcome) (v Verdict) {
	return g.errors(o.Record.Name, o.Record.Name, o.Findings)
}

func (g *Gate) errors(record, english string, found finding.List) (v Verdict) {
	for _, f := range found {
		if f.Severity != finding.Error {
			continue
		}
		name := record
		if record == set {
			name = cmp.Or(f.Record, set)
		}
		if f.Waived == nil && !g.named(name) {
			v.Findings, v.Refused = append(v.Findings, f), true
			continue
		}
		v.Log = append(v.Log, Logged{Record: name, Code: f.ID(), Place: f.Place, Message: f.Message, Answer: answer(f)})
	}
	if v.Refused {
		v.Findings, v.Log = append(v.Findings, g.Refuse(len(v.Findings), record, english)), nil
	}
	return v
}

// set is what all records together are called.
const set = "几张表一起"

// Together judges what the checks over the whole set have found.
func (g *Gate) Together(found finding.List) Verdict {
	return g.errors(set, "several forms together", found)
}

// Personal looks for what is personal in a record and in the properties of its files.
func (g *Gate) Personal(r *model.Record, m grid.Meta) (v Verdict) {
	for _, p := range personal.Record(r, personal.Text{Place: "文件属性 标题", Text: m.Title}, personal.Text{Place: "文件属性 作者", Text: m.Author},
		personal.Text{Place: "文件属性 主题", Text: m.Subject}, personal.Text{Place: "文件属性 关键词", Text: m.Keywords}) {
		if why, ok := g.allowed(r.Name, p); ok && p.Severity == finding.Error {
			v.Log = append(v.Log, Logged{Record: r.Name, Code: p.Code, Place: p.Place, Message: p.Message, Answer: why})
			continue
		}
		v.Findings = append(v.Findings, p)
		v.Refused = v.Refused || p.Severity == finding.Error
	}
	return v
}

// named says whether a record is let through with its errors.
func (g *Gate) named(record string) bool {
	if !slices.Contains(g.WithErrors, record) {
		return false
	}
	g.used.Store("e "+record, true)
	return true
}

// allowed says why something personal may be handed out.
func (g *Gate) allowed(record string, p finding.Finding) (reason string, ok bool) {
	for _, a := range g.Allow {
		if a.Place == p.Place || a.Place == record+"/"+p.Place || p.Path != "" && a.Place == p.Path {
			g.used.Store("a "+a.Place, true)
			return a.Reason, true
		}
	}
	return "", false
}

// Idle are allowances and names that were good for nothing, as flags: they were probably typed wrong.
func (g *Gate) Idle() (out []string) {
	for _, a := range g.Allow {
		if _, ok := g.used.Load("a " + a.Place); !ok {
			out = append(out, "--allow "+personal.Mask("", a.Place))
		}
	}
	for _, name := range g.WithErrors {
		if _, ok := g.used.Load("e " + name); !ok {
			out = append(out, "--with-errors "+personal.Mask("", name))
		}
	}
	return out
}

// Masked are findings with all numbers masked: those of checks quote what stands in a form.
func Masked(l finding.List) finding.List {
	l = slices.Clone(l)
	for i := range l {
		f := &l[i]
		for _, t := range []*string{&f.Record, &f.Place, &f.Printed, &f.Expected, &f.Sum, &f.Message, &f.English, &f.Hint} {
			*t = personal.Mask("", *t)
		}
	}
	return l
}
