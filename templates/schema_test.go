package templates

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

func schemaOf(t *testing.T, form *model.Form, id string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(form.Schema(id)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:gongbiao:"+id, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:gongbiao:" + id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// binds says whether Bind takes a record.
func binds(t *testing.T, form *model.Form, record any) error {
	t.Helper()
	raw, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return data.Read("r.jsonl", raw, func(d *data.Value, err error) error {
		if err == nil {
			_, err = model.Bind(d, form)
		}
		return err
	})
}

// Every sample and every example is valid against the schema of its layout.
func TestSchemaExamples(t *testing.T) {
	lib := Embedded()
	for _, i := range lib.List() {
		l, err := lib.Layout(i.ID + "@" + i.Version)
		if err != nil {
			t.Fatal(err)
		}
		s := schemaOf(t, l.Form, i.ID)
		for name, data := range lib.Samples(i.ID) {
			if err := valid(s, data); err != nil && !strings.HasSuffix(name, ".yaml") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := valid(s, l.Form.Skeleton(i.ID)); err == nil && slices.ContainsFunc(l.Form.Fields, func(f *model.Field) bool { return f.Required }) {
			t.Errorf("%s: the empty record is valid though fields are required", i.ID)
		}
	}
	files, _ := filepath.Glob("../examples/*.json")
	if len(files) < 3 {
		t.Fatalf("%d examples", len(files))
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ Form string }
		if err := json.Unmarshal(data, &head); err != nil {
			t.Fatal(err)
		}
		l, err := lib.Layout(head.Form)
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(schemaOf(t, l.Form, l.ID), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func valid(s *jsonschema.Schema, data []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// thin leaves one item in each list: items are alike, and long records take long.
func thin(v any) {
	m, _ := v.(map[string]any)
	for k, v := range m {
		if list, ok := v.([]any); ok && len(list) > 1 {
			m[k] = list[:1]
			thin(list[0])
		} else {
			thin(v)
		}
	}
}

// The schema and Bind agree about thousands of records, each a sample with one thing changed.
func TestSchemaAgreesWithBind(t *testing.T) {
	racing.Apart(t)
	lib := Embedded()
	wrong := []any{nil, "", " ", "文字", "约5万", "2022", "2022年", "95%", json.Number("3.5"), json.Number("2023"), json.Number("0"), json.Number("-97.98"), true, []any{}, map[string]any{},
		[]any{"甲"}, []any{map[string]any{}}, []any{json.Number("1")}, "self-evaluation/anhui@2020", "transfer/national"}
	tried, refused := 0, 0
	for turn, i := range lib.List() {
		samples := lib.Samples(i.ID)
		names := slices.Sorted(maps.Keys(samples))
		if !i.Current || len(names) == 0 || strings.HasSuffix(names[0], ".yaml") {
			continue
		}
		l, err := lib.Layout(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		s := schemaOf(t, l.Form, i.ID)
		record, err := jsonschema.UnmarshalJSON(bytes.NewReader(samples[names[0]]))
		if err != nil {
			t.Fatal(err)
		}
		thin(record)
		compare := func(what string) {
			t.Helper()
			tried++
			bind, schema := binds(t, l.Form, record), s.Validate(record)
			if schema != nil {
				refused++
			}
			if (bind == nil) != (schema == nil) {
				t.Errorf("%s %s: Bind says %v, the schema %v", i.ID, what, bind, schema)
			}
		}
		var change func(m map[string]any, at string)
		change = func(m map[string]any, at string) {
			for _, k := range slices.Sorted(maps.Keys(m)) {
				kept := m[k]
				for n, w := range wrong {
					if (turn+n)%2 > 0 && !racing.Full() {
						continue // each layout half of them
					}
					m[k] = w
					data, _ := json.Marshal(w)
					compare(at + "/" + k + " = " + string(data))
				}
				delete(m, k)
				compare(at + "/" + k + " left out")
				m[k+"吗"] = kept
				compare(at + "/" + k + " misspelt")
				delete(m, k+"吗")
				m[k] = kept
				switch v := kept.(type) {
				case map[string]any:
					change(v, at+"/"+k)
				case []any:
					if len(v) > 0 {
						if item, ok := v[0].(map[string]any); ok {
							m[k] = v[:1]
							change(item, at+"/"+k+"/0")
							m[k] = kept
						}
					}
				}
			}
		}
		change(record.(map[string]any), "")
	}
	if tried < 2000 || refused < 500 {
		t.Errorf("%d records tried, %d refused", tried, refused)
	}
}
