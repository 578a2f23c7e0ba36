package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/gongbiao/gongbiao"

// file is one parsed Go file of the repository.
type file struct {
	name    string // slash path from the root
	pkg     string // folder
	test    bool
	imports []string
	ast     *ast.File
}

func parseAll(t *testing.T) (files []file, fset *token.FileSet) {
	t.Helper()
	root := filepath.Join("..", "..")
	fset = token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, p)
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		a, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		f := file{name: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), ast: a}
		for _, im := range a.Imports {
			s, _ := strconv.Unquote(im.Path.Value)
			f.imports = append(f.imports, s)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d Go files found: the walk is broken", len(files))
	}
	return files, fset
}

func TestImports(t *testing.T) {
	files, _ := parseAll(t)
	for _, f := range files {
		r, ok := rules[f.pkg]
		if !ok {
			t.Errorf("%s: package %s is not in the table: add it to internal/archtest and docs/architecture.md with its reason", f.name, f.pkg)
			continue
		}
		for _, im := range f.imports {
			if reason := forbidden(f, r, im); reason != "" {
				t.Errorf("%s imports %s: %s\n\t%s: %s", f.name, im, reason, f.pkg, r.why)
			}
		}
	}
}

// onNetwork says whether a file may use the network: gongbiao serve and what is below it, of which the api only speaks
// HTTP and opens nothing; and what packs the page and puts its handlers into a worker, which opens nothing either.
func onNetwork(f file, im string) bool {
	switch f.pkg {
	case "internal/serve/api":
		return im == "net/http"
	case "internal/mcp": // it calls the api's handlers; its messages go over two streams
		return im == "net/http"
	case "internal/onefile", "cmd/onefile", "cmd/onefile/engine":
		return im == "net/http" || im == "net/http/httptest"
	}
	if f.pkg == "cmd/release" && strings.HasPrefix(f.name, "cmd/release/prove") { // asks the programs it has started
		return true
	}
	if strings.HasPrefix(f.name, "cmd/gongbiao/fleet") || strings.HasPrefix(f.pkg, "internal/fleet/") { // the queue, S3, figures
		return true
	}
	return strings.HasPrefix(f.name, "cmd/gongbiao/serve") || f.pkg == "internal/serve" || strings.HasPrefix(f.pkg, "internal/serve/")
}

// forbidden says why f may not import im, or nothing.
func forbidden(f file, r rule, im string) string {
	if (im == "net" || strings.HasPrefix(im, "net/") && im != "net/url") && !f.test && !onNetwork(f, im) {
		return "the program never uses the network, but for gongbiao serve and a fleet"
	}
	if im == "C" {
		return "one binary without cgo, for every platform"
	}
	if im == module {
		return "there is no package at the root"
	}
	if ours, ok := strings.CutPrefix(im, module+"/"); ok {
		if ours == f.pkg {
			return "" // an external test of the package itself
		}
		if ours == "internal/pattern" {
			return "" // what package regexp does, later
		}
		if f.test {
			if slices.Contains(nouns, f.pkg) && !isNoun(ours) && !slices.Contains(strings.Fields(r.ours), ours) {
				return "even the tests of a noun know nouns and what it is made of only"
			}
			return ""
		}
		if slices.Contains(helpers, ours) {
			return "it is for tests"
		}
		if r.ours == all || slices.Contains(strings.Fields(r.ours), ours) {
			return ""
		}
		return "the table does not allow it"
	}
	if !strings.Contains(strings.Split(im, "/")[0], ".") {
		return "" // standard library
	}
	if f.test {
		if slices.ContainsFunc(testModules, func(m string) bool { return within(im, m) }) {
			return ""
		}
		for _, m := range modules {
			if within(im, m) {
				return ""
			}
		}
		return "a module nobody has justified; see docs/decisions"
	}
	for _, short := range strings.Fields(r.third) {
		if within(im, modules[short]) {
			return ""
		}
	}
	return "this package does not use that module"
}

func within(im, mod string) bool { return im == mod || strings.HasPrefix(im, mod+"/") }

func isNoun(pkg string) bool {
	return slices.Contains(nouns, pkg) || pkg == "model/unit" || pkg == "model/finding" || pkg == "internal/char"
}

// TestModulesAreUsedAndJustified: a module in the table is imported by its package, and docs/decisions says why we
// have it.
func TestModulesAreUsedAndJustified(t *testing.T) {
	files, _ := parseAll(t)
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "decisions", "0002-dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, mod := range append(slices.Sorted(maps.Values(modules)), testModules...) {
		name := path.Base(mod)
		if strings.Trim(name, "v0123456789") == "" {
			name = path.Base(path.Dir(mod))
		}
		if !strings.Contains(string(doc), name) {
			t.Errorf("docs/decisions/0002-dependencies.md does not say why we use %s", mod)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(rules)) {
		for _, short := range strings.Fields(rules[pkg].third) {
			if !slices.ContainsFunc(files, func(f file) bool {
				return f.pkg == pkg && !f.test && slices.ContainsFunc(f.imports, func(im string) bool { return within(im, modules[short]) })
			}) {
				t.Errorf("the table lets %s use %s, but it does not: take it out", pkg, short)
			}
		}
	}
}

