package performance

import (
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/quantity"
)

// memory keeps what has been understood, for every check of a row asks again. It may be used by several goroutines.
type memory struct {
	mu       sync.RWMutex
	values   map[string]quantity.Value
	outcomes map[[3]string]quantity.Outcome
	ways     map[[2]string]quantity.Direction // by target and name
	clauses  map[string][]clause
	marks    map[string]string // text → the placeholder in it
}

// maxCache bounds each part of the memory, which is emptied when it is full; maxKept bounds what is kept of one text,
// in bytes.
const (
	maxCache   = 4096
	maxClauses = 64
	maxKept    = 200
)

func newMemory() *memory {
	return &memory{values: map[string]quantity.Value{}, outcomes: map[[3]string]quantity.Outcome{},
		ways:    map[[2]string]quantity.Direction{},
		clauses: map[string][]clause{}, marks: map[string]string{}}
}

// keep is find(key), remembered in kept. own copies the key: a text of a record is a piece of the record's file, and
// would hold all of it in memory.
func keep[K comparable, V any](m *memory, kept map[K]V, limit int, key K, own func(K) K, find func(K) V) V {
	m.mu.RLock()
	v, ok := kept[key]
	m.mu.RUnlock()
	if ok {
		return v
	}
	key = own(key)
	v = find(key)
	m.mu.Lock()
	if len(kept) >= limit {
		clear(kept)
	}
	kept[key] = v
	m.mu.Unlock()
	return v
}

func (m *memory) parse(s string) quantity.Value {
	if len(s) > maxKept {
		return quantity.Parse(s)
	}
	return keep(m, m.values, maxCache, s, strings.Clone, quantity.Parse)
}

func (m *memory) meet(target, actual, name string) quantity.Outcome {
	find := func(k [3]string) quantity.Outcome {
		return quantity.Compare(m.parse(k[1]), m.parse(k[0]), m.way(k[0], k[2]))
	}
	key := [3]string{target, actual, name}
	if len(target)+len(actual)+len(name) > maxKept {
		return find(key)
	}
	return keep(m, m.outcomes, maxCache, key, func(k [3]string) [3]string {
		return [3]string{strings.Clone(k[0]), strings.Clone(k[1]), strings.Clone(k[2])}
	}, find)
}

// way is which way an indicator is better, by its target and name.
func (m *memory) way(target, name string) quantity.Direction {
	find := func(k [2]string) quantity.Direction {
		return direction.Of(direction.Indicator{Name: k[1], Target: k[0]}).Direction
	}
	key := [2]string{target, name}
	if len(target)+len(name) > maxKept {
		return find(key)
	}
	return keep(m, m.ways, maxCache, key, func(k [2]string) [2]string {
		return [2]string{strings.Clone(k[0]), strings.Clone(k[1])}
	}, find)
}
