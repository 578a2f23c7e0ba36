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
	for _, format := range []string{"pdf", "xlsx", "pdf,xlsx"} {
		b.Run(format, func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				c := exec.Command("gongbiao", "render", seed, "-f", format, "-o", b.TempDir())
				if out, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				cpu += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			}
			b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/form")
		})
	}
}
