package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/internal/recent"
)

// memory keeps what has been understood, for every check of a row asks again. It may be used by several goroutines.
type memory struct {
	values   recent.Cache[written, quantity.Value]
	outcomes recent.Cache[[3]string, quantity.Outcome]
	ways     recent.Cache[[2]string, direction.Result] // by target and indicator
	subjects recent.Cache[string, subject]             // by indicator
	passages recent.Cache[string, *passage]
	marks    recent.Cache[string, string] // text → the placeholder in it
	things   recent.Cache[string, string] // name → the thing of the mind in it, see unmeasurable
	classes  recent.Cache[string, []int]  // second level and name → the classes it may not belong to
}

// written is the text of a cell with what is known beside it.
type written struct {
	text string
	quantity.Context
}

// maxCache bounds each part of the memory; maxKept bounds what is kept of one
// text, in bytes.
const (
	maxCache    = 4096
	maxPassages = 64
	maxKept     = 240
)

// parse reads a text of which nothing else is known.
func (m *memory) parse(s string) quantity.Value { return m.read(s, quantity.Context{}) }

func (m *memory) read(s string, c quantity.Context) quantity.Value {
	find := func(w written) quantity.Value { return quantity.Read(w.text, w.Context) }
	if len(s) > maxKept {
		return find(written{s, c})
	}
	own := func(w written) written { return written{strings.Clone(w.text), w.Context} }
	return m.values.Get(maxCache, written{s, c}, own, find)
}

// meet holds an actual value against its target.
func (m *memory) meet(target, actual, of string) quantity.Outcome {
	find := func(k [3]string) quantity.Outcome {
		c := m.subject(k[2]).context
		return quantity.Compare(m.read(k[1], c), m.read(k[0], c), m.way(k[0], k[2]).Direction)
	}
	key := [3]string{target, actual, of}
	if len(target)+len(actual)+len(of) > maxKept {
		return find(key)
	}
	return m.outcomes.Get(maxCache, key, func(k [3]string) [3]string {
		return [3]string{strings.Clone(k[0]), strings.Clone(k[1]), strings.Clone(k[2])}
	}, find)
}

// way is which way an indicator is better.
func (m *memory) way(target, of string) direction.Result {
	find := func(k [2]string) direction.Result {
		s := m.subject(k[1])
		return direction.Of(direction.Indicator{Name: s.name, Target: k[0], Unit: s.context.Unit, Category: s.category,
			Stated: s.stated})
	}
	key := [2]string{target, of}
	if len(target)+len(of) > maxKept {
		return find(key)
	}
	return m.ways.Get(maxCache, key, func(k [2]string) [2]string {
		return [2]string{strings.Clone(k[0]), strings.Clone(k[1])}
	}, find)
}

// subject is what a row is about, see indicator.
func (m *memory) subject(of string) subject {
	if len(of) > maxKept {
		return subjectOf(of)
	}
	return m.subjects.Get(maxCache, of, strings.Clone, subjectOf)
}
