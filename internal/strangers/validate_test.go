package strangers

import (
	"bytes"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// pdfcpu's strict validation has nothing to say about any example.
func TestStrictValidation(t *testing.T) {
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	conf.Offline = true
	for name, d := range documents(t) {
		if err := api.Validate(bytes.NewReader(ours(t, d)), conf); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
