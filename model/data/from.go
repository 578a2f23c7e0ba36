package data

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// From makes a record of Go data, without a detour through JSON. It takes
//
//   - structs; a field is named by its tag gongbiao:"名称", else by its json tag, else as in Go. "-", omitempty and
//     omitzero work as in encoding/json; the fields of an embedded struct without a tag count as the struct's own
//   - maps with names for keys, put in the order of the names
//   - slices and arrays, but not of bytes
//   - strings, bools, integers, json.Number, and decimal.Decimal with the digits it has, 12.50 as 12.50
//   - pointers and interfaces, for what they point to; nil, of a slice or map too, is as if left out
//   - types that are a driver.Valuer, such as sql.NullString, or an encoding.TextMarshaler
//   - a *Value, as it is.
//
// Floats are refused: 12.10 and 12.1 are the same float, and 0.1+0.2 is not 0.3, so that the form would not say what
// was entered. Pass such figures as a string, a json.Number (json.Decoder.UseNumber) or a decimal. So is time.Time,
// which is written in many ways: pass the text to print. Texts may hold what a record file may hold.
//
// Errors: a *finding.DataError with everything that cannot be taken, each with its JSON Pointer in Path.
func From(v any) (*Value, error) {
	var m maker
	d := m.value(reflect.ValueOf(v), "", 0)
	if err := m.list.AsData(); err != nil {
		return nil, err
	}
	d.Notes = append(d.Notes, m.list...)
	return d, nil
}

type maker struct{ list finding.List }

func (m *maker) fail(path pointer.Path, code, message, hint string) *Value {
	m.list = append(m.list, finding.Finding{Code: code, Path: string(path), Place: path.Place(), Message: message,
		Hint: hint})
	return &Value{}
}

func (m *maker) value(v reflect.Value, path pointer.Path, depth int) *Value {
	if depth > MaxDepth {
		return m.fail(path, "DATA-DEPTH", fmt.Sprintf("嵌套超过 %d 层。", MaxDepth), "")
	}
	if !v.IsValid() || isNil(v) {
		return &Value{}
	}
	if d, ok := v.Interface().(*Value); ok {
		return d
	}
	k := v.Kind()
	if k == reflect.Pointer || k == reflect.Interface { // what it points to says more: a *decimal.Decimal is a decimal
		return m.value(v.Elem(), path, depth+1)
	}
	if d := m.known(v.Interface(), path, depth); d != nil {
		return d
	}
	if v.CanAddr() { // methods of the pointer
		if d := m.known(v.Addr().Interface(), path, depth); d != nil {
			return d
		}
	}
	switch {
	case k == reflect.String:
		return m.text(v.String(), path)
	case k == reflect.Bool:
		return &Value{Kind: Bool, Text: strconv.FormatBool(v.Bool())}
	case v.CanInt():
		return m.number(strconv.FormatInt(v.Int(), 10), path)
	case v.CanUint():
		return m.number(strconv.FormatUint(v.Uint(), 10), path)
	case v.CanFloat():
		return m.fail(path, "DATA-FLOAT", fmt.Sprintf("浮点数 %v 不一定是填写的那个数，不收。", v.Float()),
			"请用字符串、json.Number 或 decimal.Decimal")
	case k == reflect.Struct:
		d := ObjectOf()
		m.fields(d, v, path, depth)
		return d
	case k == reflect.Map && v.Type().Key().Kind() == reflect.String:
		return m.entries(v, path, depth)
	case (k == reflect.Slice || k == reflect.Array) && v.Type().Elem().Kind() != reflect.Uint8:
		d := ListOf()
		for i := range v.Len() {
			d.Items = append(d.Items, m.value(v.Index(i), path.Item(i), depth+1))
		}
		return d
	}
	return m.fail(path, "DATA-TYPE", "Go 类型 "+v.Type().String()+" 不能写成记录。", "")
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return v.IsNil()
	}
	return false
}

// known makes a value of the types that say themselves what they are, nil of all others.
func (m *maker) known(v any, path pointer.Path, depth int) *Value {
	switch x := v.(type) {
	case Value:
		return &x
	case json.Number:
		return m.number(string(x), path)
	case decimal.Decimal:
		return m.decimal(x, path)
	case decimal.NullDecimal: // its driver.Value drops zeros at the end
		if x.Valid {
			return m.decimal(x.Decimal, path)
		}
		return &Value{}
	case time.Time:
		return m.fail(path, "DATA-TYPE", "时间有许多写法，不知道印哪一种。", `请写成要印的文字，例如 t.Format("2006年1月2日")`)
	case driver.Valuer:
		inner, err := x.Value()
		if err != nil {
			return m.fail(path, "DATA-TYPE", fmt.Sprintf("Go 类型 %T 取不出值：%v。", v, err), "")
		}
		return m.value(reflect.ValueOf(inner), path, depth+1)
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		if err != nil {
			return m.fail(path, "DATA-TYPE", fmt.Sprintf("Go 类型 %T 写不成文字：%v。", v, err), "")
		}
		return m.text(string(text), path)
	}
	return nil
}

func (m *maker) text(s string, path pointer.Path) *Value {
	for _, f := range Faults(s) {
		f.Path, f.Place = string(path), path.Place()
		m.list = append(m.list, f)
	}
	return TextOf(s)
}

func (m *maker) number(literal string, path pointer.Path) *Value {
	d, ok := NumberOf(literal)
	if !ok {
		return m.fail(path, "DATA-NUMBER", "数字“"+finding.Short(literal)+"”写法不对。", "")
	}
	return d
}

// decimal is a decimal with all its digits; those of one with a huge exponent would fill the memory.
func (m *maker) decimal(x decimal.Decimal, path pointer.Path) *Value {
	if e := x.Exponent(); e > 1000 || e < -1000 {
		return m.fail(path, "DATA-NUMBER", "数字太长。", "")
	}
	return m.number(x.StringFixed(max(0, -x.Exponent())), path)
}

func (m *maker) entries(v reflect.Value, path pointer.Path, depth int) *Value {
	d := ObjectOf()
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, k := range keys {
		at := path.Child(k.String())
		m.text(k.String(), at)
		d.Put(m.value(v.MapIndex(k), at, depth+1), k.String())
	}
	return d
}

// fields puts the fields of a struct into d.
func (m *maker) fields(d *Value, v reflect.Value, path pointer.Path, depth int) {
	for i := range v.NumField() {
		f, x := v.Type().Field(i), v.Field(i)
		tag, tagged := f.Tag.Lookup("gongbiao")
		if !tagged {
			tag = f.Tag.Get("json")
		}
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous && name == "" {
			for x.Kind() == reflect.Pointer && !x.IsNil() {
				x = x.Elem()
			}
			if x.Kind() == reflect.Struct {
				m.fields(d, x, path, depth+1)
			}
			if x.Kind() == reflect.Struct || x.Kind() == reflect.Pointer {
				continue
			}
		}
		if !f.IsExported() || tag == "-" || left(x, options) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		at := path.Child(name)
		m.text(name, at)
		if d.Member(name) != nil {
			m.fail(at, "DATA-DUPLICATE", "“"+finding.Short(name)+"”写了两次。", "结构体里只留一个")
			continue
		}
		d.Put(m.value(x, at, depth+1), name)
	}
}

// left says whether a field is left out by the options of its tag.
func left(v reflect.Value, options string) bool {
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "omitzero":
			return v.IsZero()
		case "omitempty":
			switch v.Kind() {
			case reflect.Struct:
				return false
			case reflect.Map, reflect.Slice, reflect.Array:
				return v.Len() == 0
			}
			return v.IsZero()
		}
	}
	return false
}
