package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Checks are linted with their form and with every layout: a misspelt field has a line and the nearest name.
func TestLintChecks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return p
	}
	form := write("form.yaml", "form: small\nname: 小表\nfields:\n  预算数: money\n  执行数: money\n")
	checks := write("checks.yaml", "codes: {A1: 甲}\nchecks:\n- {code: A1, name: 甲, holds: 执行书 > 0, at: 执行数, message: 无}\n")
	layout := write("here.yaml", "layout: small/here\nversion: \"1\"\nname: 小表\ncolumns: [50, 50]\nrows:\n  - |\n    | {预算数} | {执行数} |\n")
	for _, file := range []string{form, checks, layout} {
		list, err := Embedded().Lint(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		if s := list.String(); !strings.Contains(s, "是不是要写“执行数”") || !strings.Contains(s, "checks.yaml:3") {
			t.Errorf("%s: %s", filepath.Base(file), s)
		}
	}
	write("checks.yaml", "codes: {A1: 甲}\nchecks:\n- {code: A1, name: 甲, holds: 执行数 > 0, at: 执行数, message: 无}\n")
	write("here.yaml", "layout: small/here\nversion: \"1\"\nname: 小表\nchecks: {A2: off}\nread-as: {执行数: 执行书 + 1}\ncolumns: [50, 50]\nrows:\n  - |\n    | {预算数} | {执行数} |\n")
	list, err := Embedded().Lint(layout, nil)
	if s := list.String(); err != nil || !strings.Contains(s, "here.yaml:4") || !strings.Contains(s, "没有校验“A2”") || !strings.Contains(s, "here.yaml:5") || !strings.Contains(s, "是不是要写“执行数”") {
		t.Errorf("%v %s", err, s)
	}
	for _, file := range []string{form, checks} {
		if list, err := Embedded().Lint(file, nil); err != nil || len(list) > 0 {
			t.Errorf("%s: %v %s", filepath.Base(file), err, list)
		}
	}
}

// Every check that ships says in English what it says in Chinese.
func TestChecksHaveEnglish(t *testing.T) {
	forms := map[string]bool{}
	for _, l := range Embedded().List() {
		form, _, _ := strings.Cut(l.ID, "/")
		if forms[form] {
			continue
		}
		forms[form] = true
		file, err := Embedded().Checks(form)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range file.Checks {
			if len(strings.Fields(c.English)) < 4 {
				t.Errorf("%s: %s: the English is %q", form, c.ID(), c.English)
			}
			if (c.Hint == "") != (c.Advice == "") {
				t.Errorf("%s: %s: the hint is %q, in English %q", form, c.ID(), c.Hint, c.Advice)
			}
		}
	}
	if len(forms) < 7 {
		t.Errorf("%d forms", len(forms))
	}
}

// A form that declares nothing of what the library knows is not held against it, and nothing is said of its checks;
// one that does not declare at all is told what was not checked.
func TestDeclaresNothing(t *testing.T) {
	dir := t.TempDir()
	for form, declares := range map[string]string{"letter": "declares: {}\n", "silent": ""} {
		if err := os.Mkdir(filepath.Join(dir, form), 0o777); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{
			"form.yaml": "form: " + form + "\nname: 信\n" + declares + "fields: {内容: text}\ncodes: {A1: 甲}\n" +
				"checks: [{code: A1, name: 甲, holds: not 空(内容), at: 内容, message: 空着。, english: nothing is written here}]\n",
			"here.yaml": "layout: " + form + "/here\nversion: \"1\"\nname: 信\ncolumns: [100]\nrows:\n  - \"| {内容} |\"\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, form, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	lib, err := Open(dir, Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for form, said := range map[string]bool{"letter": false, "silent": true} {
		l, err := lib.Layout(form + "/here")
		if err != nil {
			t.Fatal(err)
		}
		set, err := l.Checks()
		if err != nil {
			t.Fatal(err)
		}
		if form == "letter" && len(set.Checks()) != 1 || len(set.Skipped()) > 0 != said {
			t.Errorf("%s: %d checks, %d skipped", form, len(set.Checks()), len(set.Skipped()))
		}
	}
}
