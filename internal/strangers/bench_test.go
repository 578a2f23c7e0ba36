package strangers

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

const seed = "../../examples/seed-1.json"

// measure runs f as a benchmark and reports processor time; wall time says little on a busy machine.
func measure(b *testing.B, size int, f func() error) time.Duration {
	b.Helper()
	for range 3 { // warm
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	from := cpu()
	for b.Loop() {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	per := (cpu() - from) / time.Duration(b.N)
	b.ReportMetric(float64(per)/1e6, "cpu-ms/op")
	b.ReportMetric(float64(size)/1000, "kB/file")
	return per
}

// withoutFonts cuts the font files out of a plain file.
func withoutFonts(data []byte) (out []byte) {
	for {
		i := bytes.Index(data, []byte("/Length1 "))
		if i < 0 {
			return append(out, data...)
		}
		j := bytes.Index(data[i:], []byte("\nendstream\nendobj")) + i
		out, data = append(out, data[:i]...), data[j:]
	}
}

// BenchmarkFiles is the whole road, data to file on disk, 1,000 single files a run with -benchtime 1000x.
func BenchmarkFiles(b *testing.B) {
	raw, err := os.ReadFile(seed)
	if err != nil {
		b.Fatal(err)
	}
	var e render.Engine
	file := filepath.Join(b.TempDir(), "seed-1.pdf")
	var size int
	measure(b, 0, func() error {
		return data.Read("seed-1.json", raw, func(x *data.Value, err error) error {
			if err != nil {
				return err
			}
			form, err := e.Load(b.Context(), x, "")
			if err != nil {
				return err
			}
			out, err := e.Bytes(b.Context(), render.PDF, render.Options{}, form)
			if err != nil {
				return err
			}
			size = len(out)
			return os.WriteFile(file, out, 0o644)
		})
	})
	b.ReportMetric(float64(size)/1000, "kB/file")
}

// BenchmarkBook is a book of 5,000 forms; its metrics are of the whole book.
func BenchmarkBook(b *testing.B) {
	d := example(b, seed)
	c := pdf.New(fonts.Embedded())
	for b.Loop() {
		from := cpu()
		s, err := c.Stream(io.Discard, d.Meta, pdf.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for range 5000 {
			if err := s.Add(d); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(cpu()-from)/1e9, "cpu-s/book")
	}
}
