package paper

import "testing"

// Whatever the bytes: no panic, no end that never comes.
func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 4 2]/Size 2/Root 1 0 R/Length 14>>\nstream\n\x00\x00\x00\x00\x00\xff\xff\x01\x00\x00\x00\x09\x00\x00\nendstream\nendobj\nstartxref\n9\n%%EOF\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { Read(data) })
}

// The values of a content stream are read to their end too.
func FuzzLexer(f *testing.F) {
	f.Add([]byte("/P<</MCID 0>>BDC\nBT/F1 9 Tf 1 0 Td(\\(a)Tj ET\n[1 2 0 R]<<"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		l := lexer{b: data}
		for n := 0; l.i < len(l.b); n++ {
			before := l.i
			if l.next(); l.i == before && !l.bad {
				panic("no step forward")
			}
		}
	})
}
