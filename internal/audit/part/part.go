// Package part keeps what one of several programs has found when each checks a part of the records. In: what a report
// tells of each record, one after the other. Out: a file that says all of it, and of all such files together the same
// again in the order of the inputs, so that the report made of it is the one that a single program makes.
package part

import (
	"bufio"
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/shard"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Kind is what a line tells of.
type Kind string

const (
	Looked Kind = ""       // a record that was looked at
	Unread Kind = "unread" // an input that could not be read; Form has nothing but File and Findings
	Lost   Kind = "lost"   // a record whose layout cannot be used
)

// Line is what is told of one record, or of an input that could not be read.
type Line struct {
	Kind Kind
	Form report.Form
	Name func(code string) string // what the codes of its findings are called
}

// End is what is told when all records have been.
type End struct {
	Set     finding.List // over all records; of the first part only
	Name    func(code string) string
	Changed []report.Change
}

// name is the name of the file of a part.
func name(part, of int) string { return fmt.Sprintf("check.%d-of-%d.jsonl", part, of) }

// stored is a line as the file has it. What does not change from record to record is told once and then by its number.
type stored struct {
	Kind    Kind              `json:"kind,omitempty"`
	Form    *report.Form      `json:"form,omitempty"`
	Advice  []string          `json:"advice,omitempty"`  // of each finding, where there is any
	Names   map[string]string `json:"names,omitempty"`   // of codes, of this layout, that were not told before
	Skips   int               `json:"skips,omitempty"`   // which list of checks that were not run, from 1; 0: none
	Skipped []report.Skip     `json:"skipped,omitempty"` // that list, when it is told first

	End *stop `json:"end,omitempty"` // of the last line
}

// stop is the last line: without it a part is not whole.
type stop struct {
	Lines int `json:"lines"`
	shard.End
	Set     finding.List      `json:"set"`
	Advice  []string          `json:"advice,omitempty"`
	Names   map[string]string `json:"names,omitempty"`
	Changed []report.Change   `json:"changed,omitempty"`
}

// Writer writes the file of a part. It is in its place when End has returned, not before.
type Writer struct {
	p     *safefile.Pending
	out   *bufio.Writer
	named map[[2]string]bool // layout, code
	skips map[string]int
	lines int
	seen  *shard.Seen
}

// Create begins the file of a part in a folder, over one that is there.
func Create(dir string, h shard.Head, o safefile.Options) (*Writer, error) {
	o.Force = true // nobody but us calls a file so
	p, err := safefile.Create(filepath.Join(dir, name(h.Part, h.Of)), o)
	if err != nil {
		return nil, err
	}
	w := &Writer{p: p, out: bufio.NewWriterSize(p, 64<<10), named: map[[2]string]bool{}, skips: map[string]int{}, seen: shard.NewSeen()}
	return w, w.write(h)
}

// Saw notes a record of this part or another; see shard.Seen.
func (w *Writer) Saw(input string, index int, d *data.Value, layout string) {
	w.seen.Saw(input, index, d, layout)
}

// Put writes a line.
func (w *Writer) Put(l Line) error {
	w.lines++
	s := stored{Kind: l.Kind, Form: &l.Form, Advice: advice(l.Form.Findings), Names: map[string]string{}}
	for _, f := range l.Form.Findings {
		if k := [2]string{l.Form.Layout, f.Code}; l.Name != nil && !w.named[k] {
			w.named[k] = true
			s.Names[f.Code] = l.Name(f.Code)
		}
	}
	if len(l.Form.Skipped) > 0 {
		var key bytes.Buffer
		if err := report.JSON(&key, l.Form.Skipped); err != nil {
			return err
		}
		if s.Skips = w.skips[key.String()]; s.Skips == 0 {
			s.Skips, s.Skipped = len(w.skips)+1, l.Form.Skipped
			w.skips[key.String()] = s.Skips
		}
	}
	return w.write(s)
}

// End writes the last line and puts the file in its place.
func (w *Writer) End(e End) error {
	s := &stop{Lines: w.lines, End: w.seen.End(), Set: e.Set, Advice: advice(e.Set),
		Names: map[string]string{}, Changed: e.Changed}
	for _, f := range e.Set {
		s.Names[f.Code] = e.Name(f.Code)
	}
	if err := w.write(stored{End: s}); err != nil {
		return err
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	_, err := w.p.Commit()
	return err
}

// Abort takes away what was written; after End it does nothing.
func (w *Writer) Abort() { w.p.Abort() }

func (w *Writer) write(v any) error { return report.JSON(w.out, v) }

// advice is what the findings have that their JSON leaves out; nil if none has.
func advice(l finding.List) []string {
	var out []string
	for i, f := range l {
		if f.Advice != "" {
			if out == nil {
				out = make([]string, len(l))
			}
			out[i] = f.Advice
		}
	}
	return out
}

// advise gives it back.
func advise(l finding.List, said []string) {
	for i := range min(len(l), len(said)) {
		l[i].Advice = said[i]
	}
}
