package audit

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// markCode is the note of a mark where a figure belongs.
const markCode = "DATA-MARK"

// notes are a record's notes without those of marks that say what anybody would: where the layout itself prints a
// mark when the cell is empty, and in a row or group that has no figure at all, or none but zero. All notes of one that
// cannot be printed.
func (s *Set) notes(r *model.Record) finding.List {
	for _, n := range r.Notes {
		if n.Code == markCode && !among(r, n.Path) && !s.knows(r, n.Path) {
			if err := s.learn(r); err != nil {
				return r.Notes // why not is said by render
			}
			break
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Notes), func(n finding.Finding) bool {
		return n.Code == markCode && (among(r, n.Path) || s.prints(r, n.Path))
	})
}

// among says whether the cells beside a mark, those of its row or group, have no figure but zero.
func among(r *model.Record, path string) bool {
	beside := r.At(path[:max(0, strings.LastIndexByte(path, '/'))])
	if beside == nil || beside == r.Body {
		return false
	}
	return !slices.ContainsFunc(beside.Fields, func(v *model.Value) bool { return v != nil && v.HasNum && !v.Num.IsZero() })
}

// mark is a mark in a cell; all rows of a list have one column.
type mark struct{ column, text string }

func markAt(r *model.Record, path string) mark {
	m := mark{column: path}
	if v := r.At(path); v != nil {
		m.text = v.Text
	}
	steps := strings.Split(path, "/")
	for i, step := range steps {
		if step != "" && strings.Trim(step, "0123456789") == "" {
			steps[i] = "-"
		}
	}
	m.column = strings.Join(steps, "/")
	return m
}

// maxMarks is how many are remembered: people write a handful, but a program that serves meets whatever is sent.
const maxMarks = 1000

func (s *Set) knows(r *model.Record, path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known := s.marks[markAt(r, path)]
	return known
}

func (s *Set) prints(r *model.Record, path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.marks[markAt(r, path)]
}

// learn looks which marks of a record are those of the layout: what it would print were the cell empty, or another mark
// in that place. Who writes / where the paper has — tells a reader nothing else.
func (s *Set) learn(r *model.Record) error {
	marks := map[string]bool{}
	for _, n := range r.Notes {
		marks[n.Path] = marks[n.Path] || n.Code == markCode
	}
	empty := *r
	empty.Body = without(r.Body, marks)
	g, err := s.Layout.Expand(&empty)
	if err != nil {
		return err
	}
	own := map[string]bool{}
	for _, t := range g.Tables {
		for _, c := range t.Cells {
			own[c.Path] = own[c.Path] || marks[c.Path] && model.IsMark(c.Text)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.marks == nil || len(s.marks) > maxMarks {
		s.marks = map[mark]bool{}
	}
	for _, n := range r.Notes {
		if n.Code == markCode {
			s.marks[markAt(r, n.Path)] = own[n.Path]
		}
	}
	return nil
}

// without is a value and all below it, those at the paths left out of the record.
func without(v *model.Value, paths map[string]bool) *model.Value {
	out := *v
	if paths[v.Path] {
		out.Text, out.Origin = "", model.Absent
	}
	out.Fields, out.Rows = each(v.Fields, paths), each(v.Rows, paths)
	return &out
}

func each(all []*model.Value, paths map[string]bool) []*model.Value {
	if all == nil {
		return nil
	}
	out := make([]*model.Value, len(all))
	for i, v := range all {
		if v != nil {
			out[i] = without(v, paths)
		}
	}
	return out
}
