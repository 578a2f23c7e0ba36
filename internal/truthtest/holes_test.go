package truthtest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model/finding"
)

// holes are what is left of a sentence in which a value was missing: empty quotes and parentheses, a stop after a
// word that wants a value, doubled stops, blanks between two stops.
var holes = regexp.MustCompile(`“\s*”|（\s*）|\{|\}|\$|[，；：、]\s*[，。；、]|。\s*[，。；]|^\s*[，。；：、]|[：=＝≠+−×÷]\s*$|  +|[=≠+−×÷]\s*[，；]|` +
	`(?:只有|应为|应是|表上是|改为|总额是|标注|只得|满分|得分|超过|不到|低于|至|占|扣|计|是|为) +(?:[，。；分]|$)|现在在|NaN|<nil>|%!`)

// sentences are the texts of a finding that people read.
func sentences(f finding.Finding) []string {
	return append([]string{f.Message, f.Hint, f.Sum, f.Expected, f.English}, f.Readings...)
}

// No message has a hole in it, whichever cell is empty, missing, or holds a mark.
func TestNoSentenceHasAHole(t *testing.T) {
	c := newChecker()
	said := map[string]bool{}
	read := func(name, path string, list finding.List) {
		for _, f := range list {
			for _, s := range sentences(f) {
				if !said[s] {
					said[s] = true
					if at := holes.FindString(s); at != "" {
						t.Errorf("%s, %s changed: %s has a hole (%q): %s", name, path, f.Code, at, s)
					}
				}
			}
		}
	}
	values := []string{"", "0", "—", "已完成", "约12"}
	for _, f := range formsOfAllKinds(t) {
		n := f.record
		i := 0
		eachCell("", &n, func(path string, cell *yaml.Node) {
			was := *cell
			cell.Tag = "!!str"
			for k, v := range values {
				if i++; k > 0 && i%7 != 0 {
					continue // every cell is emptied; the other values take turns
				}
				cell.Value = v
				read(f.name, path, c.findings(t, f.name, asJSON(nil, &n)))
			}
			*cell = was
		})
	}
	if len(said) < 500 {
		t.Errorf("only %d sentences were read", len(said))
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
