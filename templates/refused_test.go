package templates

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// mistakenLayout is the layout of a row of mistakes, with the keys it does not have.
func mistakenLayout(rest string) string {
	head := ""
	for _, kv := range []string{"layout: f/x\n", "version: \"1\"\n", "name: 试\n", "columns: [10, 10]\n"} {
		if key, _, _ := strings.Cut(kv, ":"); !strings.Contains("\n"+strings.ReplaceAll(rest, "§", ""), "\n"+key+":") {
			head += kv
		}
	}
	return head + rest + "\n"
}

// What Library.Layout refuses, lint refuses, with the same codes: every mistake of the catalogues, and files of other
// names.
func TestLintRefusesWhatRenderRefuses(t *testing.T) {
	type tree struct {
		name, lint string
		files      map[string]string
	}
	var all []tree
	for _, m := range mistakes {
		all = append(all, tree{m.name, "f/x.yaml", map[string]string{"f/form.yaml": mistakenForm, "f/印.png": string(dot()), "f/残.png": string(dot()[:40]),
			"f/x.yaml": strings.ReplaceAll(mistakenLayout(m.layout), "§", "")}})
	}
	for _, m := range formMistakes {
		for _, lint := range []string{"f/x.yaml", "f/form.yaml"} {
			all = append(all, tree{"form: " + m.name + " " + lint, lint, map[string]string{"f/form.yaml": strings.ReplaceAll(m.form, "§", ""), "f/x.yaml": layoutOf(1, "rows: '| |'")}})
		}
	}
	good := layoutOf(1, "rows: '| {甲} |'")
	form := formOf("甲: text")
	for _, x := range []struct {
		name, file, layout string
	}{
		{"another name", "f/y.yaml", good},
		{"another place in Chinese", "f/丽江.yaml", good},
		{"another version", "f/x@2.yaml", good},
		{"another folder", "g/x.yaml", good},
		{"upper case", "f/X.yaml", good},
		{"an id of another form", "f/x.yaml", strings.Replace(good, "f/x", "g/x", 1)},
		{"empty", "f/x.yaml", ""},
		{"not UTF-8", "f/x.yaml", "layout: f/x\n\xff\xfe"},
	} {
		dir := x.file[:1]
		all = append(all, tree{x.name, x.file, map[string]string{dir + "/form.yaml": strings.Replace(form, "form: f", "form: "+dir, 1), x.file: x.layout}})
	}
	all = append(all, tree{"no form", "f/x.yaml", map[string]string{"f/x.yaml": good}})
	for _, x := range all {
		t.Run(x.name, func(t *testing.T) {
			dir := write(t, x.files)
			lib, err := Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			file := x.lint
			if strings.HasSuffix(file, "/form.yaml") {
				file = "f/x.yaml"
			}
			_, err = lib.Layout(strings.TrimSuffix(file, ".yaml"))
			list, lintErr := lib.Lint(filepath.Join(dir, filepath.FromSlash(x.lint)), nil)
			if lintErr != nil {
				t.Fatal(lintErr)
			}
			if err == nil && list.HasErrors() {
				t.Errorf("lint refuses what the library takes: %s", list)
			}
			for _, f := range finding.Of(err) {
				if f.Severity == finding.Error && !slices.ContainsFunc(list, func(g finding.Finding) bool { return g.Code == f.Code && g.Severity == finding.Error }) {
					t.Errorf("not said by lint: %s\nbut %s", f.Line(), list)
				}
			}
		})
	}
}
