package finding

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var (
	codeForm   = regexp.MustCompile(`^[A-Z]+[0-9]*(-[A-Z]+[0-9]*)+$`)
	prefixForm = regexp.MustCompile(`^[A-Z]+(-[A-Z]+)*-$`)
)

// noCode are texts that look like codes and are not.
var noCode = map[string]bool{"UTF-8": true}

// Whatever way a finding is made (a literal, fail, errorf, a table, a constant), its code is in the source as a text
// of its own. So every text of that form is in the registry, everything in the registry is made somewhere, and no
// code is put together from pieces.
func TestRegistryHasEveryCode(t *testing.T) {
	made := map[string]bool{}
	err := eachSource(t, func(path string, file *ast.File, pos func(ast.Node) token.Position) {
		asked := map[ast.Node]bool{} // first letters of codes that are only asked for
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && strings.Contains(f.Sel.Name, "Prefix") {
					for _, a := range n.Args {
						asked[a] = true
					}
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Code" {
					if s, ok := text(n.Value); ok && !noCode[s] {
						made[s] = true
					}
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if f, ok := to.(*ast.SelectorExpr); ok && f.Sel.Name == "Code" && len(n.Lhs) == len(n.Rhs) {
						if s, ok := text(n.Rhs[i]); ok {
							made[s] = true
						}
					}
				}
			case *ast.BasicLit:
				switch s, ok := text(n); {
				case !ok:
				case codeForm.MatchString(s) && !noCode[s], s == "INTERNAL":
					made[s] = true
				case prefixForm.MatchString(s) && !asked[n]:
					t.Errorf("%s: %q: a code is written whole, or nobody can look it up", pos(n), s)
				}
			}
			return true
		})
	})
	if err != nil || len(made) < 200 {
		t.Fatalf("%d codes, %v", len(made), err)
	}
	known := map[string]bool{}
	for _, e := range Registry() {
		known[e.Code] = true
		if !made[e.Code] {
			t.Errorf("%s is in the registry and nobody makes it", e.Code)
		}
	}
	for code := range made {
		if !known[code] {
			t.Errorf("%s is not in the registry: give it a name, a sentence and a paragraph in model/finding", code)
		}
	}
}

// text is what a string literal says.
func text(n ast.Expr) (string, bool) {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// eachSource calls f for every Go file of the module outside tests.
func eachSource(t *testing.T, f func(path string, file *ast.File, pos func(ast.Node) token.Position)) error {
	t.Helper()
	return filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2 || d.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go"), strings.HasSuffix(path, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		f(path, file, func(n ast.Node) token.Position { return set.Position(n.Pos()) })
		return nil
	})
}

// Each entry says everything, in the language it is said in; families are by code and have no code twice.
func TestRegistryIsWhole(t *testing.T) {
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	seen, last, of := map[string]bool{}, "", ""
	for name, e := range Registry() {
		switch {
		case seen[e.Code]:
			t.Errorf("%s twice", e.Code)
		case name == of && e.Code < last:
			t.Errorf("%s after %s", e.Code, last)
		}
		if got, ok := Lookup(e.Code); !ok || got != e {
			t.Errorf("%s: looked up it is %v", e.Code, got)
		}
		seen[e.Code], last, of = true, e.Code, name
		switch {
		case !han(e.Name), strings.ContainsAny(e.Name, "。，"), len([]rune(e.Name)) > 16:
			t.Errorf("%s: the name is %q", e.Code, e.Name)
		case e.English == "", strings.HasSuffix(e.English, "."), unicode.IsUpper([]rune(e.English)[0]) &&
			unicode.IsLower([]rune(e.English)[1]):
			t.Errorf("%s: the sentence is put into a line and begins and ends as a clause: %q", e.Code, e.English)
		case !han(e.About), !strings.HasSuffix(e.About, "。"), len([]rune(e.About)) < 20:
			t.Errorf("%s: the Chinese paragraph is %q", e.Code, e.About)
		case !strings.HasSuffix(e.AboutEnglish, "."), len(strings.Fields(e.AboutEnglish)) < 8:
			t.Errorf("%s: the English paragraph is %q", e.Code, e.AboutEnglish)
		}
	}
}

