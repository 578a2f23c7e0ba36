package api

import (
	"encoding/json"
	"sync"

	"go.yaml.in/yaml/v3"
)

// documentJSON is the document as programs read it.
var documentJSON = sync.OnceValues(func() ([]byte, error) {
	var v any
	if err := yaml.Unmarshal(documentYAML(), &v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
})

func (a *API) document(x *request) error {
	b, err := documentJSON()
	if err != nil {
		return err
	}
	return x.bytes("application/json", b)
}
