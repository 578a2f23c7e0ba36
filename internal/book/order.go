package book

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// group is a department, or a unit of one: its forms, or the groups in it.
type group struct {
	name   string
	level  int
	groups []*group
	forms  []*form
}

// count is how many forms a group has.
func (g *group) count() int {
	n := len(g.forms)
	for _, x := range g.groups {
		n += x.count()
	}
	return n
}

// unnamed is a group of forms that do not say whose they are.
const unnamed = "（未填）"

// arrange groups the forms and puts groups and forms into their order.
func (b *Book) arrange() []*group {
	root := &group{level: -1}
	depth := 0
	for _, f := range b.forms {
		for i, g := range f.groups {
			if g != "" {
				depth = max(depth, i+1)
			}
		}
	}
	index := map[*group]map[string]*group{}
	for _, f := range b.forms {
		at := root
		for i := range depth {
			name := unnamed
			if i < len(f.groups) && f.groups[i] != "" {
				name = f.groups[i]
			}
			if index[at] == nil {
				index[at] = map[string]*group{}
			}
			next := index[at][name]
			if next == nil {
				next = &group{name: name, level: at.level + 1}
				index[at][name] = next
				at.groups = append(at.groups, next)
			}
			at = next
		}
		at.forms = append(at.forms, f)
	}
	b.sort(root)
	if depth == 0 {
		return []*group{root}
	}
	return root.groups
}

func (b *Book) sort(g *group) {
	switch b.o.Order {
	case ByPinyin:
		c := collate.New(language.Chinese, collate.Numeric)
		less := func(x, y string) int { return cmp.Or(c.CompareString(x, y), cmp.Compare(x, y)) }
		slices.SortStableFunc(g.groups, func(x, y *group) int { return less(x.name, y.name) })
		slices.SortStableFunc(g.forms, func(x, y *form) int { return less(x.name, y.name) })
	case ByList:
		place := func(x *group) int {
			if i := slices.Index(b.o.List, x.name); i >= 0 {
				return i
			}
			return len(b.o.List)
		}
		slices.SortStableFunc(g.groups, func(x, y *group) int { return cmp.Compare(place(x), place(y)) })
	}
	for _, x := range g.groups {
		b.sort(x)
	}
}

// each visits groups and forms in the order of the book.
func each(groups []*group, open func(*group), visit func(*form)) {
	for _, g := range groups {
		if g.level >= 0 {
			open(g)
		}
		each(g.groups, open, visit)
		for _, f := range g.forms {
			visit(f)
		}
	}
}

// formsIn are the forms of groups, in the order of the book.
func formsIn(groups []*group) iter.Seq[*form] {
	return func(yield func(*form) bool) {
		more := true
		each(groups, func(*group) {}, func(f *form) { more = more && yield(f) })
	}
}

// ordered does n pieces of work, several at a time, and hands their results on in order, from the calling goroutine.
func ordered[T any](ctx context.Context, workers, n int, work func(i int) (T, error),
	take func(i int, x T, err error) error) error {
	type result struct {
		x   T
		err error
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	slots := make(chan chan result, 2*workers)
	busy := make(chan struct{}, workers)
	go func() {
		defer close(slots)
		for i := range n {
			s := make(chan result, 1)
			select {
			case slots <- s:
			case <-ctx.Done():
				return
			}
			busy <- struct{}{}
			go func() {
				x, err := work(i)
				s <- result{x, err}
				<-busy
			}()
		}
	}()
	i := 0
	for s := range slots {
		r := <-s
		if err := take(i, r.x, r.err); err != nil {
			stop()
			for range slots { // let the feeder end
			}
			return err
		}
		i++
	}
	return ctx.Err()
}
