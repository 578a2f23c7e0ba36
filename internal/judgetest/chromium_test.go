package judgetest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// browser is a Chromium without a window, told what to do through two pipes (Chrome DevTools Protocol,
// --remote-debugging-pipe).
type browser struct {
	cmd     *exec.Cmd
	in      *os.File
	out     *bufio.Reader
	session string
	id      int
	server  *httptest.Server
	folders sync.Map // name in the address → folder
}

// chromium starts a browser for the test and ends it with it.
func chromium(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "chromium")
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{in: in, out: bufio.NewReaderSize(out, 1<<20)}
	b.cmd = exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--remote-debugging-pipe", "--hide-scrollbars",
		"--no-first-run", "--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text",
		"--user-data-dir="+t.TempDir())
	b.cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := b.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	b.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		dir, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if at, ok := b.folders.Load(dir); ok && !strings.Contains(name, "/") {
			http.ServeFile(w, r, at.(string)+"/"+name)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(func() {
		b.send("Browser.close", nil)
		end := time.AfterFunc(10*time.Second, func() { _ = b.cmd.Process.Kill() })
		_ = b.cmd.Wait()
		end.Stop()
		b.in.Close()
		out.Close()
		b.server.Close()
	})
	var target struct{ TargetID string }
	b.call(t, &target, "Target.createTarget", map[string]any{"url": "about:blank"})
	var session struct{ SessionID string }
	b.call(t, &session, "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true})
	b.session = session.SessionID
	b.call(t, nil, "Page.enable", nil)
	b.call(t, nil, "Emulation.setDeviceMetricsOverride", map[string]any{"width": 2000, "height": 1300,
		"deviceScaleFactor": 1, "mobile": false})
	return b
}

func (b *browser) send(method string, params any) {
	b.id++
	m := map[string]any{"id": b.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && !strings.HasPrefix(method, "Target.") && !strings.HasPrefix(method, "Browser.") {
		m["sessionId"] = b.session
	}
	data, err := json.Marshal(m)
	if err == nil {
		_, _ = b.in.Write(append(data, 0)) // a browser that is gone does not answer either
	}
}

// call tells the browser something and waits for its answer.
func (b *browser) call(t *testing.T, into any, method string, params any) {
	t.Helper()
	b.send(method, params)
	limit := time.AfterFunc(2*time.Minute, func() { _ = b.cmd.Process.Kill() })
	defer limit.Stop()
	for {
		line, err := b.out.ReadBytes(0)
		if err != nil {
			t.Fatalf("chromium, %s: %v", method, err)
		}
		var m struct {
			ID     int
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(line[:len(line)-1], &m); err != nil {
			t.Fatal(err)
		}
		if m.ID != b.id {
			continue // an event
		}
		if m.Error != nil {
			t.Fatalf("chromium, %s: %s", method, m.Error.Message)
		}
		if into != nil {
			if err := json.Unmarshal(m.Result, into); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
}

// eval is the value of an expression of the page's.
func (b *browser) eval(t *testing.T, into any, expression string) {
	t.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Text string }
	}
	b.call(t, &r, "Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true,
		"awaitPromise": true})
	if r.ExceptionDetails != nil {
		t.Fatalf("chromium: %s", r.ExceptionDetails.Text)
	}
	if err := json.Unmarshal(r.Result.Value, into); err != nil {
		t.Fatal(err, string(r.Result.Value))
	}
}

// address is that of a file in a folder, served to the browser alone.
func (b *browser) address(dir, name string) string {
	key := fmt.Sprintf("%x", dir)
	b.folders.Store(key, dir)
	return b.server.URL + "/" + key + "/" + name
}

// shot is a picture of a part of the page, in CSS pixels, as PNG of so many times its size.
func (b *browser) shot(t *testing.T, x, y, w, h, scale float64) []byte {
	t.Helper()
	var r struct{ Data []byte }
	b.call(t, &r, "Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true,
		"clip": map[string]any{"x": x, "y": y, "width": w, "height": h, "scale": scale}})
	return r.Data
}

// open loads an address and waits until it is loaded.
func (b *browser) open(t *testing.T, address string) {
	t.Helper()
	b.call(t, nil, "Page.navigate", map[string]any{"url": address})
	for from := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		var at, state string
		if b.eval(t, &at, "location.href"); at == address {
			if b.eval(t, &state, "document.readyState"); state == "complete" {
				return
			}
		}
		if time.Since(from) > time.Minute {
			t.Fatalf("chromium does not load %s", address)
		}
	}
}
