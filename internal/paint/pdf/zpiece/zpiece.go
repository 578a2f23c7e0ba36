// Package zpiece glues a zlib stream (RFC 1950, 1951) from pieces that were compressed once. In: a Code trained on
// samples, and pieces of bytes coded with it. Out: one zlib stream of one deflate block, whose cost is that of shifting
// the coded bits into place.
//
// A piece's matches never reach outside the piece, and the Huffman code is fixed for all pieces of a Code, so a piece's
// bits are the same wherever it is. The price is size: matches across pieces are lost. See docs/decisions for the
// numbers.
package zpiece

import (
	"encoding/binary"
	"hash/adler32"
	"slices"
)

// Piece is bytes coded with a Code. It is read-only and may be shared.
type Piece struct {
	words []uint64 // coded bits, least significant first
	nbits int
	size  int
	adler uint32
}

// Piece codes b.
func (c *Code) Piece(b []byte) *Piece {
	var w bitWriter
	c.encode(&w, b)
	p := w.piece()
	p.size, p.adler = len(b), adler32.Checksum(b)
	return &p
}

// Writer glues pieces into one zlib stream. Its zero value is not usable; see Code.Writer.
type Writer struct {
	c    *Code
	w    bitWriter
	a, b uint32 // running Adler-32
	size int
}

// Writer starts a zlib stream; its bytes are appended to buf.
func (c *Code) Writer(buf []byte) *Writer {
	w := &Writer{c: c, a: 1}
	w.w.buf = append(buf, 0x78, 0x9c)
	w.w.bits(1, 1) // BFINAL
	w.w.bits(2, 2) // dynamic Huffman codes
	w.w.append(c.header.words, c.header.nbits)
	return w
}

// Add puts a piece coded by the same Code next.
func (w *Writer) Add(p *Piece) {
	w.w.append(p.words, p.nbits)
	w.sum(p.adler, p.size)
}

// AddBytes codes b as literals and puts them next; for what is different in each stream.
func (w *Writer) AddBytes(b []byte) {
	for _, x := range b {
		s := w.c.lit[x]
		w.w.bits(uint64(s.bits), uint(s.n))
	}
	w.sum(adler32.Checksum(b), len(b))
}

// Size is the number of bytes the stream stands for so far.
func (w *Writer) Size() int { return w.size }

// Close ends the stream and returns buf with the stream appended.
func (w *Writer) Close() []byte {
	s := w.c.lit[endOfBlock]
	w.w.bits(uint64(s.bits), uint(s.n))
	w.w.flush()
	return binary.BigEndian.AppendUint32(w.w.buf, w.b<<16|w.a)
}

// sum continues the Adler-32 with that of size further bytes.
func (w *Writer) sum(adler uint32, size int) {
	const mod = 65521
	a2, b2 := adler&0xffff, adler>>16
	// b after n bytes starting from (a, b) is b + n·(a−1) + b2, a is a + a2 − 1.
	w.b = uint32((uint64(w.b) + uint64(b2) + uint64(size%mod)*uint64((w.a+mod-1)%mod)) % mod)
	w.a = (w.a + a2 + mod - 1) % mod
	w.size += size
}

// bitWriter packs bits, least significant first.
type bitWriter struct {
	buf []byte
	acc uint64
	n   uint // bits in acc, under 64; after bits() and append() at most 63
}

// bits writes the low k bits of v, k at most 32.
func (w *bitWriter) bits(v uint64, k uint) {
	w.acc |= v << w.n
	if w.n+k >= 64 {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, w.acc)
		w.acc = v >> (64 - w.n) // n is over 31 here, so the shift is under 64
		w.n = w.n + k - 64
		return
	}
	w.n += k
}

// append writes the first nbits of words.
func (w *bitWriter) append(words []uint64, nbits int) {
	full := nbits / 64
	at := len(w.buf)
	w.buf = slices.Grow(w.buf, 8*full)[:at+8*full]
	to := w.buf[at:]
	if w.n == 0 {
		for _, v := range words[:full] {
			binary.LittleEndian.PutUint64(to, v)
			to = to[8:]
		}
	} else {
		acc, n := w.acc, w.n&63
		for _, v := range words[:full] {
			binary.LittleEndian.PutUint64(to, acc|v<<n)
			to = to[8:]
			acc = v >> (64 - n)
		}
		w.acc = acc
	}
	if rest := uint(nbits % 64); rest > 0 {
		v := words[full]
		low := min(rest, 32)
		w.bits(v&(1<<low-1), low)
		if rest > 32 {
			w.bits(v>>32&(1<<(rest-32)-1), rest-32)
		}
	}
}

// flush writes the bits left over, the last byte filled with zeros.
func (w *bitWriter) flush() {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.buf = append(w.buf, byte(w.acc))
		w.acc >>= 8
	}
}
