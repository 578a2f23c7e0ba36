package browsertest

import (
	"io"
	"net/http"
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
	said, err := node(t, "", append([]string{"-e", `const fs = require('fs'), acorn = require(process.argv[1] + '/acorn');
		const why = text => { try { acorn.parse(text, {ecmaVersion: 2019, sourceType: 'module'}); return ''; } catch (e) { return e.message; } };
		for (const newer of ['a?.b;', 'a ?? b;', 'class A { #x = 1; }', 'class A { x = 1; }', "import('./x.js');", 'import.meta.url;', '1_000;', 'a ||= b;', 'await x;'])
			if (!why(newer)) console.log('taken for ES2019: ' + newer);
		for (const file of process.argv.slice(2)) if (why(fs.readFileSync(file, 'utf8'))) console.log(file + ': ' + why(fs.readFileSync(file, 'utf8')));`, dir}, modules(t)...)...)
	if err != nil || said != "" {
		t.Errorf("%v: %s", err, said)
	}
}

// What is sent, without its comments, is the same program as what stands here.
func TestLean(t *testing.T) {
	dir := judges(t)
	sent := t.TempDir()
	for _, name := range modules(t) {
		r, err := http.Get(world.site + filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err == nil {
			err = os.WriteFile(filepath.Join(sent, filepath.Base(name)), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	here, err := filepath.Abs(webFolder)
	if err != nil {
		t.Fatal(err)
	}
	said, err := node(t, "", "-e", `const fs = require('fs'), acorn = require(process.argv[1] + '/acorn');
		const tree = file => JSON.stringify(acorn.parse(fs.readFileSync(file, 'utf8'), {ecmaVersion: 2019, sourceType: 'module'}), (k, v) => k === 'start' || k === 'end' ? undefined : v);
		let n = 0;
		for (const name of fs.readdirSync(process.argv[3])) {
			n++;
			if (tree(process.argv[2] + '/' + name) !== tree(process.argv[3] + '/' + name)) console.log(name);
		}
		if (n < 10) console.log(n + ' modules');`, dir, here, sent)
	if err != nil || said != "" {
		t.Errorf("%v: %s", err, said)
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
