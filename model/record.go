package model

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Record is one filled-in form. Every field of the form has a Value, absent ones included, in the order of the form.
type Record struct {
	Form    *Form
	Layout  string // id of the layout the record names, without version; may be empty
	Version string // after the @
	Name    string // what people call it: the text of Form.Title, else 第 3 条
	File    string
	Index   int // which record of its file, from 1
	Pos     finding.Pos
	Body    *Value           // the group of all fields
	Notes   finding.List     // warnings and notes; errors make no Record
	Waivers []finding.Waiver // answers to findings, as the record has them; never printed

	params map[string]Result // set by Compute, defaults before
}

// Value finds a value by a dotted path of raw names, nil if the form has no such field or a list is in the way.
func (r *Record) Value(path string) *Value { return r.Root().Lookup(path) }

// At finds a value by its JSON Pointer, nil if there is none.
func (r *Record) At(path string) *Value { return r.walk(path, nil) }

// Around is where the expressions of the value at a JSON Pointer are read: in the groups and items around it.
func (r *Record) Around(path string) At {
	at := r.Root()
	r.walk(path, func(v *Value) { at = at.In(v) })
	return at
}

// walk goes from the body to a value, nil if there is none, and says through which groups and items.
func (r *Record) walk(path string, through func(*Value)) *Value {
	v := r.Body
	for _, s := range pointer.Path(path).Names() {
		switch {
		case v.Field.Kind == Rows && v.Rows != nil && v.Fields == nil:
			i, err := strconv.Atoi(s)
			if err != nil || i < 0 || i >= len(v.Rows) {
				return nil
			}
			v = v.Rows[i]
		default:
			f := v.Field.Field(s)
			if f == nil || v.Fields == nil {
				return nil
			}
			if v != r.Body && through != nil {
				through(v)
			}
			v = v.Fields[f.index]
		}
	}
	return v
}

// Each calls visit for the value and every value below it, in the order of the form.
func (v *Value) Each(visit func(*Value)) {
	visit(v)
	for _, c := range v.Fields {
		c.Each(visit)
	}
	for _, c := range v.Rows {
		c.Each(visit)
	}
}

// Get finds the value of a direct field, nil if there is none.
func (v *Value) Get(name string) *Value {
	if v == nil || v.Fields == nil {
		return nil
	}
	if f := v.Field.Field(name); f != nil {
		return v.Fields[f.index]
	}
	return nil
}

// Blank says whether the value is absent, or only white space.
func (v *Value) Blank() bool {
	if v == nil {
		return true
	}
	for _, c := range v.Fields {
		if !c.Blank() {
			return false
		}
	}
	return len(v.Rows) == 0 && strings.TrimSpace(v.Text) == ""
}

// Place is where the value is, in words: 绩效指标 第 3 行 得分.
func (v *Value) Place() string { return pointer.Path(v.Path).Place() }

// Shown is how a value is printed: as written if it is text; a plain number and a computed value in the format, the
// field's own if format is empty. A plain number keeps all its digits where the format has fewer decimals; a computed
// one is rounded half up.
func (v *Value) Shown(format string) string {
	if v == nil {
		return ""
	}
	if format == "" && v.Field != nil {
		format = v.Field.Format
	}
	switch {
	case !v.HasNum || v.Origin == Written || v.Origin == Absent || format == "":
		return v.Text
	case v.Origin == Figure:
		return number.FormatEntered(v.Num, format)
	default:
		return number.Format(v.Num, format)
	}
}

// Find finds a value as people write where it is (资金.年度资金总额, 绩效指标.3.得分 with rows from 1) or by its JSON
// Pointer; nil if there is none. A / splits names like a dot, unless it is part of one.
func (r *Record) Find(place string) *Value {
	if strings.HasPrefix(place, "/") || place == "" {
		return r.At(place)
	}
	for _, marks := range []string{". ", "./ "} {
		names := strings.FieldsFunc(place, func(c rune) bool { return strings.ContainsRune(marks, c) })
		for i, p := range names {
			if n, err := strconv.Atoi(strings.Trim(p, "第行[]")); err == nil && i > 0 { // row 0 is none
				names[i] = strconv.Itoa(n - 1)
			}
		}
		if v := r.At(string(pointer.Of(names...))); v != nil {
			return v
		}
	}
	return nil
}
