package publish

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/personal"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Logged is something that was published although it had been asked about: why. It is the office's own, and is kept
// beside the site, never in it. Numbers are masked.
type Logged struct {
	Date    string `json:"date"`
	Address string `json:"address"`
	Record  string `json:"record"`
	Code    string `json:"code"`
	Place   string `json:"place,omitempty"`
	Message string `json:"message"`
	Answer  string `json:"answer"`
}

// answer says why an error is published.
func answer(f finding.Finding) string {
	if f.Waived == nil {
		return "--with-errors"
	}
	return "豁免：" + f.Waived.Reason + "（" + f.Waived.By + "，" + f.Waived.Date + "）"
}

// LogPath is the log of the site in a folder: beside it.
func LogPath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil { // "." has a name too
		dir = abs
	}
	return filepath.Clean(dir) + ".公开记录.log"
}

// keepLog adds to the log what is not in it.
func (s *site) keepLog() error {
	path := LogPath(s.Dir)
	old, err := os.ReadFile(path)
	if err != nil && !absent(err) {
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
	b := bytes.Clone(old)
	if len(b) > 0 && b[len(b)-1] != '\n' {
		b = append(b, '\n')
	}
	for _, l := range s.log {
		l.Record, l.Place, l.Message = personal.Mask("", l.Record), personal.Mask("", l.Place), personal.Mask("", l.Message)
		if !known[l] {
			known[l] = true
			l.Date = s.day
			b = append(append(b, compact(l)...), '\n')
		}
	}
	if bytes.Equal(b, old) {
		return nil
	}
	_, err = safefile.Write(path, b, safefile.Options{Force: true, Guard: s.Guard})
	return err
}
