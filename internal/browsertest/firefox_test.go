package browsertest

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fox is a Firefox that takes commands: Marionette, the length and a colon before each message.
type fox struct {
	net.Conn
	in   *bufio.Reader
	last int
}

func (f *fox) read(into any) error {
	size, err := f.in.ReadString(':')
	if err != nil {
		return err
	}
	n := 0
	if _, err := fmt.Sscanf(size, "%d:", &n); err != nil {
		return err
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(f.in, b); err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

func (f *fox) call(t *testing.T, command string, args any) json.RawMessage {
	t.Helper()
	f.last++
	b, err := json.Marshal([]any{0, f.last, command, args})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(f, "%d:%s", len(b), b); err != nil {
		t.Fatal(err)
	}
	var r []json.RawMessage
	if err := f.read(&r); err != nil || len(r) != 4 || string(r[2]) != "null" {
		t.Fatalf("%s: %v %.600s", command, err, r)
	}
	return r[3]
}

// The file in Firefox, from the disk: the engine starts, and the PDF is the command's.
func TestOneFileFirefox(t *testing.T) {
	if !wholly() {
		t.Skip("another browser: GONGBIAO_FULL=1")
	}
	program, err := exec.LookPath("firefox-esr")
	if err != nil {
		Missing(t, "firefox-esr")
	}
	file, dir := oneFile(t, two), t.TempDir()
	c := exec.Command(program, "--headless", "--marionette", "--no-remote", "--profile", dir)
	c.Env = append(os.Environ(), "HOME="+dir)
	if err := os.WriteFile(filepath.Join(dir, "user.js"), []byte(`user_pref("marionette.port", 0);`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	f := &fox{}
	for end := time.Now().Add(time.Minute); f.Conn == nil; time.Sleep(200 * time.Millisecond) {
		port, _ := os.ReadFile(filepath.Join(dir, "MarionetteActivePort")) // not there before it listens
		if f.Conn, err = net.Dial("tcp", "127.0.0.1:"+string(bytes.TrimSpace(port))); err != nil && time.Now().After(end) {
			t.Fatal(err)
		} else if err != nil {
			f.Conn = nil
		}
	}
	t.Cleanup(func() { f.Close() })
	f.in = bufio.NewReader(f)
	var hello any
	if err := f.read(&hello); err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile("../../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	f.call(t, "WebDriver:NewSession", map[string]any{})
	f.call(t, "WebDriver:SetTimeouts", map[string]int{"script": 60000, "pageLoad": 60000})
	f.call(t, "WebDriver:Navigate", map[string]any{"url": "file://" + strings.ReplaceAll(filepath.ToSlash(file), "公表", "%E5%85%AC%E8%A1%A8")})
	var r struct{ Value []string }
	answer := f.call(t, "WebDriver:ExecuteAsyncScript", map[string]any{"args": []string{string(record)}, "sandbox": nil, "script": `
		const [record, done] = arguments;
		(async () => {
			while (!document.documentElement.dataset.engineStarted) await new Promise((d) => setTimeout(d, 20));
			const b = new Uint8Array(await (await gongbiao.send('POST', 'v1/render?format=pdf', record)).bytes());
			let s = '';
			for (let i = 0; i < b.length; i += 30000) s += String.fromCharCode(...b.subarray(i, i + 30000));
			return [btoa(s), document.documentElement.dataset.engineStarted, String(Math.round(performance.now()))];
		})().then(done, (e) => done([String(e), '', '']));`})
	if err := json.Unmarshal(answer, &r); err != nil || len(r.Value) != 3 {
		t.Fatalf("%v: %.300s", err, answer)
	}
	got, err := base64.StdEncoding.DecodeString(r.Value[0])
	if err != nil {
		t.Fatal(r.Value[0])
	}
	gongbiao(t, "render", "../../examples/seed-1.json", "-f", "pdf", "-o", filepath.Join(dir, "out"))
	all, _ := filepath.Glob(filepath.Join(dir, "out", "*.pdf"))
	want, err := os.ReadFile(strings.Join(all, ""))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the PDF is not what the command makes: %d bytes, not %d, %v", len(got), len(want), err)
	}
	t.Logf("started %s ms after the file was opened, the first PDF after %s ms", r.Value[1], r.Value[2])
}
