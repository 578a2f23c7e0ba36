package model

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/data"
)

// Skeleton is an empty record of the form to fill in, as JSON in the order of the form: texts are "", a list has one
// empty item, and what the form computes is left out, so that it is computed. layout is what the record says under
// "form".
func (f *Form) Skeleton(layout string) []byte {
	d := skeleton(f.Fields)
	d.Members = append([]data.Member{{Name: data.FormKey, Value: data.TextOf(layout)}}, d.Members...)
	return d.JSON()
}

func skeleton(fields []*Field) *data.Value {
	d := data.ObjectOf()
	for _, c := range fields {
		v := data.TextOf("")
		switch {
		case !fillable(c):
			continue
		case c.Kind == Group:
			v = skeleton(c.Fields)
		case c.Kind == Rows:
			v = data.ListOf(skeleton(c.Fields))
		case c.Multiple:
			v = data.ListOf()
		}
		d.Put(v, c.Name)
	}
	return d
}

// SkeletonYAML is Skeleton as YAML, with a comment before each field that says what it wants; the fields that are
// computed when left out are there as comments.
func (f *Form) SkeletonYAML(layout string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# 填在引号里；照原样印出。没有的字段删去或留空。\n%s: %s\n", f.Name, data.FormKey, layout)
	skeletonYAML(&b, f.Fields, "", "")
	return b.Bytes()
}

// skeletonYAML writes fields at an indent; dash replaces the indent before the first.
func skeletonYAML(b *bytes.Buffer, fields []*Field, indent, dash string) {
	for _, c := range fields {
		if !fillable(c) {
			computedYAML(b, c, indent, "")
			continue
		}
		start, aside := indent, indent
		if dash != "" { // a comment between the dash and the name would be in the way of who adds an item
			start, aside, dash = dash, strings.TrimSuffix(dash, "- "), ""
		}
		if s := c.wants(); s != "" {
			b.WriteString(aside + "# " + s + "\n")
		}
		switch {
		case c.Kind == Group:
			b.WriteString(start + data.Quoted(c.Name) + ":\n")
			skeletonYAML(b, c.Fields, indent+"  ", "")
		case c.Kind == Rows:
			b.WriteString(start + data.Quoted(c.Name) + ":\n")
			skeletonYAML(b, c.Fields, indent+"    ", indent+"  - ")
		case c.Multiple:
			b.WriteString(start + data.Quoted(c.Name) + ": []\n")
		default:
			b.WriteString(start + data.Quoted(c.Name) + ": \"\"\n")
		}
	}
}

// computedYAML writes a field that need not be filled in as a comment.
func computedYAML(b *bytes.Buffer, c *Field, indent, deeper string) {
	if deeper == "" {
		b.WriteString(indent + "# 不填则自动计算\n")
	}
	b.WriteString(indent + "# " + deeper + data.Quoted(c.Name) + ":")
	if c.Kind != Group && c.Kind != Rows {
		b.WriteString(" \"\"")
	}
	b.WriteByte('\n')
	for _, k := range c.Fields {
		computedYAML(b, k, indent, deeper+"  ")
	}
}

// wants is what a person should know before filling the field in.
func (f *Field) wants() string {
	var s []string
	if f.Required {
		s = append(s, "必填")
	}
	switch f.Kind {
	case Money:
		s = append(s, "金额")
	case Rate:
		s = append(s, "百分比，如 97.98%")
	case Year:
		s = append(s, "四位年份")
	case Date:
		s = append(s, "日期")
	case Rows:
		s = append(s, "每行一项，可以增减")
	}
	if len(f.Choices) > 0 {
		word := "可填"
		if f.Kind == Choice {
			word = "只能是"
			if f.Multiple {
				word = "可多选"
			}
		}
		s = append(s, word+" "+strings.Join(f.Choices, "、"))
	}
	if f.Hint != "" {
		s = append(s, f.Hint)
	}
	return strings.ReplaceAll(strings.Join(s, "；"), "\n", " ")
}

// fillable says whether a person fills the field in, or anything in it.
func fillable(f *Field) bool {
	if f.Compute != "" {
		return false
	}
	if f.Kind != Group && f.Kind != Rows {
		return true
	}
	for _, c := range f.Fields {
		if fillable(c) {
			return true
		}
	}
	return false
}
