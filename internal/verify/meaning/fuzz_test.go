package meaning

import (
	"os"
	"testing"
)

// Whatever the bytes: no panic, and a book that was read differs from itself in nothing.
func FuzzRead(f *testing.F) {
	for _, p := range []string{"three-001.xlsx", "three-003.xlsx"} {
		data, err := os.ReadFile("../../../testdata/compat/batch/" + p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Read(data)
		if err != nil {
			return
		}
		if d := Compare(b, b); len(d) > 0 {
			t.Errorf("%+v", d)
		}
	})
}

// Headers that are no codes at all are read to their end.
func FuzzEdge(f *testing.F) {
	f.Add(`&C&9&"宋体,Regular"第 &P 页&R&"黑体`)
	f.Add("&K0000&&&")
	f.Fuzz(func(t *testing.T, s string) { edgeParts(s) })
}
