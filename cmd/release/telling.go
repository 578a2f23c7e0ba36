package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"
)

// telling is the output of a service up to now.
type telling struct {
	mu   sync.Mutex
	said bytes.Buffer
}

func (t *telling) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.Write(b)
}

func (t *telling) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.String()
}

// address waits for where it serves: host and port.
func (t *telling) address() (string, error) {
	for range 200 {
		if a := addressIn(t.String()); a != "" {
			return a, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return "", fmt.Errorf("no address in twenty seconds: %.500s", t.String())
}

// addressIn is the host and port of the first address in a text whose line is complete.
func addressIn(text string) string {
	_, rest, ok := strings.Cut(text, "http://")
	end := strings.IndexFunc(rest, func(r rune) bool { return r <= ' ' || r > '~' || r == '/' })
	if !ok || end < 0 {
		return ""
	}
	return rest[:end]
}
