package templates

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
)

// pos is a place in the file being read, both from 1; the column counts characters.
type pos struct{ line, col int }

// problems collects everything wrong with one file. The same sentence at the same place is kept once.
type problems struct {
	file  string
	parts []filePart // the file itself, then what stands below it in lines of its own: see extend
	list  finding.List
	seen  map[problemKey]bool
}

// filePart is a file whose lines are counted from after.
type filePart struct {
	after int
	file  string
}

type problemKey struct {
	pos  pos
	code string
	msg  string
}

// maxProblems is how many findings of one file are kept; a file with more is not a layout.
const maxProblems = 200

func (p *problems) add(at pos, f finding.Finding) {
	k := problemKey{at, f.Code, f.Message}
	if p.seen[k] || len(p.list) >= maxProblems {
		return
	}
	if p.seen == nil {
		p.seen = map[problemKey]bool{}
	}
	p.seen[k] = true
	f.Pos = p.pos(at)
	p.list = append(p.list, f)
}

// errorf reports an error; hint may be empty.
func (p *problems) errorf(at pos, code, hint, format string, args ...any) {
	p.add(at, finding.Finding{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// warnf reports a warning.
func (p *problems) warnf(at pos, code, hint, format string, args ...any) {
	p.add(at, finding.Finding{Code: code, Severity: finding.Warning, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// pos is a place with its file.
func (p *problems) pos(at pos) finding.Pos {
	for i := len(p.parts) - 1; i >= 0; i-- {
		if q := p.parts[i]; at.line > q.after {
			return finding.Pos{File: q.file, Line: at.line - q.after, Col: at.col}
		}
	}
	return finding.Pos{File: p.file, Line: at.line, Col: at.col}
}
