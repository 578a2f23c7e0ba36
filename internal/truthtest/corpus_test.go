package truthtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Parts of the corpus.
const (
	dev     = "dev"
	heldout = "heldout"
)

var parts = []string{dev, heldout}

// Kinds of labels.
const (
	wrong    = "error"    // a true error
	doubtful = "doubtful" // a reviewer would ask
	remark   = "remark"   // worth a note and no more
)

// label is one place of a form where something must, or may, be said. Every other place is clean.
type label struct {
	At    string   // JSON Pointer
	Is    string   // error, doubtful, remark
	Cause string   // of the table of causes
	Why   string   // the arithmetic, or the rule
	Or    []string // other cells that the same contradiction may be said of
}

// form is a filled form with its labels.
type form struct {
	name   string // layout/file
	layout string
	labels []label
	record yaml.Node
	data   []byte // the record alone, as JSON, which is read fastest
}

func readForm(t testing.TB, path string) *form {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Labels []label
		Record yaml.Node
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	f := &form{name: strings.TrimSuffix(filepath.ToSlash(path), ".yaml"), labels: file.Labels, record: file.Record}
	f.data = asJSON(nil, &f.record)
	f.layout = text(at(&f.record, "/form"))
	return f
}

// readForms are the labelled forms of a part.
func readForms(t testing.TB, part string) []*form {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", part, "forms", "*", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no forms in %s: %v", part, err)
	}
	forms := make([]*form, len(paths))
	for i, p := range paths {
		forms[i] = readForm(t, p)
	}
	return forms
}

// asJSON appends a node as JSON; a figure keeps its digits.
func asJSON(to []byte, n *yaml.Node) []byte {
	quote := func(s string) {
		b, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		to = append(to, b...)
	}
	switch n.Kind {
	case yaml.MappingNode:
		to = append(to, '{')
		for i := 0; i < len(n.Content); i += 2 {
			if i > 0 {
				to = append(to, ',')
			}
			quote(n.Content[i].Value)
			to = asJSON(append(to, ':'), n.Content[i+1])
		}
		return append(to, '}')
	case yaml.SequenceNode:
		to = append(to, '[')
		for i, c := range n.Content {
			if i > 0 {
				to = append(to, ',')
			}
			to = asJSON(to, c)
		}
		return append(to, ']')
	}
	if n.Tag == "!!int" || n.Tag == "!!float" {
		return append(to, n.Value...)
	}
	quote(n.Value)
	return to
}

// at is the node at a JSON Pointer, nil if there is none.
func at(n *yaml.Node, path string) *yaml.Node {
	for _, step := range strings.Split(strings.TrimPrefix(path, "/"), "/") {
		if n = child(n, step); n == nil {
			return nil
		}
	}
	return n
}

func child(n *yaml.Node, step string) *yaml.Node {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	case yaml.SequenceNode:
		var i int
		if _, err := fmt.Sscanf(step, "%d", &i); err == nil && i < len(n.Content) {
			return n.Content[i]
		}
	}
	return nil
}

// text is what stands in a cell, "" where there is none.
func text(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	return n.Value
}

// row is the path of the row of a list that path lies in, "" outside lists.
func row(path string) string {
	steps := strings.Split(path, "/")
	for i := len(steps) - 1; i > 0; i-- {
		if strings.Trim(steps[i], "0123456789") == "" {
			return strings.Join(steps[:i+1], "/")
		}
	}
	return ""
}
