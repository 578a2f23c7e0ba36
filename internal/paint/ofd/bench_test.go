package ofd_test

import (
	"bytes"
	"testing"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
)

// BenchmarkSeed writes the pages of seed-1, once warm.
func BenchmarkSeed(b *testing.B) {
	d := form(b, "seed-1.json")
	p := ofd.New(fonts.Embedded())
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := p.Write(&out, d, ofd.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "file-bytes")
}
