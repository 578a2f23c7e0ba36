// Package archtest keeps the import table of docs/architecture.md. In: the Go files of the repository, parsed for
// imports and a few forbidden names. Out: a test failure that names the file, the import and the reason of the rule it
// breaks. It has no code of its own beyond its test.
package archtest
