package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// Columns of data/forms.csv and names in data/forms.json; the last are addresses in the site.
var formColumns = []column{{name: keyColumn}, {name: "表种"}, {name: "表名"}, {name: "版式"}, {name: "年度", kind: model.Year}, {name: "主管部门"},
	{name: "单位"}, {name: "名称"}, {name: "金额单位"}, {name: "预算数", kind: model.Money}, {name: "执行数", kind: model.Money},
	{name: "总分", kind: model.Score}, {name: "等级"}, {name: "公开日期", kind: model.Date}, {name: "更新日期", kind: model.Date}, {name: "网页"}, {name: "记录"}}

// cells are a form as a row of formColumns, and the numeric ones that are no numbers.
func (f *form) cells() (cells []string, odd []int) {
	cells = []string{f.Address, f.Kind, f.KindName, f.Layout, f.Year, f.Department, f.Unit, f.Name, f.Money, f.Budget, f.Spent, f.Score,
		f.Grade, f.First, f.Updated, "../" + f.page(), "../" + f.path("json")}
	for i, c := range formColumns {
		if c.kind.Numeric() {
			text, ok := figure(cells[i])
			if cells[i] = text; !ok {
				odd = append(odd, i)
			}
		}
	}
	return cells, odd
}

// data makes the open data: forms.csv and forms.json, a CSV a layout and one a list, what describes them (CSV on the
// Web, Data Package, JSON Schema).
func (s *site) data(live []*form) error {
	main := &table{name: "forms", title: "全部表", columns: slices.Clone(formColumns), keys: 1}
	csv, js := header(main.columns), []byte("[")
	for i, f := range live {
		cells, odd := f.cells()
		for _, c := range odd {
			main.columns[c].text = true
		}
		csv = appendCSV(csv, cells)
		if i > 0 {
			js = append(js, ',')
		}
		js = append(append(js, '\n'), object(main.columns, cells)...)
	}
	tables := []*table{main}
	if err := s.put("data/forms.csv", csv); err != nil {
		return err
	}
	if err := s.put("data/forms.json", append(js, "\n]\n"...)); err != nil {
		return err
	}
	if err := s.put("data/forms.schema.json", indented(formsSchema(main.columns))); err != nil {
		return err
	}
	for _, layout := range s.layouts(live) {
		for i, t := range s.tables[layout] {
			head, err := s.spool.add(header(t.columns))
			if err != nil {
				return err
			}
			pieces := []chunk{head}
			for _, f := range live {
				if f.Layout == layout {
					pieces = append(pieces, f.chunks[i])
				}
			}
			o, err := s.spool.joined("data/"+t.name+".csv", pieces)
			if err != nil {
				return err
			}
			s.files = append(s.files, o)
			tables = append(tables, t)
		}
		if err := s.put("data/"+schemaName(layout), s.layout[layout].Schema(layout)); err != nil {
			return err
		}
	}
	if err := s.put("data/csv-metadata.json", indented(s.csvw(tables))); err != nil {
		return err
	}
	return s.put("data/datapackage.json", indented(s.dataPackage(tables)))
}

// layouts are those that forms have, in order.
func (s *site) layouts(live []*form) (out []string) {
	for _, f := range live {
		out = append(out, f.Layout)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func schemaName(layout string) string {
	return strings.NewReplacer("/", "-", "@", "-").Replace(layout) + ".schema.json"
}

// object is a row as JSON: a number as its digits, what is blank as null.
func object(columns []column, cells []string) []byte {
	b := []byte("{")
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, compact(c.name)...), ':')
		_, number := figure(cells[i])
		switch {
		case cells[i] == "":
			b = append(b, "null"...)
		case c.kind.Numeric() && number:
			b = append(b, cells[i]...)
		default:
			b = append(b, compact(cells[i])...)
		}
	}
	return append(b, '}')
}

func formsSchema(columns []column) any {
	fields := map[string]any{}
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
		kind := []string{"string", "null"}
		if c.kind.Numeric() {
			kind = []string{"number", "string", "null"}
		}
		fields[c.name] = map[string]any{"type": kind}
	}
	fields[keyColumn] = map[string]any{"type": "string", "pattern": addressPattern}
	return map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:gongbiao:publish:forms", "title": "全部表",
		"type": "array", "uniqueItems": true,
		"items": map[string]any{"type": "object", "properties": fields, "required": names, "additionalProperties": false}}
}

const addressPattern = "^[a-z2-7]{16}(-[0-9]+)?$"

// csvw describes the tables as a group (W3C Metadata Vocabulary for Tabular Data, 2015).
func (s *site) csvw(tables []*table) any {
	var group []any
	for i, t := range tables {
		var columns []any
		for _, c := range t.columns {
			x := map[string]any{"titles": c.name, "name": variable(c.name), "datatype": "string"}
			switch {
			case c.numeric():
				x["datatype"] = "decimal"
			case c.many:
				x["separator"] = ";"
			}
			columns = append(columns, x)
		}
		var keys []string
		for _, c := range t.columns[:t.keys] {
			keys = append(keys, variable(c.name))
		}
		schema := map[string]any{"columns": columns, "primaryKey": keys}
		if i > 0 {
			schema["foreignKeys"] = []any{map[string]any{"columnReference": variable(keyColumn),
				"reference": map[string]any{"resource": "forms.csv", "columnReference": variable(keyColumn)}}}
		}
		group = append(group, map[string]any{"url": t.name + ".csv", "dc:title": t.title, "tableSchema": schema,
			"dialect": map[string]any{"header": true, "encoding": "utf-8", "lineTerminators": []string{"\r\n"}}})
	}
	return map[string]any{"@context": []any{"http://www.w3.org/ns/csvw", map[string]any{"@language": "zh"}}, "dc:title": s.Title, "tables": group}
}

// variable is a column's name as URI templates take it (RFC 6570): what is no letter of ASCII or digit, as its bytes.
func variable(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// dataPackage describes the tables and the schemas (Frictionless Data Package 1).
func (s *site) dataPackage(tables []*table) any {
	var resources []any
	for i, t := range tables {
		var fields []any
		for _, c := range t.columns {
			kind := "string"
			if c.numeric() {
				kind = "number"
			}
			fields = append(fields, map[string]any{"name": c.name, "type": kind})
		}
		var keys []string
		for _, c := range t.columns[:t.keys] {
			keys = append(keys, c.name)
		}
		schema := map[string]any{"fields": fields, "primaryKey": keys}
		if i > 0 {
			schema["foreignKeys"] = []any{map[string]any{"fields": []string{keyColumn},
				"reference": map[string]any{"resource": "forms", "fields": []string{keyColumn}}}}
		}
		resources = append(resources, map[string]any{"profile": "tabular-data-resource", "name": strings.ToLower(t.name), "title": t.title,
			"path": t.name + ".csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
			"dialect": map[string]any{"lineTerminator": "\r\n", "delimiter": ",", "doubleQuote": true, "header": true}})
	}
	p := map[string]any{"profile": "tabular-data-package", "name": "gongbiao-forms", "title": s.Title, "resources": resources}
	if s.URL != "" {
		p["homepage"] = s.URL
	}
	return p
}

// compact and indented are values as JSON, Chinese as it is.
func compact(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // texts, and maps of them
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func indented(v any) []byte {
	var b bytes.Buffer
	_ = json.Indent(&b, compact(v), "", "  ") // it is JSON
	b.WriteByte('\n')
	return b.Bytes()
}
