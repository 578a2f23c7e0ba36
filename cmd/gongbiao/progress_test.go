package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
)

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		done, failed int
		read, total  int64
		took         time.Duration
		want         string
	}{
		{100, 0, 25, 100, 10 * time.Second, "[#####...............] 已完成 100 份，每秒 10 份，约剩 30s"},
		{3000, 2, 100, 100, time.Minute, "[####################] 已完成 3000 份，每秒 50 份，约剩 0s，2 份有问题"},
		{7, 0, 900, 0, 2 * time.Second, "已完成 7 份，每秒 3 份"}, // stdin: nobody knows how much is left
	} {
		if got := bar(c.read, c.total) + status(c.done, c.failed, c.read, c.total, c.took); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// Where nobody watches there are plain lines, and none in the first second.
func TestProgressPlain(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{w: &out, meter: &batch.Meter{}, now: func() time.Time { return now }, start: now}
	p.count(false, func(bool) {})
	p.draw()
	if out.Len() > 0 {
		t.Errorf("too early: %q", out.String())
	}
	now = now.Add(2 * time.Second)
	p.count(true, func(bar bool) {
		if bar {
			t.Error("a bar without a terminal")
		}
	})
	p.draw()
	if got := out.String(); got != "已完成 2 份，每秒 1 份，1 份有问题\n" {
		t.Errorf("%q", got)
	}
	out.Reset()
	p.terminal = true
	p.draw()
	p.count(true, func(bool) { out.WriteString("!") })
	if got := out.String(); got != "\r\x1b[K已完成 2 份，每秒 1 份，1 份有问题\r\x1b[K!" {
		t.Errorf("%q", got)
	}
}
