package personal

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Text is a text that goes out with a form and is no field of it: a property of its files.
type Text struct{ Place, Text string }

// Record finds the numbers in all texts of a record: its fields, printed or not, its waivers, and what goes out beside
// them. Amounts, rates, scores, years and dates are not looked at. The findings come in the order of the form, those
// beside it last; a number that was found in the form is not told again for a property made from it. The numbers are
// masked, in the name of the record too.
func Record(r *model.Record, beside ...Text) finding.List {
	f := finder{record: Mask("", r.Name), seen: map[string]bool{}}
	r.Body.Each(func(v *model.Value) {
		if v.Field == nil || v.Field.Picture { // base64 is no text
			return
		}
		switch v.Field.Kind {
		case model.Text, model.Choice:
		default:
			return
		}
		texts := v.Ticks
		if v.Text != "" {
			texts = []string{v.Text}
		}
		for _, text := range texts {
			for _, h := range Find(label(v), text) {
				f.add(h, text, v.Path, place(r, v), finding.Pos{File: r.File, Line: v.Line, Col: v.Col})
			}
		}
	})
	for i, w := range r.Waivers {
		for _, x := range []Text{{"理由", w.Reason}, {"经手人", w.By}, {"问题", w.Says}, {"位置", w.At}} {
			f.beside(Text{fmt.Sprintf("豁免 第 %d 条 %s", i+1, x.Place), x.Text}, w.Pos)
		}
		for _, s := range w.Seen {
			f.beside(Text{fmt.Sprintf("豁免 第 %d 条 所见", i+1), s.Text}, w.Pos)
		}
	}
	for _, x := range beside {
		f.beside(x, finding.Pos{File: r.File})
	}
	return f.list
}

// place is where a value is in words, with the name of its row unless that could hold a number, or the half of one.
func place(r *model.Record, v *model.Value) string {
	if said := check.Place(r, v); !promising(said) {
		return said
	}
	return v.Place()
}

// label is what a form calls a value: its own name and that of the group it stands in.
func label(v *model.Value) string {
	name := v.Field.Name
	if p := v.Field.Parent; p != nil && p.Kind == model.Group {
		name = p.Name + " " + name
	}
	return name
}

type finder struct {
	record string
	list   finding.List
	seen   map[string]bool // numbers found
}

func (f *finder) beside(x Text, pos finding.Pos) {
	for _, h := range Find(x.Place, x.Text) {
		if !f.seen[plain(x.Text[h.Start:h.End])] {
			f.add(h, x.Text, "", x.Place, pos)
		}
	}
}

// plain is a number without what people write between its groups.
func plain(number string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, number)
}

func (f *finder) add(h Hit, text, path, place string, pos finding.Pos) {
	number := text[h.Start:h.End]
	f.seen[plain(number)] = true
	what := kinds[h.Kind]
	severity := finding.Error
	if what.note {
		severity = finding.Note
	} else {
		number = masked(h.Kind, number)
	}
	f.list = append(f.list, finding.Finding{Code: string(h.Kind), Severity: severity, Record: f.record, Path: path, Pos: pos,
		Place: cmp.Or(place, path), Message: fmt.Sprintf("有%s %s", what.chinese, number), Hint: what.hint,
		English: fmt.Sprintf("there is %s %s", what.english, number)})
}

const remove = "公开前请在数据里删去；确应公开的，用 --allow 位置=理由"

var kinds = map[Kind]struct {
	chinese, english, hint string
	note                   bool
}{
	Mobile: {"手机号", "a mobile number", remove, false},
	ID:     {"身份证号", "an identity number", remove, false},
	Card:   {"银行卡号", "a bank card number", remove, false},
	Email:  {"电子邮箱", "an e-mail address", remove, false},
	Phone:  {"固定电话", "a landline number", "", true},
	Code:   {"统一社会信用代码", "a unified social credit code", "", true},
}
