package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/render/xlsx/ooxml"
	"github.com/gongbiao/gongbiao/report"
)

func hashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// line is the result as the manifest has it: paths from the manifest's folder, nothing that depends on when it was made.
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

const keptOutcome = "kept"

// result is an entry of an earlier run as a result of this one.
func (e *Entry) result(dir string) Result {
	r := Result{Input: e.Input, Index: e.Index, Record: e.Record, Unit: e.Unit, Kind: e.Kind, Message: e.Message, Findings: e.Findings, entry: e}
	for _, f := range e.Files {
		f.Outcome, f.Path = keptOutcome, filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(f.Path)))
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
func (m *Manifest) ours(dir, path string) bool {
	if m == nil {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	for _, e := range m.Entries {
		for _, f := range e.Files {
			if f.Path == rel {
				sum, _, err := hashFile(path)
				return err == nil && sum == f.SHA256
			}
		}
	}
	return false
}

// short is a result without what only its own line needs.
func (r Result) short() Result {
	r.Files, r.entry = nil, nil
	return r
}

// failures writes the list of failures, or takes away that of an earlier run, and gives its hash.
func (r *run) failures() (string, error) {
	path := filepath.Join(r.Dir, FailuresName)
	if len(r.fails) == 0 {
		if r.earlier != nil && exists(path) {
			return "", safefile.Wrap(path, os.Remove(path))
		}
		return "", nil
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
		return "", err
	}
	if _, err := safefile.Write(path, b.Bytes(), safefile.Options{Force: true}); err != nil {
		return "", err
	}
	return hashBytes(b.Bytes()), nil
}
