package archtest

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// promised are the packages a program outside may import (docs/decisions/0023, docs/api.md).
var promised = []string{"model", "model/data", "model/number", "model/pointer", "model/finding", "model/unit", "model/grid", "model/page",
	"model/check", "templates", "render", "fonts", "workbook/collect"}

// lent are types of other modules that a promise may name, each with its reason and the day it was let in. The list is
// to become shorter.
var lent = map[string]string{
	"github.com/shopspring/decimal.Decimal": "2026-11-23: money and scores are decimals, ours and the caller's",
	"go.yaml.in/yaml/v3.Node":               "2026-11-27: model/check reads the sections of a layout's file that templates has parsed",
}

// TestPromise: what a promised package exports names only types of promised packages, of the standard library, and
// those lent: a caller can write down whatever he is given.
func TestPromise(t *testing.T) {
	unused := maps.Clone(lent)
	cfg := &packages.Config{Dir: filepath.Join("..", ".."), Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile}
	var paths []string
	for _, p := range promised {
		paths = append(paths, "./"+p)
	}
	all, err := packages.Load(cfg, paths...)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(promised) {
		t.Fatalf("%d packages of %d", len(all), len(promised))
	}
	for _, p := range all {
		for _, broken := range breaks(p.Types, func(o *types.TypeName) bool {
			path := o.Pkg().Path()
			if own, ours := strings.CutPrefix(path, module+"/"); ours {
				return slices.Contains(promised, own)
			}
			name := path + "." + o.Name()
			delete(unused, name)
			first, _, _ := strings.Cut(path, "/")
			return lent[name] != "" || !strings.Contains(first, ".")
		}) {
			t.Error(strings.TrimPrefix(broken, module+"/"))
		}
	}
	for name := range unused {
		t.Errorf("lent has %s, which no promise names: take it off the list", name)
	}
}

// The look finds a foreign type wherever it may be named, and lets alone what nobody outside can see.
func TestBreaks(t *testing.T) {
	const text = `package p

import "net/url"

type hidden struct{ Far *url.URL }

func (hidden) Say() url.Values { return nil }

type A = url.Error
type B struct{ near *url.URL; Open []url.URL; Lent *hidden; url.Userinfo }
type C interface{ M(map[string]chan url.URL) }
type D[T any] struct{ In T }

func F(func(*url.URL)) {}
func G() (d D[url.URL]) { return }
func h(url.URL) {}

func (B) m(url.URL) {}

var V [2]url.URL
`
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(set, "source", nil)}
	p, err := conf.Check("p", set, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(breaks(p, func(*types.TypeName) bool { return false }), "\n")
	want := strings.ReplaceAll(`p.A names #.Error
p.B.Open names #.URL
p.B.Lent.Far names #.URL
p.B.Lent.Say names #.Values
p.B.Userinfo names #.Userinfo
p.C.M names #.URL
p.F names #.URL
p.G names #.URL
p.V names #.URL`, "#", "net/url")
	if got != want {
		t.Errorf("found:\n%s\nwant:\n%s", got, want)
	}
}

// breaks are the exported names of a package that name a type which may not be named.
func breaks(p *types.Package, may func(*types.TypeName) bool) (out []string) {
	seen := map[types.Type]bool{}
	var look func(where string, x types.Type)
	tuple := func(where string, x *types.Tuple) {
		for v := range x.Variables() {
			look(where, v.Type())
		}
	}
	var members func(where string, x types.Type)
	look = func(where string, x types.Type) {
		switch x := x.(type) {
		case *types.Named:
			o := x.Obj()
			if o.Pkg() != nil && o.Pkg() != p && !may(o) {
				out = append(out, fmt.Sprintf("%s.%s names %s.%s", p.Path(), where, o.Pkg().Path(), o.Name()))
			}
			if o.Pkg() == p && !o.Exported() && !seen[x] { // reached all the same
				seen[x] = true
				members(where, x)
			}
			for a := range x.TypeArgs().Types() {
				look(where, a)
			}
		case *types.Alias:
			look(where, x.Rhs())
		case *types.Pointer:
			look(where, x.Elem())
		case *types.Slice:
			look(where, x.Elem())
		case *types.Array:
			look(where, x.Elem())
		case *types.Chan:
			look(where, x.Elem())
		case *types.Map:
			look(where, x.Key())
			look(where, x.Elem())
		case *types.Signature:
			tuple(where, x.Params())
			tuple(where, x.Results())
		case *types.Struct:
			for f := range x.Fields() {
				if f.Exported() || f.Embedded() {
					look(where+"."+f.Name(), f.Type())
				}
			}
		case *types.Interface:
			for m := range x.Methods() {
				look(where+"."+m.Name(), m.Type())
			}
		}
	}
	members = func(where string, x types.Type) {
		look(where, x.Underlying())
		for m := range types.NewMethodSet(types.NewPointer(x)).Methods() {
			if m.Obj().Exported() {
				look(where+"."+m.Obj().Name(), m.Obj().Type())
			}
		}
	}
	for _, name := range p.Scope().Names() {
		switch o := p.Scope().Lookup(name).(type) {
		case *types.TypeName:
			if o.Exported() && o.IsAlias() {
				look(name, o.Type())
			} else if o.Exported() {
				members(name, o.Type())
			}
		default:
			if o.Exported() {
				look(name, o.Type())
			}
		}
	}
	return out
}
