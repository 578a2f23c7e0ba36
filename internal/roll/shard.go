package roll

import "iter"

// shard is a table of places by hash: slots of 24 bits of the hash over 40 bits of the place and 1, so that a file may
// have a terabyte. A slot stands where its hash says, or behind; the rest of the hash tells the shard.
type shard struct {
	slots []uint64 // 0: free
	used  int
}

const (
	placeBits = 40
	hashBits  = 24
)

// home is where a hash begins to look for its slot.
func (s *shard) home(hash uint64) int { return int(hash * uint64(len(s.slots)) >> hashBits) }

// with gives the places of a hash.
func (s *shard) with(hash uint32) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		if s.used == 0 {
			return
		}
		want := uint64(hash) & (1<<hashBits - 1)
		for i := s.home(want); s.slots[i] != 0; {
			if s.slots[i]>>placeBits == want && !yield(int64(s.slots[i]&(1<<placeBits-1))-1) {
				return
			}
			if i++; i == len(s.slots) {
				i = 0
			}
		}
	}
}

// put takes in a place. Four of five slots at most are used, so that a free one is near.
func (s *shard) put(hash uint32, place int64) {
	if 5*(s.used+1) > 4*len(s.slots) {
		old := s.slots
		s.slots = make([]uint64, max(8, len(old)*3/2))
		for _, slot := range old {
			if slot != 0 {
				s.set(slot)
			}
		}
	}
	s.set(uint64(hash)<<placeBits | uint64(place+1)) // the byte that tells the shard falls off
	s.used++
}

func (s *shard) set(slot uint64) {
	i := s.home(slot >> placeBits)
	for s.slots[i] != 0 {
		if i++; i == len(s.slots) {
			i = 0
		}
	}
	s.slots[i] = slot
}
