package browsertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// judges installs the judges of the page, at the versions of testdata/web, once, and gives their folder.
var judgesOnce = sync.OnceValues(func() (string, string) {
	dir, err := os.MkdirTemp(world.dir, "judges")
	if err != nil {
		return "", err.Error()
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", "web", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
		if err != nil {
			return dir, err.Error()
		}
	}
	c := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	c.Dir = dir
	if b, err := c.CombinedOutput(); err != nil {
		return dir, "acorn, axe-core, typescript (" + err.Error() + " " + string(b[max(0, len(b)-300):]) + ")"
	}
	return dir, ""
})

func judges(t *testing.T) string {
	t.Helper()
	if world.why != "" {
		Missing(t, world.why)
	}
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			Missing(t, name)
		}
	}
	dir, why := judgesOnce()
	if why != "" {
		Missing(t, why)
	}
	return filepath.Join(dir, "node_modules")
}

const webFolder = "../serve/web"

// modules are the modules of the page.
func modules(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(webFolder, "*.js"))
	if err != nil || len(all) < 10 {
		t.Fatalf("%d modules, %v", len(all), err)
	}
	return all
}

// node runs a program of Node's and gives what it says.
func node(t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	c := exec.Command("node", args...)
	c.Dir = dir
	b, err := c.CombinedOutput()
	return strings.TrimSpace(string(b)), err
}

// Every module is ES2019, which browsers of 2019 read: acorn parses it as that and as nothing newer. It takes no module
// that is newer.
func TestES2019(t *testing.T) {
	dir := judges(t)
	acorn := func(file string) (string, error) {
		return node(t, "", filepath.Join(dir, "acorn", "bin", "acorn"), "--module", "--ecma2019", "--silent", file)
	}
	for _, name := range modules(t) {
		if said, err := acorn(name); err != nil {
			t.Errorf("%s: %s", filepath.Base(name), said)
		}
	}
	for _, newer := range []string{"a?.b;", "a ?? b;", "class A { #x = 1; }", "class A { x = 1; }", "import('./x.js');", "import.meta.url;", "1_000;", "a ||= b;", "await x;"} {
		file := filepath.Join(t.TempDir(), "newer.js")
		if err := os.WriteFile(file, []byte(newer), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := acorn(file); err == nil {
			t.Errorf("acorn takes %q for ES2019", newer)
		}
	}
}

// The types that the comments tell hold, as strictly as TypeScript has it.
func TestTypes(t *testing.T) {
	dir := judges(t)
	check := func(files ...string) (string, error) {
		return node(t, "", append([]string{filepath.Join(dir, "typescript", "bin", "tsc"), "--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2019",
			"--lib", "es2019,dom,dom.iterable", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""}, files...)...)
	}
	if said, err := check(modules(t)...); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.js")
	if err := os.WriteFile(wrong, []byte("/** @param {number} a */\nexport function f(a) { return a.length; }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := check(wrong); err == nil {
		t.Error("tsc takes a wrong type")
	}
}
