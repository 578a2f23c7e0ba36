package zpiece

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"
)

const (
	endOfBlock = 256
	maxLen     = 258
	maxDist    = 32768
)

type symbol struct {
	bits uint16 // reversed, so that it is written least significant bit first
	n    uint8
}

// Code is the Huffman code of one deflate block with its header. It is read-only.
type Code struct {
	lit    [286]symbol
	dist   [30]symbol
	header Piece // HLIT to the end of the code lengths

	lenCost [maxLen + 1]uint8 // bits of a length with its extra bits
}

// TrainOn trains a code on 64 of n pieces, spread evenly, so that it depends on nothing but them. Pieces that cannot be
// had are left out.
func TrainOn(n int, piece func(i uint16) (string, error)) *Code {
	const samples = 64
	var train [][]byte
	for i := range samples {
		if d, err := piece(uint16((2*i + 1) * n / (2 * samples))); err == nil {
			train = append(train, []byte(d))
		}
	}
	return Train(train)
}

// Ready is the code that Lengths tells of; nil if it tells of none.
func Ready(lengths string) *Code {
	c := &Code{}
	if len(lengths) != len(c.lit)+len(c.dist) {
		return nil
	}
	n := make([]uint8, len(lengths))
	for i := range n {
		n[i] = lengths[i] - 'a'
	}
	c.set(n[:len(c.lit)], n[len(c.lit):])
	return c
}

// Lengths tells of the code all that there is to know: how many bits each symbol has, as a letter, a being none. To
// train a code costs a millisecond, so those of faces that do not change are kept.
func (c *Code) Lengths() string {
	var b []byte
	for _, s := range slices.Concat(c.lit[:], c.dist[:]) {
		b = append(b, 'a'+s.n)
	}
	return string(b)
}

// Train makes a code that suits bytes like samples. Every byte, length and distance gets a code, so any piece can be
// coded. The same samples give the same code.
func Train(samples [][]byte) *Code {
	c := &Code{}
	for i := range c.lit { // first costs: literals 8 bits, matches dear enough that three bytes only just pay
		c.lit[i].n = 8
	}
	for i := range c.dist {
		c.dist[i].n = 5
	}
	c.weigh()
	for range 2 {
		var lit [286]int
		var dist [30]int
		for _, s := range samples {
			c.parse(s, func(t token) {
				if t.length == 0 {
					lit[t.literal]++
				} else {
					lit[lengthCode(int(t.length))]++
					dist[distCode(int(t.dist)+1)]++
				}
			})
			lit[endOfBlock]++
		}
		c.build(lit, dist)
	}
	return c
}

func (c *Code) build(lit [286]int, dist [30]int) {
	for i := range lit {
		lit[i]++
	}
	for i := range dist {
		dist[i]++
	}
	c.set(codeLengths(lit[:], 15), codeLengths(dist[:], 15))
}

func (c *Code) set(lit, dist []uint8) {
	assign(c.lit[:], lit)
	assign(c.dist[:], dist)
	c.header = c.lengths()
	c.weigh()
}

func (c *Code) weigh() {
	for l := 3; l <= maxLen; l++ {
		s := lengthCode(l)
		c.lenCost[l] = c.lit[s].n + uint8(lengthExtra(s))
	}
}

// lengths writes the code lengths (RFC 1951, 3.2.7), without run codes: they are few and written once a stream.
func (c *Code) lengths() Piece {
	var all []uint8
	for _, s := range c.lit {
		all = append(all, s.n)
	}
	for _, s := range c.dist {
		all = append(all, s.n)
	}
	var freq [19]int
	for _, n := range all {
		freq[n]++
	}
	cl := codeLengths(freq[:], 7)
	var code [19]symbol
	assign(code[:], cl)
	var w bitWriter
	w.bits(286-257, 5)
	w.bits(30-1, 5)
	w.bits(19-4, 4)
	for _, i := range [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		w.bits(uint64(code[i].n), 3)
	}
	for _, n := range all {
		w.bits(uint64(code[n].bits), uint(code[n].n))
	}
	return w.piece()
}

func (w *bitWriter) piece() Piece {
	p := Piece{nbits: len(w.buf)*8 + int(w.n)}
	w.flush()
	for len(w.buf)%8 != 0 {
		w.buf = append(w.buf, 0)
	}
	p.words = make([]uint64, len(w.buf)/8)
	for i := range w.buf {
		p.words[i/8] |= uint64(w.buf[i]) << (8 * (i % 8))
	}
	return p
}

// assign gives canonical codes to lengths (RFC 1951, 3.2.2).
func assign(out []symbol, lengths []uint8) {
	var count, next [16]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0
	for n, code := 1, 0; n < 16; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
	}
	for i, n := range lengths {
		out[i] = symbol{n: n}
		if n > 0 {
			out[i].bits = bits.Reverse16(uint16(next[n])) >> (16 - n)
			next[n]++
		}
	}
}

// codeLengths is the lengths of a Huffman code for freq, none longer than limit; symbols that do not occur get 0.
func codeLengths(freq []int, limit uint8) []uint8 {
	freq = slices.Clone(freq)
	for {
		n := huffman(freq)
		if slices.Max(n) <= limit {
			return n
		}
		for i, f := range freq { // flatten until it fits
			if f > 0 {
				freq[i] = f/2 + 1
			}
		}
	}
}

type node struct {
	freq, order int
	left, right *node
	symbol      int
}

type nodes []*node

func (h nodes) Len() int { return len(h) }
func (h nodes) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[i].freq, h[j].freq), cmp.Compare(h[i].order, h[j].order)) < 0
}
func (h nodes) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *nodes) Push(x any)   { *h = append(*h, x.(*node)) }
func (h *nodes) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func huffman(freq []int) []uint8 {
	var h nodes
	for i, f := range freq {
		if f > 0 {
			h = append(h, &node{freq: f, order: i, symbol: i})
		}
	}
	out := make([]uint8, len(freq))
	if len(h) == 1 {
		out[h[0].symbol] = 1
		return out
	}
	heap.Init(&h)
	for order := len(freq); h.Len() > 1; order++ {
		a, b := heap.Pop(&h).(*node), heap.Pop(&h).(*node)
		heap.Push(&h, &node{freq: a.freq + b.freq, order: order, left: a, right: b})
	}
	var walk func(*node, uint8)
	walk = func(x *node, depth uint8) {
		if x.left == nil {
			out[x.symbol] = depth
			return
		}
		walk(x.left, depth+1)
		walk(x.right, depth+1)
	}
	walk(h[0], 0)
	return out
}
