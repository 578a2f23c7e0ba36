//go:build fleet && linux

package main

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A real S3 server, versitygw, which GONGBIAO_S3_SERVER names: as many forms as GONGBIAO_MANY says, through three
// workers and a submit. A third of the way the server is killed and stays away for 20 seconds. The folder is the one
// that a single run makes, byte for byte, and so is every object that the server keeps.
func TestFleetServer(t *testing.T) {
	program := os.Getenv("GONGBIAO_S3_SERVER")
	if program == "" {
		t.Skip("GONGBIAO_S3_SERVER=path of versitygw asks for it")
	}
	forms, _ := strconv.Atoi(os.Getenv("GONGBIAO_MANY"))
	if forms == 0 {
		forms = 1000
	}
	dir := t.TempDir()
	in, want, got := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "want"), filepath.Join(dir, "got")
	invent(t, in, forms)
	order := []string{in, "-f", "pdf", "--name", "{主管部门}/{项目名称}"}
	began := time.Now()
	single := exec.Command("gongbiao", append([]string{"render", "-o", want}, order...)...)
	if out, err := single.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, tail(out))
	}
	t.Logf("a single run: %.0f s, %s", time.Since(began).Seconds(), used(single.ProcessState))

	port, at := freePort(t), freePort(t)
	bucket := filepath.Join(dir, "s3", "forms") // a folder there is a bucket
	if err := os.MkdirAll(bucket, 0o777); err != nil {
		t.Fatal(err)
	}
	logs, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer logs.Close()
	start := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(name, args...)
		c.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b", "AWS_REGION=us-east-1")
		c.Stderr = logs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	serve := func() *exec.Cmd {
		return start(program, "--quiet", "--access", "a", "--secret", "b", "--port", port, "posix", filepath.Dir(bucket))
	}
	server := serve()
	store := []string{"--store", "s3+http://" + port + "/forms/p", "--patience", "10s"}
	began = time.Now()
	all := []*exec.Cmd{start("gongbiao", append([]string{"work", "--listen", at, "--jobs", "1", "--queue-dir", filepath.Join(dir, "queue")}, store...)...)}
	for range 2 {
		all = append(all, start("gongbiao", append([]string{"work", "--server", "nats://" + at, "--jobs", "1"}, store...)...))
	}
	submit := start("gongbiao", append(append([]string{"submit", "--server", "nats://" + at, "-o", got}, order...), store...)...)
	defer func() {
		for _, c := range append(all, server) {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}()
	gone, parts, killed := ended(submit), (forms+199)/200, false
	for over := false; !over; {
		select {
		case err := <-gone:
			if over = true; err != nil {
				said, _ := os.ReadFile(logs.Name())
				t.Fatalf("%v\n%s", err, tail(said))
			}
		case <-time.After(time.Second):
			done, _ := filepath.Glob(filepath.Join(bucket, "p", "jobs", "*", "part", "*"))
			if !killed && len(done)*3 >= parts {
				killed = true
				_ = server.Process.Kill()
				_ = server.Wait()
				t.Logf("the server is killed at %d of %d chunks, %.0f s", len(done), parts, time.Since(began).Seconds())
				time.Sleep(20 * time.Second)
				server = serve()
			}
		}
	}
	t.Logf("submit and gather: %.0f s, %s", time.Since(began).Seconds(), used(submit.ProcessState))
	for _, c := range all {
		t.Logf("worker: peak %d MB", peak(c.Process.Pid))
	}
	t.Logf("server: peak %d MB", peak(server.Process.Pid))
	if !killed {
		t.Error("it was done before the server could be killed")
	}
	sums := sameFolders(t, want, got)
	objects, size := 0, int64(0)
	for path := range filesBelow(t, filepath.Join(bucket, "p", "objects")) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		objects, size = objects+1, size+int64(len(b))
		if !sums[sha256.Sum256(b)] {
			t.Errorf("%s is not what a single run makes", path)
		}
	}
	said, _ := os.ReadFile(logs.Name())
	t.Logf("%d forms, %d objects, %d MB; %d lines of log, the store was asked again %d times", forms, objects, size>>20,
		bytes.Count(said, []byte("\n")), bytes.Count(said, []byte(`"msg":"store"`)))
	if objects != len(sums)-1 { // the manifest is none
		t.Errorf("%d objects, %d different files", objects, len(sums)-1)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// filesBelow gives every file below a folder.
func filesBelow(t *testing.T, dir string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !yield(path) {
				return fs.SkipAll
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sameFolders holds two folders against each other, file by file, and gives what the files hash to.
func sameFolders(t *testing.T, want, got string) map[[sha256.Size]byte]bool {
	t.Helper()
	sums, files := map[[sha256.Size]byte]bool{}, 0
	for path := range filesBelow(t, want) {
		a, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(got, strings.TrimPrefix(path, want)))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs, or is missing: %v", path, err)
		}
		sums[sha256.Sum256(a)] = true
		files++
	}
	for range filesBelow(t, got) {
		files--
	}
	if files != 0 {
		t.Errorf("%d files too few", files)
	}
	return sums
}
