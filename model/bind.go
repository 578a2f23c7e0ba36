package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Bind makes a record of d by the rules of f, which must be prepared. Errors: a *finding.DataError with every mistake
// at once (unknown names, missing required fields, wrong types, unknown choices, a year that is not four digits,
// texts longer than a cell). What may be meant but cannot be counted (约5万 in an amount) is kept, printed as
// written, and noted in Record.Notes.
//
// null is as if left out; "" is written: it is not computed and prints what the layout prints for an empty value. In
// a Rate a plain number, or a text without %, is the ratio itself and at most 1.5: a larger number is an error, a
// larger text is kept without a value and noted.
func Bind(d *data.Value, f *Form) (*Record, error) { return bindRecord(d, f, false) }

// BindPartial is Bind for a form that is still being filled in: a required field that is missing is a note.
func BindPartial(d *data.Value, f *Form) (*Record, error) { return bindRecord(d, f, true) }

func bindRecord(d *data.Value, f *Form, partial bool) (*Record, error) {
	if f.body == nil {
		return nil, errors.New("model: Bind needs a form after Prepare")
	}
	r := &Record{Form: f, File: d.File, Index: d.Index, Pos: d.Pos, params: f.defaults}
	b := &binder{r: r, list: slices.Clone(d.Notes), partial: partial}
	r.Pos.File = d.File
	if d.Kind != data.Object {
		hint := ""
		if d.Kind == data.String && strings.Contains(d.Text, "：") {
			hint = "名称后面的冒号请用半角，冒号后面空一格"
		}
		b.fail(d, "", "DATA-TYPE", hint, "一条记录应是一个对象（名称和值），这里却是%s。", d.Kind)
		r.Body = b.absent(f.body, "")
	} else {
		b.form(d)
		r.Waivers = b.ownWaivers(d)
		r.Body = b.group(d, f.body, "")
	}
	r.Name = r.name()
	for i := range b.list {
		b.list[i].Record = r.Name
	}
	if err := b.list.AsData(); err != nil {
		return nil, err
	}
	b.list.Sort()
	r.Notes = b.list
	return r, nil
}

// Title is the text of Form.Title, empty if the form has none or the record does not fill it in.
func (r *Record) Title() string {
	if r.Form.title != nil {
		if v, err := r.Form.title.Eval(r.Root()); err == nil {
			return strings.TrimSpace(v.String())
		}
	}
	return ""
}

// name is what people call the record.
func (r *Record) name() string {
	if s := r.Title(); s != "" {
		return s
	}
	if r.Index > 0 {
		return "第 " + strconv.Itoa(r.Index) + " 条"
	}
	return ""
}

type binder struct {
	r       *Record
	list    finding.List
	wrong   map[string]bool // paths of values of a wrong type, which are not also missing
	partial bool            // what is missing is not an error yet
}

