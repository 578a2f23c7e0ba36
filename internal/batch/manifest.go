package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// What is written beside the outputs.
const (
	ManifestName = "manifest.jsonl"
	FailuresName = "失败清单.xlsx"

	unfinished  = ".part" // ends the name of a manifest while it is being written
	journalName = ManifestName + unfinished
)

// Head is the first line of a manifest: what the run was asked to do. A run with another head resumes nothing.
type Head struct {
	Manifest int             `json:"manifest"` // version of this format: 1
	Release  string          `json:"release,omitempty"`
	Layout   string          `json:"layout,omitempty"`
	Formats  []render.Format `json:"formats"`
	Name     string          `json:"name,omitempty"`
	Date     string          `json:"date,omitempty"`
	Faces    string          `json:"faces,omitempty"` // hash of the user's own faces
	Checked  bool            `json:"checked,omitempty"`
	Proof    bool            `json:"proof,omitempty"`
	Formulas bool            `json:"formulas,omitempty"`
	Painter  render.Painter  `json:"painter,omitempty"`  // of PDF that is not archival
	Standard string          `json:"standard,omitempty"` // of OFD, when it is not OFD-A
	DPI      int             `json:"dpi,omitempty"`      // of pictures, when it is not the usual
	Attach   []render.Attach `json:"attach,omitempty"`

	Submission *render.Submission `json:"submission,omitempty"`
}

// Entry is the line of a record, or of an input that could not be read. Paths are relative to the manifest, with /.
type Entry struct {
	Input      string       `json:"input"`
	Index      int          `json:"index"`            // from 1; 0: the input as a whole
	Record     string       `json:"record,omitempty"` // what people call it
	Unit       string       `json:"unit,omitempty"`   // whose it is
	Data       string       `json:"data,omitempty"`   // SHA-256 of the record as read
	Layout     string       `json:"layout,omitempty"` // with version
	LayoutHash string       `json:"layoutHash,omitempty"`
	Name       string       `json:"name,omitempty"` // name wanted, before it was numbered
	Kind       Kind         `json:"kind"`
	Files      []File       `json:"files,omitempty"`
	Message    string       `json:"error,omitempty"`
	Findings   finding.List `json:"findings,omitempty"`
}

// Tail is the last line of a manifest whose run came to its end. Without End and numbers it only says which list of
// failures is ours.
type Tail struct {
	End     bool   `json:"end,omitempty"`
	Records int    `json:"records"`
	Failed  int    `json:"failed"`
	List    string `json:"list,omitempty"` // SHA-256 of 失败清单.xlsx
	Part    *Part  `json:"part,omitempty"` // of a part of a manifest
}

func (h Head) equal(o Head) bool {
	a, _ := json.Marshal(h)
	b, _ := json.Marshal(o)
	return bytes.Equal(a, b)
}

// journal writes a manifest line by line, so that a run that is cut off leaves what it knows.
type journal struct {
	dir  string
	name string // of the manifest
	out  safefile.Options
	f    *os.File
	err  error

	records, failed int // of the lines put
}

// begin starts the journal. What earlier runs knew is put down first, whole, so that nothing is forgotten if this run
// is cut off too.
func (j *journal) begin(h Head, earlier *manifest) error {
	if earlier != nil {
		if err := j.repeat(h, earlier); err != nil {
			return err
		}
	}
	f, err := safefile.Grow(filepath.Join(j.dir, j.name+unfinished), j.out)
	if err != nil {
		return err
	}
	j.f = f
	return j.put(h)
}

// repeat writes what earlier runs knew.
func (j *journal) repeat(h Head, earlier *manifest) error {
	o := j.out
	o.Force = true
	p, err := safefile.Create(filepath.Join(j.dir, j.name), o)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(p, 64<<10)
	_, _ = w.Write(appendLine(nil, h)) // Flush says what went wrong
	for e, err := range earlier.all() {
		if err != nil {
			p.Abort()
			return safefile.Wrap(os.TempDir(), err)
		}
		_, _ = w.Write(appendLine(nil, e))
	}
	for _, hash := range earlier.lists {
		_, _ = w.Write(appendLine(nil, Tail{List: hash}))
	}
	if err := w.Flush(); err != nil {
		p.Abort()
		return err
	}
	_, err = p.Commit()
	return err
}

// put writes one line, in one call.
func (j *journal) put(v any) error {
	if j.err != nil {
		return j.err
	}
	if e, ok := v.(*Entry); ok {
		if e.counts() {
			j.records++
		}
		if e.Kind != Fine {
			j.failed++
		}
	}
	if _, err := j.f.Write(appendLine(nil, v)); err != nil {
		j.err = safefile.Wrap(filepath.Join(j.dir, j.name+unfinished), err)
	}
	return j.err
}

// end makes the journal the manifest.
func (j *journal) end() error {
	if j.f == nil {
		return j.err
	}
	path := filepath.Join(j.dir, j.name+unfinished)
	if err := j.f.Close(); err != nil && j.err == nil {
		j.err = safefile.Wrap(path, err)
	}
	j.f = nil
	if j.err != nil {
		return j.err
	}
	return safefile.Rename(path, filepath.Join(j.dir, j.name))
}

func appendLine(b []byte, v any) []byte {
	var buf bytes.Buffer
	if err := report.JSON(&buf, v); err != nil {
		panic(err) // plain structs
	}
	return append(b, buf.Bytes()...)
}
