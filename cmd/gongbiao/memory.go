package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/check"
)

// What main asks of the collector of garbage, unless GOGC or GOMEMLIMIT say otherwise.
const (
	lazy   = 400      // a form needs some 10 MB and is gone in 20 ms: collecting at 4 MB would cost a third of that
	modest = 72 << 20 // but not by letting a batch grow: from here on it is collected sooner
	spare  = 28 << 20 // above what is alive, so that a run that needs more does not only collect
)

// frugal sets how much memory the program lets garbage take. A limit that is too near to what is alive would cost all
// of the time, so the limit follows what is alive.
func frugal() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(lazy)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetMemoryLimit(modest)
	go func() {
		alive := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		limit := int64(modest)
		for range time.Tick(100 * time.Millisecond) {
			metrics.Read(alive)
			if alive[0].Value.Kind() != metrics.KindUint64 {
				return
			}
			if want := max(modest, limitFor(int64(alive[0].Value.Uint64()))); want != limit {
				debug.SetMemoryLimit(want)
				limit = want
			}
		}
	}()
}

// limitFor is the limit for so many bytes alive, in steps: setting one stops the program for a moment.
func limitFor(alive int64) int64 {
	const step = 8 << 20
	return (alive + max(alive/2, spare) + step - 1) / step * step
}

// spill opens the file in which a check keeps what it needs of many forms.
func spill() (check.Scratch, error) {
	f, err := safefile.Scratch("")
	if err != nil {
		return nil, spooled(err)
	}
	return scratch{f}, nil
}

// scratch is such a file; its errors say what it is.
type scratch struct{ *safefile.ScratchFile }

func (s scratch) Write(b []byte) (int, error) {
	n, err := s.ScratchFile.Write(b)
	return n, spooled(err)
}

func (s scratch) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.ScratchFile.ReadAt(b, at)
	return n, spooled(err)
}
