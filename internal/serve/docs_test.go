package serve

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The examples of docs/api.md and docs/serve.md do what they are there for: each block is run, in its order, against a
// service.
func TestDocs(t *testing.T) {
	for _, name := range []string{"curl", "python3"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("GONGBIAO_JUDGES") == "required" {
				t.Fatal(err)
			}
			t.Skip(name + " is not on this machine")
		}
	}
	s := start(t, Options{})
	dir := t.TempDir()
	for name, text := range map[string][]byte{"表.json": seed(t), "名单.csv": []byte("实施单位,项目名称\n甲中心,设备购置\n乙中心,运行维护\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]int{"api.md": 3, "serve.md": 2} {
		text, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i, block := range strings.Split(string(text), "```") {
			code, ok := strings.CutPrefix(block, "sh\n")
			if i%2 == 0 || !ok {
				continue
			}
			c := exec.Command("sh", "-e", "-c", strings.ReplaceAll(code, "http://127.0.0.1:8080", s.URL))
			c.Dir = dir
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s: %s%v %.300s", name, code, err, out)
			}
			n++
		}
		if n < want {
			t.Errorf("%s: only %d examples", name, n)
		}
	}
	for name, begins := range map[string]string{"表.pdf": "%PDF", "表.zip": "PK", "表.xlsx": "PK", "空表.json": "{", "样例.json": "{",
		"结果.zip": "PK", "下发.zip": "PK", "收回.zip": "PK"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.HasPrefix(string(b), begins) {
			t.Errorf("%s: %v %.10q", name, err, b)
		}
	}
}
