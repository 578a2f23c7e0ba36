package templates

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Lint reads a form or layout file from disk and tells everything about it, warnings too. The form of a layout is the form.yaml
// beside it, else that of the library. The error is the machine's.
func (l *Library) Lint(file string) (finding.List, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("打不开 %s：%w", file, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("读不了 %s：%w", file, err)
	}
	dir := filepath.Dir(file)
	var list finding.List
	if filepath.Base(file) == "form.yaml" {
		ff := readForm(file, data)
		if list = ff.list; !list.HasErrors() {
			list = append(list, ff.prepare()...)
		}
	} else {
		_, list = readLayout(file, data, files{os.DirFS(dir), "."}, func(id string) (*formFile, finding.List) {
			beside := filepath.Join(dir, "form.yaml")
			if data, err := os.ReadFile(beside); err == nil {
				ff := readForm(beside, data)
				if ff.list.HasErrors() {
					return nil, ff.list
				}
				if ff.form.ID == id {
					return ff, nil
				}
			}
			return l.form(id)
		})
	}
	list.Sort()
	return list, nil
}
