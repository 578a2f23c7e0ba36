package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Page is one tab, with a store of its own. When the test ends it must have asked nobody but its own origin, and said
// no error.
type Page struct {
	t         testing.TB
	b         *Browser
	session   string
	downloads string

	mu       sync.Mutex
	origin   string
	faults   []string
	requests []string
	allowed  []string
}

// NewPage opens a tab of so many CSS pixels.
func (b *Browser) NewPage(t testing.TB, width, height int) *Page {
	t.Helper()
	p := &Page{t: t, b: b, downloads: t.TempDir()}
	must := func(into any, session, method string, params any) {
		t.Helper()
		if err := b.call(into, session, method, params); err != nil {
			t.Fatal(err)
		}
	}
	var context struct{ BrowserContextID string }
	must(&context, "", "Target.createBrowserContext", map[string]any{"disposeOnDetach": true})
	must(nil, "", "Browser.setDownloadBehavior", map[string]any{"behavior": "allow", "downloadPath": p.downloads,
		"browserContextId": context.BrowserContextID})
	must(nil, "", "Browser.grantPermissions", map[string]any{"browserContextId": context.BrowserContextID,
		"permissions": []string{"clipboardReadWrite", "clipboardSanitizedWrite"}})
	var target struct{ TargetID string }
	must(&target, "", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": context.BrowserContextID})
	var session struct{ SessionID string }
	must(&session, "", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true})
	p.session = session.SessionID
	b.mu.Lock()
	b.sessions[p.session] = p
	b.mu.Unlock()
	for _, domain := range []string{"Page", "Runtime", "Log", "Network", "Audits"} {
		p.Call(nil, domain+".enable", nil)
	}
	p.Resize(width, height)
	t.Cleanup(func() {
		_ = b.call(nil, "", "Target.disposeBrowserContext", map[string]any{"browserContextId": context.BrowserContextID})
		b.mu.Lock()
		delete(b.sessions, p.session)
		b.mu.Unlock()
		for _, f := range p.Faults() {
			t.Error(f)
		}
	})
	return p
}

// Call tells the page something and waits for its answer.
func (p *Page) Call(into any, method string, params any) {
	p.t.Helper()
	if err := p.b.call(into, p.session, method, params); err != nil {
		p.t.Fatal(err)
	}
}

// Resize makes the window another size.
func (p *Page) Resize(width, height int) {
	p.t.Helper()
	p.Call(nil, "Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false})
}

// Allow lets the console have errors with such a text in them: refusals that the test provokes.
func (p *Page) Allow(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = append(p.allowed, text)
}

// Faults are errors on the console, exceptions, violations of the policy and requests that leave the origin, so far.
func (p *Page) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.faults
	for _, r := range p.requests {
		if p.origin != "" && !strings.HasPrefix(r, p.origin+"/") && !strings.HasPrefix(r, "blob:"+p.origin+"/") &&
			!(p.origin == "file://" && strings.HasPrefix(r, "blob:null/")) && !strings.HasPrefix(r, "data:") {
			out = append(out, "a request leaves the page: "+r)
		}
	}
	p.faults, p.requests = nil, nil
	return out
}

// event takes down what the page must not do.
func (p *Page) event(method string, params json.RawMessage) {
	var m struct {
		Type             string
		Args             []struct{ Value, Description any }
		Entry            struct{ Level, Source, Text, URL string }
		ExceptionDetails struct {
			Text      string
			Exception struct{ Description string }
		}
		Request struct{ URL string }
		Issue   struct {
			Code    string
			Details json.RawMessage
		}
		SessionID string
	}
	if json.Unmarshal(params, &m) != nil {
		return
	}
	fault := ""
	switch method {
	case "Network.requestWillBeSent":
		p.mu.Lock()
		p.requests = append(p.requests, m.Request.URL)
		p.mu.Unlock()
	case "Target.attachedToTarget": // a worker: what it asks for counts as the page's
		p.b.mu.Lock()
		p.b.sessions[m.SessionID] = p
		p.b.mu.Unlock()
		go func() {
			_ = p.b.call(nil, m.SessionID, "Network.enable", nil)
			_ = p.b.call(nil, m.SessionID, "Runtime.runIfWaitingForDebugger", nil)
		}()
	case "Runtime.consoleAPICalled":
		if m.Type == "error" || m.Type == "assert" {
			fault = fmt.Sprint("console: ", m.Args)
		}
	case "Runtime.exceptionThrown":
		fault = "exception: " + m.ExceptionDetails.Text + " " + m.ExceptionDetails.Exception.Description
	case "Log.entryAdded":
		if m.Entry.Level == "error" {
			fault = "log: " + m.Entry.Text + " " + m.Entry.URL
		}
	case "Audits.issueAdded":
		if m.Issue.Code == "ContentSecurityPolicyIssue" {
			fault = "policy: " + string(m.Issue.Details)
		}
	}
	if fault == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, a := range p.allowed {
		if strings.Contains(fault, a) {
			return
		}
	}
	p.faults = append(p.faults, fault)
}

