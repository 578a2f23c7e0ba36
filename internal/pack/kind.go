package pack

import (
	"encoding"
	"encoding/binary"
	"fmt"
	"reflect"
	"unsafe"
)

// kind is how values of a type are written and read where they are in memory. Going through reflect.Value instead takes
// six times as long, more than measuring a form again.
type kind struct {
	t      reflect.Type
	zero   func(unsafe.Pointer) bool
	write  func(*writer, unsafe.Pointer)
	read   func(*reader, unsafe.Pointer)
	shared bool
}

// kinds are those of the types that hang together.
type kinds map[reflect.Type]*kind

// of is the kind of a type.
func (all kinds) of(t reflect.Type) (*kind, error) {
	if k := all[t]; k != nil {
		return k, nil
	}
	k := &kind{t: t}
	all[t] = k // before what is in it: types may hold themselves
	if t.Implements(reflect.TypeFor[encoding.BinaryMarshaler]()) && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.BinaryUnmarshaler]()) {
		k.itself()
		return k, nil
	}
	switch t.Kind() {
	case reflect.Bool:
		plain(k, func(b []byte, v bool) []byte {
			if v {
				return append(b, 1)
			}
			return append(b, 0)
		}, func(r *reader) bool { return r.uint() == 1 })
	case reflect.Int:
		signed[int](k)
	case reflect.Int8:
		signed[int8](k)
	case reflect.Int16:
		signed[int16](k)
	case reflect.Int32:
		signed[int32](k)
	case reflect.Int64:
		signed[int64](k)
	case reflect.Uint8:
		unsigned[uint8](k)
	case reflect.Uint16:
		unsigned[uint16](k)
	case reflect.Uint32:
		unsigned[uint32](k)
	case reflect.Uint64:
		unsigned[uint64](k)
	case reflect.String:
		plain(k, func(b []byte, v string) []byte { return append(binary.AppendUvarint(b, uint64(len(v))), v...) },
			(*reader).bytes)
	case reflect.Struct:
		return k, all.fields(k)
	case reflect.Slice:
		return k, all.slice(k)
	case reflect.Pointer:
		return k, all.pointer(k)
	default:
		return nil, fmt.Errorf("pack: %s cannot be brought back", t)
	}
	return k, nil
}

// plain is a kind whose values are written as a whole.
func plain[V comparable](k *kind, write func([]byte, V) []byte, read func(*reader) V) {
	k.zero = func(p unsafe.Pointer) bool { return *(*V)(p) == *new(V) }
	k.write = func(w *writer, p unsafe.Pointer) { w.b = write(w.b, *(*V)(p)) }
	k.read = func(r *reader, p unsafe.Pointer) { *(*V)(p) = read(r) }
}

func signed[V int | int8 | int16 | int32 | int64](k *kind) {
	plain(k, func(b []byte, v V) []byte { return binary.AppendVarint(b, int64(v)) }, func(r *reader) V { return V(r.int()) })
}

func unsigned[V uint8 | uint16 | uint32 | uint64](k *kind) {
	plain(k, func(b []byte, v V) []byte { return binary.AppendUvarint(b, uint64(v)) }, func(r *reader) V { return V(r.uint()) })
}

// itself is a kind whose values write themselves.
func (k *kind) itself() {
	k.zero = func(p unsafe.Pointer) bool { return reflect.NewAt(k.t, p).Elem().IsZero() }
	k.write = func(w *writer, p unsafe.Pointer) {
		b, err := reflect.NewAt(k.t, p).Interface().(encoding.BinaryMarshaler).MarshalBinary()
		if err != nil {
			panic(err) // of a number: never
		}
		w.b = append(binary.AppendUvarint(w.b, uint64(len(b))), b...)
	}
	k.read = func(r *reader, p unsafe.Pointer) {
		if reflect.NewAt(k.t, p).Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(r.bytes())) != nil {
			panic(errBroken)
		}
	}
}

// field is one of a struct.
type field struct {
	*kind
	at     uintptr
	number byte    // from 1
	word   uintptr // where the word is that is zero when the field is: most fields are, and a call for each would be half of the time
	width  uintptr // of that word; 0: there is none
}

// empty says whether the field of a struct is zero.
func (f *field) empty(p unsafe.Pointer) bool {
	switch w := unsafe.Add(p, f.word); f.width {
	case 1:
		return *(*uint8)(w) == 0
	case 2:
		return *(*uint16)(w) == 0
	case 4:
		return *(*uint32)(w) == 0
	case 8:
		return *(*uint64)(w) == 0
	}
	return f.zero(unsafe.Add(p, f.at))
}

// probe finds the word.
func (f *field) probe() {
	f.word, f.width = f.at, f.t.Size()
	switch f.t.Kind() {
	case reflect.String:
		f.word, f.width = f.at+unsafe.Sizeof(uintptr(0)), unsafe.Sizeof(0) // its length
	case reflect.Slice:
		f.width = unsafe.Sizeof(uintptr(0)) // where it is
	case reflect.Struct:
		f.width = 0
	}
}

