package model

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
)

// maxRatio is the largest bare number that is taken for a ratio; 97.98 might be meant as 97.98 %.
var maxRatio = decimal.New(15, -1)

// Bind makes a record of d by the rules of f, which must be prepared. Errors: a *finding.DataError with every mistake at once
// (unknown names, missing required fields, wrong types, choices that are none, a year that is not four digits, texts longer than a
// cell). What may be meant but cannot be counted (约5万 in an amount) is kept, printed as written, and noted in Record.Notes.
//
// null is as if left out; "" is written: it is not computed and prints what the layout prints for an empty value. In a Rate a bare number, or a text without %, is
// the ratio itself and at most 1.5: a larger number is an error, a larger text is kept without a value and noted.
func Bind(d *Data, f *Form) (*Record, error) { return bindRecord(d, f, false) }

// BindPartial is Bind for a form that is still being filled in: a required field that is missing is a note.
func BindPartial(d *Data, f *Form) (*Record, error) { return bindRecord(d, f, true) }

func bindRecord(d *Data, f *Form, partial bool) (*Record, error) {
	if f.body == nil {
		return nil, errors.New("model: Bind needs a form after Prepare")
	}
	r := &Record{Form: f, File: d.File, Index: d.Index, Pos: d.Pos, params: f.defaults}
	b := &binder{r: r, list: slices.Clone(d.Notes), partial: partial}
	r.Pos.File = d.File
	if d.Kind != DataObject {
		hint := ""
		if d.Kind == DataString && strings.Contains(d.Text, "：") {
			hint = "名称后面的冒号请用半角，冒号后面空一格"
		}
		b.fail(d, "", "DATA-TYPE", fmt.Sprintf("一条记录应是一个对象（名称和值），这里却是%s。", d.Kind.chinese()), hint)
		r.Body = b.absent(f.body, "")
	} else {
		b.form(d)
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

// name is what people call the record.
func (r *Record) name() string {
	if r.Form.title != nil {
		if v, err := r.Form.title.Eval(r.Root()); err == nil {
			if s := strings.TrimSpace(v.String()); s != "" {
				return s
			}
		}
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
	partial bool            // what is missing is no error yet
}

func (b *binder) add(severity finding.Severity, pos finding.Pos, path, code, message, hint string) {
	pos.File = b.r.File
	b.list = append(b.list, finding.Finding{Code: code, Severity: severity, Pos: pos, Path: path, Place: PlaceOf(path), Message: message, Hint: hint})
}

func (b *binder) fail(d *Data, path, code, message, hint string) {
	b.add(finding.Error, d.Pos, path, code, message, hint)
}

// form reads the one name that is no field.
func (b *binder) form(d *Data) {
	v := d.Member(formKey)
	if v == nil || v.Kind == DataNull {
		return
	}
	if v.Kind != DataString {
		b.fail(v, "/form", "DATA-TYPE", fmt.Sprintf("form 应是文字，例如 \"self-evaluation/shanghai\"，这里却是%s。", v.Kind.chinese()), "")
		return
	}
	b.r.Layout, b.r.Version = d.Layout()
	id, _, _ := strings.Cut(b.r.Layout, "/")
	if b.r.Form.ID != "" && id != b.r.Form.ID {
		b.fail(v, "/form", "DATA-FORM", fmt.Sprintf("记录写明的表是“%s”，现在要填的却是“%s”。", shorten(v.Text), b.r.Form.ID), didYouMean(id, []string{b.r.Form.ID}))
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
		all[i] = b.absent(c, path+"/"+escapePointer(c.Name))
	}
	return all
}

// group binds an object to the fields of f, a Group or one item of Rows.
func (b *binder) group(d *Data, f *Field, path string) *Value {
	v := &Value{Field: f, Origin: Written, Path: path, Line: d.Pos.Line, Col: d.Pos.Col, Fields: make([]*Value, len(f.Fields))}
	for i := range d.Members {
		m := &d.Members[i]
		c := f.Field(m.Name)
		at := path + "/" + escapePointer(m.Name)
		switch {
		case c == nil && f == b.r.Form.body && m.Name == formKey:
		case c == nil:
			b.unknown(m, f, at)
		case v.Fields[c.index] != nil: // Read refuses it; a Data made by hand may have it
			b.add(finding.Error, m.Pos, at, "DATA-DUPLICATE", fmt.Sprintf("“%s”写了两次。", shorten(m.Name)), "只留一个")
		default:
			v.Fields[c.index] = b.field(m.Value, c, at)
		}
	}
	for i, c := range f.Fields {
		if v.Fields[i] == nil {
			v.Fields[i] = b.absent(c, path+"/"+escapePointer(c.Name))
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
func (b *binder) missing(v *Value, d *Data) {
	pos, what := d.Pos, "没有填写"
	if v.Origin != Absent && v.Line > 0 {
		pos, what = finding.Pos{Line: v.Line, Col: v.Col}, "是空的"
	}
	severity := finding.Error
	if b.partial {
		severity = finding.Note
	}
	b.add(severity, pos, v.Path, "DATA-MISSING", fmt.Sprintf("“%s”必须填写，现在%s。", v.Field.Name, what), v.Field.Hint)
}

// unknown reports a name the form does not have, with the nearest it has, or with the place where it does have it.
func (b *binder) unknown(m *Member, f *Field, path string) {
	names := make([]string, len(f.Fields))
	for i, c := range f.Fields {
		names[i] = c.Name
	}
	hint := didYouMean(m.Name, names)
	if where := elsewhere(b.r.Form.body, m.Name); where != "" {
		hint = "这个名称应写在“" + where + "”之下"
	} else if hint == "" {
		hint = "这里可以写：" + strings.Join(names, "、")
	}
	b.add(finding.Error, m.Pos, path, "DATA-UNKNOWN-KEY", fmt.Sprintf("表中没有“%s”这一项。", shorten(m.Name)), hint)
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
func (b *binder) field(d *Data, f *Field, path string) *Value {
	if d.Kind == DataNull {
		return b.absent(f, path)
	}
	v := &Value{Field: f, Origin: Written, Path: path, Line: d.Pos.Line, Col: d.Pos.Col}
	switch {
	case f.Kind == Group && d.Kind == DataObject:
		return b.group(d, f, path)
	case f.Kind == Group:
		b.wrongType(d, f, path, "对象（名称和值）", "")
		return b.absent(f, path)
	case f.Kind == Rows && d.Kind == DataList:
		v.Rows = make([]*Value, 0, len(d.Items))
		for i, item := range d.Items {
			at := path + "/" + strconv.Itoa(i)
			if item.Kind != DataObject {
				b.fail(item, at, "DATA-TYPE", fmt.Sprintf("“%s”的每一行应是对象（名称和值），这里却是%s。", f.Name, item.Kind.chinese()), "")
				continue
			}
			v.Rows = append(v.Rows, b.group(item, f, at))
		}
		return v
	case f.Kind == Rows:
		hint := ""
		if d.Kind == DataObject {
			hint = "只有一行时也要写成列表，例如 [{…}]"
		}
		b.wrongType(d, f, path, "列表", hint)
	case f.Kind == Choice && f.Multiple && d.Kind == DataList:
		b.ticks(v, d, f, path)
	case d.Kind == DataBool && f.Kind == Choice && slices.Contains(f.Choices, "是") && slices.Contains(f.Choices, "否"):
		v.Text = map[bool]string{true: "是", false: "否"}[d.Text == "true"]
	case d.Kind == DataString:
		v.Text = d.Text
		b.text(v, d)
	case d.Kind == DataNumber:
		v.Text = d.Text
		b.number(v, d)
	case d.Kind == DataBool:
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

func (b *binder) wrongType(d *Data, f *Field, path, want, hint string) {
	if b.wrong == nil {
		b.wrong = map[string]bool{}
	}
	b.wrong[path] = true
	b.fail(d, path, "DATA-TYPE", fmt.Sprintf("“%s”应是%s，这里却是%s。", f.Name, want, d.Kind.chinese()), hint)
}

// ticks binds a list of choices.
func (b *binder) ticks(v *Value, d *Data, f *Field, path string) {
	v.Ticks = []string{}
	for _, item := range d.Items {
		at := path
		switch {
		case item.Kind != DataString:
			b.fail(item, at, "DATA-TYPE", fmt.Sprintf("“%s”的每个选项应是文字，这里却是%s。", f.Name, item.Kind.chinese()), "")
		case slices.Contains(v.Ticks, item.Text):
			b.fail(item, at, "DATA-CHOICE", fmt.Sprintf("选项“%s”写了两次。", shorten(item.Text)), "")
		default:
			b.choice(item, f, item.Text, at)
			v.Ticks = append(v.Ticks, item.Text)
		}
	}
	v.Text = strings.Join(v.Ticks, "、")
}

func (b *binder) choice(d *Data, f *Field, text, path string) {
	if len(f.Choices) == 0 || slices.Contains(f.Choices, text) {
		return
	}
	hint := didYouMean(text, f.Choices)
	if hint == "" {
		hint = "可选：" + strings.Join(f.Choices, "、")
	}
	b.fail(d, path, "DATA-CHOICE", fmt.Sprintf("“%s”不是“%s”的选项。", shorten(text), f.Name), hint)
}

// text checks a written text and finds its number.
func (b *binder) text(v *Value, d *Data) {
	f := v.Field
	units := 0
	for _, r := range v.Text {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if units > MaxCell {
		b.fail(d, v.Path, "DATA-LENGTH", fmt.Sprintf("“%s”有 %d 个字符，一个单元格最多 %d 个。", f.Name, units, MaxCell), "请分到几处填写，或删减")
		return
	}
	if n := utf8.RuneCountInString(v.Text); f.MaxLen > 0 && n > f.MaxLen {
		b.add(finding.Warning, d.Pos, v.Path, "DATA-LONG", fmt.Sprintf("“%s”有 %d 字，要求不超过 %d 字。", f.Name, n, f.MaxLen), "")
	}
	blank := strings.TrimSpace(v.Text) == ""
	switch {
	case f.Kind.Numeric() && !blank:
		b.figure(v, d)
	case f.Kind == Year && !blank && !isYear(v.Text):
		b.fail(d, v.Path, "DATA-YEAR", fmt.Sprintf("“%s”应是四位数字的年份，例如 2022，这里却是“%s”。", f.Name, shorten(v.Text)), "")
	case f.Kind == Choice && v.Text != "":
		b.choice(d, f, v.Text, v.Path)
		if f.Multiple {
			v.Ticks = []string{v.Text}
		}
	}
}

func isYear(s string) bool {
	n := 0
	for _, r := range s {
		if (r < '0' || r > '9') && (r < '０' || r > '９') {
			return false
		}
		n++
	}
	return n == 4
}

// figure finds the decimal of a text in a numeric field. A text without one is kept and noted.
func (b *binder) figure(v *Value, d *Data) {
	f := v.Field
	n, parts, ok := parseNumber(v.Text)
	switch {
	case ok && f.Kind == Rate && parts == 0 && n.Abs().GreaterThan(maxRatio):
		b.add(finding.Warning, d.Pos, v.Path, "DATA-RATE", fmt.Sprintf("“%s”写的是“%s”，没有百分号，看不出是 %s%% 还是 %s 倍；照原样打印，不参加计算。", f.Name, v.Text, v.Text, v.Text), "请写 "+strings.TrimSpace(v.Text)+"%，或写成小数")
	case ok && parts > 0 && (f.Kind == Money || f.Kind == Score):
		b.add(finding.Warning, d.Pos, v.Path, "DATA-NUMBER", fmt.Sprintf("“%s”写的是“%s”，不应带百分号；照原样打印，不参加计算。", f.Name, v.Text), "")
	case ok:
		v.Num, v.HasNum = n, true
	case isMark(v.Text):
		b.add(finding.Note, d.Pos, v.Path, "DATA-MARK", fmt.Sprintf("“%s”写的是“%s”，不是数字；照原样打印，合计时按没有填写。", f.Name, v.Text), "")
	default:
		b.add(finding.Warning, d.Pos, v.Path, "DATA-NUMBER", fmt.Sprintf("“%s”写的是“%s”，不是数字；照原样打印，不参加计算。", f.Name, shorten(v.Text)), numberHint(v.Text))
	}
}

// isMark says whether a text in place of a figure says that there is none: / — － * 无 不适用.
func isMark(s string) bool {
	s = strings.TrimSpace(s)
	if s == "无" || s == "不适用" {
		return true
	}
	return s != "" && strings.Trim(s, "/／-－–—―─*＊×…") == ""
}

// numberHint says why a text with digits is no number.
func numberHint(s string) string {
	switch {
	case !strings.ContainsAny(s, "0123456789") || utf8.RuneCountInString(s) > 200:
		return ""
	case strings.ContainsAny(s, ",，"):
		return "千位分隔符应每三位一个，例如 18,233,182.14"
	case strings.ContainsAny(s, "元万亿"):
		return "数字后面不要写单位"
	}
	return ""
}

// number binds a bare number: a figure in numeric fields, its literal as text in all others.
func (b *binder) number(v *Value, d *Data) {
	f := v.Field
	if !f.Kind.Numeric() {
		b.text(v, d)
		return
	}
	n, ok := parseLiteral(d.Text)
	switch {
	case !ok:
		b.fail(d, v.Path, "DATA-NUMBER", fmt.Sprintf("“%s”的数字 %s 太大或太长：小数点前后各不超过 %d 位。", f.Name, shorten(d.Text), maxDigits), "要照原样打印，请加引号写成文字")
		return
	case f.Kind == Rate && n.Abs().GreaterThan(maxRatio):
		b.fail(d, v.Path, "DATA-RATE", fmt.Sprintf("“%s”是比率，数字 %s 看不出是 %s%% 还是 %s 倍。", f.Name, d.Text, d.Text, d.Text),
			fmt.Sprintf("请写 \"%s%%\" 或 %s", d.Text, n.Shift(-2).String()))
		return
	}
	v.Num, v.HasNum, v.Origin = n, true, Figure
	if n.IsZero() && strings.HasPrefix(d.Text, "-") {
		v.Origin = Written // a decimal has no −0
	}
}

// shorten is a text for a message: its first 40 characters.
func shorten(s string) string {
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i] + "…"
		}
	}
	return s
}
