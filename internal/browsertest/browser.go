// Package browsertest opens the page of gongbiao serve in a Chromium and does with it what a clerk does: keys, a mouse,
// files dropped. In: the program, run as serve. Out: test failures. The browser is driven through two pipes (Chrome
// DevTools Protocol): no port, no module.
package browsertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// Browser is a Chromium without a window.
type Browser struct {
	cmd *exec.Cmd
	in  *os.File
	out *os.File

	mu       sync.Mutex
	id       int
	waiting  map[int]chan reply
	sessions map[string]*Page
	gone     error // why it answers no more
}

type reply struct {
	Result json.RawMessage
	Error  *struct{ Message string }
}

// Missing skips the test, or fails it where the judges are required.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("GONGBIAO_JUDGES") == "required" {
		t.Fatalf("%s is missing and GONGBIAO_JUDGES=required", what)
	}
	t.Skipf("%s is missing", what)
}

// Start starts a browser; Close ends it. It needs a folder for its profile.
func Start(t testing.TB, profile string) *Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		Missing(t, "chromium")
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	b := &Browser{in: in, out: out, waiting: map[int]chan reply{}, sessions: map[string]*Page{}}
	b.cmd = exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--hide-scrollbars", "--no-first-run", "--force-color-profile=srgb",
		"--font-render-hinting=none", "--disable-lcd-text", "--lang=zh-CN", "--user-data-dir="+profile)
	b.cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := b.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	go b.read()
	return b
}

// Close ends the browser.
func (b *Browser) Close() {
	_ = b.call(nil, "", "Browser.close", nil)
	end := time.AfterFunc(10*time.Second, func() { _ = b.cmd.Process.Kill() })
	_ = b.cmd.Wait()
	end.Stop()
	b.in.Close()
	b.out.Close()
}

// read takes what the browser says: answers to whoever waits for them, events to their page.
func (b *Browser) read() {
	r := bufio.NewReaderSize(b.out, 1<<20)
	for {
		line, err := r.ReadBytes(0)
		if err != nil {
			b.mu.Lock()
			b.gone = err
			for id, c := range b.waiting {
				close(c)
				delete(b.waiting, id)
			}
			b.mu.Unlock()
			return
		}
		var m struct {
			reply
			ID        int
			Method    string
			SessionID string
			Params    json.RawMessage
		}
		if json.Unmarshal(line[:len(line)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if m.Method != "" {
			p := b.sessions[m.SessionID]
			b.mu.Unlock()
			if p != nil {
				p.event(m.Method, m.Params)
			}
			continue
		}
		c := b.waiting[m.ID]
		delete(b.waiting, m.ID)
		b.mu.Unlock()
		if c != nil {
			c <- m.reply
		}
	}
}

// patience is how long an answer of the browser's is waited for.
const patience = 90 * time.Second

// call tells the browser, or one of its pages, something and waits for its answer.
func (b *Browser) call(into any, session, method string, params any) error {
	m := map[string]any{"method": method}
	if params != nil {
		m["params"] = params
	}
	if session != "" {
		m["sessionId"] = session
	}
	c := make(chan reply, 1)
	b.mu.Lock()
	if b.gone != nil {
		b.mu.Unlock()
		return fmt.Errorf("%s: the browser is gone: %w", method, b.gone)
	}
	b.id++
	m["id"] = b.id
	b.waiting[b.id] = c
	data, err := json.Marshal(m)
	if err == nil {
		_, err = b.in.Write(append(data, 0))
	}
	b.mu.Unlock()
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case r, ok := <-c:
		if !ok {
			return fmt.Errorf("%s: the browser is gone", method)
		}
		if r.Error != nil {
			return fmt.Errorf("%s: %s", method, r.Error.Message)
		}
		if into == nil {
			return nil
		}
		return json.Unmarshal(r.Result, into)
	case <-time.After(patience):
		return fmt.Errorf("%s: no answer in %s", method, patience)
	}
}
