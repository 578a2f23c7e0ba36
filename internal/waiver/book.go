package waiver

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	slices.SortStableFunc(waivers, func(x, y SetWaiver) int {
		return cmp.Or(cmp.Compare(x.Pos.File, y.Pos.File), cmp.Compare(x.Pos.Line, y.Pos.Line),
			cmp.Compare(x.Pos.Col, y.Pos.Col), cmp.Compare(x.Name, y.Name))
	})
	out, of := slices.Clone(l), make([][]SetWaiver, len(l))
	for _, w := range waivers {
		switch hits := setHits(l, w.Waiver, w.means); len(hits) {
		case 1:
			of[hits[0]] = append(of[hits[0]], w)
		case 0:
			out = append(out, w.at(Idle(w.Waiver, "整批里没有这个问题", setHint, "the set has no such finding")))
		default:
			out = append(out, w.at(Idle(w.Waiver, "它可能说的是几个："+l[hits[0]].ID()+"、"+l[hits[1]].ID(), setHint,
				"it may speak of several findings")))
		}
	}
	for i, list := range of {
		now, holds := kept(spoken(l[i])), -1
		for k, w := range list {
			if len(w.Seen) == 0 || len(changes(w.Seen, now, nil)) == 0 {
				holds = k
			}
		}
		for k, w := range list {
			switch {
			case k == holds:
				out[i].Waived = &list[k].Waiver
				if len(w.Seen) == 0 {
					out = append(out, w.at(lasting(w.Waiver, l[i])))
				}
			case holds >= 0:
				out = append(out, w.at(second(w.Waiver, l[i], list[holds].Waiver)))
			default:
				out = append(out, w.at(Lapsed(w.Waiver, l[i], tell(changes(w.Seen, now, nil)))))
			}
		}
	}
	return append(out, b.strangers()...)
}

const setHint = "位置写报告上的单位或项目，同一代码有几句话的用“问题”写明；不用的删去"

// setHits are the findings over a set that a waiver speaks of: by its very check, or by its code alone.
func setHits(l finding.List, w finding.Waiver, means func(group string) bool) (hits []int) {
	for _, exact := range []bool{true, false} {
		for i, f := range l {
			if (exact && f.ID() == w.Code || !exact && f.Code == w.Code) && means(f.Record) &&
				strings.Contains(key(f.Message), key(w.Says)) {
				hits = append(hits, i)
			}
		}
		if hits != nil {
			return hits
		}
	}
	return nil
}

// at gives what is said of a waiver its place in the file.
func (w SetWaiver) at(f finding.Finding) finding.Finding {
	f.Pos, f.Path, f.Place = w.Pos, "", ""
	if f.Record = w.Name; f.Record == "" {
		f.Record = w.At
	}
	return f
}

// means says whether a waiver speaks of a group of forms.
func (w SetWaiver) means(group string) bool {
	if w.At != "" {
		return key(w.At) == key(group)
	}
	return group != "" && (key(w.Name) == key(group) || key(w.Of) == key(group))
}
