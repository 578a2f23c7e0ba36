package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/templates"
)

// templatesVariable names a folder of layouts for all runs; templatesFolder is looked for where the command is run, and
// with --templates auto beside the files.
const (
	templatesVariable = "GONGBIAO_TEMPLATES"
	templatesFolder   = "templates"
	templatesAuto     = "auto"
)

// library is the layouts of this run: those of the folder of --templates, before the embedded ones, or alone with
// --templates-only; else those of the folder that nobody named in this run, behind the embedded ones. A service takes
// only what was named.
func (a *app) library() (_ *templates.Library, err error) {
	if a.layouts != nil {
		return a.layouts, nil
	}
	dir, base := "", templates.Embedded()
	if a.templatesOnly {
		if base = nil; a.templates == "" || a.templates == templatesAuto {
			return nil, usagef("--templates-only 要和 --templates 文件夹 一起用")
		}
	}
	switch {
	case a.service && a.templates == templatesAuto: // what came beside a record is for whoever opened that folder
		return nil, usagef("--templates auto 看文件旁边；服务要写明版式文件夹")
	case a.service:
		a.layouts, err = templates.Served(a.templates, base)
		return a.layouts, err
	case a.templates == templatesAuto:
		if dir, err = a.besideFiles(); err != nil {
			return nil, err
		}
	case a.templates != "":
		a.layouts, err = templates.Open(a.templates, base)
		return a.layouts, err
	case a.getenv(templatesVariable) != "":
		dir = a.getenv(templatesVariable)
	case templates.IsLibrary(templatesFolder):
		dir = templatesFolder
	}
	if a.layouts = templates.Embedded(); dir != "" {
		a.layouts, err = templates.Beside(dir)
	}
	return a.layouts, err
}

// besideFiles is the one folder of layouts that lies beside the files of the command; none is no mistake.
func (a *app) besideFiles() (string, error) {
	var found []string
	for _, arg := range batch.Expand(a.args) {
		info, err := os.Stat(arg)
		if err != nil {
			continue
		}
		dir := arg
		if !info.IsDir() {
			dir = filepath.Dir(arg)
		}
		if dir = filepath.Join(dir, templatesFolder); templates.IsLibrary(dir) && !slices.Contains(found, dir) {
			found = append(found, dir)
		}
	}
	switch len(found) {
	case 0:
		return "", nil
	case 1:
		return found[0], nil
	}
	return "", usagef("文件旁边有几个版式文件夹：%s；用 --templates 说明用哪个", list(found))
}
