package waiver

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Book is the waivers of a file beside the records: for ledgers and workbooks, and for records that are not to be
// touched. Each names its record, or a finding over several forms. The zero value has none. It is for one goroutine.
type Book struct {
	of   map[string][]finding.Waiver // by record, folded
	set  []finding.Waiver
	met  map[string]bool // records that were asked for
	said []string        // their names
}

// Take takes the waivers of one record of a file of waivers. Errors: *finding.DataError.
func (b *Book) Take(d *data.Value) error {
	l, err := model.BindWaivers(d)
	if err != nil {
		return err
	}
	if b.of == nil {
		b.of, b.met = map[string][]finding.Waiver{}, map[string]bool{}
	}
	for _, w := range l {
		if w.Record == "" {
			b.set = append(b.set, w)
		} else {
			b.of[key(w.Record)] = append(b.of[key(w.Record)], w)
		}
	}
	return nil
}

// Of are the waivers of a record.
func (b *Book) Of(r *model.Record) (out []finding.Waiver) {
	if b == nil || b.of == nil {
		return nil
	}
	k := key(r.Name)
	if !b.met[k] {
		b.met[k], b.said = true, append(b.said, r.Name)
	}
	for _, w := range b.of[k] {
		if isOf(w, r) {
			out = append(out, w)
		}
	}
	return out
}

// isOf says whether a waiver of a file beside is about a record.
func isOf(w finding.Waiver, r *model.Record) bool {
	return key(w.Record) == key(r.Name) && (w.Unit == "" || key(w.Unit) == key(Unit(r))) &&
		(w.Year == "" || key(w.Year) == key(Year(r)))
}

// Unit is the unit of a record, Year its year: what tells two records of one name apart. Empty: the form has none.
func Unit(r *model.Record) string {
	if v := r.Value(r.Form.Author); v != nil && r.Form.Author != "" {
		return v.Text
	}
	return ""
}

// Year is the first year at the head of a record.
func Year(r *model.Record) string {
	for _, v := range r.Body.Fields {
		if v.Field.Kind == model.Year {
			return v.Text
		}
	}
	return ""
}

// strangers are findings about waivers whose record was not among those asked for.
func (b *Book) strangers() (out finding.List) {
	if b == nil {
		return nil
	}
	guessed := 0
	for k, l := range b.of {
		if b.met[k] {
			continue
		}
		for _, w := range l {
			hint := "不用的删去"
			if guessed++; guessed <= 100 {
				hint = cmp.Or(alike.DidYouMean(w.Record, b.said), hint)
			}
			f := Idle(w, fmt.Sprintf("这次查的表里没有“%s”", finding.Short(w.Record)), hint, "its record is not among those checked")
			f.Pos = w.Pos
			out = append(out, f)
		}
	}
	out.Sort()
	return out
}

// SetWaiver is a waiver of a finding over several forms, with the record it stands in.
type SetWaiver struct {
	finding.Waiver
	Name, Of string // the record and its unit; empty for one of a file beside
}

// Left makes SetWaivers of what Apply left over.
func Left(r *model.Record, l []finding.Waiver) (out []SetWaiver) {
	for _, w := range l {
		out = append(out, SetWaiver{w, r.Name, Unit(r)})
	}
	return out
}

// Together marks the findings over a set that are answered, and says of the waivers what Apply says. A finding over
// several forms is known by its code and by the group it is about: the unit, the project, or 全部.
func Together(l finding.List, waivers []SetWaiver, b *Book) finding.List {
	if b != nil {
		for _, w := range b.set {
			waivers = append(waivers, SetWaiver{Waiver: w})
		}
	}
	out := slices.Clone(l)
	slices.SortStableFunc(waivers, func(x, y SetWaiver) int {
		return cmp.Or(cmp.Compare(x.Pos.File, y.Pos.File), cmp.Compare(x.Pos.Line, y.Pos.Line),
			cmp.Compare(x.Pos.Col, y.Pos.Col), cmp.Compare(x.Name, y.Name))
	})
	for _, w := range waivers {
		w := w
		hit := false
		for i, f := range l {
			if f.ID() != w.Code && f.Code != w.Code || !w.means(f.Record) {
				continue
			}
			hit = true
			switch now := kept(spoken(f)); {
			case len(w.Seen) > 0 && len(changes(w.Seen, now, nil)) > 0:
				x := Lapsed(w.Waiver, f, tell(changes(w.Seen, now, nil)))
				x.Pos, x.Record = w.Pos, f.Record
				out = append(out, x)
			default:
				out[i].Waived = &w.Waiver
			}
		}
		if !hit {
			x := Idle(w.Waiver, "整批里没有这个问题", "位置写报告上的单位或项目；不用的删去", "the set has no such finding")
			x.Pos, x.Record = w.Pos, w.Name
			out = append(out, x)
		}
	}
	return append(out, b.strangers()...)
}

// means says whether a waiver speaks of a group of forms.
func (w SetWaiver) means(group string) bool {
	if w.At != "" {
		return key(w.At) == key(group)
	}
	return group != "" && (key(w.Name) == key(group) || key(w.Of) == key(group))
}
