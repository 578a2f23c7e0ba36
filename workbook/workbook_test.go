package workbook

import (
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func TestTry(t *testing.T) {
	l, err := templates.Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"/tmp/x/blank.xlsx": "", "/tmp/x/seed2.xlsx": "../examples/seed-2.json"} {
		var given *model.Data
		if file != "" {
			b, _ := os.ReadFile(file)
			model.Read(file, b, func(d *model.Data, err error) error { given = d; return err })
		}
		b, err := New(l, given, &render.Engine{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		os.MkdirAll("/tmp/x", 0o755)
		os.WriteFile(name, b, 0o644)
	}
}
