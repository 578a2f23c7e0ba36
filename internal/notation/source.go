// Package notation is how layouts are written (docs/notation.md). In: a YAML file of a form or a layout, and the
// drawings in it. Out: lines of cells, each with its fixed texts and what is between braces; lengths, papers, row
// heights, page numbers and styles as the values they mean. What is wrong is reported to the file's list with line and
// column. It knows no form: whether there is a field of a name is for package templates.
package notation

import "github.com/gongbiao/gongbiao/internal/yamltree"

// Source is a file of a form or a layout, with the values that only these have.
type Source struct{ *yamltree.Source }

// Read reads a file; what is not YAML is in its List, and its Root nil.
func Read(file string, data []byte) *Source {
	return &Source{yamltree.Read(file, data, yamltree.Options{Instead: "，或用 like、types、each"})}
}