func (b *binder) add(severity finding.Severity, pos finding.Pos, path, code, hint, format string, args ...any) {
	pos.File = b.r.File
	b.list = append(b.list, finding.Finding{Code: code, Severity: severity, Pos: pos, Path: path,
		Place: pointer.Path(path).Place(), Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (b *binder) fail(d *data.Value, path, code, hint, format string, args ...any) {
	b.add(finding.Error, d.Pos, path, code, hint, format, args...)
}

func (b *binder) warn(d *data.Value, v *Value, code, hint, format string, args ...any) {
	b.add(finding.Warning, d.Pos, v.Path, code, hint, format, args...)
}

func (b *binder) note(d *data.Value, v *Value, code, hint, format string, args ...any) {
	b.add(finding.Note, d.Pos, v.Path, code, hint, format, args...)
}

// form reads the layout a record names.
func (b *binder) form(d *data.Value) {
	v := d.Member(data.FormKey)
	if v == nil || v.Kind == data.Null {
		return
	}
	if v.Kind != data.String {
		b.fail(v, "/form", "DATA-TYPE", "", "form 应是文字，例如 \"self-evaluation/shanghai\"，这里却是%s。", v.Kind)
		return
	}
	b.r.Layout, b.r.Version = d.Layout()
	id, _, _ := strings.Cut(b.r.Layout, "/")
	if b.r.Form.ID != "" && id != b.r.Form.ID {
		b.fail(v, "/form", "DATA-FORM", alike.DidYouMean(id, []string{b.r.Form.ID}),
			"记录写明的表是“%s”，现在要填的却是“%s”。", finding.Short(v.Text), b.r.Form.ID)
	}
}

func (b *binder) absent(f *Field, path string) *Value {
	v := &Value{Field: f, Path: path}
	if f.Kind == Group {
		v.Fields = b.absentFields(f, path)
	}
	return v
}

func (b *binder) absentFields(f *Field, path string) []*Value {
	all := make([]*Value, len(f.Fields))
	for i, c := range f.Fields {
		all[i] = b.absent(c, string(pointer.Path(path).Child(c.Name)))
	}
	return all
}

// group binds an object to the fields of f, a Group or one item of Rows.
func (b *binder) group(d *data.Value, f *Field, path string) *Value {
	v := &Value{Field: f, Origin: Written, Path: path, Line: d.Pos.Line, Col: d.Pos.Col,
		Fields: make([]*Value, len(f.Fields))}
	for i := range d.Members {
		m := &d.Members[i]
		c := f.Field(m.Name)
		at := string(pointer.Path(path).Child(m.Name))
		switch {
		case c == nil && f == b.r.Form.body && (m.Name == data.FormKey || m.Name == data.WaiverKey):
		case c == nil:
			b.unknown(m, f, at)
		case v.Fields[c.index] != nil: // Read refuses it; a Value made by hand may have it
			b.add(finding.Error, m.Pos, at, "DATA-DUPLICATE", "只留一个", "“%s”写了两次。", finding.Short(m.Name))
		default:
			v.Fields[c.index] = b.field(m.Value, c, at)
		}
	}
	for i, c := range f.Fields {
		if v.Fields[i] == nil {
			v.Fields[i] = b.absent(c, string(pointer.Path(path).Child(c.Name)))
		}
		if x := v.Fields[i]; b.wrong[x.Path] {
			continue
		} else if c.Required && c.Compute == "" && c.Kind != Group && x.Blank() && len(x.Ticks) == 0 {
			b.missing(x, d)
		} else if c.Required && c.Kind == Group && x.Origin == Absent {
			b.missing(x, d)
		}
	}
	return v
}

// missing reports a required value that is not there, at the place of the object that should have it.
func (b *binder) missing(v *Value, d *data.Value) {
	pos, what := d.Pos, "没有填写"
	if v.Origin != Absent && v.Line > 0 {
		pos, what = finding.Pos{Line: v.Line, Col: v.Col}, "是空的"
	}
	severity := finding.Error
	if b.partial {
		severity = finding.Note
	}
	b.add(severity, pos, v.Path, "DATA-MISSING", v.Field.Hint, "“%s”必须填写，现在%s。", v.Field.Name, what)
}

// unknown reports a name the form does not have, with the nearest it has, or with the place where it does have it.
func (b *binder) unknown(m *data.Member, f *Field, path string) {
	names := fieldNames(f)
	hint := alike.DidYouMean(m.Name, names)
	if f == b.r.Form.body && hint == "" && data.MeansForm(m.Name) {
		hint = finding.DidYouMean("form")
	}
	if f == b.r.Form.body && hint == "" {
		hint = alike.DidYouMean(m.Name, []string{data.WaiverKey})
	}
	if where := elsewhere(b.r.Form.body, m.Name); where != "" {
		hint = "这个名称应写在“" + where + "”之下"
	}
	hint = cmp.Or(hint, "这里可以写："+strings.Join(names, "、"))
	b.add(finding.Error, m.Pos, path, "DATA-UNKNOWN-KEY", hint, "表中没有“%s”这一项。", finding.Short(m.Name))
}

// elsewhere is the place of the first group that has a field of this name, "" if none or the form itself.
func elsewhere(f *Field, name string) string {
	for _, c := range f.Fields {
		if c.Field(name) != nil {
			return c.Place()
		}
		if at := elsewhere(c, name); at != "" {
			return at
		}
	}
	return ""
}

// Place is the field's name after those of its parents.
func (f *Field) Place() string {
	if f.Parent == nil {
		return f.Name
	}
	return f.Parent.Place() + " " + f.Name
}

// field binds one value.
func (b *binder) field(d *data.Value, f *Field, path string) *Value {
	if d.Kind == data.Null {
		return b.absent(f, path)
	}
	v := &Value{Field: f, Origin: Written, Path: path, Line: d.Pos.Line, Col: d.Pos.Col}
	switch {
	case f.Kind == Group && d.Kind == data.Object:
		return b.group(d, f, path)
	case f.Kind == Group:
		b.wrongType(d, f, path, "对象（名称和值）", "")
		return b.absent(f, path)
	case f.Kind == Rows && d.Kind == data.List:
		v.Rows = make([]*Value, 0, len(d.Items))
		for i, item := range d.Items {
			at := string(pointer.Path(path).Item(i))
			if item.Kind != data.Object {
				b.fail(item, at, "DATA-TYPE", "", "“%s”的每一行应是对象（名称和值），这里却是%s。", f.Name, item.Kind)
				continue
			}
			v.Rows = append(v.Rows, b.group(item, f, at))
		}
		return v
	case f.Kind == Rows:
		hint := ""
		if d.Kind == data.Object {
			hint = "只有一行时也要写成列表，例如 [{…}]"
		}
		b.wrongType(d, f, path, "列表", hint)
	case f.Kind == Choice && f.Multiple && d.Kind == data.List:
		b.ticks(v, d, f, path)
	case d.Kind == data.Bool && f.Kind == Choice && slices.Contains(f.Choices, "是") && slices.Contains(f.Choices, "否"):
		v.Text = map[bool]string{true: "是", false: "否"}[d.Text == "true"]
	case d.Kind == data.String:
		v.Text = d.Text
		b.text(v, d)
	case d.Kind == data.Number:
		v.Text = d.Text
		b.number(v, d)
	case d.Kind == data.Bool:
		b.wrongType(d, f, path, "文字", "请写成文字，例如 \"是\"")
	default:
		want := "文字"
		if f.Kind.Numeric() {
			want = "数字或文字"
		}
		b.wrongType(d, f, path, want, "")
	}
	return v
}

func (b *binder) wrongType(d *data.Value, f *Field, path, want, hint string) {
	if b.wrong == nil {
		b.wrong = map[string]bool{}
	}
	b.wrong[path] = true
	b.fail(d, path, "DATA-TYPE", hint, "“%s”应是%s，这里却是%s。", f.Name, want, d.Kind)
}
