package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
)

// decodeSteps is how much work it is to begin to undo filters.
const decodeSteps = 50

// errFilter is a filter that is not known, such as one of pictures.
var errFilter = errors.New("unknown filter")

// decode undoes the filters of a stream (7.4).
func (f *file) decode(s stream) ([]byte, error) {
	f.work(perStep * decodeSteps)
	filters, parms := f.list(s.dict["Filter"]), f.list(s.dict["DecodeParms"])
	if len(filters) > 4 {
		return nil, errDamaged
	}
	data := s.raw
	for i, x := range filters {
		var p dict
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		var err error
		if data, err = f.undo(f.get(x), data, p); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// list is a value as a list: none, itself, or what an array holds.
func (f *file) list(v any) array {
	switch v := f.get(v).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

func (f *file) undo(filter any, data []byte, p dict) ([]byte, error) {
	switch filter {
	case name("FlateDecode"), name("Fl"):
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, errDamaged
		}
		// Gone through twice: how long it is is known before memory is taken.
		n, err := io.Copy(io.Discard, io.LimitReader(z, min(maxStream, f.left)+1))
		if n > min(maxStream, f.left) {
			return nil, errMuch
		}
		if err != nil || z.(zlib.Resetter).Reset(bytes.NewReader(data), nil) != nil {
			return nil, errDamaged
		}
		out := make([]byte, n)
		if _, err := io.ReadFull(z, out); err != nil {
			return nil, errDamaged
		}
		if err := f.spend(len(out)); err != nil {
			return nil, err
		}
		data = out
		return f.predicted(data, p)
	case name("ASCIIHexDecode"), name("AHx"):
		l := newLexer(append([]byte("<"), data...), 0)
		s, ok := l.hex().(str)
		if !ok {
			return nil, errDamaged
		}
		return []byte(s), f.spend(len(s))
	case name("ASCII85Decode"), name("A85"):
		if i := bytes.Index(data, []byte("~>")); i >= 0 {
			data = data[:i]
		}
		return f.all(ascii85.NewDecoder(bytes.NewReader(data)))
	case name("RunLengthDecode"), name("RL"):
		return f.runs(data)
	}
	return nil, errFilter
}

// spend takes from what may be unpacked.
func (f *file) spend(n int) error {
	if f.left -= int64(n); f.left < 0 || n > maxStream {
		return errMuch
	}
	return nil
}

func (f *file) all(r io.Reader) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, min(maxStream, f.left)+1))
	if e := f.spend(len(out)); e != nil {
		return nil, e
	}
	if err != nil {
		return nil, errDamaged
	}
	return out, nil
}

func (f *file) runs(data []byte) ([]byte, error) {
	var out []byte
	for len(data) > 1 && data[0] != 128 {
		n := int(data[0])
		if n < 128 {
			if n+2 > len(data) {
				return nil, errDamaged
			}
			out = append(out, data[1:n+2]...)
			data = data[n+2:]
		} else {
			out = append(out, bytes.Repeat(data[1:2], 257-n)...)
			data = data[2:]
		}
		if len(out) > maxStream {
			return nil, errMuch
		}
	}
	return out, f.spend(len(out))
}

// predicted undoes a predictor (7.4.4.4).
func (f *file) predicted(data []byte, p dict) ([]byte, error) {
	kind := whole(f.get(p["Predictor"]))
	if kind <= 1 {
		return data, nil
	}
	or := func(key name, usual int) int {
		if v, ok := p[key]; ok {
			return whole(f.get(v))
		}
		return usual
	}
	colors, bits, columns := or("Colors", 1), or("BitsPerComponent", 8), or("Columns", 1)
	if kind < 10 || colors < 1 || colors > 32 || bits != 8 || columns < 1 || columns > 1<<20 {
		return nil, errFilter
	}
	n := colors * columns
	if len(data)%(n+1) != 0 {
		return nil, errDamaged
	}
	out := make([]byte, 0, len(data))
	last := make([]byte, n)
	for ; len(data) > 0; data = data[n+1:] {
		row := data[1 : n+1]
		for i, c := range row {
			var left, corner byte
			if i >= colors {
				left, corner = row[i-colors], last[i-colors]
			}
			switch data[0] {
			case 1:
				c += left
			case 2:
				c += last[i]
			case 3:
				c += byte((int(left) + int(last[i])) / 2)
			case 4:
				c += paeth(left, last[i], corner)
			}
			row[i] = c
		}
		out = append(out, row...)
		copy(last, row)
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := max(p-int(a), int(a)-p), max(p-int(b), int(b)-p), max(p-int(c), int(c)-p)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
