package waiver

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Open are the findings of a checked record as they were before anything was answered.
func Open(l finding.List) (out finding.List) {
	for _, f := range l {
		if !strings.HasPrefix(f.Code, "WAIVER-") {
			f.Waived = nil
			out = append(out, f)
		}
	}
	return out
}

// Answer completes a waiver that somebody gives: it finds the finding it speaks of, takes its code and place as they
// are written best, and keeps what is seen. The findings of the case must be Open. Errors: *finding.DataError, if there
// is no such finding or the waiver is not whole.
func Answer(c Case, w finding.Waiver) (finding.Waiver, finding.Finding, error) {
	c.Waivers = []finding.Waiver{{Code: w.Code, At: w.At, Says: w.Says, Reason: w.Reason, By: w.By, Date: w.Date}}
	l, _, err := c.Apply()
	if err != nil {
		return w, finding.Finding{}, err
	}
	i := slices.IndexFunc(l, func(f finding.Finding) bool { return f.Waived != nil })
	if i < 0 {
		return w, finding.Finding{}, refused(l)
	}
	f := l[i]
	seen, err := See(c, finding.List{f})
	if err != nil {
		return w, f, err
	}
	w.Code, w.At, w.Says, w.Seen = f.ID(), f.Place, "", seen[0]
	for _, x := range c.Findings {
		if x.ID() == f.ID() && x.Path == f.Path && keyOf(x) != keyOf(f) {
			w.Says = f.Message
		}
	}
	if at := placesOf(c.Record).find(w.At); len(at.paths) != 1 || at.paths[0] != f.Path || len(w.At) > longPlace {
		w.At = f.Path // two rows are called alike, or one has a very long name
	}
	f.Waived = nil
	return w, f, whole(w)
}

// refused is the error that a waiver meets no finding.
func refused(l finding.List) error {
	for _, f := range l {
		if strings.HasPrefix(f.Code, "WAIVER-") {
			f.Severity, f.Pos = finding.Error, finding.Pos{}
			return finding.List{f}.AsData()
		}
	}
	f := Idle(finding.Waiver{}, "没有这个问题", "", "there is no such finding")
	f.Severity = finding.Error
	return finding.List{f}.AsData()
}

// whole says what a waiver lacks.
func whole(w finding.Waiver) error {
	_, err := model.BindWaivers(data.ListOf(model.WaiverData(w, false)))
	return err
}

// AnswerSet is Answer for a finding over several forms; l are those of the set.
func AnswerSet(l finding.List, w finding.Waiver) (finding.Waiver, finding.Finding, error) {
	l = Open(l)
	hits := setHits(l, w, func(group string) bool { return w.At == "" || key(w.At) == key(group) })
	if len(hits) != 1 {
		f := Idle(w, "整批里没有这个问题", setHint, "the set has no such finding")
		if len(hits) > 1 {
			f = Idle(w, "它可能说的是几个："+l[hits[0]].Record+"、"+l[hits[1]].Record, setHint, "it may speak of several findings")
		}
		f.Severity = finding.Error
		return w, f, finding.List{f}.AsData()
	}
	f := l[hits[0]]
	w.Says = ""
	for i, x := range l {
		if i != hits[0] && x.ID() == f.ID() && x.Record == f.Record {
			w.Says = f.Message
		}
	}
	w.Code, w.At, w.Seen = f.ID(), f.Record, kept(spoken(f))
	return w, f, whole(w)
}

// Same are those of a record's waivers that answer what another answers, by its code, its place and what it says,
// whether that is still found or not.
func Same(r *model.Record, l []finding.Waiver, as finding.Waiver) (out []int) {
	p := placesOf(r)
	want := p.find(as.At)
	for i, w := range l {
		if w.Code != as.Code || !strings.Contains(key(w.Says), key(as.Says)) {
			continue
		}
		if key(w.At) == key(as.At) || len(want.paths) > 0 && slices.Equal(p.find(w.At).paths, want.paths) {
			out = append(out, i)
		}
	}
	return out
}

// For makes a waiver of a record one that can stand in a file of its own.
func For(r *model.Record, w finding.Waiver) finding.Waiver {
	w.Record, w.Unit, w.Year = r.Name, Unit(r), Year(r)
	return w
}

// Beside are the waivers of a file of its own that may be about a record, by their number in the file; r nil: those
// about several forms.
func Beside(d *data.Value, r *model.Record) (l []finding.Waiver, at []int, err error) {
	all, err := model.BindWaivers(d)
	if err != nil {
		return nil, nil, err
	}
	for i, w := range all {
		if r == nil && w.Record == "" || r != nil && w.Record != "" && isOf(w, r) {
			l, at = append(l, w), append(at, i)
		}
	}
	return l, at, nil
}
