package batch

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/render"
)

// line is the result as the manifest has it: paths from the manifest's folder, nothing that depends on when it was
// made.
func (r *Result) line(dir string) *Entry {
	e := &Entry{Input: r.Input, Index: r.Index}
	if r.entry != nil {
		*e = *r.entry
	}
	e.Record, e.Unit, e.Kind, e.Message, e.Findings = r.Record, r.Unit, r.Kind, r.Message, r.Findings
	e.Files = nil
	for _, f := range r.Files {
		if rel, err := filepath.Rel(dir, filepath.FromSlash(f.Path)); err == nil {
			f.Path = filepath.ToSlash(rel)
		}
		f.Outcome = ""
		e.Files = append(e.Files, f)
	}
	return e
}

// result is an entry of an earlier run as a result of this one.
func (e *Entry) result(dir string) Result {
	r := Result{Input: e.Input, Index: e.Index, Record: e.Record, Unit: e.Unit, Kind: e.Kind, Message: e.Message,
		Findings: e.Findings, entry: e}
	for _, f := range e.Files {
		f.Outcome, f.Path = Kept, filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(f.Path)))
		r.Files = append(r.Files, f)
	}
	return r
}

// whole says whether the outputs of an entry are there under this name, in these formats, as they were written.
func (e *Entry) whole(dir, base string, formats []render.Format) bool {
	if len(e.Files) != len(formats) {
		return false
	}
	for i, f := range e.Files {
		if f.Format != formats[i] || f.Path != base+"."+string(f.Format) {
			return false
		}
		sum, size, err := hashFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if err != nil || size != f.Bytes || sum != f.SHA256 {
			return false
		}
	}
	return true
}

// ours says whether the manifest knows the file at path and the file is still as it was written.
func (m *manifest) ours(dir, path string) bool {
	if m == nil {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return false
	}
	want, known, err := m.sum(filepath.ToSlash(rel))
	if err != nil || !known {
		return false
	}
	sum, _, err := hashFile(path)
	return err == nil && sum == want
}

// short is a result without what only its own line needs.
func (r Result) short() Result {
	r.Files, r.entry = nil, nil
	return r
}

// foreign refuses to write over a manifest or a list of failures that is not ours, or that somebody has written into.
func (r *run) foreign() error {
	if r.Force {
		return nil
	}
	if m := filepath.Join(r.Dir, ManifestName); r.earlier != nil && r.earlier.Head.Manifest == 0 && exists(m) {
		return &safefile.Error{Path: m, Reason: safefile.Exists}
	}
	list := filepath.Join(r.Dir, FailuresName)
	if !exists(list) {
		return nil
	}
	sum, _, err := hashFile(list)
	if err != nil {
		return safefile.Wrap(list, err)
	}
	if r.earlier == nil || !slices.Contains(r.earlier.lists, sum) {
		return &safefile.Error{Path: list, Reason: safefile.Exists}
	}
	return nil
}

// failures is the list of failures, nil if there are none.
func (r *run) failures() ([]byte, error) {
	if len(r.fails) == 0 {
		return nil, nil
	}
	var w report.Workbook
	var s report.Summary
	for _, x := range r.fails {
		f := report.Form{File: x.Input, Index: x.Index, Record: x.Record, Unit: x.Unit, Findings: x.Findings}
		f.Findings = append(f.Findings[:len(f.Findings):len(f.Findings)], x.messages()...)
		w.Add(f)
		s.Add(f, nameOf)
	}
	var b bytes.Buffer
	if err := w.Write(&b, &s, ooxml.Props{Title: "失败清单", Application: r.Options.Producer, Date: r.Options.Date}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// list writes the list of failures, or takes away that of an earlier run.
func (r *run) list(data []byte) error {
	path := filepath.Join(r.Dir, FailuresName)
	if data == nil {
		if r.earlier != nil && exists(path) {
			return safefile.Wrap(path, os.Remove(path))
		}
		return nil
	}
	o := r.out()
	o.Force = true // foreign has looked
	_, err := safefile.Write(path, data, o)
	return err
}
