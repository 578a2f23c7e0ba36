package model

import "github.com/expr-lang/expr/ast"

// Shared knows the parts of expressions that are evaluated at the same places, so that what one expression asked need
// not be worked out again for the next: of four hundred checks of a row, most ask first whether the same cells are
// filled in. The zero value is ready; it is written while expressions are compiled and only read afterwards.
type Shared struct {
	shapes   map[shape]int
	frames   map[frame]int
	asked    map[int]*asked // by shape
	nodes    map[spot]sharedNode
	formulas map[source]*Formula
	ids      int
}

// asked is a part of expressions.
type asked struct {
	id    int // in a Memo
	times int // in how many places it is written
}

// frame is a scope as a key.
type frame struct {
	form        *Form
	field, rows *Field
	name        string
	next        int
}

// spot is a part of an expression in a scope, source a whole one.
type (
	spot   struct{ frame, shape int }
	source struct {
		frame int
		text  string
	}
)

// sharedNode is a compiled part, with what its compiler had noted of it.
type sharedNode struct {
	node
	asked  *asked
	fields []*Field
	nodes  int
	inner  bool
}

// part finds or begins what is known of a part.
func (s *Shared) part(shape int) *asked {
	x := s.asked[shape]
	if x == nil {
		if s.asked == nil {
			s.asked = map[int]*asked{}
		}
		x = &asked{id: s.ids}
		s.asked[shape], s.ids = x, s.ids+1
	}
	return x
}

// frame numbers a scope.
func (s *Shared) frame(form *Form, fr *scopeFrame) int {
	k := frame{form: form}
	if fr != nil {
		k = frame{field: fr.field, rows: fr.rows, name: fr.name, next: s.frame(form, fr.next)}
	}
	id, known := s.frames[k]
	if !known {
		if s.frames == nil {
			s.frames = map[frame]int{}
		}
		id = len(s.frames) + 1
		s.frames[k] = id
	}
	return id
}

// formula is an expression that was compiled in the scope before, nil if none was.
func (s *Shared) formula(frame int, text string) *Formula {
	x := s.formulas[source{frame, text}]
	if x != nil && x.part != nil {
		x.part.times++
	}
	return x
}

// keep keeps an expression that was compiled in a scope.
func (s *Shared) keep(frame int, x *Formula, shape int) {
	if s.formulas == nil {
		s.formulas = map[source]*Formula{}
	}
	x.part = s.asked[shape]
	s.formulas[source{frame, x.src}] = x
}

// Settle lets go of what only compiling needs, when all is compiled.
func (s *Shared) Settle() { *s = Shared{ids: s.ids} }

// shared compiles a part of an expression, or finds it compiled; it is worked out once for a place. One that reads
// nothing of the row is worked out once for all rows of the form, if the place outside them has a Memo too.
func (c *compiler) shared(n ast.Node, compile func() node) node {
	s := c.scope.shared
	if s == nil || c.item != nil { // an item's is another for each
		return compile()
	}
	shape := c.shape(n)
	if shape == 0 {
		return compile()
	}
	at := spot{c.frame, shape}
	if x, known := s.nodes[at]; known {
		x.asked.times++
		for _, f := range x.fields {
			c.reads(f)
		}
		if x.inner {
			c.inner++
		}
		if c.nodes += x.nodes; c.nodes > maxNodes {
			return c.tooLong(n)
		}
		return x.node
	}
	fields, inner, nodes := c.fields, c.inner, c.nodes
	c.fields = nil
	x := compile()
	x = c.remembered(s.part(shape), c.inner == inner, x)
	y := sharedNode{fields: c.fields, nodes: c.nodes - nodes, inner: c.inner > inner}
	c.fields = fields
	for _, f := range y.fields {
		c.reads(f)
	}
	if c.err == nil {
		if s.nodes == nil {
			s.nodes = map[spot]sharedNode{}
		}
		y.node, y.asked = x, s.asked[shape]
		y.asked.times++
		s.nodes[at] = y
	}
	return x
}

// remembered is a node that is worked out once for a place, if it is written more than once; outside says that it reads
// nothing of a row.
func (c *compiler) remembered(s *asked, outside bool, x node) node {
	if x.lit != nil || x.field != nil || c.err != nil {
		return x
	}
	id := s.id
	if asks := x.asks; asks != nil {
		known := func(m *machine) truth {
			memo := m.memo(s, outside)
			if memo == nil {
				return asks(m)
			}
			if t, ok := memo.truth(id); ok {
				return t
			}
			t := asks(m)
			if m.err == nil {
				memo.keep(id, -1-int32(t))
			}
			return t
		}
		x.asks, x.eval = known, func(m *machine) Result { return known(m).result() }
		return x
	}
	work := x.eval
	x.eval = func(m *machine) Result {
		memo := m.memo(s, outside)
		if memo == nil {
			return work(m)
		}
		if r := memo.result(id); r != nil {
			return *r
		}
		r := work(m)
		if m.err == nil {
			memo.put(id, r)
		}
		return r
	}
	return x
}

// memo is where a part is remembered, nil if it is not.
func (m *machine) memo(s *asked, outside bool) *Memo {
	switch {
	case m.trace != nil: // whoever explains wants to see what is read
		return nil
	case outside && m.at.outer != nil && m.at.outer != m.at.memo:
		return m.at.outer
	case s.times < 2:
		return nil
	}
	return m.at.memo
}

// Sharing shares the parts of the expressions compiled in the scope. Expressions that share must be evaluated with
// scopes of one kind for each Memo: those of a form's rows with a Memo a row.
func (s Scope) Sharing(shared *Shared) Scope {
	s.shared = shared
	return s
}

// Memo keeps what parts of expressions gave at one place of one record, while the record does not change. The zero
// value is empty; Forget makes it so again. It is for one goroutine.
type Memo struct {
	round   uint32
	kept    []kept   // by id
	results []Result // of kept
	spare   machine  // for the next expression at the place, when none runs
	busy    bool
}

// kept says what is known of a part: the place of its result, or -1 less a truth.
type kept struct {
	round uint32
	at    int32
}

// Forget empties the memo for another place.
func (m *Memo) Forget() {
	if m.round++; m.round == 0 { // after four thousand million places
		clear(m.kept)
		m.round = 1
	}
	clear(m.results) // it holds on to no record
	m.results, m.spare.at = m.results[:0], At{}
}

func (m *Memo) truth(id int) (t truth, ok bool) {
	if id < len(m.kept) && m.kept[id].round == m.round+1 {
		return truth(-1 - m.kept[id].at), true
	}
	return open, false
}

func (m *Memo) result(id int) *Result {
	if id < len(m.kept) && m.kept[id].round == m.round+1 {
		return &m.results[m.kept[id].at]
	}
	return nil
}

func (m *Memo) put(id int, r Result) {
	m.keep(id, int32(len(m.results)))
	m.results = append(m.results, r)
}

func (m *Memo) keep(id int, at int32) {
	if id >= len(m.kept) {
		m.kept = append(m.kept, make([]kept, id+64-len(m.kept))...)
	}
	m.kept[id] = kept{m.round + 1, at}
}

// Remembering is the same place, with a memo of what parts of expressions gave there. In and With are other places and
// have none, but for rows of the form the memo of the place outside them is kept too.
func (a At) Remembering(m *Memo) At {
	if a.memo = m; a.frame == nil {
		a.outer = m
	}
	return a
}
