package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/outname"
)

// Every sentence of the command line has its English, with the same arguments, and none is kept that nobody says.
func TestEnglish(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			if name != "usagef" && name != "sayf" && name != "say" {
				return true
			}
			if name == "say" {
				call.Args = call.Args[1:] // the language
			}
			lit, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				if name != "say" {
					t.Errorf("%s: %s with a sentence that is not written out", f.Name(), name)
				}
				return true
			}
			s, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			if said[s] = true; english[s] == "" {
				t.Errorf("%s: no English for %q", f.Name(), s)
			}
			return true
		})
	}
	verbs := regexp.MustCompile(`%(\[\d\])?[a-z]`)
	for chinese, e := range english {
		if !said[chinese] {
			t.Errorf("nobody says %q", chinese)
		}
		if !slices.Equal(verbs.FindAllString(chinese, -1), verbs.FindAllString(e, -1)) {
			t.Errorf("%q and %q take different arguments", chinese, e)
		}
	}
}

// What is wrong with the command line is said in the language that it asks for, even where it is wrong before that is
// read.
func TestUsageInEnglish(t *testing.T) {
	for _, args := range [][]string{
		{"rendr", "--lang", "en"}, {"render", "--lang=en"}, {"render", "x", "--templtes", "--lang", "en"}, {"--lang", "en", "render", "x", "-Z"},
		{"render", "x", "--lang", "en", "-f", "odt"}, {"render", "x", "--lang", "en", "-o"}, {"render", "x", "--jobs", "many", "--lang", "en"},
		{"render", "x", "--name", "{", "--lang", "en"}, {"book", "x", "-o", "x", "--lang", "en"}, {"form", "new", "--lang", "en"},
		{"explain", "DATA-RAT", "--lang", "en"}, {"sample", "-t", "x", "--case", "y", "--lang", "en"},
	} {
		code, out := says(t, args...)
		if code != 2 || !strings.HasPrefix(out, "usage: ") {
			t.Errorf("%v: exit %d %s", args, code, out)
		}
		out = strings.ReplaceAll(out, "汇编.pdf", "")
		if strings.ContainsFunc(out, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && !strings.Contains(out, "write: ") {
			t.Errorf("%v: %s", args, out)
		}
	}
	var e *outname.Error
	if _, err := outname.Parse("}"); !errors.As(err, &e) || e.English() != `the pattern "}" has a } too many` {
		t.Error(err)
	}
}
