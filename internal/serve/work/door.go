package work

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// door refuses an order of whose files not one would be let in: made to break a reader, cut off, no text at all. A job
// that has one that can be read is done, and says what is wrong with the others.
func (x *Runner) door(o jobs.Order) error {
	names := o.Files
	for _, part := range Beside() {
		names = append(names[:len(names):len(names)], o.Beside[part]...)
	}
	var said finding.List
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(o.In, name))
		if err != nil {
			return err
		}
		l := finding.Of(x.look(name, text))
		if l == nil {
			return nil
		}
		said = append(said, l...)
	}
	if said == nil {
		return nil
	}
	return &problem.Error{Status: http.StatusUnprocessableEntity, Findings: said}
}

// errSeen ends the reading of a file that has a record.
var errSeen = errors.New("a record was seen")

// look is what keeps a file out.
func (x *Runner) look(name string, text []byte) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".jsonl", ".ndjson", ".yaml", ".yml":
		var first error
		err := data.Read(name, text, func(_ *data.Value, err error) error {
			if err == nil {
				return errSeen
			}
			first = errors.Join(first, err)
			return nil
		})
		switch {
		case errors.Is(err, errSeen):
			return nil
		case err == nil:
			return first
		}
		return err
	}
	return ledger.Enter(name, text, ledger.Options{Unzip: x.Unzip}) // its limits are the widest of all readers of files
}
