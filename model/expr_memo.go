package model

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

// Remembering is the same place, with a memo of what calls gave there. In and With are other places and have none.
func (a At) Remembering(m *Memo) At {
	a.memo = m
	return a
}
