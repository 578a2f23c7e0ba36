package finding

import _ "embed"

//go:embed findings.md
var findings string

// registry is every code of the program for people to read; its head says how it is written. Codes of checks are not
// in it: they are data of the form, which brings its own English. The program of a release has it packed.
func registry() string { return findings }
