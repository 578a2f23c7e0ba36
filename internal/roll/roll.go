// Package roll keeps what a great many names belong to. In: a name, a short text and a number for it, any number of
// times. Out: the text and number again, for exactly that name. In memory a name costs 10 to 15 bytes, however long it
// is: where it stands, by its hash. The names themselves are in a file of the run's own once there is more than a
// megabyte of them, and are compared, so that two names with one hash are two names.
package roll

import (
	"bufio"
	"encoding/binary"
	"hash/maphash"
	"io"
	"iter"
	"math"
)

// File is where names are put in place of memory.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// Roll is empty when it is zero. One goroutine uses it at a time.
type Roll struct {
	// Open makes the file; nil, or an error: everything stays in memory. What cannot be written stays there too.
	Open func() (File, error)

	seed  maphash.Seed
	hash  func(name string) uint32 // nil until there is a name
	index [256]shard               // by the first byte of the hash
	file  File
	tail  []byte // what is not in the file
	from  int64  // where tail begins
	most  int    // of tail
}

// Entry is what a name belongs to.
type Entry struct {
	Text string
	N    uint32
	Spot int64 // where it stands; of no other entry
}

// What stands before a name: the number, how long name and text are.
const head = 4 + 4 + 4

// Sizes of the tail: below few there is no file, then it goes there piece by piece.
const (
	few   = 1 << 20
	piece = 64 << 10
)

// Get says what a name belongs to. The error is that of reading the file.
func (r *Roll) Get(name string) (e Entry, ok bool, err error) {
	if r.hash == nil {
		return e, false, nil
	}
	hash := r.hash(name)
	for spot := range r.index[hash>>24].with(hash) {
		var h [head]byte
		if err := r.read(h[:], spot); err != nil {
			return e, false, err
		}
		names, texts := binary.LittleEndian.Uint32(h[4:]), binary.LittleEndian.Uint32(h[8:])
		if int(names) != len(name) {
			continue
		}
		b := make([]byte, names+texts)
		if err := r.read(b, spot+head); err != nil {
			return e, false, err
		}
		if string(b[:names]) == name {
			return Entry{string(b[names:]), binary.LittleEndian.Uint32(h[:]), spot}, true, nil
		}
	}
	return e, false, nil
}

// Put takes in a name that is not there yet.
func (r *Roll) Put(name, text string, n uint32) {
	if r.hash == nil {
		r.seed, r.most = maphash.MakeSeed(), few
		r.hash = func(name string) uint32 { return uint32(maphash.String(r.seed, name)) }
	}
	hash := r.hash(name)
	r.index[hash>>24].put(hash, r.from+int64(len(r.tail)))
	r.tail = binary.LittleEndian.AppendUint32(r.tail, n)
	r.tail = binary.LittleEndian.AppendUint32(r.tail, uint32(len(name)))
	r.tail = binary.LittleEndian.AppendUint32(r.tail, uint32(len(text)))
	r.tail = append(append(r.tail, name...), text...)
	if len(r.tail) >= r.most {
		r.flush()
	}
}

// flush takes the tail to the file. A file that cannot be made, or is full, costs memory, not the run.
func (r *Roll) flush() {
	if r.file == nil && r.Open != nil {
		if f, err := r.Open(); err == nil {
			r.file = f
		}
		r.Open = nil
	}
	if r.file == nil {
		r.most = math.MaxInt
		return
	}
	if _, err := r.file.WriteAt(r.tail, r.from); err != nil {
		r.most = math.MaxInt
		return
	}
	r.from += int64(len(r.tail))
	if r.most > piece {
		r.most, r.tail = piece, make([]byte, 0, piece+piece/4)
	}
	r.tail = r.tail[:0]
}

// Set gives an entry another number.
func (r *Roll) Set(spot int64, n uint32) error {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], n)
	if at := spot - r.from; at >= 0 {
		copy(r.tail[at:], b[:])
		return nil
	}
	_, err := r.file.WriteAt(b[:], spot)
	return err
}

// read fills b from a place. No entry stands on either side of where the tail begins.
func (r *Roll) read(b []byte, at int64) error {
	if at >= r.from {
		copy(b, r.tail[at-r.from:])
		return nil
	}
	_, err := r.file.ReadAt(b, at)
	return err
}

// All gives the names and what they belong to in the order they were put.
func (r *Roll) All() iter.Seq2[Named, error] {
	return func(yield func(Named, error) bool) {
		end := r.from + int64(len(r.tail))
		in := bufio.NewReaderSize(io.NewSectionReader(readerAt{r}, 0, end), piece)
		for spot := int64(0); spot < end; {
			var h [head]byte
			_, err := io.ReadFull(in, h[:])
			names, texts := binary.LittleEndian.Uint32(h[4:]), binary.LittleEndian.Uint32(h[8:])
			b := make([]byte, int(names)+int(texts))
			if err == nil {
				_, err = io.ReadFull(in, b)
			}
			if err != nil {
				yield(Named{}, err)
				return
			}
			e := Entry{string(b[names:]), binary.LittleEndian.Uint32(h[:]), spot}
			if !yield(Named{string(b[:names]), e}, nil) {
				return
			}
			spot += head + int64(len(b))
		}
	}
}

// Named is an entry with its name.
type Named struct {
	Name string
	Entry
}

// readerAt reads over the place where the tail begins.
type readerAt struct{ r *Roll }

func (a readerAt) ReadAt(b []byte, at int64) (int, error) {
	if n := a.r.from - at; n > 0 && n < int64(len(b)) {
		if err := a.r.read(b[:n], at); err != nil {
			return 0, err
		}
		m, err := a.ReadAt(b[n:], a.r.from)
		return int(n) + m, err
	}
	if err := a.r.read(b, at); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Close gives the file back; nothing is asked of the roll after it.
func (r *Roll) Close() error {
	f := r.file
	r.index, r.tail, r.file = [256]shard{}, nil, nil
	if f == nil {
		return nil
	}
	return f.Close()
}
