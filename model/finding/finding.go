// Package finding has errors and findings as data. In: what a reader, a check or a layout noticed. Out: one List in a
// fixed order, to be printed for a clerk, in Chinese or English, or as JSON.
//
// # Errors
//
// Three kinds of trouble are told apart by type, with errors.As: *DataError (the user's data is wrong),
// *TemplateError (a form or layout file is wrong); everything else is an error of the machine. The first two carry
// everything that is wrong at once; Of takes it out of an error, however it is wrapped.
//
// # Languages
//
// Error, List.String and Finding.Line are Chinese, List.English, Finding.InEnglish and Finding.EnglishLine English.
// English is there for every code of the Registry; names and places of a form stay as the form has them.
//
// # Codes
//
// A Finding's Code is stable: programs may depend on it, never on the wording. Registry has all codes with a paragraph
// about each, which is also the page findings.md; codes of checks (F1, Y2) are data of their form and not in it.
package finding

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/char"
)

// Severity grades a finding. An error of reading, binding or layout keeps a form from being printed; one of a check
// keeps it only where that is asked for (render --check).
type Severity int

const (
	Error   Severity = iota // the form cannot be printed
	Warning                 // probably a mistake: look at it
	Note                    // worth knowing
)

// String is the stable English word of the severity, as in --json.
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// Chinese is the word a clerk reads.
func (s Severity) Chinese() string { return [...]string{"错误", "警告", "提示"}[s] }

// MarshalText writes String.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(b []byte) error {
	for v := Error; v <= Note; v++ {
		if v.String() == string(b) {
			*s = v
			return nil
		}
	}
	return fmt.Errorf("finding: no severity %q", b)
}

// Pos is a place in an input file; Line and Col count from 1, 0 means unknown. Col counts characters, not bytes.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String is file:line:col as far as known.
func (p Pos) String() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Col > 0 {
			s += fmt.Sprintf(":%d", p.Col)
		}
	}
	return s
}

// Finding is one thing noticed. Code is stable (upper case, e.g. DATA-UNKNOWN-KEY, FONT-MISSING, F1); Message is a
// whole sentence in plain Chinese, English the same in English where there is one.
type Finding struct {
	Code     string   `json:"code"`
	Case     string   `json:"case,omitempty"` // keeps checks of one code apart: 舍入 in F2.舍入
	Severity Severity `json:"severity"`
	Pos      Pos      `json:"pos,omitzero"`
	Record   string   `json:"record,omitempty"`   // which record of a file, as a person would name it
	Path     string   `json:"path,omitempty"`     // JSON Pointer into the record or file
	Place    string   `json:"place,omitempty"`    // place on the form: 绩效指标 第 3 行 得分
	Wide     bool     `json:"wide,omitempty"`     // the place is no cell but a list or a group, of which many things may be said
	Printed  string   `json:"printed,omitempty"`  // what is printed there
	Expected string   `json:"expected,omitempty"` // what was expected
	Sum      string   `json:"sum,omitempty"`      // the sum that was tried, as a clerk would write it
	Readings []string `json:"readings,omitempty"` // a question: the ways to read what is there
	Message  string   `json:"message"`
	English  string   `json:"english,omitempty"`
	Hint     string   `json:"hint,omitempty"`   // what to do
	Advice   string   `json:"-"`                // the hint in English, of a check that has it; see EnglishHint
	Forms    []Form   `json:"forms,omitempty"`  // of a finding over several forms: those it rests on
	Waived   *Waiver  `json:"waived,omitempty"` // somebody has answered it; nil: it is open
}

// Form is one form that a finding over several rests on.
type Form struct {
	File   string `json:"file,omitempty"`
	Index  int    `json:"index,omitempty"`  // which record of the file, from 1
	Record string `json:"record,omitempty"` // as a person would name it
}

// Line is the finding as one readable line: place in the file, severity, message, hint.
func (f Finding) Line() string {
	return f.line(f.Severity.Chinese(), "："+f.Message, "（", "）")
}

// line puts a line together; what is said and the brackets of the hint are the language's.
func (f Finding) line(severity, said, open, shut string) string {
	var b strings.Builder
	if p := f.Pos.String(); p != "" {
		b.WriteString(p + " ")
	}
	b.WriteString(severity + " " + f.Code)
	for _, s := range []string{brief(f.Record), f.Place} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	b.WriteString(said)
	if f.Hint != "" {
		b.WriteString(open + f.Hint + shut)
	}
	return char.Show(b.String())
}

// brief is a record's name on one line: a name may be as long as a cell holds.
func brief(name string) string {
	const most = 40
	name = strings.Join(strings.Fields(name), " ")
	n := 0
	for i := range name {
		if n++; n > most {
			return name[:i] + "…"
		}
	}
	return name
}

// List is findings in the order they were made; Sort puts them in the order they are shown.
type List []Finding

// Sort orders by file, line, column, severity, path, code, message.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
}

// HasErrors says whether any finding is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Severity == Error })
}

// String is one line a finding.
func (l List) String() string { return l.lines(Finding.Line) }

// English is String in English: what went wrong, for a program whose users read no Chinese. Both kinds of error have
// it, so that finding.Of(err).English() says it of either.
func (l List) English() string { return l.lines(Finding.EnglishLine) }

func (l List) lines(line func(Finding) string) string {
	s := make([]string, len(l))
	for i, f := range l {
		s[i] = line(f)
	}
	return strings.Join(s, "\n")
}

// DataError says that the user's data is wrong, with everything that is wrong with it.
type DataError struct{ List }

// Error is List.String.
func (e *DataError) Error() string { return e.List.String() }

// TemplateError says that a form or layout file is wrong, with everything that is wrong with it.
type TemplateError struct{ List }

// Error is List.String.
func (e *TemplateError) Error() string { return e.List.String() }

// AsData is a *DataError when l has an Error, else nil.
func (l List) AsData() error {
	if !l.HasErrors() {
		return nil
	}
	l.Sort()
	return &DataError{l}
}

// AsTemplate is a *TemplateError when l has an Error, else nil.
func (l List) AsTemplate() error {
	if !l.HasErrors() {
		return nil
	}
	l.Sort()
	return &TemplateError{l}
}

// Of is the findings inside err, nil for an error of the machine.
func Of(err error) List {
	var d *DataError
	var t *TemplateError
	switch {
	case errors.As(err, &d):
		return d.List
	case errors.As(err, &t):
		return t.List
	}
	return nil
}

// Short is a text of the user's for a message: its first 40 characters.
func Short(s string) string {
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i] + "…"
		}
	}
	return s
}
