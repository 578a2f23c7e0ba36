package model

import (
	"bytes"
	"encoding/json"
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
	w := &schemaWriter{}
	w.open("{")
	w.str("$schema", "https://json-schema.org/draft/2020-12/schema")
	w.str("$id", "urn:gongbiao:"+layout)
	w.str("title", f.Name)
	w.key("$comment").raw(data.Quoted("一条记录；一个文件里有许多条时，这是其中一条。"))
	id, _, _ := strings.Cut(layout, "@")
	w.str("type", "object")
	w.key("properties").open("{")
	w.key(data.FormKey).open("{")
	w.str("description", "版式，例如 "+layout)
	w.key("type").raw(`["string", "null"]`)
	w.str("pattern", "^"+patternOf(f.ID)+"(/[^@]*)?(@.*)?$")
	w.key("default").raw(data.Quoted(id))
	w.close("}")
	w.fields(f.Fields)
	w.close("}")
	w.required(f.Fields)
	w.key("additionalProperties").raw("false")
	w.key("$defs").open("{")
	w.defs()
	w.close("}")
	w.close("}")
	w.b.WriteByte('\n')
	return w.b.Bytes()
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

// schemaWriter writes indented JSON in the order of the calls.
type schemaWriter struct {
	b     bytes.Buffer
	depth int
	first bool // the innermost bracket is empty so far
}

func (w *schemaWriter) line() {
	if !w.first {
		w.b.WriteByte(',')
	}
	w.first = false
	if w.depth > 0 {
		w.b.WriteByte('\n')
		w.b.WriteString(strings.Repeat(" ", w.depth))
	}
}

func (w *schemaWriter) key(name string) *schemaWriter {
	w.line()
	w.b.WriteString(data.Quoted(name) + ": ")
	return w
}

func (w *schemaWriter) raw(s string) { w.b.WriteString(s) }

func (w *schemaWriter) str(name, text string) { w.key(name).raw(data.Quoted(text)) }

func (w *schemaWriter) open(bracket string) {
	w.b.WriteString(bracket)
	w.depth++
	w.first = true
}

func (w *schemaWriter) close(bracket string) {
	w.depth--
	if !w.first {
		w.b.WriteString("\n" + strings.Repeat(" ", w.depth))
	}
	w.b.WriteString(bracket)
	w.first = false
}

// defs are the kinds of single values.
func (w *schemaWriter) defs() {
	def := func(name, description, rest string) {
		w.key(name).raw(`{"description": ` + data.Quoted(description) + ", " + rest + "}")
	}
	cell := `"maxLength": ` + strconv.Itoa(data.MaxCell)
	def("text", "照原样印出；数写成 JSON 数字也可以", `"type": ["string", "number", "null"], `+cell)
	def("text!", "必填的文字", `"type": ["string", "number"], "pattern": "\\S", `+cell)
	def("number", "写成文字照原样印出，写成数字按本列的格式印", `"type": ["string", "number", "null"], `+cell)
	def("number!", "必填；写成文字照原样印出，写成数字按本列的格式印", `"type": ["string", "number"], "pattern": "\\S", `+cell)
	def("rate", "比率：\"97.98%\" 或 0.9798",
		`"type": ["string", "number", "null"], "minimum": -1.5, "maximum": 1.5, `+cell)
	def("rate!", "必填的比率：\"97.98%\" 或 0.9798",
		`"type": ["string", "number"], "minimum": -1.5, "maximum": 1.5, "pattern": "\\S", `+cell)
	def("year", "四位年份",
		`"type": ["string", "integer", "null"], "minimum": 1000, "maximum": 9999, "pattern": "^(\\s*|[0-9０-９]{4})$"`)
	def("year!", "必填的四位年份",
		`"type": ["string", "integer"], "minimum": 1000, "maximum": 9999, "pattern": "^[0-9０-９]{4}$"`)
}

func (w *schemaWriter) fields(fields []*Field) {
	for _, c := range fields {
		w.key(c.Name).open("{")
		w.field(c)
		w.close("}")
	}
}

// required lists what must be there. A field that is computed may always be left out.
func (w *schemaWriter) required(fields []*Field) {
	var names []string
	for _, c := range fields {
		if c.Required && (c.Compute == "" || c.Kind == Group) {
			names = append(names, data.Quoted(c.Name))
		}
	}
	if len(names) > 0 {
		w.key("required").raw("[" + strings.Join(names, ", ") + "]")
	}
}

func (w *schemaWriter) field(c *Field) {
	if s := c.says(); s != "" {
		w.str("description", s)
	}
	must := c.Required && c.Compute == ""
	switch c.Kind {
	case Group:
		w.object(c, c.Required)
	case Rows:
		if must {
			w.str("type", "array")
			w.key("minItems").raw("1")
		} else {
			w.key("type").raw(`["array", "null"]`)
		}
		w.key("items").open("{")
		w.object(c, true)
		w.close("}")
	case Choice:
		w.choice(c, must)
	default:
		if c.Kind == Text && len(c.Choices) > 0 {
			w.key("examples").raw(list(c.Choices))
		}
		name := map[Kind]string{Text: "text", Date: "text", Rate: "rate", Year: "year"}[c.Kind]
		if name == "" {
			name = "number"
		}
		if must {
			name += "!"
		}
		w.str("$ref", "#/$defs/"+name)
	}
}

func (w *schemaWriter) object(c *Field, must bool) {
	if must {
		w.str("type", "object")
	} else {
		w.key("type").raw(`["object", "null"]`)
	}
	w.key("properties").open("{")
	w.fields(c.Fields)
	w.close("}")
	w.required(c.Fields)
	w.key("additionalProperties").raw("false")
}

// choice is one of the choices, or with Multiple a list of them.
func (w *schemaWriter) choice(c *Field, must bool) {
	words := strings.TrimSuffix(list(c.Choices), "]")
	for _, s := range c.Choices {
		if json.Valid([]byte(s)) && s != "true" && s != "false" && s != "null" { // 1 may be written "1" or 1
			words += ", " + s
		}
	}
	if slices.Contains(c.Choices, "是") && slices.Contains(c.Choices, "否") {
		words += ", true, false"
	}
	if !must {
		words += `, "", null`
	}
	words += "]"
	if !c.Multiple {
		w.key("enum").raw(words)
		return
	}
	least := ""
	if must {
		least = `, "minItems": 1`
	}
	w.key("anyOf").raw(fmt.Sprintf(`[{"enum": %s}, {"type": "array", "items": {"enum": %s}, "uniqueItems": true%s}]`,
		words, list(c.Choices), least))
}

func list(texts []string) string {
	q := make([]string, len(texts))
	for i, s := range texts {
		q[i] = data.Quoted(s)
	}
	return "[" + strings.Join(q, ", ") + "]"
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
