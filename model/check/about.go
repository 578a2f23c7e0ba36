package check

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Name is what a code is called, for summaries.
func (s *Set) Name(code string) string {
	if n := s.file.Names[code]; n != "" {
		return n
	}
	if code == formulaCode {
		return formulaName
	}
	if strings.HasPrefix(code, "DATA-") {
		return "数据填写"
	}
	return "其他"
}

// State is what became of a check at a value.
type State uint8

const (
	Passed    State = iota
	Failed          // there is a finding
	Silent          // its condition does not hold here, or it cannot be decided
	Overruled       // another check has spoken instead
)

// About is what one check says about one value.
type About struct {
	ID, Name string
	Severity finding.Severity
	State    State
	Expected string
	Finding  *finding.Finding // of a failed check
	Lacks    []string         // of a silent one: the empty cells without which it cannot be decided, in words
}

// About tells what every check that is about the value at a JSON Pointer says of it, in the order of the checks.
func (s *Set) About(r *model.Record, given *Given, path string) (out []About, err error) {
	e := &run{set: s, said: map[string]map[string]bool{}}
	e.watch = func(c *compiled, at model.At, state State, f *finding.Finding) {
		where := path
		if f != nil {
			where = f.Path
		} else if c.at != nil {
			v, err := c.at.Eval(at)
			if err != nil || v.Value == nil {
				return
			}
			where = v.Value.Path
		}
		if where != path {
			return
		}
		a := About{ID: c.ID(), Name: c.Name, Severity: c.severity, State: state, Finding: f}
		if state == Passed {
			a.Expected, _ = c.expected.String(at)
		}
		if state == Silent {
			a.Lacks = c.lacking(at)
		}
		out = append(out, a)
	}
	_, err = e.all(r, given)
	return out, err
}

// lacking are the places of the empty cells without which a check cannot be decided, in the order it looks at them; nil
// where its condition does not hold.
func (c *compiled) lacking(at model.At) (out []string) {
	for _, x := range []*model.Formula{c.when, c.holds} {
		if x == nil {
			continue
		}
		t, err := x.Explain(at)
		if err != nil {
			return nil
		}
		if t.Result.Kind == model.IsBool {
			if !t.Result.Bool {
				break
			}
			continue
		}
		for _, v := range t.Inputs {
			if !v.Field.Aside && !v.HasNum && strings.TrimSpace(v.Text) == "" {
				if p := Place(at.Record(), v); !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
		}
		break
	}
	return out
}