// The page holds nothing that is not read: written from its entries it is the same.
func TestRegistryPage(t *testing.T) {
	plain := strings.NewReplacer("*", `\*`, "<", `\<`, "{", `\{`).Replace
	var b strings.Builder
	of := ""
	for name, e := range Registry() {
		if name != of {
			fmt.Fprintf(&b, "\n## %s\n", name)
			of = name
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s: %s\n\n%s\n\n%s\n", e.Code, plain(e.Name), plain(e.English), plain(e.About),
			plain(e.AboutEnglish))
	}
	if _, want, _ := strings.Cut(registry(), "-->\n"); b.String() != want {
		t.Errorf("findings.md is not what its entries make:\n%s", cmp.Diff(want, b.String()))
	}
}

func TestEnglishLine(t *testing.T) {
	f := Finding{Code: "DATA-YEAR", Pos: Pos{File: "a.json", Line: 2}, Place: "年度", Message: "“年度”应是四位数字，这里却是“22年”。",
		Hint: "如 2022"}
	if got, want := f.EnglishLine(), "a.json:2 error DATA-YEAR 年度: a year has four digits: “年度”, “22年” (such as 2022)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	f.English, f.Printed, f.Expected, f.Sum, f.Hint = "not a year", "22年", "2022", "2000 + 22 = 2022", DidYouMean("2022")
	want := "a.json:2 error DATA-YEAR 年度: not a year; printed: 22年; expected: 2022; sum: 2000 + 22 = 2022 (did you mean “2022”?)"
	if got := f.EnglishLine(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for hint, want := range map[string]string{
		DidYouMean("甲", "乙") + "自己的版式用 --templates": "did you mean “甲”, “乙”?",
		"可用：宋体、黑体；自己的字体用 --font-dir":                "known: 宋体, 黑体",
		"把“甲”改成四位数字":                                "see gongbiao explain DATA-YEAR: “甲”",
		"use 2022":                                  "use 2022",
	} {
		f.Hint = hint
		if got := f.EnglishHint(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (Finding{Code: "Z1", Message: "不对"}).EnglishLine(); got != "error Z1: (no English for Z1) 不对" {
		t.Errorf("nothing falls back silently: %q", got)
	}
}

// A record's name may be as long as a cell holds, and of several lines; a finding is one short line.
func TestLineNamesBriefly(t *testing.T) {
	f := Finding{Code: "X", Record: "甲\n乙" + strings.Repeat("长", 50), Message: "错"}
	if got, want := f.Line(), "错误 X 甲 乙"+strings.Repeat("长", 37)+"…：错"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The families together are all there is, and the one wording of the hint is in one place.
func TestOneWording(t *testing.T) {
	var places []string
	err := eachSource(t, func(path string, file *ast.File, pos func(ast.Node) token.Position) {
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && strings.Contains(l.Value, "是不是“") || ok &&
				strings.Contains(l.Value, "是不是要写") {
				places = append(places, pos(l).String())
			}
			return true
		})
	})
	if err != nil || len(places) != 1 {
		t.Errorf("the hint is worded at %v (%v); use finding.DidYouMean", slices.Compact(places), err)
	}
}

// Of what is expected, and of a sum, the words of the check are put into English, never what was entered.
func TestEnglishFigure(t *testing.T) {
	for given, want := range map[string]string{
		"16,254,272 + 0 = 16,254,272 ≠ 16,572,672，差 318,400.00": "16,254,272 + 0 = 16,254,272 ≠ 16,572,672, off by 318,400.00",
		"不超过 18,610,104": "at most 18,610,104", "4 至 5": "4 to 5", "一个实际的数": "one actual figure", "97.98%": "97.98%",
		"指标值 不超过 5，实际 6": "指标值 不超过 5，实际 6", "甲 至 乙": "甲 至 乙", "": "",
	} {
		if got := EnglishFigure(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
	l := List{{Code: "DATA-YEAR", Message: "“22年”不对", Hint: "写 2022", Advice: "write 2022"}}.ForEnglish()
	if l[0].English == "" || !strings.HasSuffix(l[0].English, ": “22年”") || l[0].Hint != "write 2022" {
		t.Errorf("%+v", l[0])
	}
}
