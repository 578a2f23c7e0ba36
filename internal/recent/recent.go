// Package recent remembers what was worked out for keys that come again. In: a key and how to work out its value. Out:
// the value, worked out or remembered. It is bounded: when it is full, what was not asked for lately is dropped.
package recent

import "sync"

// Cache remembers values by key. The zero value is empty and ready; it may be used by several goroutines, and then a
// value may be worked out twice.
type Cache[K comparable, V any] struct {
	mu         sync.RWMutex
	young, old map[K]V
}

// Get is the value of a key: remembered, or find(own(key)). limit is how many keys are kept lately, and as many before
// them. own copies a key that is a piece of something larger, which would be held in memory by it; it may be nil.
func (c *Cache[K, V]) Get(limit int, key K, own func(K) K, find func(K) V) V {
	c.mu.RLock()
	v, ok := c.young[key]
	old := false
	if !ok {
		v, old = c.old[key]
	}
	c.mu.RUnlock()
	if ok {
		return v
	}
	if own != nil {
		key = own(key)
	}
	if !old {
		v = find(key)
	}
	c.mu.Lock()
	if len(c.young) >= limit || c.young == nil {
		c.young, c.old = make(map[K]V, len(c.young)), c.young
	}
	c.young[key] = v
	c.mu.Unlock()
	return v
}
