package model

// truth is what a condition gave, without the room of a Result: half of what a check does is to ask.
type truth uint8

const (
	open truth = iota // absent
	no
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) result() Result {
	if t == open {
		return Result{}
	}
	return boolean(t == yes)
}

func (t truth) not() truth {
	switch t {
	case no:
		return yes
	case yes:
		return no
	}
	return open
}

// truth is the result as a condition; what is none is absent.
func (x Result) truth() truth {
	if x.Kind != IsBool {
		return open
	}
	return truthOf(x.Bool)
}

// condition is a node that gives a truth.
func condition(size int, asks func(*machine) truth) node {
	return node{typ: exprType{kind: IsBool}, size: size, asks: asks,
		eval: func(m *machine) Result { return asks(m).result() }}
}

// truth is what a node gives as a condition.
func (x node) truth() func(*machine) truth {
	if x.asks != nil {
		return x.asks
	}
	eval := x.eval
	return func(m *machine) truth { return eval(m).truth() }
}

// ask evaluates body, a condition of listWhere, for each item until visit says stop.
func (m *machine) ask(l Result, body node, visit func(item Result, t truth) bool) {
	before := m.item
	defer func() { m.item = before }()
	for i := range l.Len() {
		if !m.step(body.size + 1) {
			return
		}
		m.item = l.item(i)
		if !visit(m.item, body.asks(m)) {
			return
		}
	}
}

// Holds runs a condition at a place of a record. An absent one is neither true nor known; errors as Eval's.
func (x *Formula) Holds(a At) (holds, known bool, err error) {
	t, err := run(a, x.asks)
	return t == yes, t != open, err
}
