package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/report"
)

// progress tells how a long run goes: a bar on a terminal, a plain line every ten seconds elsewhere, nothing in the
// first second.
type progress struct {
	w        io.Writer
	terminal bool
	meter    *batch.Meter
	now      func() time.Time

	mu     sync.Mutex
	start  time.Time
	done   int
	failed int
	drawn  bool
	stop   chan struct{}
	ended  sync.WaitGroup
}

const (
	drawEvery  = 200 * time.Millisecond
	plainEvery = 10 * time.Second
	quietFor   = time.Second
)

// isTerminal says whether a stream is one.
func isTerminal(v any) bool {
	f, ok := v.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is how many columns a report may have: those of the terminal, if it is one, and never more than LineWidth.
func width(s *sticky) int {
	if f, ok := s.w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return min(max(n, 40), report.LineWidth)
		}
	}
	return report.LineWidth
}

// watch begins to tell; end stops it.
func watch(w io.Writer, meter *batch.Meter) *progress {
	p := &progress{w: w, terminal: isTerminal(w) && os.Getenv("TERM") != "dumb", meter: meter, now: time.Now, stop: make(chan struct{})}
	p.start = p.now()
	every := plainEvery
	if p.terminal {
		every = drawEvery
	}
	p.ended.Add(1)
	go func() {
		defer p.ended.Done()
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				p.draw()
			case <-p.stop:
				return
			}
		}
	}()
	return p
}

// count takes a result; print says what there is to say of it, above the bar.
func (p *progress) count(failed bool, print func(bar bool)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if failed {
		p.failed++
	}
	bar := p.terminal && p.now().Sub(p.start) > quietFor
	if bar && failed {
		p.clear()
	}
	print(bar)
}

func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}

func (p *progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	took := p.now().Sub(p.start)
	if took < quietFor || p.done == 0 {
		return
	}
	read, total := p.meter.Bytes()
	line := status(p.done, p.failed, read, total, took)
	if p.terminal {
		fmt.Fprint(p.w, "\r\x1b[K"+bar(read, total)+line)
		p.drawn = true
	} else {
		fmt.Fprintln(p.w, line)
	}
}

// status is done, rate, time left (as far as bytes of the inputs tell) and failures.
func status(done, failed int, read, total int64, took time.Duration) string {
	s := fmt.Sprintf("已完成 %d 份，每秒 %d 份", done, int64(done)*int64(time.Second)/max(int64(took), 1))
	if total > 0 && read > 0 && read <= total {
		left := took * time.Duration(1000*(total-read)/read) / 1000
		s += fmt.Sprintf("，约剩 %s", left.Round(time.Second))
	}
	if failed > 0 {
		s += fmt.Sprintf("，%d 份有问题", failed)
	}
	return s
}

const barWidth = 20

func bar(read, total int64) string {
	if total <= 0 {
		return ""
	}
	n := int(min(read, total) * barWidth / total)
	return "[" + strings.Repeat("#", n) + strings.Repeat(".", barWidth-n) + "] "
}
