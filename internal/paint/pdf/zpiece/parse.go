package zpiece

import (
	"math/bits"
	"slices"
	"sync"
)

// token is a literal (length 0) or a match.
type token struct {
	dist    uint16 // less 1
	length  uint16
	literal byte
}

const (
	tries    = 6       // earlier places looked at for a match
	long     = 32      // of a match this long only the whole is weighed
	hashBits = 9       // pieces are some hundred bytes
	window   = maxDist // how far back a match may reach
)

// parser is the working memory of parse.
type parser struct {
	cost []int32
	best []token
	prev []int32
	head [1 << hashBits]int32 // position+1 of the last place of a hash
}

var parsers = sync.Pool{New: func() any { return new(parser) }}

// parse cuts b into the cheapest tokens under the code's present lengths and hands them to emit; pieces are short, so
// every way is weighed.
func (c *Code) parse(b []byte, emit func(token)) {
	n := len(b)
	p := parsers.Get().(*parser)
	defer parsers.Put(p)
	cost := slices.Grow(p.cost[:0], n+1)[:n+1]
	best := slices.Grow(p.best[:0], n)[:n]
	prev := slices.Grow(p.prev[:0], n)[:n]
	p.cost, p.best, p.prev = cost, best, prev
	clear(p.head[:])
	for i := 0; i+3 <= n; i++ {
		h := hash(b[i:])
		prev[i] = p.head[h]
		p.head[h] = int32(i + 1)
	}
	cost[n] = 0
	for i := n - 1; i >= 0; i-- {
		cheapest, t := cost[i+1]+int32(c.lit[b[i]].n), token{literal: b[i]}
		if i+3 <= n {
			longest := 2
			for j, k := int(prev[i])-1, 0; j >= 0 && k < tries && i-j <= window; j, k = int(prev[j])-1, k+1 {
				top := min(maxLen, n-i)
				if longest >= top {
					break
				}
				if b[j+longest] != b[i+longest] { // no longer than the nearer one, which costs less
					continue
				}
				l := 0
				for l < top && b[j+l] == b[i+l] {
					l++
				}
				if l <= longest {
					continue
				}
				base := c.distCost(i - j)
				first := longest + 1
				if l >= long {
					first = l
				}
				for m := first; m <= l; m++ {
					if v := base + int32(c.lenCost[m]) + cost[i+m]; v < cheapest {
						cheapest, t = v, token{length: uint16(m), dist: uint16(i - j - 1)}
					}
				}
				longest = l
			}
		}
		cost[i], best[i] = cheapest, t
	}
	for i := 0; i < n; {
		emit(best[i])
		i += max(1, int(best[i].length))
	}
}

func (c *Code) distCost(d int) int32 {
	k := distCode(d)
	return int32(c.dist[k].n) + int32(distExtra(k))
}

// encode writes b as tokens.
func (c *Code) encode(w *bitWriter, b []byte) {
	c.parse(b, func(t token) {
		if t.length == 0 {
			s := c.lit[t.literal]
			w.bits(uint64(s.bits), uint(s.n))
			return
		}
		length, dist := int(t.length), int(t.dist)+1
		l := lengthCode(length)
		w.bits(uint64(c.lit[l].bits), uint(c.lit[l].n))
		w.bits(uint64(length-lengthBase(l)), uint(lengthExtra(l)))
		d := distCode(dist)
		w.bits(uint64(c.dist[d].bits), uint(c.dist[d].n))
		w.bits(uint64(dist-distBase(d)), uint(distExtra(d)))
	})
}

func hash(b []byte) uint32 {
	return (uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])) * 2654435761 >> (32 - hashBits)
}

// The length and distance codes of RFC 1951, 3.2.5.

func lengthCode(l int) int {
	switch {
	case l == maxLen:
		return 285
	case l < 11:
		return 257 + l - 3
	}
	k := bits.Len(uint(l-3)) - 3
	return 257 + 4*k + 4 + (l-3)>>k&3
}

func lengthExtra(code int) int {
	if code < 265 || code == 285 {
		return 0
	}
	return (code - 261) / 4
}

func lengthBase(code int) int {
	switch {
	case code == 285:
		return maxLen
	case code < 265:
		return code - 257 + 3
	}
	k := lengthExtra(code)
	return 3 + (4+(code-265)%4)<<k
}

func distCode(d int) int {
	if d < 5 {
		return d - 1
	}
	k := bits.Len(uint(d-1)) - 2
	return 2*k + 2 + (d-1)>>k&1
}

func distExtra(code int) int { return max(0, code/2-1) }

func distBase(code int) int {
	if code < 4 {
		return code + 1
	}
	k := distExtra(code)
	return 1 + (2+code%2)<<k
}
