package judgetest

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

var root = filepath.Join("..", "..")

// binary is the program under test, built once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "judgetest")
	return filepath.Join(dir, "gongbiao"), err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if p, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(p))
	}
	os.Exit(code)
}

var build sync.Once

// gongbiao runs the built program and wants exit code 0.
func gongbiao(t *testing.T, args ...string) outcome {
	t.Helper()
	return passes(t, built(t), args...)
}

// built is the program, built once.
func built(t *testing.T) string {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	build.Do(func() { passes(t, "go", "build", "-o", bin, filepath.Join(root, "cmd", "gongbiao")) })
	if _, err := os.Stat(bin); err != nil {
		t.Fatal("the program did not build")
	}
	return bin
}

// examples are the records of examples/, by name.
func examples(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "examples", "*.json"))
	if err != nil || len(found) < 3 {
		t.Fatalf("examples: %v, %v", found, err)
	}
	return found
}

// records are the samples of all layouts, and the examples that are not one of them.
func records(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(root, "templates", "*", "samples", "*.json"))
	if err != nil || len(all) < 20 {
		t.Fatalf("samples: %v, %v", all, err)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(append(all, examples(t)...), func(file string) bool {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		again := seen[string(b)]
		seen[string(b)] = true
		return again
	})
}

// rendered renders all examples once into a folder and gives its path.
func rendered(t *testing.T) string {
	t.Helper()
	renderOnce.Do(func() {
		bin, _ := binary()
		renderDir = filepath.Join(filepath.Dir(bin), "out")
		gongbiao(t, append([]string{"render", "-f", "pdf,xlsx", "-o", renderDir}, examples(t)...)...)
	})
	if _, err := os.Stat(renderDir); err != nil {
		t.Fatal("the examples were not rendered")
	}
	return renderDir
}

var (
	renderOnce sync.Once
	renderDir  string
)

// officeFonts writes a fontconfig file under which LibreOffice finds our faces by their Windows names; without it a
// rendering by LibreOffice proves nothing.
func officeFonts(t *testing.T, dir string) (env []string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("fontconfig")
	}
	faces, err := filepath.Abs(filepath.Join(root, "fonts", "faces"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join("testdata", "office-fonts.conf"))
	if err != nil {
		t.Fatal(err)
	}
	s := strings.NewReplacer("FACES", faces, "CACHE", filepath.Join(dir, "cache")).Replace(string(b))
	conf := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(conf, []byte(s), 0o666); err != nil {
		t.Fatal(err)
	}
	return []string{"FONTCONFIG_FILE=" + conf}
}
