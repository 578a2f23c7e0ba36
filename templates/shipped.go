package templates

import "embed"

// shipped are the forms and layouts of the program; that of a release has them packed (docs/decisions/0088).
//
//go:embed */*.yaml */samples/*
var shipped embed.FS
