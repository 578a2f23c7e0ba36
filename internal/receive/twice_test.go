package receive

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// A form that comes as a document, a page and a workbook says the same three times, though the workbook leaves out what
// it computes; with another figure in one of them it does not.
func TestTwice(t *testing.T) {
	l, err := templates.Embedded().Layout("self-evaluation/national")
	if err != nil {
		t.Fatal(err)
	}
	record := sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 3}, 0)
	other := bytes.Replace(record, []byte(`"全年执行数":"`), []byte(`"全年执行数":"1`), 1)
	if bytes.Equal(record, other) {
		t.Fatal("the sample has no 全年执行数")
	}
	var e render.Engine
	dir := t.TempDir()
	var files []string
	write := func(name string, record []byte) {
		err := data.Read("x.json", record, func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			form, err := e.Load(t.Context(), d, l.ID)
			if err != nil {
				return err
			}
			b, err := e.Bytes(t.Context(), render.Format(strings.TrimPrefix(filepath.Ext(name), ".")), render.Options{}, form)
			if err != nil {
				return err
			}
			files = append(files, filepath.Join(dir, name))
			return os.WriteFile(filepath.Join(dir, name), b, 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	write("a.docx", record)
	write("b.html", record)
	write("c.xlsx", record)
	write("d.html", other)
	items, err := Run(t.Context(), Job{Files: files, Options: collect.Options{Documents: true}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "内容相同", "内容相同", "内容不同"} {
		got := ""
		for _, f := range items[i].Findings {
			if f.Code == "RECEIVE-TWICE" {
				got = f.Message
				if same := strings.Contains(got, "内容相同"); same != (f.Severity == finding.Note) {
					t.Errorf("%s: %v", items[i].File, f)
				}
			}
		}
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %s", items[i].File, got, want)
		}
	}
}
