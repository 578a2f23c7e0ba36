package book

import (
	"encoding/json"

	"github.com/gongbiao/gongbiao/model/finding"
)

func marshalNotes(l finding.List) ([]byte, error) { return json.Marshal(l) }

func unmarshalNotes(b []byte) (l finding.List, err error) {
	err = json.Unmarshal(b, &l)
	return l, err
}
