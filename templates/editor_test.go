package templates_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/templates"
)

func editorSchema(t *testing.T, form bool) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(templates.EditorSchema(form)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:editor", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:editor")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every shipped file is valid to an editor; a misspelt key is not, at every depth.
func TestEditorSchema(t *testing.T) {
	layout, form := editorSchema(t, false), editorSchema(t, true)
	valid := func(s *jsonschema.Schema, text string) error {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	n := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".yaml" || strings.Contains(p, "testdata") || path.Base(p) == "checks.yaml" ||
			strings.HasPrefix(p, "checks/") {
			return err
		}
		b, err := fs.ReadFile(os.DirFS("."), p)
		if err != nil {
			return err
		}
		s := layout
		if path.Base(p) == "form.yaml" {
			s = form
		}
		n++
		if err := valid(s, string(b)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		return nil
	})
	if err != nil || n < 30 {
		t.Errorf("%d files: %v", n, err)
	}
	const head = "layout: f/x\nversion: \"1\"\n"
	for _, typo := range []string{"colums: [1]", "styles: {甲: {sise: 9pt}}", "rows:\n- {row: '| 甲 |', hight: 3}",
		"rows:\n- repeat: 甲\n  row: '| 甲 |'", "rows:\n- when: 甲\n  rows:\n  - {haeder: '| 甲 |'}", "fields: {甲: {knd: text}}",
		"tables: [{name: 甲, rows: '| 甲 |', colum: 1}]", "rows:\n- foot: '| 甲 |'\n  each: 甲"} {
		if valid(layout, head+typo) == nil {
			t.Errorf("%q is valid", typo)
		}
	}
	for _, typo := range []string{"form: f\nfeilds: {}", "form: f\nfields: {甲: {kind: txt}}", "form: f\nfields: {甲: {fields: {乙: {requird: true}}}}"} {
		if valid(form, typo) == nil {
			t.Errorf("%q is valid", typo)
		}
	}
}
