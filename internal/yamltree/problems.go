package yamltree

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Pos is a place in the file being read, both from 1; the column counts characters.
type Pos struct{ Line, Col int }

// Problems collects everything wrong with one file. The same sentence at the same place is kept once.
type Problems struct {
	File  string
	Code  string // of all findings; empty: each mistake has its own
	Parts []Part // the file itself, then what follows below it in lines of its own: a layout that extends another
	List  finding.List
	seen  map[problemKey]bool
}

// Part is a file whose lines are counted from the line behind After.
type Part struct {
	After int
	File  string
}

type problemKey struct {
	pos  Pos
	code string
	msg  string
}

// maxProblems is how many findings of one file are kept; a file with more is not a layout.
const maxProblems = 200

// Add reports a finding, at a place of the file.
func (p *Problems) Add(at Pos, f finding.Finding) {
	if p.Code != "" {
		f.Code = p.Code
	}
	k := problemKey{at, f.Code, f.Message}
	if p.seen[k] || len(p.List) >= maxProblems {
		return
	}
	if p.seen == nil {
		p.seen = map[problemKey]bool{}
	}
	p.seen[k] = true
	f.Pos = p.Pos(at)
	p.List = append(p.List, f)
}

// Errorf reports an error; hint may be empty, and code if all mistakes have one.
func (p *Problems) Errorf(at Pos, code, hint, format string, args ...any) {
	p.Add(at, finding.Finding{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Warnf reports a warning.
func (p *Problems) Warnf(at Pos, code, hint, format string, args ...any) {
	p.Add(at, finding.Finding{Code: code, Severity: finding.Warning, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Pos is a place with its file.
func (p *Problems) Pos(at Pos) finding.Pos {
	for i := len(p.Parts) - 1; i >= 0; i-- {
		if q := p.Parts[i]; at.Line > q.After {
			return finding.Pos{File: q.File, Line: at.Line - q.After, Col: at.Col}
		}
	}
	return finding.Pos{File: p.File, Line: at.Line, Col: at.Col}
}
