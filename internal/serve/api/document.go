package api

import _ "embed"

//go:embed openapi.yaml
var openAPI []byte

// documentYAML is the document as it is written; the program of a release has it packed.
func documentYAML() []byte { return openAPI }
