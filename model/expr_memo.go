package model

import "github.com/expr-lang/expr/ast"

// Shared numbers the calls of offered functions (Scope.Using) in expressions that are evaluated at the same places, so
// that what one expression asked need not be worked out again for the next: of fifty checks of a row, forty ask what
// the row is about. The zero value is ready; it is written while expressions are compiled and only read afterwards.
type Shared struct{ calls map[string]int }

func (s *Shared) call(text string) int {
	if s.calls == nil {
		s.calls = map[string]int{}
	}
	id, known := s.calls[text]
	if !known {
		id = len(s.calls)
		s.calls[text] = id
	}
	return id
}

// remembered is the node of a call that is worked out once for a place. One that reads nothing of the row is worked out
// once for all rows of the form, if the place outside them has a Memo too. before is what had been seen when the call
// was come to.
func (c *compiler) remembered(call ast.Node, before seen, x node) node {
	if c.err != nil || c.scope.shared == nil || c.item != nil || c.seen.odd > before.odd { // an item's is another for each
		return x
	}
	id, work, outside := c.scope.shared.call(call.String()), x.eval, c.seen.inner == before.inner
	x.asks = nil
	x.eval = func(m *machine) Result {
		memo := m.at.memo
		if outside && m.at.outer != nil {
			memo = m.at.outer
		}
		if memo == nil || m.trace != nil { // whoever explains wants to see what is read
			return work(m)
		}
		if r, ok := memo.get(id); ok {
			return r
		}
		r := work(m)
		if m.err == nil {
			memo.put(id, r)
		}
		return r
	}
	return x
}

// Sharing numbers the calls of the expressions compiled in the scope. Expressions that share must be evaluated with
// scopes of one kind for each Memo: those of a form's rows with a Memo a row.
func (s Scope) Sharing(calls *Shared) Scope {
	s.shared = calls
	return s
}

// Memo keeps what calls gave at one place of one record, while the record does not change. The zero value is empty;
// Forget makes it so again. It is for one goroutine.
type Memo struct {
	round uint32
	kept  []kept
	spare machine // for the next expression at the place, when none runs
	busy  bool
}

type kept struct {
	round uint32
	Result
}

// Forget empties the memo for another place.
func (m *Memo) Forget() {
	if m.round++; m.round == 0 { // after four thousand million places
		clear(m.kept)
		m.round = 1
	}
}

func (m *Memo) get(id int) (Result, bool) {
	if id < len(m.kept) && m.kept[id].round == m.round+1 {
		return m.kept[id].Result, true
	}
	return Result{}, false
}

func (m *Memo) put(id int, r Result) {
	for id >= len(m.kept) {
		m.kept = append(m.kept, kept{})
	}
	m.kept[id] = kept{m.round + 1, r}
}

// Remembering is the same place, with a memo of what calls gave there. In and With are other places and have none, but
// for rows of the form the memo of the place outside them is kept too.
func (a At) Remembering(m *Memo) At {
	if a.memo = m; a.frame == nil {
		a.outer = m
	}
	return a
}
