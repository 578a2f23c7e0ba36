package zpiece

import (
	"bytes"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"testing"
)

// The code tables against RFC 1951, 3.2.5: each length and distance lies in its code's range, and ranges do not
// overlap.
func TestCodesCoverEveryLengthAndDistance(t *testing.T) {
	for l := 3; l <= maxLen; l++ {
		c := lengthCode(l)
		if x := l - lengthBase(c); x < 0 || x >= 1<<lengthExtra(c) || c > 285 {
			t.Fatalf("length %d: code %d, base %d, extra %d", l, c, lengthBase(c), lengthExtra(c))
		}
	}
	for d := 1; d <= maxDist; d++ {
		c := distCode(d)
		if x := d - distBase(c); x < 0 || x >= 1<<distExtra(c) || c > 29 {
			t.Fatalf("distance %d: code %d, base %d, extra %d", d, c, distBase(c), distExtra(c))
		}
	}
}

func inflate(t testing.TB, z []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(z))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r) // checks the Adler-32 too
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGluedPiecesInflateToTheirBytes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var samples [][]byte
	for range 50 {
		b := make([]byte, rnd.IntN(900))
		for i := range b {
			b[i] = byte(rnd.IntN(1 + i%40))
		}
		samples = append(samples, b)
	}
	samples = append(samples, nil, []byte{255}, bytes.Repeat([]byte{7}, 70000), bytes.Repeat([]byte("abcde"), 300))
	c := Train(samples[:20])
	var pieces []*Piece
	for _, s := range samples {
		pieces = append(pieces, c.Piece(s))
	}
	for round := range 60 {
		w := c.Writer([]byte("head"))
		var want []byte
		for range rnd.IntN(30) {
			k := rnd.IntN(len(samples))
			s := samples[k]
			if rnd.IntN(4) == 0 {
				w.AddBytes(s)
			} else {
				w.Add(pieces[k])
			}
			want = append(want, s...)
		}
		z := w.Close()
		if string(z[:4]) != "head" || w.Size() != len(want) || !bytes.Equal(inflate(t, z[4:]), want) {
			t.Fatalf("round %d: bytes differ", round)
		}
	}
}

func TestTrainingOnNothingStillCodesEverything(t *testing.T) {
	c := Train(nil)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	w := c.Writer(nil)
	w.Add(c.Piece(all))
	if !bytes.Equal(inflate(t, w.Close()), all) {
		t.Fatal("bytes differ")
	}
}

func FuzzPiece(f *testing.F) {
	f.Add([]byte("abcabcabcabc"), []byte("xyz"))
	c := Train([][]byte{[]byte("abcabc123")})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		w := c.Writer(nil)
		w.Add(c.Piece(a))
		w.Add(c.Piece(b))
		if !bytes.Equal(inflate(t, w.Close()), append(append([]byte{}, a...), b...)) {
			t.Fatal("bytes differ")
		}
	})
}
