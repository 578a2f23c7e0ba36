package gate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// trial is a gate with a handler behind it that answers with who asks and what was sent.
type trial struct {
	*httptest.Server
	gate *Gate
	mu   sync.Mutex
	log  bytes.Buffer
}

func (x *trial) Write(b []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.log.Write(b)
}

func (x *trial) logged() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.log.String()
}

func serve(t *testing.T, o Options, next http.Handler) *trial {
	t.Helper()
	x := &trial{}
	o.Log, o.Metrics, o.CSP = slog.New(slog.NewJSONHandler(x, nil)), NewMetrics("test"), "default-src 'self'"
	if o.Now == nil {
		o.Now = time.Now
	}
	x.gate = New(o)
	if next == nil {
		next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, err := io.ReadAll(r.Body)
			fmt.Fprintf(w, "%s %v %d %v", Who(r.Context()).Name, Who(r.Context()).Layouts, len(b), err)
		})
	}
	x.Server = httptest.NewServer(x.gate.Front(x.gate.Body(x.gate.Turn(next))))
	t.Cleanup(x.Close)
	return x
}

// ask sends a request and gives the status and the body; set are headers, name: value.
func (x *trial) ask(t *testing.T, method, path, body string, set ...string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, x.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range set {
		name, value, _ := strings.Cut(h, ": ")
		if r.Header.Add(name, value); name == "Host" {
			r.Host = value
		}
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(b), a.Header
}

// named checks that an answer is a problem with this status and code, whole in both languages.
func named(t *testing.T, what string, status int, body string, wantStatus int, wantCode string) {
	t.Helper()
	var p problem.Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Errorf("%s: %d %q is no problem: %v", what, status, body, err)
		return
	}
	if status != wantStatus || p.Status != status || p.Code != wantCode || p.Title == "" || p.Detail == "" || len(p.Errors) != 1 ||
		p.Errors[0].English == "" || p.Type != "urn:gongbiao:problem:"+wantCode {
		t.Errorf("%s: %d %+v, want %d %s", what, status, p, wantStatus, wantCode)
	}
}

// What another origin, or another name for this machine, sends does not come in; what a program or our own page sends
// does.
func TestStrangers(t *testing.T) {
	x := serve(t, Options{Hosts: []string{"biao.example.gov.cn"}}, nil)
	for _, c := range []struct {
		what, method string
		headers      []string
		code         string
	}{
		{"a program", "POST", nil, ""},
		{"our page", "POST", []string{"Sec-Fetch-Site: same-origin", "Origin: " + x.URL}, ""},
		{"an old browser's page", "POST", []string{"Origin: " + x.URL}, ""},
		{"a name given", "GET", []string{"Host: biao.example.gov.cn"}, ""},
		{"the name with a port, in capitals", "GET", []string{"Host: BIAO.example.gov.cn:8080"}, ""},
		{"localhost", "GET", []string{"Host: localhost:1"}, ""},
		{"IPv6", "GET", []string{"Host: [::1]:1"}, ""},
		{"rebinding", "GET", []string{"Host: evil.example"}, "SERVE-HOST"},
		{"rebinding with a port", "POST", []string{"Host: evil.example:8080", "Origin: http://evil.example:8080"}, "SERVE-HOST"},
		{"a name below ours", "GET", []string{"Host: x.localhost.evil.example"}, "SERVE-HOST"},
		{"health by a strange name", "GET", []string{"Host: evil.example"}, "SERVE-HOST"},
		{"another site's form", "POST", []string{"Sec-Fetch-Site: cross-site"}, "SERVE-CROSS"},
		{"another port of this machine", "POST", []string{"Sec-Fetch-Site: same-site"}, "SERVE-CROSS"},
		{"an old browser, another origin", "DELETE", []string{"Origin: http://evil.example"}, "SERVE-CROSS"},
		{"a file or a sandbox", "POST", []string{"Origin: null"}, "SERVE-CROSS"},
		{"another site's link", "GET", []string{"Sec-Fetch-Site: cross-site"}, ""},
	} {
		status, body, h := x.ask(t, c.method, "/v1/x", "", c.headers...)
		want := map[string]int{"": 200, "SERVE-HOST": 421, "SERVE-CROSS": 403}[c.code]
		if c.code == "" && status != want {
			t.Errorf("%s: %d %s", c.what, status, body)
		} else if c.code != "" {
			named(t, c.what, status, body, want, c.code)
		}
		for name, value := range map[string]string{"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'self'",
			"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": ""} {
			if h.Get(name) != value {
				t.Errorf("%s: %s is %q", c.what, name, h.Get(name))
			}
		}
		if len(h.Get("X-Request-Id")) < 20 {
			t.Errorf("%s: no id", c.what)
		}
	}
	if _, body, h := x.ask(t, "GET", "/", "", "Host: evil.example", "Accept-Language: en-GB, zh"); h.Get("Content-Language") != "en" ||
		!strings.Contains(body, `"detail":"the host of`) {
		t.Errorf("in English: %s", body)
	}
}

