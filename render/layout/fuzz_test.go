package layout

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
)

// bytesSource lets a fuzzer decide what a random form looks like: eight bytes a decision, then a generator seeded with the number of
// bytes.
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
