package model

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Scope is where an expression's names are looked up when a form or layout is loaded: the innermost group first, then
// outwards to the form. It is a value; In and With make a new one.
type Scope struct {
	form  *Form
	frame *scopeFrame
	funcs map[string]*Func // offered by Using

	shared *Shared // set by Sharing
}

type scopeFrame struct {
	field *Field // a Group, or Rows for one of its items
	name  string // or a list by name
	rows  *Field
	next  *scopeFrame
}

// Root is the scope of the whole form, which must be prepared.
func (f *Form) Root() Scope { return Scope{form: f} }

// In is the scope inside a group or one item of a list.
func (s Scope) In(field *Field) Scope {
	s.frame = &scopeFrame{field: field, next: s.frame}
	return s
}

// With adds a list of items of rows under a name of its own, such as 本组.
func (s Scope) With(name string, rows *Field) Scope {
	s.frame = &scopeFrame{name: name, rows: rows, next: s.frame}
	return s
}

// scopeOf is the scope in which the field's own expressions are read: its group, then outwards.
func (f *Form) scopeOf(field *Field) Scope {
	if field.Parent == nil {
		return f.Root()
	}
	return f.scopeOf(field.Parent).In(field.Parent)
}

// find looks up one name. owner is the group the field belongs to; list says that name is a list of With.
func (s Scope) find(name string) (field, owner *Field, list bool) {
	for fr := s.frame; fr != nil; fr = fr.next {
		if fr.field == nil {
			if fr.name == name {
				return fr.rows, nil, true
			}
		} else if c := fr.field.Field(name); c != nil {
			return c, fr.field, false
		}
	}
	return s.form.body.Field(name), s.form.body, false
}

// names are all names find knows, innermost first.
func (s Scope) names() (names []string) {
	for fr := s.frame; fr != nil; fr = fr.next {
		if fr.field == nil {
			names = append(names, fr.name)
		} else {
			names = append(names, fieldNames(fr.field)...)
		}
	}
	return append(names, fieldNames(s.form.body)...)
}

func fieldNames(f *Field) []string {
	names := make([]string, len(f.Fields))
	for i, c := range f.Fields {
		names[i] = c.Name
	}
	return names
}

// Resolve finds a field by a dotted path of raw names: 资金.年度资金总额.1-7月执行数. The error names the nearest
// known name.
func (s Scope) Resolve(path string) (*Field, error) {
	parts := strings.Split(path, ".")
	f, _, list := s.find(parts[0])
	if f == nil {
		return nil, unknownName(parts[0], s.names())
	}
	for i, p := range parts[1:] {
		if f.Kind != Group || (list && i == 0) {
			return nil, fmt.Errorf("“%s”不是一组，没有“%s”", parts[i], p)
		}
		c := f.Field(p)
		if c == nil {
			return nil, unknownName(p, fieldNames(f))
		}
		f = c
	}
	return f, nil
}

func unknownName(name string, known []string) error {
	if hint := alike.DidYouMean(name, known); hint != "" {
		return fmt.Errorf("没有名为“%s”的项，%s", finding.Short(name), hint)
	}
	return fmt.Errorf("没有名为“%s”的项；这里有：%s", finding.Short(name), finding.Short(strings.Join(known, "、")))
}

// At is where names are looked up in a record: the innermost row first, then outwards. It is a value; In and With
// make a new one.
type At struct {
	r     *Record
	frame *atFrame
	memo  *Memo // nil: nothing is remembered
	outer *Memo // of the place outside all rows
}

type atFrame struct {
	row  *Value // a group or an item of a list
	name string // or a list by name
	list *Value
	next *atFrame
}

// Root is the place outside all rows.
func (r *Record) Root() At { return At{r: r} }

// Record is the record of the place.
func (a At) Record() *Record { return a.r }

// In is the place inside a group or one item of a list.
func (a At) In(row *Value) At {
	a.frame, a.memo = &atFrame{row: row, next: a.frame}, nil
	return a
}

// With adds a list under a name of its own, such as 本组.
func (a At) With(name string, rows []*Value) At {
	v := &Value{Origin: Written, Rows: rows}
	if len(rows) > 0 {
		v.Field = rows[0].Field
	} else {
		v.Field = &Field{Name: name, Kind: Rows}
	}
	a.frame, a.memo = &atFrame{name: name, list: v, next: a.frame}, nil
	return a
}

// Row is the innermost group or item, the whole record outside all.
func (a At) Row() *Value {
	for fr := a.frame; fr != nil; fr = fr.next {
		if fr.row != nil {
			return fr.row
		}
	}
	return a.r.Body
}

// Lookup finds a value by a dotted path of raw names, nil if there is no such name or the value is absent.
func (a At) Lookup(path string) *Value {
	head, rest, more := strings.Cut(path, ".")
	v := a.find(head)
	for v != nil && more {
		head, rest, more = strings.Cut(rest, ".")
		v = v.Get(head)
	}
	if v == nil || (v.Origin == Absent && v.Field.Kind != Group) {
		return nil
	}
	return v
}

func (a At) find(name string) *Value {
	for fr := a.frame; fr != nil; fr = fr.next {
		if fr.row == nil {
			if fr.name == name {
				return fr.list
			}
		} else if v := fr.row.Get(name); v != nil {
			return v
		}
	}
	return a.r.Body.Get(name)
}

// owner finds the group an expression's name belongs to.
func (a At) owner(f *Field) *Value {
	for fr := a.frame; fr != nil; fr = fr.next {
		if fr.row != nil && fr.row.Field == f && fr.row.Fields != nil {
			return fr.row
		}
	}
	if a.r.Body.Field == f {
		return a.r.Body
	}
	return nil
}

// list finds a list of With.
func (a At) list(name string) *Value {
	for fr := a.frame; fr != nil; fr = fr.next {
		if fr.row == nil && fr.name == name {
			return fr.list
		}
	}
	return nil
}
