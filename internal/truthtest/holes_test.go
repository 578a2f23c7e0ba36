package truthtest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/holes"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/finding"
)

// No message has a hole in it, whichever cell is empty or holds a mark, whichever column is empty; nor has a line of
// the report, folded or not.
func TestNoSentenceHasAHole(t *testing.T) {
	racing.Apart(t)
	c := newChecker()
	said := map[string]bool{}
	look := func(name, path, code, s string) {
		if !said[s] {
			said[s] = true
			if at := holes.In(s); at != "" {
				t.Errorf("%s, %s changed: %s has a hole (%q): %s", name, path, code, at, s)
			}
		}
	}
	read := func(name, path string, list finding.List) {
		before := len(said)
		for _, f := range list {
			for _, s := range holes.Sentences(f) {
				look(name, path, f.Code, s)
			}
		}
		if len(said) == before {
			return
		}
		for _, o := range []report.Options{{}, {All: true}} {
			var b bytes.Buffer
			o.Level = finding.Note
			report.Text(&b, report.Form{File: "表", Record: "项目", Findings: list}, o)
			for _, line := range strings.Split(b.String(), "\n")[1:] { // the first is name and file
				look(name, path, "the report", strings.Trim(line, " 　"))
			}
		}
	}
	values := []string{"", "0", "—", "已完成", "约12"}
	i, seen := 0, map[string]int{}
	for _, f := range formsOfAllKinds(t) {
		n := f.record
		read(f.name, "nothing", c.findings(t, f.name, asJSON(nil, &n)))
		eachCell("", &n, func(path string, cell *yaml.Node) {
			place := f.layout + path
			if seen[place]++; seen[place]%12 != 1 && !racing.Full() {
				return // the forms of a layout take turns, and the rows of a list
			}
			was := *cell
			cell.Tag = "!!str"
			for k, v := range values {
				if i++; k > 0 && i%11 != 0 {
					continue // every cell is emptied; the other values take turns
				}
				cell.Value = v
				read(f.name, path, c.findings(t, f.name, asJSON(nil, &n)))
			}
			*cell = was
		})
		eachColumn(&n, func(name string, cells []*yaml.Node) {
			were := make([]yaml.Node, len(cells))
			for k, cell := range cells {
				were[k] = *cell
				cell.Tag, cell.Value = "!!str", ""
			}
			read(f.name, name, c.findings(t, f.name, asJSON(nil, &n)))
			for k, cell := range cells {
				*cell = were[k]
			}
		})
	}
	for _, f := range readForms(t, dev) {
		read(f.name, "nothing", c.findings(t, f.name, f.data))
	}
	if len(said) < 1200 {
		t.Errorf("only %d sentences were read", len(said))
	}
}

// eachColumn calls do with all cells of one name in the lists of a record.
func eachColumn(n *yaml.Node, do func(name string, cells []*yaml.Node)) {
	columns := map[string][]*yaml.Node{}
	var names []string
	eachCell("", n, func(path string, cell *yaml.Node) {
		if strings.Contains(path, "/-/") {
			if columns[path] == nil {
				names = append(names, path)
			}
			columns[path] = append(columns[path], cell)
		}
	})
	for _, name := range names {
		do(name, columns[name])
	}
}

// eachCell calls do with every cell of a record but those that say what it is.
func eachCell(path string, n *yaml.Node, do func(path string, cell *yaml.Node)) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			if !aside[n.Content[i].Value] {
				eachCell(path+"/"+n.Content[i].Value, n.Content[i+1], do)
			}
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			eachCell(path+"/-", c, do)
		}
	case yaml.ScalarNode:
		do(path, n)
	}
}

// formsOfAllKinds are the correct forms, a labelled one of each layout, and the samples of every layout.
func formsOfAllKinds(t *testing.T) (out []*form) {
	glob := func(pattern string) []string {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("no files", pattern, err)
		}
		return paths
	}
	for _, p := range glob("testdata/base/*.yaml") {
		out = append(out, readForm(t, p))
	}
	for _, dir := range glob("testdata/dev/forms/*") {
		paths := glob(filepath.Join(dir, "*.yaml"))
		for _, p := range paths[:1] {
			out = append(out, readForm(t, p))
		}
	}
	for _, p := range glob("../../templates/*/samples/*.json") {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		f := &form{name: p, record: *doc.Content[0], data: raw}
		f.layout = text(at(&f.record, "/form"))
		out = append(out, f)
	}
	return out
}