func TestPaintersImportOneNoun(t *testing.T) {
	files, _ := parseAll(t)
	for pkg, want := range painters {
		got := map[string]bool{}
		for _, f := range files {
			if f.pkg != pkg || f.test {
				continue
			}
			for _, im := range f.imports {
				if n := strings.TrimPrefix(im, module+"/"); slices.Contains(nouns, n) {
					got[n] = true
				}
			}
		}
		if len(got) > 1 || len(got) == 1 && !got[want] {
			t.Errorf("%s imports %v; a painter paints one noun (%s) and decides nothing", pkg, slices.Sorted(maps.Keys(got)), want)
		}
	}
}

// TestHabits looks for the names that break a rule of the house wherever they stand.
func TestHabits(t *testing.T) {
	files, fset := parseAll(t)
	for _, f := range files {
		if f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			if v, ok := d.(*ast.GenDecl); ok && v.Tok == token.VAR && compiles(v) && f.pkg != "internal/onefile" { // it runs when we build
				t.Errorf("%s: regexp.MustCompile: start-up is paid by every run; pattern.Late compiles when it is asked", fset.Position(v.Pos()))
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			at := func(reason string) { t.Errorf("%s: %s", fset.Position(n.Pos()), reason) }
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					at("func init: no init magic; start-up is paid by every run")
				}
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if ok && x.Name == "time" && n.Sel.Name == "Now" && !strings.HasPrefix(f.pkg, "cmd/") {
					at("time.Now: same input, same bytes; the clock comes from outside")
				}
			case *ast.Ident:
				if (n.Name == "float64" || n.Name == "float32") && slices.Contains(noFloat, f.pkg) {
					at(n.Name + ": lengths are unit.Length, money and rates are decimals")
				}
			case *ast.ImportSpec:
				if strings.HasPrefix(n.Path.Value, `"math/rand`) && f.pkg != "internal/safefile" && f.pkg != "internal/sample" { // sample seeds it
					at("math/rand: same input, same bytes")
				}
			}
			return true
		})
	}
}

// compiles says whether variables of a package are regular expressions compiled before main begins.
func compiles(v *ast.GenDecl) (found bool) {
	ast.Inspect(v, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "MustCompile" {
			found = true
		}
		_, later := n.(*ast.FuncLit)
		return !later
	})
	return found
}

// TestNoShared: a clone has no folder beside it. Only .ci/run may name it, and hands it on in GONGBIAO_SHARED.
func TestNoShared(t *testing.T) {
	files, fset := parseAll(t)
	for _, f := range files {
		if f.pkg == "internal/archtest" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && (strings.Contains(lit.Value, "../shared") || strings.Contains(lit.Value, "/work/")) {
				t.Errorf("%s: %s: a clone has no such folder; use GONGBIAO_SHARED and skip without it", fset.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
	for _, name := range []string{"Makefile", "README.md", "CONTRIBUTING.md"} {
		b, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Error(err)
		}
		if strings.Contains(string(b), "../shared") {
			t.Errorf("%s names ../shared, which a clone does not have", name)
		}
	}
}

// TestDocs: docs/architecture.md shows the same table.
func TestDocs(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for pkg := range rules {
		want[pkg] = true
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue
		}
		pkg := strings.Trim(strings.TrimSpace(cells[1]), "`")
		r, ok := rules[pkg]
		if !ok {
			t.Errorf("docs/architecture.md has a package %s which the test does not know", pkg)
			continue
		}
		delete(want, pkg)
		if got := written(r.ours); strings.TrimSpace(cells[3]) != got {
			t.Errorf("docs/architecture.md says %s imports %q, the test says %q", pkg, strings.TrimSpace(cells[3]), got)
		}
		if got := written(r.third); strings.TrimSpace(cells[4]) != got {
			t.Errorf("docs/architecture.md says %s uses %q, the test says %q", pkg, strings.TrimSpace(cells[4]), got)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(want)) {
		t.Errorf("docs/architecture.md lacks package %s (| `%s` | … | %s | %s |)", pkg, pkg, written(rules[pkg].ours), written(rules[pkg].third))
	}
}

func written(list string) string {
	switch list {
	case "":
		return "–"
	case all:
		return "all"
	}
	f := strings.Fields(list)
	for i := range f {
		f[i] = strings.TrimPrefix(strings.TrimPrefix(f[i], "model/"), "internal/")
	}
	return strings.Join(f, ", ")
}
