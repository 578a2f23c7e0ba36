package layout

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// bytesSource lets a fuzzer decide what a random form looks like: eight bytes a decision, then a generator seeded with
// the number of bytes.
type bytesSource struct {
	data []byte
	rest *rand.PCG
}

func (s *bytesSource) Uint64() uint64 {
	if len(s.data) == 0 {
		return s.rest.Uint64()
	}
	var b [8]byte
	s.data = s.data[copy(b[:], s.data):]
	return binary.BigEndian.Uint64(b[:])
}

// FuzzForms holds the properties of TestRandomForms over forms made from bytes.
func FuzzForms(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	for seed := range uint64(20) {
		r, data := rand.NewPCG(seed, 1), []byte(nil)
		for range 64 {
			data = binary.BigEndian.AppendUint64(data, r.Uint64())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		g := randomGrid(rand.New(&bytesSource{data, rand.NewPCG(uint64(len(data)), 1)}))
		if bad := checkForm(g); len(bad) > 0 {
			t.Error(strings.Join(bad[:min(len(bad), 6)], "\n"))
		}
	})
}

// FuzzTexts holds the same properties over random forms with two texts from outside.
func FuzzTexts(f *testing.F) {
	f.Add(uint64(1), "甲乙丙", "")
	f.Add(uint64(481), "a\u0301\n\n\u200b（", strings.Repeat("很长的原因，", 300))
	f.Add(uint64(16959), "\t \u3000", "☑是 □否")
	f.Add(uint64(20365), strings.Repeat("\n", 200), strings.Repeat("W", 500))
	f.Fuzz(func(t *testing.T, seed uint64, a, b string) {
		if len(a)+len(b) > 20000 || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		if bad := checkRandom(seed, a, b); len(bad) > 0 {
			t.Errorf("seed %d: %s", seed, strings.Join(bad[:min(len(bad), 5)], "\n"))
		}
	})
}
