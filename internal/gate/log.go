package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"github.com/gongbiao/gongbiao/internal/personal"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Logged is something that was handed out although it had been asked about: why. It is the office's own, and is kept
// beside what was handed out, never in it. Numbers are masked.
type Logged struct {
	Date    string `json:"date"`
	Address string `json:"address"`
	Record  string `json:"record"`
	Code    string `json:"code"`
	Place   string `json:"place,omitempty"`
	Message string `json:"message"`
	Answer  string `json:"answer"`
}

// answer says why an error is let through.
func answer(f finding.Finding) string {
	if f.Waived == nil {
		return "--with-errors"
	}
	return "豁免：" + f.Waived.Reason + "（" + f.Waived.By + "，" + f.Waived.Date + "）"
}

// Keep adds to the log at path what is not in it.
func Keep(path, day string, log []Logged, g *safefile.Guard) error {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return safefile.Wrap(path, err)
	}
	known := map[Logged]bool{}
	for line := range bytes.Lines(old) {
		var l Logged
		if json.Unmarshal(line, &l) == nil {
			l.Date = ""
			known[l] = true
		}
	}
	b := bytes.NewBuffer(bytes.Clone(old))
	if len(old) > 0 && old[len(old)-1] != '\n' {
		b.WriteByte('\n')
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	for _, l := range log {
		l.Record, l.Place, l.Message = personal.Mask("", l.Record), personal.Mask("", l.Place), personal.Mask("", l.Message)
		if !known[l] {
			known[l] = true
			l.Date = day
			if err := e.Encode(l); err != nil {
				return err
			}
		}
	}
	if bytes.Equal(b.Bytes(), old) {
		return nil
	}
	_, err = safefile.Write(path, b.Bytes(), safefile.Options{Force: true, Guard: g})
	return err
}
