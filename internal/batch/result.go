package batch

import (
	"errors"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Kind is what became of a record.
type Kind string

const (
	Fine       Kind = "fine"
	Flawed     Kind = "flawed"     // written, but a character is missing or a finding is an error
	BadData    Kind = "data"       // the record is wrong
	Unreadable Kind = "unreadable" // the input or layout cannot be read
	Unwritable Kind = "unwritable" // the output cannot be written
	Internal   Kind = "internal"   // the machine or this program failed
	Skipped    Kind = "skipped"    // a book that was not written because a form of it failed
)

// Failed says whether something asked for was not made.
func (k Kind) Failed() bool { return k != Fine && k != Flawed }

func (k Kind) known() bool {
	return slices.Contains([]Kind{Fine, Flawed, BadData, Unreadable, Unwritable, Internal, Skipped}, k)
}

// Exit codes of the command line; see docs/decisions/0003-files-and-exit-codes.md.
const (
	ExitFine        = 0
	ExitData        = 1
	ExitUsage       = 2
	ExitUnreadable  = 3
	ExitSome        = 4
	ExitUnwritable  = 5
	ExitInterrupted = 130
)

// Exit is the exit code of a single record of this kind.
func (k Kind) Exit() int {
	switch k {
	case Fine, Skipped:
		return ExitFine
	case Flawed, BadData:
		return ExitData
	case Unwritable:
		return ExitUnwritable
	}
	return ExitUnreadable
}

// Summary counts results.
type Summary struct {
	Records     int
	Failed      int // of them with anything wrong, flawed ones included
	Interrupted bool
	Listed      bool // a list of failures was written
	Stopped     bool // the disk is full: the records after it were not tried
	Merged      bool // this part was the last: the manifest of the whole was made

	kinds []Kind // of what went wrong, each once
}

// Count takes a result into the sum.
func (s *Summary) Count(r Result) {
	if r.Kind == Skipped {
		return
	}
	if r.Input != "" && (r.Index > 0 || r.Kind == Unreadable) {
		s.Records++
	}
	if r.Kind == Fine {
		return
	}
	s.Failed++
	if !slices.Contains(s.kinds, r.Kind) {
		s.kinds = append(s.kinds, r.Kind)
	}
}

// Exit is the code for the whole run.
func (s *Summary) Exit() int {
	switch {
	case s.Interrupted:
		return ExitInterrupted
	case s.Stopped:
		return ExitUnwritable
	case len(s.kinds) == 0:
		return ExitFine
	case s.Records <= 1:
		return s.worst().Exit()
	case len(s.kinds) == 1 && s.kinds[0] == Unwritable:
		return ExitUnwritable
	}
	return ExitSome
}

func (s *Summary) worst() Kind {
	for _, k := range []Kind{Internal, Unreadable, Unwritable, BadData, Flawed} {
		if slices.Contains(s.kinds, k) {
			return k
		}
	}
	return Fine
}

// result is the outcome of a record whose work ended with err, which may be several joined; more was noticed on the
// way.
func (it item) result(f *render.Form, err error, more ...finding.Finding) Result {
	r := Result{Input: it.input, Index: it.index, Kind: Fine, Findings: more}
	if f != nil {
		r.Record = f.Record.Name
		if v := f.Record.Value(f.Record.Form.Author); f.Record.Form.Author != "" && v != nil {
			r.Unit = v.Text
		}
		r.Findings = append(r.Findings, f.Notes()...)
	}
	for _, x := range r.Findings {
		if x.Severity == finding.Error || x.Code == render.FontMissing {
			r.Kind = Flawed
		}
	}
	for _, err := range flat(err) {
		var stopped *render.Stopped
		r.stopped = r.stopped || errors.As(err, &stopped)
		if kind := KindOf(err); !r.Kind.Failed() || kind == Internal {
			r.Kind = kind
		}
		l := finding.Of(err)
		if l == nil {
			if r.Message != "" {
				r.Message, r.English = r.Message+"\n", r.English+"\n"
			}
			r.Message, r.English = r.Message+safefile.Say(err), r.English+safefile.InEnglish(err)
		}
		for _, x := range l {
			// An error takes the place of the warning that says the same.
			r.Findings = slices.DeleteFunc(r.Findings, func(w finding.Finding) bool {
				return w.Code == x.Code && w.Path == x.Path && w.Message == x.Message && (w.Severity != finding.Error || w.Pos == x.Pos)
			})
			r.Findings = append(r.Findings, x)
		}
	}
	for i := range r.Findings {
		if r.Findings[i].Pos.File == "" {
			r.Findings[i].Pos.File = it.input
		}
	}
	r.Findings.Sort()
	return r
}

// flat is the errors joined in err.
func flat(err error) []error {
	if err == nil {
		return nil
	}
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		return j.Unwrap()
	}
	return []error{err}
}

// KindOf tells whose fault an error is.
func KindOf(err error) Kind {
	var in *inputError
	var data *finding.DataError
	var layout *finding.TemplateError
	var file *safefile.Error
	switch {
	case errors.As(err, &in), errors.As(err, &layout):
		return Unreadable
	case errors.As(err, &file):
		return Unwritable
	case errors.As(err, &data):
		return BadData
	}
	return Internal
}

// messages are the errors that are no findings, as findings for a list.
func (r *Result) messages() (l finding.List) {
	if r.Message == "" {
		return nil
	}
	code := map[Kind]string{Unwritable: "OUTPUT-UNWRITABLE", Internal: "INTERNAL", Unreadable: "INPUT-UNREADABLE"}[r.Kind]
	for _, m := range strings.Split(r.Message, "\n") {
		l = append(l, finding.Finding{Code: code, Message: m})
	}
	return l
}

// nameOf is what a kind of trouble is called in the list of failures.
func nameOf(code string) string {
	switch {
	case code == render.FontMissing:
		return "字体里没有的字"
	case code == "OUTPUT-UNWRITABLE":
		return "文件写不了"
	case code == "INTERNAL":
		return "程序内部错误"
	case strings.HasPrefix(code, "INPUT-"):
		return "输入读不了"
	case strings.HasPrefix(code, "DATA-"):
		return "数据不合表的规定"
	case strings.HasPrefix(code, "LEDGER-"):
		return "台账有疑问"
	case strings.HasPrefix(code, "LAYOUT-"), strings.HasPrefix(code, "TEMPLATE-"):
		return "版式或排版"
	case strings.HasPrefix(code, "NAME-"):
		return "文件名"
	case strings.HasPrefix(code, "XLSX-"):
		return "电子表格的限制"
	}
	return "校验"
}

// Judge makes a Result of what became of a record elsewhere, such as in a book.
func Judge(input string, index int, record string, noticed finding.List, err error) Result {
	r := item{input: input, index: index}.result(nil, err, noticed...)
	r.Record = record
	return r
}