// fields writes a struct: the fields that are not zero, each after its number, then 0.
func (all kinds) fields(k *kind) error {
	if k.t.NumField() > 254 {
		return fmt.Errorf("pack: %s has too many fields", k.t)
	}
	fields := make([]field, k.t.NumField())
	for i := range fields {
		f := k.t.Field(i)
		if !f.IsExported() {
			return fmt.Errorf("pack: %s of %s cannot be brought back", f.Name, k.t)
		}
		of, err := all.of(f.Type)
		if err != nil {
			return err
		}
		fields[i] = field{kind: of, at: f.Offset, number: byte(i + 1)}
		fields[i].probe()
	}
	k.zero = func(p unsafe.Pointer) bool {
		for i := range fields {
			if !fields[i].empty(p) {
				return false
			}
		}
		return true
	}
	k.write = func(w *writer, p unsafe.Pointer) {
		for i := range fields {
			if f := &fields[i]; !f.empty(p) {
				w.b = append(w.b, f.number)
				f.write(w, unsafe.Add(p, f.at))
			}
		}
		w.b = append(w.b, 0)
	}
	k.read = func(r *reader, p unsafe.Pointer) {
		for {
			n := r.uint()
			switch {
			case n == 0:
				return
			case n > uint64(len(fields)):
				panic(errBroken)
			}
			f := &fields[n-1]
			f.read(r, unsafe.Add(p, f.at))
		}
	}
	return nil
}

// slice writes a slice: one more than its length, 0 for none, then what is in it.
func (all kinds) slice(k *kind) error {
	of, err := all.of(k.t.Elem())
	if err != nil {
		return err
	}
	size, flat := k.t.Elem().Size(), k.t.Elem().Kind() == reflect.Uint8
	k.zero = func(p unsafe.Pointer) bool { return *(*[]byte)(p) == nil } // of any slice: whether it is there, and its length
	k.write = func(w *writer, p unsafe.Pointer) {
		s := *(*[]byte)(p)
		if s == nil {
			w.b = append(w.b, 0)
			return
		}
		w.b = binary.AppendUvarint(w.b, uint64(len(s)+1))
		if flat {
			w.b = append(w.b, s...)
			return
		}
		first := unsafe.Pointer(unsafe.SliceData(s))
		for i := range s {
			of.write(w, unsafe.Add(first, uintptr(i)*size))
		}
	}
	k.read = func(r *reader, p unsafe.Pointer) {
		n := r.uint()
		if n == 0 {
			return
		}
		n--
		if n > uint64(len(r.text)-r.at) { // each takes a byte at least
			panic(errBroken)
		}
		if flat {
			*(*[]byte)(p) = []byte(r.text[r.at : r.at+int(n)])
			r.at += int(n)
			return
		}
		s := reflect.MakeSlice(k.t, int(n), int(n))
		reflect.NewAt(k.t, p).Elem().Set(s)
		first := s.UnsafePointer()
		for i := range int(n) {
			of.read(r, unsafe.Add(first, uintptr(i)*size))
		}
	}
	return nil
}

// pointer writes a pointer: 0 for nil, 1 and what it points to, or two more than the number of a pointer written
// before.
func (all kinds) pointer(k *kind) error {
	of, err := all.of(k.t.Elem())
	if err != nil {
		return err
	}
	k.zero = func(p unsafe.Pointer) bool { return *(*unsafe.Pointer)(p) == nil }
	k.write = func(w *writer, p unsafe.Pointer) {
		to := pointee{*(*unsafe.Pointer)(p), of}
		if to.at == nil {
			w.b = append(w.b, 0)
			return
		}
		if n, ok := w.known[to]; ok {
			w.b = binary.AppendUvarint(w.b, uint64(n)+2)
			return
		}
		w.b = append(w.b, 1)
		w.known[to] = len(w.known)
		of.write(w, to.at)
	}
	k.read = func(r *reader, p unsafe.Pointer) {
		switch n := r.uint(); {
		case n == 0:
			return
		case n >= 2:
			if n-2 >= uint64(len(r.known)) || r.known[n-2].as != of {
				panic(errBroken)
			}
			*(*unsafe.Pointer)(p) = r.known[n-2].at
			return
		}
		number := len(r.known)
		to := pointee{reflect.New(of.t).UnsafePointer(), of}
		r.known = append(r.known, to)
		from := r.at
		of.read(r, to.at)
		if of.shared {
			to.at = r.once(of, from)
			r.known[number] = to
		}
		*(*unsafe.Pointer)(p) = to.at
	}
	return nil
}

// once gives the one pointer to a shared value, of which the bytes were just read.
func (r *reader) once(of *kind, from int) unsafe.Pointer {
	key := r.text[from:r.at]
	if old, ok := r.kept.Load(key); ok {
		return old.(unsafe.Pointer)
	}
	own := reader{text: string([]byte(key)), kept: r.kept} // holds nothing else in memory
	to := reflect.New(of.t).UnsafePointer()
	of.read(&own, to)
	old, _ := r.kept.LoadOrStore(own.text, to)
	return old.(unsafe.Pointer)
}
