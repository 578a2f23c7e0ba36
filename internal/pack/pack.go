// Package pack turns values of plain Go types to compact bytes and back. In: structs of texts, numbers, slices and
// pointers, such as a measured grid. Out: bytes that bring back the same value, which is what a file of the program's
// own keeps between two laps or for another process of the same release.
//
// A field that is zero takes no room. Pointers that were the same are the same again. The bytes have no version: who
// keeps them for another program says which release wrote them.
package pack

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// Codec packs values of one type. It is for any number of goroutines.
type Codec[T any] struct {
	top  *kind
	kept sync.Map // by the bytes of a shared value: a pointer to it
}

// New makes the codec of a type. The error names a type that no value can be brought back of: an interface, a
// function, a struct with fields of its own that does not write itself. Values of the types of shared, which have no
// pointers in them, are kept once for all that is unpacked: pointers to equal ones are equal.
func New[T any](shared ...reflect.Type) (*Codec[T], error) {
	all := kinds{}
	top, err := all.of(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	for _, t := range shared {
		if all[t] == nil {
			return nil, fmt.Errorf("pack: no %s in it", t)
		}
		all[t].shared = true
	}
	return &Codec[T]{top: top}, nil
}

// Append packs a value behind what is in b.
func (c *Codec[T]) Append(b []byte, v *T) []byte {
	w := writer{b: b, known: map[pointee]int{}}
	c.top.write(&w, unsafe.Pointer(v))
	return w.b
}

// Unpack brings a value back. Its texts share one string.
func (c *Codec[T]) Unpack(b []byte) (_ *T, err error) {
	defer func() {
		if p := recover(); p != nil {
			if p != any(errBroken) {
				panic(p)
			}
			err = errBroken
		}
	}()
	v := new(T)
	r := reader{text: string(b), kept: &c.kept}
	c.top.read(&r, unsafe.Pointer(v))
	if r.at != len(r.text) {
		return nil, errBroken
	}
	return v, nil
}

// errBroken is the error of bytes that no value was packed to.
var errBroken = errors.New("pack: these bytes are not whole")

// pointee is what a pointer points to.
type pointee struct {
	at unsafe.Pointer
	as *kind
}

type writer struct {
	b     []byte
	known map[pointee]int
}

type reader struct {
	text  string
	at    int
	known []pointee
	kept  *sync.Map
}

func (r *reader) uint() uint64 {
	var n uint64
	for shift := 0; r.at < len(r.text) && shift < 64; shift += 7 {
		b := r.text[r.at]
		r.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	panic(errBroken)
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// bytes are those of a length that is before them.
func (r *reader) bytes() string {
	n := r.uint()
	if n > uint64(len(r.text)-r.at) {
		panic(errBroken)
	}
	r.at += int(n)
	return r.text[r.at-int(n) : r.at]
}
