package archtest

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var seamHeading = regexp.MustCompile(`^    // ([a-z][a-z/, ]*)(:|$)`)

// TestSeams: the functions that docs/architecture.md lists under "The seams" are there, and take and give what it
// says. Names of parameters are for the reader and may differ.
func TestSeams(t *testing.T) {
	files, _ := parseAll(t)
	has := map[string]bool{} // package, then the function's name and types
	for _, f := range files {
		if f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				has[f.pkg+" "+seam(fn)] = true
			}
		}
	}
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(b), "## The seams")
	var pkgs []string
	n := 0
	for line := range strings.Lines(text) {
		if m := seamHeading.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			pkgs = strings.Split(m[1], ", ")
			continue
		}
		line, _, _ = strings.Cut(line, "   //")
		for said := range strings.SplitSeq(line, ";  ") {
			said = strings.TrimSpace(said)
			if !strings.HasPrefix(said, "func ") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+said, 0)
			if err != nil {
				t.Errorf("%q is no declaration: %v", said, err)
				continue
			}
			n++
			want, found := seam(f.Decls[0].(*ast.FuncDecl)), false
			for _, p := range pkgs {
				found = found || has[p+" "+want]
			}
			if !found {
				t.Errorf("docs/architecture.md says %s has\n  %s\nwhich is not there as it stands", strings.Join(pkgs, " or "), said)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d functions found: the test is broken", n)
	}
}

// seam is a function's receiver, name and types.
func seam(fn *ast.FuncDecl) string {
	var b strings.Builder
	list := func(l *ast.FieldList) {
		b.WriteByte('(')
		if l != nil {
			for _, f := range l.List {
				for range max(1, len(f.Names)) {
					_ = printer.Fprint(&b, token.NewFileSet(), f.Type)
					b.WriteByte(',')
				}
			}
		}
		b.WriteByte(')')
	}
	list(fn.Recv)
	b.WriteString(fn.Name.Name)
	list(fn.Type.Params)
	list(fn.Type.Results)
	return b.String()
}
