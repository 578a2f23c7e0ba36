package zpiece

import (
	"iter"
	"math/bits"
)

// token is a literal (length 0) or a match.
type token struct {
	length, dist int
	literal      byte
}

const (
	tries = 6  // earlier places looked at for a match
	long  = 32 // of a match this long only the whole is weighed
)

// parse cuts b into the cheapest tokens under the code's present lengths; pieces are short, so every way is weighed.
func (c *Code) parse(b []byte) iter.Seq[token] {
	n := len(b)
	cost := make([]int32, n+1)
	best := make([]token, n)
	prev := make([]int32, n)
	var head [1 << 10]int32 // position+1 of the last place of a hash
	for i := 0; i+3 <= n; i++ {
		h := hash(b[i:])
		prev[i] = head[h]
		head[h] = int32(i + 1)
	}
	for i := n - 1; i >= 0; i-- {
		cost[i] = cost[i+1] + int32(c.lit[b[i]].n)
		best[i] = token{literal: b[i]}
		if i+3 > n {
			continue
		}
		longest := 2
		for j, k := int(prev[i])-1, 0; j >= 0 && k < tries && i-j <= maxDist; j, k = int(prev[j])-1, k+1 {
			l := 0
			for l < maxLen && i+l < n && b[j+l] == b[i+l] {
				l++
			}
			if l <= longest {
				continue // a nearer place gives the same for less
			}
			d := distCode(i - j)
			base := int32(c.dist[d].n) + int32(distExtra(d))
			first := longest + 1
			if l >= long {
				first = l
			}
			for m := first; m <= l; m++ {
				s := lengthCode(m)
				if v := base + int32(c.lit[s].n) + int32(lengthExtra(s)) + cost[i+m]; v < cost[i] {
					cost[i], best[i] = v, token{length: m, dist: i - j}
				}
			}
			longest = l
		}
	}
	return func(yield func(token) bool) {
		for i := 0; i < n; {
			t := best[i]
			if !yield(t) {
				return
			}
			i += max(1, t.length)
		}
	}
}

// encode writes b as tokens.
func (c *Code) encode(w *bitWriter, b []byte) {
	for t := range c.parse(b) {
		if t.length == 0 {
			s := c.lit[t.literal]
			w.bits(uint64(s.bits), uint(s.n))
			continue
		}
		l := lengthCode(t.length)
		w.bits(uint64(c.lit[l].bits), uint(c.lit[l].n))
		w.bits(uint64(t.length-lengthBase(l)), uint(lengthExtra(l)))
		d := distCode(t.dist)
		w.bits(uint64(c.dist[d].bits), uint(c.dist[d].n))
		w.bits(uint64(t.dist-distBase(d)), uint(distExtra(d)))
	}
}

func hash(b []byte) uint32 {
	return (uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])) * 2654435761 >> 22
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