// Whoever has a token comes in, with the rights of its line, as long as the line is there and its day has not come.
func TestTokens(t *testing.T) {
	day := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	first, line1 := NewToken(Identity{Name: "张三", Layouts: true}, "")
	second, line2 := NewToken(Identity{Name: "李四"}, "2026-11-27")
	late, line3 := NewToken(Identity{Name: "王五"}, "2026-11-26")
	if first == second || strings.Contains(line1, first) {
		t.Fatal("a token is secret and its own")
	}
	file := "# 口令\n" + line1 + "\n\n" + line2 + " # 到今天\n" + line3 + "\n赵六 layouts -\n"
	var mu sync.Mutex
	keys, err := ParseKeys("口令", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	x := serve(t, Options{Auth: &Auth{Keys: func() *Keys { mu.Lock(); defer mu.Unlock(); return keys }},
		Proxies: Proxies{From: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Who: "X-Remote-User"}, Now: func() time.Time { return day }}, nil)
	for _, c := range []struct {
		what, header, want string
	}{
		{"a token with a right", "Authorization: Bearer " + first, "张三 true"},
		{"a token on its last day", "Authorization: bearer  " + second, "李四 false"},
		{"a token after its day", "Authorization: Bearer " + late, ""},
		{"nothing", "A: b", ""},
		{"a wrong token", "Authorization: Bearer " + first[:len(first)-1] + "~", ""},
		{"a short one", "Authorization: Bearer gb1_", ""},
		{"the hash itself", "Authorization: Bearer " + line1[len(line1)-64:], ""},
		{"another scheme", "Authorization: Basic " + first, ""},
		{"the proxy's word", "X-Remote-User: 赵六", "赵六 true"},
		{"the proxy's word for one the file does not name", "X-Remote-User: 钱七", "钱七 false"},
		{"the proxy's word does not give a token's right", "X-Remote-User: 张三", "张三 false"},
		{"the proxy names nobody", "X-Remote-User: ", ""},
		{"a cookie of nobody's", "Cookie: gongbiao=x", ""},
	} {
		status, body, _ := x.ask(t, "POST", "/v1/x", "", c.header)
		if c.want == "" {
			named(t, c.what, status, body, 401, "SERVE-AUTH")
		} else if status != 200 || !strings.HasPrefix(body, c.want) {
			t.Errorf("%s: %d %s", c.what, status, body)
		}
	}
	if status, body, _ := x.ask(t, "POST", "/", "", "X-Remote-User: 赵六", "X-Remote-User: 张三"); status != 401 {
		t.Errorf("two names: %d %s", status, body)
	}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 401, "/login": 200, "/login.css": 200, "/x": 401} {
		if status, _, _ := x.ask(t, "GET", path, ""); status != want {
			t.Errorf("%s without a token: %d", path, status)
		}
	}
	// In the browser: the page leads to the form, the form gives a cookie, the cookie comes in until the line goes.
	if status, _, h := x.ask(t, "GET", "/", "", "Accept: text/html"); status != 303 || h.Get("Location") != "/login" {
		t.Errorf("%d %v", status, h)
	}
	form := "Content-Type: application/x-www-form-urlencoded"
	if status, body, h := x.ask(t, "POST", "/login", "token=gb1_no", form); status != 403 || h.Get("Set-Cookie") != "" || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a wrong token: %d %v", status, h)
	}
	_, _, h := x.ask(t, "POST", "/login", "token="+first, form)
	set := h.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"} {
		if !strings.Contains(set, part) {
			t.Errorf("cookie %q lacks %s", set, part)
		}
	}
	cookie := "Cookie: " + strings.Split(set, ";")[0]
	if strings.Contains(set, first) || strings.Contains(set, "Secure") {
		t.Errorf("cookie %q", set)
	}
	if _, body, _ := x.ask(t, "POST", "/v1/x", "", cookie); !strings.HasPrefix(body, "张三 true") {
		t.Errorf("with the cookie: %s", body)
	}
	if _, _, h := x.ask(t, "POST", "/login", "token="+first, form, "X-Forwarded-Proto: https"); !strings.Contains(h.Get("Set-Cookie"), "Secure") {
		t.Error("the cookie of an encrypted connection must not go over a plain one")
	}
	if status, _, _ := x.ask(t, "POST", "/login", "token="+strings.Repeat("x", 5000), form); status != 413 {
		t.Errorf("a long form: %d", status)
	}
	mu.Lock()
	keys, _ = ParseKeys("口令", []byte(line2))
	mu.Unlock()
	if status, _, _ := x.ask(t, "POST", "/v1/x", "", cookie); status != 401 {
		t.Errorf("the cookie of a token that is gone: %d", status)
	}
	for _, secret := range []string{first, second, strings.Split(cookie, "=")[1]} {
		if strings.Contains(x.logged(), secret) {
			t.Error("a secret in the log")
		}
	}
	x.gate.Proxies.From = nil
	if status, _, _ := x.ask(t, "POST", "/v1/x", "", "X-Remote-User: 赵六"); status != 401 {
		t.Errorf("the header of a machine nobody trusts: %d", status)
	}
}

