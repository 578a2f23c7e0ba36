package pdf

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
)

// The profile is computed here from IEC 61966-2-1 (primaries and white adapted to D50 as in ICC.1:2001-04) and
// embedded as a file.
func TestProfileIsSRGB(t *testing.T) {
	be := binary.BigEndian
	fixed := func(v float64) []byte { return be.AppendUint32(nil, uint32(int32(math.Round(v*65536)))) }
	xyz := func(x, y, z float64) []byte {
		return bytes.Join([][]byte{[]byte("XYZ \x00\x00\x00\x00"), fixed(x), fixed(y), fixed(z)}, nil)
	}
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), 256)
	for i := range 256 {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(65535*v)))
	}
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", append([]byte("desc\x00\x00\x00\x00\x00\x00\x00\x05sRGB\x00"), make([]byte, 78)...)},
		{"cprt", []byte("text\x00\x00\x00\x00Public domain\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)}, {"gXYZ", xyz(0.38515, 0.71687, 0.09708)}, {"bXYZ", xyz(0.14307, 0.06061, 0.7141)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	head := 128 + 4 + 12*len(tags)
	var table, data []byte
	var shared uint32
	for _, x := range tags {
		at := uint32(head + len(data))
		if x.name[1:] == "TRC" && shared != 0 {
			at = shared
		} else {
			if x.name == "rTRC" {
				shared = at
			}
			data = append(data, x.data...)
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
		}
		table = be.AppendUint32(be.AppendUint32(append(table, x.name...), at), uint32(len(x.data)))
	}
	p := make([]byte, 128)
	be.PutUint32(p, uint32(head+len(data)))
	copy(p[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	for i, v := range []uint16{2024, 1, 1, 0, 0, 0} {
		be.PutUint16(p[24+2*i:], v)
	}
	copy(p[36:], "acsp")
	copy(p[68:], xyz(0.9642, 1, 0.8249)[8:])
	p = be.AppendUint32(p, uint32(len(tags)))
	p = append(append(p, table...), data...)
	golden.File(t, "srgb.icc", p)
	if !bytes.Equal(p, srgb) && !golden.Updating() {
		t.Errorf("what is embedded (%d bytes) is not srgb.icc", len(srgb))
	}
}
