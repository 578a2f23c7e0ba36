package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/data"
)

// Schema is the JSON Schema (draft 2020-12) of one record of the form, for editors and for programs that write
// records. It accepts what Bind accepts, save two things no schema can say: a number's literal (2022 and 2022.0 are
// one number to a schema), and the order of a list. What Bind only warns of is not an error here either. layout is
// the id records name under "form"; the schema takes it with and without a version.
func (f *Form) Schema(layout string) []byte {
	id, _, _ := strings.Cut(layout, "@")
	d := object(
		"$schema", "https://json-schema.org/draft/2020-12/schema",
		"$id", "urn:gongbiao:"+layout,
		"title", f.Name,
		"$comment", "一条记录；一个文件里有许多条时，这是其中一条。")
	schemaOf(d, f.Fields, true)
	form := object(
		"description", "版式，例如 "+layout,
		"type", []string{"string", "null"},
		"pattern", "^"+patternOf(f.ID)+"(/[^@]*)?(@.*)?$",
		"default", id)
	fields := d.Member("properties")
	fields.Members = slices.Insert(fields.Members, 0, data.Member{Name: data.FormKey, Value: form})
	fields.Put(waiverSchema(), data.WaiverKey)
	d.Put(schemaKinds(), "$defs")
	return d.JSON()
}

// object is an object of names and values in turn: texts, whole numbers, bools, lists of texts, and values.
func object(pairs ...any) *data.Value {
	d := data.ObjectOf()
	for i := 0; i < len(pairs); i += 2 {
		var v *data.Value
		switch x := pairs[i+1].(type) {
		case string:
			v = data.TextOf(x)
		case int:
			v, _ = data.NumberOf(strconv.Itoa(x))
		case bool:
			v = boolOf(x)
		case []string:
			v = textList(x)
		case *data.Value:
			v = x
		}
		d.Put(v, pairs[i].(string))
	}
	return d
}

func boolOf(b bool) *data.Value { return &data.Value{Kind: data.Bool, Text: strconv.FormatBool(b)} }

func textList(texts []string) *data.Value {
	l := data.ListOf()
	for _, s := range texts {
		l.Items = append(l.Items, data.TextOf(s))
	}
	return l
}

// patternOf quotes the signs of a regular expression of ECMA-262.
func patternOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\^$.|?*+()[]{}/`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// schemaKinds are the kinds of single values; those with ! must be filled in.
func schemaKinds() *data.Value {
	most, _ := data.NumberOf("1.5")
	least, _ := data.NumberOf("-1.5")
	const number = "写成文字照原样印出，写成数字按本列的格式印"
	const rate = "比率：\"97.98%\" 或 0.9798"
	may, must := []string{"string", "number", "null"}, []string{"string", "number"}
	return object(
		"text", object("description", "照原样印出；数写成 JSON 数字也可以", "type", may, "maxLength", data.MaxCell),
		"text!", object("description", "必填的文字", "type", must, "pattern", `\S`, "maxLength", data.MaxCell),
		"number", object("description", number, "type", may, "maxLength", data.MaxCell),
		"number!", object("description", "必填；"+number, "type", must, "pattern", `\S`, "maxLength", data.MaxCell),
		"rate", object("description", rate, "type", may, "minimum", least, "maximum", most, "maxLength", data.MaxCell),
		"rate!", object("description", "必填的"+rate, "type", must, "minimum", least, "maximum", most, "pattern", `\S`,
			"maxLength", data.MaxCell),
		"year", object("description", "四位年份", "type", []string{"string", "integer", "null"},
			"minimum", 1000, "maximum", 9999, "pattern", `^(\s*|[0-9０-９]{4})$`),
		"year!", object("description", "必填的四位年份", "type", []string{"string", "integer"},
			"minimum", 1000, "maximum", 9999, "pattern", "^[0-9０-９]{4}$"))
}

// schemaOf adds to d what makes it the schema of an object with these fields. A field that is computed may always be
// left out.
func schemaOf(d *data.Value, fields []*Field, must bool) {
	d.Put(typeOrNull("object", must), "type")
	properties, required := data.ObjectOf(), data.ListOf()
	for _, c := range fields {
		properties.Put(c.schema(), c.Name)
		if c.Required && (c.Compute == "" || c.Kind == Group) {
			required.Items = append(required.Items, data.TextOf(c.Name))
		}
	}
	d.Put(properties, "properties")
	if len(required.Items) > 0 {
		d.Put(required, "required")
	}
	d.Put(boolOf(false), "additionalProperties")
}

func typeOrNull(name string, must bool) *data.Value {
	if must {
		return data.TextOf(name)
	}
	return textList([]string{name, "null"})
}

func (f *Field) schema() *data.Value {
	d := data.ObjectOf()
	if s := f.says(); s != "" {
		d.Put(data.TextOf(s), "description")
	}
	must := f.Required && f.Compute == ""
	switch f.Kind {
	case Group:
		schemaOf(d, f.Fields, f.Required)
	case Rows:
		d.Put(typeOrNull("array", must), "type")
		if must {
			d.Members = append(d.Members, object("minItems", 1).Members...)
		}
		items := data.ObjectOf()
		schemaOf(items, f.Fields, true)
		d.Put(items, "items")
	case Choice:
		f.choiceSchema(d, must)
	default:
		if f.Kind == Text && len(f.Choices) > 0 {
			d.Put(textList(f.Choices), "examples")
		}
		name := map[Kind]string{Text: "text", Date: "text", Rate: "rate", Year: "year"}[f.Kind]
		if name == "" {
			name = "number"
		}
		if must {
			name += "!"
		}
		d.Put(data.TextOf("#/$defs/"+name), "$ref")
	}
	return d
}

// choiceSchema is one of the choices, or with Multiple a list of them.
func (f *Field) choiceSchema(d *data.Value, must bool) {
	words := textList(f.Choices)
	for _, s := range f.Choices {
		if n, ok := data.NumberOf(s); ok { // 1 may be written "1" or 1
			words.Items = append(words.Items, n)
		}
	}
	if slices.Contains(f.Choices, "是") && slices.Contains(f.Choices, "否") {
		words.Items = append(words.Items, boolOf(true), boolOf(false))
	}
	if !must {
		words.Items = append(words.Items, data.TextOf(""), &data.Value{})
	}
	if !f.Multiple {
		d.Put(words, "enum")
		return
	}
	several := object("type", "array", "items", object("enum", f.Choices), "uniqueItems", true)
	if must {
		several.Members = append(several.Members, object("minItems", 1).Members...)
	}
	d.Put(data.ListOf(object("enum", words), several), "anyOf")
}

// says is what a person should know of the field: what it wants, and how it is computed.
func (f *Field) says() string {
	s := f.wants()
	add := func(t string) {
		if s != "" {
			s += "；"
		}
		s += t
	}
	if f.MaxLen > 0 {
		add(fmt.Sprintf("不超过 %d 字", f.MaxLen))
	}
	if f.Compute != "" {
		t := "不填则自动计算：" + f.Compute
		if f.When != "" {
			t += "（当 " + f.When + "）"
		}
		add(t)
	}
	return s
}

// waiverSchema is that of the waivers every record may have.
func waiverSchema() *data.Value {
	l := WaiverList()
	d := l.schema()
	seen := object("description", l.Field(waiverSeen).Hint, "type", []string{"object", "string", "null"},
		"additionalProperties", object("type", []string{"string", "number", "null"}))
	properties := d.Member("items").Member("properties")
	for i := range properties.Members {
		if properties.Members[i].Name == waiverSeen {
			properties.Members[i].Value = seen
		}
	}
	return d
}
