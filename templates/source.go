package templates

import "github.com/gongbiao/gongbiao/internal/yamltree"

// source is a file of a form or a layout; it reads what only these have: lengths, borders, papers, formats.
type source struct{ *yamltree.Source }

func readSource(file string, data []byte) *source {
	return &source{yamltree.Read(file, data, yamltree.Options{Instead: "，或用 like、types、each"})}
}