// Workers makes the page's workers watched as it is: they begin when they are.
func (p *Page) Workers() {
	p.t.Helper()
	p.Call(nil, "Target.setAutoAttach", map[string]any{"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
}

// Requests are the addresses the page and its workers have asked for since Faults was called last.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Open loads an address and waits until it is loaded.
func (p *Page) Open(address string) {
	p.t.Helper()
	if scheme, rest, ok := strings.Cut(address, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		p.mu.Lock()
		p.origin = scheme + "://" + host
		p.mu.Unlock()
	}
	p.Call(nil, "Page.navigate", map[string]any{"url": address})
	p.Wait("the page is loaded", "location.href.startsWith("+quote(strings.SplitN(address, "#", 2)[0])+") && document.readyState === 'complete'")
}

// Eval is the value of an expression of the page's; promises are waited for.
func (p *Page) Eval(into any, expression string) {
	p.t.Helper()
	if err := p.eval(into, expression); err != nil {
		p.t.Fatal(err)
	}
}

func (p *Page) eval(into any, expression string) error {
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	err := p.b.call(&r, p.session, "Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if err != nil {
		return err
	}
	if d := r.ExceptionDetails; d != nil {
		return fmt.Errorf("%s %s: %s", d.Text, d.Exception.Description, expression)
	}
	if into == nil || r.Result.Value == nil {
		return nil
	}
	return json.Unmarshal(r.Result.Value, into)
}

// Text is the value of an expression that is a text.
func (p *Page) Text(expression string) (s string) {
	p.t.Helper()
	p.Eval(&s, expression)
	return s
}

// Wait waits until an expression holds, which may await.
func (p *Page) Wait(what, expression string) {
	p.t.Helper()
	limit := time.After(patience / 3)
	for ; ; time.Sleep(15 * time.Millisecond) {
		var ok bool
		err := p.eval(&ok, "(async () => !!("+expression+"))()") // a page that is being left answers with an error
		if err == nil && ok {
			return
		}
		select {
		case <-limit:
			var body string
			_ = p.eval(&body, "document.body.innerText.slice(0, 1500)")
			p.keep("failed")
			p.t.Fatalf("it never happens that %s (%v)\n%s\n%q", what, err, body, p.Faults())
		default:
		}
	}
}

// Downloaded waits for a file whose name has such an end and gives what is in it. It takes the file away.
func (p *Page) Downloaded(end string) (name string, content []byte) {
	p.t.Helper()
	limit := time.After(patience / 3)
	for waiting := true; waiting; time.Sleep(20 * time.Millisecond) {
		select {
		case <-limit:
			waiting = false
		default:
		}
		entries, err := os.ReadDir(p.downloads)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), end) {
				continue
			}
			path := filepath.Join(p.downloads, e.Name())
			b, err := os.ReadFile(path)
			if err == nil && len(b) > 0 {
				os.Remove(path)
				return e.Name(), b
			}
		}
	}
	p.t.Fatalf("no file ending in %q is downloaded", end)
	return "", nil
}

// Shot is a picture of the window as PNG.
func (p *Page) Shot() []byte {
	p.t.Helper()
	var r struct{ Data []byte }
	p.Call(&r, "Page.captureScreenshot", map[string]any{"format": "png"})
	return r.Data
}

// keep puts a picture where GONGBIAO_SHOTS says, to be looked at.
func (p *Page) keep(name string) {
	dir := os.Getenv("GONGBIAO_SHOTS")
	var r struct{ Data []byte }
	if dir == "" || p.b.call(&r, p.session, "Page.captureScreenshot", map[string]any{"format": "png"}) != nil {
		return
	}
	_ = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(p.t.Name(), "/", "-")+"-"+name+".png"), r.Data, 0o600)
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
