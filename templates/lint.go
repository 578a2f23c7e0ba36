package templates

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Lint reads a form, checks or layout file from disk and tells everything about it, warnings too, the checks compiled with it. The
// form of a layout or of checks.yaml is the form.yaml beside it, else that of the library. The error is the machine's.
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
	switch filepath.Base(file) {
	case checksFile:
		beside := filepath.Join(dir, "form.yaml")
		form, err := os.ReadFile(beside)
		if err != nil {
			return nil, fmt.Errorf("读不了校验所属的表单 %s：%w", beside, err)
		}
		list = lintForm(beside, form, dir)
	case "form.yaml":
		list = lintForm(file, data, dir)
	default:
		var lay *Layout
		lay, list = readLayout(file, data, files{os.DirFS(dir), "."}, func(id string) (*formFile, finding.List) {
			beside := filepath.Join(dir, "form.yaml")
			if data, err := os.ReadFile(beside); err == nil {
				ff := readForm(beside, data)
				ff.from, ff.folder = os.DirFS(dir), "."
				if ff.list.HasErrors() {
					return nil, ff.list
				}
				if ff.form.ID == id {
					return ff, nil
				}
			}
			return l.form(id)
		})
		if lay != nil {
			_, err := lay.Checks()
			list = append(list, finding.Of(err)...)
		}
	}
	list.Sort()
	return list, nil
}

// lintForm tells everything about a form and its checks.
func lintForm(file string, data []byte, dir string) finding.List {
	ff := readForm(file, data)
	ff.from, ff.folder = os.DirFS(dir), "."
	list := ff.list
	if !list.HasErrors() {
		list = append(list, ff.prepare()...)
	}
	if list.HasErrors() {
		return list
	}
	cf, err := ff.checks()
	if err == nil {
		_, err = check.Compile(cf, ff.form, ff.form, nil, nil)
	}
	return append(list, finding.Of(err)...)
}
