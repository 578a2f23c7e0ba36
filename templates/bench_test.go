package templates_test

import (
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/templates"
)

func BenchmarkExpand(b *testing.B) {
	l, err := templates.Embedded().Layout("self-evaluation/shanghai")
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile("../examples/seed-1.json")
	if err != nil {
		b.Fatal(err)
	}
	r := records(b, l, "seed-1.json", data)[0]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.Expand(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	dir, err := os.Getwd()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		lib, err := templates.Open(dir, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := lib.Layout("self-evaluation/shanghai"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadSixty loads a layout of 60 lines that stands alone, with its form.
func BenchmarkLoadSixty(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lib, err := templates.Open("testdata/bench", nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := lib.Layout("transfer/sixty"); err != nil {
			b.Fatal(err)
		}
	}
}
