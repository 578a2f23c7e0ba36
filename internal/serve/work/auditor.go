package work

import (
	"context"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
)

// auditor is what checks the records of a job, with the waivers and the other papers that came beside them.
func (t *task) auditor(ctx context.Context) (*audit.Auditor, error) {
	au := &audit.Auditor{Library: t.Engine.Layouts(), Layout: t.Layout}
	for _, name := range t.Beside[waiversPart] {
		text, err := os.ReadFile(filepath.Join(t.In, name))
		if err != nil {
			return nil, err
		}
		if err := au.Answer(name, text); err != nil {
			return nil, err
		}
	}
	source := t.source()
	source.Layout = "" // they are other forms
	err := source.All(ctx, t.Beside[againstPart], func(_ string, _ int, d *data.Value, err error) error {
		t.count(0)
		au.Against = append(au.Against, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return au, au.Ready()
}