func TestLogout(t *testing.T) {
	token, line := NewToken(Identity{Name: "张三"}, "")
	keys, err := ParseKeys("口令", []byte(line))
	if err != nil {
		t.Fatal(err)
	}
	x := serve(t, Options{Auth: &Auth{Keys: func() *Keys { return keys }}}, nil)
	_, _, h := x.ask(t, "POST", "/login", "token="+token, "Content-Type: application/x-www-form-urlencoded")
	cookie := "Cookie: " + strings.Split(h.Get("Set-Cookie"), ";")[0]
	x.ask(t, "POST", "/logout", "", cookie)
	if status, _, _ := x.ask(t, "POST", "/v1/x", "", cookie); status != 401 {
		t.Errorf("after the way out: %d", status)
	}
}

// A line that does not say who, or what hash, is named with its number.
func TestKeysFile(t *testing.T) {
	_, good := NewToken(Identity{Name: "甲"}, "")
	for text, line := range map[string]int{"": 0, "# 甲\n": 0, "甲\n": 1, good + "\n甲 sha256:00\n": 2, "甲 root " + good[4:]: 1,
		good + "\n" + good: 2, "甲 until=明天 " + good[4:]: 1, "sha256:" + good[len(good)-64:]: 1, "甲 plain-token": 1} {
		_, err := ParseKeys("f", []byte(text))
		l := finding.Of(err)
		if len(l) != 1 || l[0].Code != "SERVE-KEYS" || l[0].Pos.Line != line {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What a body may be: large, slow, cut off, and how many may wait in memory.
func TestBodies(t *testing.T) {
	x := serve(t, Options{Limits: Limits{Body: 300 << 10, Bodies: 500 << 10, Slow: 1 << 20, Grace: 300 * time.Millisecond}}, nil)
	big := strings.Repeat("x", 300<<10)
	if status, body, _ := x.ask(t, "POST", "/v1/x", big); status != 200 || !strings.Contains(body, "307200 <nil>") {
		t.Errorf("the largest body: %d %s", status, body)
	}
	status, body, _ := x.ask(t, "POST", "/v1/x", big+"x")
	named(t, "a byte more", status, body, 413, "SERVE-BODY")
	r, _ := http.NewRequest("POST", x.URL, io.MultiReader(strings.NewReader(big), strings.NewReader("x"))) // of unknown length
	if a, err := http.DefaultClient.Do(r); err != nil {
		t.Error(err)
	} else {
		b, _ := io.ReadAll(a.Body)
		a.Body.Close()
		named(t, "of unknown length", a.StatusCode, string(b), 413, "SERVE-BODY")
	}
	raw := func(what, text string, code int, name string) {
		t.Helper()
		c, err := net.Dial("tcp", x.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, text)
		b, _ := io.ReadAll(c)
		head, body, _ := strings.Cut(string(b), "\r\n\r\n")
		if i := strings.Index(body, "{"); i >= 0 {
			body = body[i : strings.LastIndex(body, "}")+1]
		}
		var status int
		fmt.Sscanf(head, "HTTP/1.1 %d", &status)
		named(t, what, status, body, code, name)
	}
	raw("a slow body", "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc", 408, "SERVE-SLOW")
	raw("malformed chunks", "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "SERVE-CUT")
	if got := x.gate.room.taken(); got != 0 {
		t.Errorf("%d bytes are still held", got)
	}
	x.gate.room.take(400 << 10)
	status, body, _ = x.ask(t, "POST", "/v1/x", big)
	named(t, "no room", status, body, 503, "SERVE-BUSY")
	if status, _, _ = x.ask(t, "POST", "/v1/x", "small"); status != 200 {
		t.Errorf("a small one beside it: %d", status)
	}
}

// So many at once, so many waiting, and the next is sent away; what takes too long is answered for, and its turn
// comes back when it ends.
func TestTurns(t *testing.T) {
	release, began, stuck := make(chan bool), make(chan bool, 10), make(chan context.Context, 1)
	x := serve(t, Options{Limits: Limits{Concurrency: 1, Queue: 1, Time: 400 * time.Millisecond}},
		http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/wait":
				began <- true
				<-release
			case "/stuck":
				stuck <- r.Context()
				<-release
				w.WriteHeader(500) // too late
			case "/panic":
				panic("绩效指标 secret")
			}
			fmt.Fprint(w, "done")
		}))
	answers := make(chan int, 10)
	ask := func(path string) {
		go func() {
			a, err := http.Get(x.URL + path)
			if err != nil {
				answers <- 0
				return
			}
			a.Body.Close()
			answers <- a.StatusCode
		}()
	}
	ask("/wait")
	<-began
	ask("/quick")
	for len(x.gate.line) == 0 {
		time.Sleep(time.Millisecond)
	}
	status, body, h := x.ask(t, "GET", "/quick", "")
	if named(t, "the third", status, body, 503, "SERVE-BUSY"); h.Get("Retry-After") == "" {
		t.Error("when to come again?")
	}
	release <- true
	if a, b := <-answers, <-answers; a != 200 || b != 200 {
		t.Errorf("the two before it: %d %d", a, b)
	}
	status, body, _ = x.ask(t, "GET", "/stuck", "")
	named(t, "too long", status, body, 503, "SERVE-TIME")
	if (<-stuck).Err() == nil {
		t.Error("its handler was not told")
	}
	if len(x.gate.turns) != 1 {
		t.Error("its turn is not over as long as it works")
	}
	release <- true
	if status, body, _ := x.ask(t, "GET", "/quick", ""); status != 200 || body != "done" {
		t.Errorf("after it: %d %s", status, body)
	}
	status, body, _ = x.ask(t, "GET", "/panic", "")
	named(t, "a fault of ours", status, body, 500, "INTERNAL")
	if log := x.logged(); strings.Contains(log, "secret") || !strings.Contains(log, `"kind":"string"`) || !strings.Contains(log, "gate_test.go") {
		t.Errorf("the log of a fault: %s", log)
	}
}

// Whoever has waited for a turn as long as anybody may is told to come again, long before the request's time is over.
func TestWait(t *testing.T) {
	release, began := make(chan bool), make(chan bool, 1)
	x := serve(t, Options{Limits: Limits{Concurrency: 1, Queue: 9, Wait: 20 * time.Millisecond, Time: time.Minute}},
		http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			began <- true
			<-release
		}))
	first := make(chan error)
	go func() {
		_, err := http.Get(x.URL + "/x")
		first <- err
	}()
	<-began
	status, body, h := x.ask(t, "GET", "/x", "")
	if named(t, "the second", status, body, 503, "SERVE-BUSY"); h.Get("Retry-After") == "" {
		t.Error("when to come again?")
	}
	release <- true
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// The log says who asked for what and how it went, and has no word of what was sent or of the address.
func TestLog(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/jobs/{id}", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ab") })
	x := serve(t, Options{Proxies: Proxies{From: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}}, Route(mux))
	x.ask(t, "POST", "/v1/jobs/secret1?name=secret2", "secret3", "X-Request-Id: abc-1", "X-Forwarded-For: 1.2.3.4, 10.1.2.3", "User-Agent: secret4")
	var line struct {
		ID, Method, Route, Peer string
		Status, Received, Sent  int
	}
	if err := json.Unmarshal([]byte(x.logged()), &line); err != nil {
		t.Fatal(err, x.logged())
	}
	if line.ID != "abc-1" || line.Method != "POST" || line.Route != "POST /v1/jobs/{id}" || line.Peer != "10.1.2.3" || line.Status != 200 ||
		line.Received != 7 || line.Sent != 2 || strings.Contains(x.logged(), "secret") {
		t.Errorf("%+v in %s", line, x.logged())
	}
	x.ask(t, "POST", "/v1/nothing/secret5", "", "Host: evil.example")
	_, page, _ := x.ask(t, "GET", "/metrics", "")
	for _, want := range []string{`gongbiao_requests_total{route="POST /v1/jobs/{id}",status="200"} 1`, `gongbiao_problems_total{code="SERVE-HOST"} 1`,
		"gongbiao_received_bytes_total 7", `gongbiao_build_info{version="test"} 1`, "gongbiao_working 0", "go_goroutines"} {
		if !strings.Contains(page, want) {
			t.Errorf("/metrics lacks %s:\n%s", want, page)
		}
	}
	if strings.Contains(page, "secret") {
		t.Error("/metrics has an address")
	}
}

func TestReady(t *testing.T) {
	ready := true
	x := serve(t, Options{Ready: func() bool { return ready }}, nil)
	for _, want := range []int{200, 503} {
		if status, _, _ := x.ask(t, "GET", "/readyz", ""); status != want {
			t.Errorf("%v: %d", ready, status)
		}
		ready = false
	}
	if status, _, _ := x.ask(t, "GET", "/healthz", ""); status != 200 {
		t.Errorf("alive all the same: %d", status)
	}
}
