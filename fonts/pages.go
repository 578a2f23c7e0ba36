package fonts

import "sync/atomic"

// pages is a table over all characters in pages of 256, each filled when first asked for. Two goroutines may fill a
// page at once; both get equal ones.
type pages[P any] struct {
	planes [17]atomic.Pointer[[256]atomic.Pointer[P]]
}

// get is the page r is on, nil if it is not filled yet. r must be a code point.
func (t *pages[P]) get(r rune) *P {
	if pl := t.planes[r>>16].Load(); pl != nil {
		return pl[r>>8&0xFF].Load()
	}
	return nil
}

// put keeps the page r is on and gives the one that is kept.
func (t *pages[P]) put(r rune, p *P) *P {
	t.planes[r>>16].CompareAndSwap(nil, new([256]atomic.Pointer[P]))
	slot := &t.planes[r>>16].Load()[r>>8&0xFF]
	slot.CompareAndSwap(nil, p)
	return slot.Load()
}
