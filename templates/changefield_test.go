package templates_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// What a layout may change about a field does change; its kind does not, and the message says what to do.
func TestFieldChanged(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "f", "form.yaml"), "form: f\nname: 试\nfields:\n  甲: {kind: number, required: true, compute: 乙 + 1, format: \"0\", hint: 旧, max-length: 3}\n"+
		"  乙: number\n  丙: {choices: [一, 二]}\n")
	field := func(change string) (*model.Field, error) {
		writeFile(t, filepath.Join(dir, "f", "x.yaml"), "layout: f/x\nversion: \"1\"\nname: 试\ncolumns: [10, 10, 10]\nfields: {"+change+"}\nrows: '| {甲} | {乙} | {丙} |'\n")
		lib, err := templates.Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, err := lib.Layout("f/x")
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(change, ":")
		for _, f := range l.Form.Fields {
			if f.Name == name {
				return f, nil
			}
		}
		return nil, nil
	}
	for change, ok := range map[string]func(*model.Field) bool{
		"甲: {required: false}": func(f *model.Field) bool { return !f.Required },
		`甲: {compute: ""}`:     func(f *model.Field) bool { return f.Compute == "" },
		"甲: {compute: 乙 * 2}":  func(f *model.Field) bool { return f.Compute == "乙 * 2" },
		"甲: {when: 乙 > 0}":     func(f *model.Field) bool { return f.When == "乙 > 0" },
		`甲: {format: "0.00"}`:  func(f *model.Field) bool { return f.Format == "0.00" },
		"甲: {hint: 新}":         func(f *model.Field) bool { return f.Hint == "新" },
		"甲: {max-length: 9}":   func(f *model.Field) bool { return f.MaxLen == 9 },
		"甲: {printed: false}":  func(f *model.Field) bool { return f.Aside },
		"丙: {choices: [三]}":    func(f *model.Field) bool { return len(f.Choices) == 1 && f.Choices[0] == "三" },
		"丙: {multiple: true}":  func(f *model.Field) bool { return f.Multiple },
	} {
		if f, err := field(change); err != nil || f == nil || !ok(f) {
			t.Errorf("%s: %v, %+v", change, err, f)
		}
	}
	if _, err := field("甲: {kind: text}"); err == nil || !strings.Contains(err.Error(), "without") {
		t.Errorf("another kind: %v", err)
	}
}
