package browsertest

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// world is what all tests share: the program, served once, and one browser.
var world struct {
	dir, program, site string
	browser            *Browser
	why                string // what is missing
}

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	world.dir, world.program = dir, filepath.Join(dir, "gongbiao")
	_, err = exec.LookPath("chromium")
	switch {
	case os.Getenv("GONGBIAO_JUDGES") == "": // minutes, which a plain go test does not have
		world.why = "GONGBIAO_JUDGES (set it to anything to run the browser)"
	case err != nil:
		world.why = "chromium"
	}
	if world.why != "" {
		return m.Run(), nil // each test says what it lacks
	}
	if other := os.Getenv("GONGBIAO_PROGRAM"); other != "" { // a build that is there already
		world.program = other
	} else if b, err := exec.Command("go", "build", "-o", world.program, "../../cmd/gongbiao").CombinedOutput(); err != nil {
		return 1, fmt.Errorf("go build: %w\n%s", err, b)
	}
	site, stop, err := serve()
	if err != nil {
		return 1, err
	}
	defer stop()
	world.site = site
	code := m.Run()
	if world.browser != nil {
		world.browser.Close()
	}
	return code, nil
}

// serve starts the service and says where it is; stop ends it.
func serve(flags ...string) (site string, stop func(), err error) {
	c := exec.Command(world.program, append([]string{"serve", "--listen", "127.0.0.1:0", "--no-browser"}, flags...)...)
	var log bytes.Buffer
	c.Stderr = &log
	out, err := c.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := c.Start(); err != nil {
		return "", nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "http://127.0.0.1:"); at >= 0 {
			site, _, _ = strings.Cut(lines.Text()[at:], " ")
			break
		}
	}
	if site == "" {
		_ = c.Wait()
		return "", nil, fmt.Errorf("serve says no address: %s", log.String())
	}
	go func() { // what it says later must not make it wait
		for lines.Scan() {
		}
	}()
	return strings.TrimRight(site, "/") + "/", func() {
		_ = c.Process.Signal(os.Interrupt)
		end := time.AfterFunc(20*time.Second, func() { _ = c.Process.Kill() })
		_ = c.Wait()
		end.Stop()
	}, nil
}

// page opens a tab on a part of the page, in Chinese and 1,280 pixels wide.
func page(t *testing.T, hash string) *Page {
	t.Helper()
	p := blank(t, 1280, 900)
	p.Open(world.site + hash)
	return p
}

// blank is a tab that has loaded nothing.
func blank(t *testing.T, width, height int) *Page {
	t.Helper()
	if world.why != "" {
		Missing(t, world.why)
	}
	if world.browser == nil {
		world.browser = Start(t, filepath.Join(world.dir, "profile"))
	}
	return world.browser.NewPage(t, width, height)
}

// gongbiao runs the program and gives what it prints.
func gongbiao(t *testing.T, args ...string) []byte {
	t.Helper()
	if world.why != "" {
		Missing(t, world.why)
	}
	c := exec.Command(world.program, args...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("gongbiao %s: %v\n%s%s", strings.Join(args, " "), err, out, errs.String())
	}
	return out
}
