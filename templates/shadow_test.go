package templates

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestShippedNames: on every road of the Go API a name of the program's is the program's, or refused; where nothing is
// shipped below, and where a layout is only tried, nothing is.
func TestShippedNames(t *testing.T) {
	own := "layout: self-evaluation/shanghai\nversion: \"2022\"\nname: 冒充\nextends: self-evaluation/national\n"
	dir := write(t, map[string]string{"self-evaluation/shanghai.yaml": own})
	memory := fstest.MapFS{"self-evaluation/shanghai.yaml": {Data: []byte(own)}}
	open := func(base *Library) *Library {
		l, err := Open(dir, base)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	between, err := Open(write(t, map[string]string{"a/b.yaml": ""}), Embedded())
	if err != nil {
		t.Fatal(err)
	}
	beside, err := Beside(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		road string
		lib  *Library
		want string // a place, or a code
	}{
		{"Embedded", Embedded(), "上海市"},
		{"Open", open(Embedded()), "LAYOUT-NAME-SHIPPED"},
		{"Open twice", open(between), "LAYOUT-NAME-SHIPPED"},
		{"Open, alone", open(nil), "LAYOUT-EXTENDS"},
		{"Over", Over(memory, Embedded()), "LAYOUT-NAME-SHIPPED"},
		{"Beside", beside, "上海市"},
		{"Tried", open(Embedded()).Tried(), ""},
	} {
		for _, id := range []string{"self-evaluation/shanghai", "self-evaluation/shanghai@2022"} {
			l, err := c.lib.Layout(id)
			switch {
			case strings.HasPrefix(c.want, "LAYOUT"):
				if list := listOf(t, err); list[0].Code != c.want {
					t.Errorf("%s: %s", c.road, list)
				}
			case err != nil || l.Place != c.want:
				t.Errorf("%s: %v", c.road, err)
			}
		}
	}
	if list, err := open(Embedded()).Tried().LintID("self-evaluation/shanghai", nil); err != nil || !strings.Contains(list.String(), "LAYOUT-NAME-SHIPPED") || list.HasErrors() {
		t.Errorf("a layout that is tried: %v %s", err, list)
	}
	if _, err := Served(dir, Embedded()); listOf(t, err)[0].Pos.File != dir+"/self-evaluation/shanghai.yaml" {
		t.Errorf("a service begins with it: %v", err)
	}
}

// TestShippedNamesNear: names that are like one that is shipped, and the shipped file itself, are nobody else's.
func TestShippedNamesNear(t *testing.T) {
	source, _, err := Embedded().Source("self-evaluation/shanghai")
	if err != nil {
		t.Fatal(err)
	}
	form, _, err := Embedded().FormSource("self-evaluation")
	if err != nil {
		t.Fatal(err)
	}
	dir := write(t, map[string]string{
		"self-evaluation/shanghai.yaml":      string(source),
		"self-evaluation/form.yaml":          string(form),
		"self-evaluation/shanghai@2024.yaml": "layout: self-evaluation/shanghai@2024\nextends: self-evaluation/national\n",
		"self-evaluation/shanghai-2.yaml":    "layout: self-evaluation/shanghai-2@1\nextends: self-evaluation/shanghai@2024\n",
		"shanghai/self-evaluation.yaml":      "layout: shanghai/self-evaluation@1\ncolumns: [9]\nrows: '| {甲} |'\n",
		"shanghai/form.yaml":                 strings.ReplaceAll(formOf("甲: text"), "form: f\n", "form: shanghai\n"),
	})
	lib, err := Open(dir, Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if list := lib.Refused(); len(list) > 0 {
		t.Error(list)
	}
	for _, id := range []string{"self-evaluation/shanghai", "self-evaluation/shanghai@2024", "self-evaluation/shanghai-2", "shanghai/self-evaluation"} {
		if _, err := lib.Layout(id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestUnusedFiles: what a folder has for a form of the program's, and in the library of checks, is said to be used or
// not to be, on either road. Shipped files as they are, and those of another form, are nothing to tell of.
func TestUnusedFiles(t *testing.T) {
	form, _, err := Embedded().FormSource("self-evaluation")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(form), `compute: "10"`, `compute: "20"`, 1)
	for _, c := range []struct {
		name, file, text string
		named, beside    string // codes
	}{
		{"a form", "self-evaluation/form.yaml", changed, "LAYOUT-SHIPPED", "LAYOUT-SHIPPED"},
		{"the form as it ships", "self-evaluation/form.yaml", string(form), "", ""},
		{"checks of a form", "self-evaluation/checks.yaml", "checks: []\n", "LAYOUT-SHIPPED", "LAYOUT-SHIPPED"},
		{"checks of another form", "goal-declaration/checks.yaml", "checks: []\n", "", ""},
		{"parameters", "checks/params.yaml", "params: {评分容差: \"0.5\"}\n", "LAYOUT-YOURS", "LAYOUT-SHIPPED"},
		{"a new theme", "checks/mine.yaml", "codes: {Q1: 名目}\nchecks: []\n", "LAYOUT-YOURS", "LAYOUT-YOURS"},
		{"a theme of a shipped name", "checks/reasons.yaml", "codes: {Q1: 名目}\nchecks: []\n", "LAYOUT-YOURS", "LAYOUT-SHIPPED"},
	} {
		dir := write(t, map[string]string{c.file: c.text})
		named, err := Open(dir, Embedded())
		if err != nil {
			t.Fatal(err)
		}
		beside, err := Beside(dir)
		if err != nil {
			t.Fatal(err)
		}
		for lib, want := range map[*Library]string{named: c.named, beside: c.beside} {
			l, err := lib.Layout("self-evaluation/national")
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if _, err := l.Checks(); err != nil && c.file != "checks/reasons.yaml" {
				t.Fatalf("%s: %v", c.name, err)
			}
			got := ""
			for _, f := range lib.Used() {
				got += f.Code
				if f.Pos.File != dir+"/"+c.file {
					t.Errorf("%s: %v", c.name, f)
				}
			}
			if got != want {
				t.Errorf("%s: %q, want %q", c.name, got, want)
			}
		}
	}
}
