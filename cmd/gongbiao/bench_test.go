package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkProcess is one form in a fresh process, from data to PDF and XLSX: what a clerk waits for.
func BenchmarkProcess(b *testing.B) {
	seed, err := filepath.Abs(filepath.Join("..", "..", "examples", "seed-1.json"))
	if err != nil {
		b.Fatal(err)
	}
	// The program itself: the test binary that stands in for it elsewhere starts up everything the tests use.
	program := filepath.Join(b.TempDir(), "gongbiao")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, format := range []string{"pdf", "xlsx", "pdf,xlsx"} {
		b.Run(format, func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				c := exec.Command(program, "render", seed, "-f", format, "-o", b.TempDir())
				if out, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				cpu += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			}
			b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/form")
		})
	}
}
