package strangers

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/render/pdf"
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

// BenchmarkWriters writes the same pages of seed-1: ours tagged and archival, theirs bare, then the floor: deflating and writing what
// our file holds, with the font as the others do it, and without it.
func BenchmarkWriters(b *testing.B) {
	d := without(example(b, seed), beyondBMP)
	tagged := example(b, seed)
	c := pdf.New(fonts.Embedded())
	file := ours(b, tagged)
	var mine time.Duration
	b.Run("ours", func(b *testing.B) {
		mine = measure(b, len(file), func() error { return c.Write(io.Discard, tagged, pdf.Options{}) })
	})
	ratio := func(b *testing.B, per time.Duration, size int) {
		if mine > 0 {
			b.ReportMetric(float64(per)/float64(mine), "×ours-cpu")
			b.ReportMetric(float64(len(file))/float64(size), "ours-size")
		}
	}
	b.Run("gopdf", func(b *testing.B) {
		g, err := newGoPDF(faces(d)...)
		if err != nil {
			b.Fatal(err)
		}
		out, err := g.paint(d)
		if err != nil {
			b.Fatal(err)
		}
		ratio(b, measure(b, len(out), func() error { _, err := g.paint(d); return err }), len(out))
	})
	b.Run("fpdf", func(b *testing.B) {
		out, err := fpdfPaint(d)
		if err != nil {
			b.Fatal(err)
		}
		ratio(b, measure(b, len(out), func() error { _, err := fpdfPaint(d); return err }), len(out))
	})
	var plain bytes.Buffer
	if err := c.Write(&plain, tagged, pdf.Options{Plain: true}); err != nil {
		b.Fatal(err)
	}
	floor := func(data []byte) func(*testing.B) {
		return func(b *testing.B) {
			var z bytes.Buffer
			w, err := zlib.NewWriterLevel(&z, 3)
			if err != nil {
				b.Fatal(err)
			}
			measure(b, len(data), func() error {
				z.Reset()
				w.Reset(&z)
				w.Write(data)
				return w.Close()
			})
		}
	}
	b.Run("floor", floor(plain.Bytes()))
	b.Run("floor without fonts", floor(withoutFonts(plain.Bytes())))
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
	data, err := os.ReadFile(seed)
	if err != nil {
		b.Fatal(err)
	}
	var e render.Engine
	file := filepath.Join(b.TempDir(), "seed-1.pdf")
	var size int
	measure(b, 0, func() error {
		return model.Read("seed-1.json", data, func(x *model.Data, err error) error {
			if err != nil {
				return err
			}
			form, err := e.Load(x, "")
			if err != nil {
				return err
			}
			out, err := e.Bytes(render.PDF, render.Options{}, form)
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
