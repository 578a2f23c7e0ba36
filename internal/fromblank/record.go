package fromblank

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// record is a record in which nothing is filled in, with as many items as the blank has rows.
func (w *writer) record() []byte {
	w.b.Reset()
	w.f("{\n %s: %s", strconv.Quote("form"), strconv.Quote(w.o.ID))
	for _, l := range w.lists {
		var items []string
		count := l.to - l.from
		if len(l.rows) > 0 {
			count = len(l.rows)
		}
		for i := range count {
			item := map[string]string{}
			if i < len(l.items) {
				item = l.items[i]
			}
			for _, f := range w.itemFields(l.name) {
				if _, ok := item[f.Name]; !ok && mustHave(f) && slices.Contains(l.fields, f.Name) {
					item[f.Name] = exampleOf(f)
				}
			}
			var values []string
			for _, k := range slices.Sorted(maps.Keys(item)) {
				values = append(values, strconv.Quote(k)+": "+jsonText(item[k]))
			}
			items = append(items, "{"+strings.Join(values, ", ")+"}")
		}
		w.f(",\n %s: [%s]", strconv.Quote(l.name), strings.Join(items, ", "))
	}
	if w.o.Form != nil {
		for _, f := range w.o.Form.Fields { // without these it is not printed
			if mustHave(f) && w.used[f.Name] {
				w.f(",\n %s: %s", strconv.Quote(f.Name), jsonText(exampleOf(f)))
			}
		}
	}
	w.f("\n}\n")
	return []byte(w.b.String())
}

// mustHave says whether a record without a field is not printed.
func mustHave(f *model.Field) bool {
	return f.Required && f.Compute == "" && f.Kind != model.Group && f.Kind != model.Rows
}

// itemFields are the fields of an item of a list that the form has.
func (w *writer) itemFields(list string) []*model.Field {
	if w.o.Form != nil {
		for _, f := range w.o.Form.Fields {
			if f.Name == list && f.Kind == model.Rows {
				return f.Fields
			}
		}
	}
	return nil
}

// noLonger are the fields that a record must have and the blank has no place for.
func (w *writer) noLonger() (out []string) {
	if w.o.Form == nil {
		return nil
	}
	for _, f := range w.o.Form.Fields {
		if mustHave(f) && !w.used[f.Name] {
			out = append(out, f.Name)
		}
		l := slices.IndexFunc(w.lists, func(l list) bool { return l.known && l.name == f.Name })
		for _, x := range f.Fields {
			if l >= 0 && mustHave(x) && !slices.Contains(w.lists[l].fields, x.Name) {
				out = append(out, f.Name+"."+x.Name)
			}
		}
	}
	return out
}

// jsonText is a text as JSON.
func jsonText(s string) string {
	b, _ := json.Marshal(s) // a text always can
	return string(b)
}

// exampleOf is a value for a field that a record must have.
func exampleOf(f *model.Field) string {
	switch {
	case len(f.Choices) > 0:
		return f.Choices[0]
	case f.Kind == model.Year:
		return "2024"
	case f.Kind == model.Date:
		return "2024-12-31"
	case f.Kind.Numeric():
		return "0"
	}
	return "某" + f.Name
}

// unused are the fields of the form that the blank has no place for, a group whole if it has none for all of it. What
// another field is computed from is not among them, nor what need not be printed.
func (w *writer) unused() (out []string) {
	if w.o.Form == nil {
		return nil
	}
	form := w.o.Form
	formulas := []string{form.Title, form.Author, form.Subject}
	var gather func(fields []*model.Field)
	gather = func(fields []*model.Field) {
		for _, f := range fields {
			formulas = append(formulas, f.Compute, f.When)
			gather(f.Fields)
		}
	}
	gather(w.o.Form.Fields)
	// A field that a formula means another of by that name is kept too.
	needed := func(f *model.Field) bool {
		name, quoted := f.Name, `["`+f.Name+`"]` // 资金["1-7月执行数"]
		if f.Kind == model.Group {
			name += "."
		}
		return f.Required || slices.ContainsFunc(formulas, func(s string) bool { return strings.Contains(s, name) || strings.Contains(s, quoted) })
	}
	var walk func(fields []*model.Field, prefix string, printed func(string) bool)
	walk = func(fields []*model.Field, prefix string, printed func(string) bool) {
		for _, f := range fields {
			p := prefix + f.Name
			switch {
			case f.Aside || printed(p):
			case f.Kind == model.Group && (needed(f) || groupUsed(w.used, p)):
				walk(f.Fields, p+".", printed)
			case f.Kind == model.Rows && prefix == "" && w.used[p]:
				l := slices.IndexFunc(w.lists, func(l list) bool { return l.name == f.Name })
				walk(f.Fields, p+".", func(q string) bool {
					return l < 0 || slices.Contains(w.lists[l].fields, strings.TrimPrefix(q, p+"."))
				})
			case !needed(f):
				out = append(out, p)
			}
		}
	}
	walk(w.o.Form.Fields, "", func(p string) bool {
		return w.used[p] && !slices.ContainsFunc(w.lists, func(l list) bool { return l.name == p })
	})
	return out
}
