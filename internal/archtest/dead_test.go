package archtest

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"golang.org/x/tools/go/packages"
)

// kept are names that only tests reach and that stay all the same, with what they reach: each with its reason and the
// day it was let in. The list is to become shorter.
var kept = map[string]string{
	"internal/signed.Armor":                  "2026-11-28: cmd/release signs with it, a module of its own (issue 19)",
	"internal/paint/pdf/zpiece.Code.Lengths": "2026-11-29: fonts/codes.txt is written with it, by a test with -update",
	"model/data.From":                        "2026-11-27: programs that import us make records of their structs (issue 12, point 8)",
}

// TestNothingLivesForTestsAlone: whatever is declared outside test files is reached from main. It walks from func main
// along the names each declaration uses; a method of an interface is reached when somebody calls it through that
// interface, or when the interface is one of another module, which may call it. Uses in test files do not count. The
// walk sees what this system compiles.
func TestNothingLivesForTestsAlone(t *testing.T) {
	racing.Costly(t)
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	w := newWalk(t, root, module)
	if len(w.nodes) < 1000 {
		t.Fatalf("only %d declarations found: the walk is broken", len(w.nodes))
	}
	w.run()
	missing := maps.Clone(kept)
	for _, n := range w.nodes {
		if kept[n.name] == "" {
			continue
		}
		if !w.live[n] {
			delete(missing, n.name)
		}
		n.root = true
	}
	for _, k := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("kept has %s, which is used or gone by now: take it off the list", k)
	}
	w.run()
	for _, n := range w.nodes {
		if !w.live[n] && !slices.Contains(helpers, n.pkg) {
			t.Errorf("%s:%d: %s (%d lines): only tests reach it, or nobody does: take it out, use it, or say in kept why it stays",
				n.file, n.line, n.name, n.lines)
		}
	}
}

// The walk sees what it is there for, and lets live what may be called unseen.
func TestWalk(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module m\n\ngo 1.26\n",
		"m.go": `package main

import "fmt"

type shape interface{ area() int; name() string }
type square struct{ edge int }

func (s square) area() int      { return s.edge * s.edge }
func (square) name() string     { return unheard }
func (square) String() string   { return called() }
func (square) Perimeter() int   { return 0 }

const unheard = ""

var byName = map[string]shape{"": square{2}}

func main()          { fmt.Println(byName[""].area()) }
func called() string { return "" }
func tested() int    { return Tested{}.n }

type Tested struct{ n int }
`,
		"m_test.go": "package main\n\nimport \"testing\"\n\nfunc TestM(t *testing.T) { tested(); square{}.name() }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	w := newWalk(t, dir, "m")
	w.run()
	var dead []string
	for _, n := range w.nodes {
		if !w.live[n] {
			dead = append(dead, n.name)
		}
	}
	want := "m.square.name m.square.Perimeter m.unheard m.tested m.Tested"
	if got := strings.Join(dead, " "); got != want {
		t.Errorf("dead: %s\nwant: %s", got, want)
	}
}

// node is a declaration: a function, a method, a type, a variable, or the constants of one group.
type node struct {
	pkg, name   string // model/grid, model/grid.Table.At
	file        string
	line, lines int
	uses        []types.Object
	root        bool
}

// walk knows every declaration of ours and which of them are reached.
type walk struct {
	nodes   []*node
	of      map[types.Object]*node
	types   []*types.Named     // of ours, no interfaces
	foreign []*types.Interface // of other modules
	live    map[*node]bool
	todo    []*node
	called  map[*types.Func]bool // methods of interfaces that live code names
}

func newWalk(t *testing.T, root, module string) *walk {
	cfg := &packages.Config{Dir: root, BuildFlags: []string{"-tags=fleet"}, Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes |
		packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile}
	all, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{of: map[types.Object]*node{}, live: map[*node]bool{}, called: map[*types.Func]bool{}}
	foreign := map[*types.Package]bool{}
	var add func(p *types.Package)
	add = func(p *types.Package) { // and what it stands on: encoding/json looks for methods of encoding
		if !foreign[p] && !strings.HasPrefix(p.Path(), module+"/") {
			foreign[p] = true
			for _, im := range p.Imports() {
				add(im)
			}
		}
	}
	for _, p := range all {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors)
		}
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				w.declare(p, strings.TrimPrefix(p.PkgPath, module+"/"), root, d)
			}
		}
		for _, im := range p.Types.Imports() {
			add(im)
		}
	}
	w.foreign = append(interfacesOf(foreign), types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
	return w
}

// interfacesOf are the interfaces with methods that packages declare.
func interfacesOf(pkgs map[*types.Package]bool) (list []*types.Interface) {
	for p := range pkgs {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok || named.TypeParams().Len() > 0 {
				continue
			}
			if i, ok := named.Underlying().(*types.Interface); ok && i.NumMethods() > 0 {
				list = append(list, i)
			}
		}
	}
	return list
}

// declare makes the nodes of one top-level declaration.
func (w *walk) declare(p *packages.Package, pkg, root string, d ast.Decl) {
	add := func(in ast.Node, name string, objs ...types.Object) *node {
		from, to := p.Fset.Position(in.Pos()), p.Fset.Position(in.End())
		file, _ := filepath.Rel(root, from.Filename)
		n := &node{pkg: pkg, name: pkg + "." + name, file: filepath.ToSlash(file), line: from.Line, lines: to.Line - from.Line + 1,
			uses: namesIn(p.TypesInfo, in)}
		w.nodes = append(w.nodes, n)
		for _, o := range objs {
			w.of[o] = n
		}
		return n
	}
	if fd, ok := d.(*ast.FuncDecl); ok {
		o := p.TypesInfo.Defs[fd.Name].(*types.Func)
		name := fd.Name.Name
		if r := o.Signature().Recv(); r != nil {
			name = receiver(r.Type()).Obj().Name() + "." + name
		}
		n := add(fd, name, o)
		n.root = fd.Recv == nil && (fd.Name.Name == "init" || fd.Name.Name == "main" && p.Name == "main")
		return
	}
	g := d.(*ast.GenDecl)
	var consts []types.Object
	var first string
	for _, s := range g.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			o := p.TypesInfo.Defs[s.Name]
			add(s, s.Name.Name, o)
			if named, ok := o.Type().(*types.Named); ok && !types.IsInterface(named) {
				w.types = append(w.types, named)
			}
		case *ast.ValueSpec:
			var objs []types.Object
			for _, id := range s.Names {
				objs = append(objs, p.TypesInfo.Defs[id])
			}
			if g.Tok == token.CONST {
				consts, first = append(consts, objs...), first+" "+s.Names[0].Name
				continue
			}
			n := add(s, s.Names[0].Name, objs...)
			n.root = s.Names[0].Name == "_"
		}
	}
	if consts != nil {
		add(g, strings.Fields(first)[0], consts...)
	}
}

// receiver is the named type of a receiver.
func receiver(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.Unalias(t).(*types.Named).Origin()
}

// namesIn are the objects a declaration names.
func namesIn(info *types.Info, in ast.Node) []types.Object {
	seen := map[types.Object]bool{}
	ast.Inspect(in, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch o := info.Uses[id].(type) {
			case *types.Func:
				seen[o.Origin()] = true
			case *types.Var:
				seen[o.Origin()] = true
			case nil:
			default:
				seen[o] = true
			}
		}
		return true
	})
	return slices.Collect(maps.Keys(seen))
}

// run marks what is reached. Methods through interfaces are looked for whenever nothing else is left to follow.
func (w *walk) run() {
	for _, n := range w.nodes {
		if n.root {
			w.reach(n)
		}
	}
	for len(w.todo) > 0 {
		for len(w.todo) > 0 {
			n := w.todo[len(w.todo)-1]
			w.todo = w.todo[:len(w.todo)-1]
			for _, o := range n.uses {
				if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil && types.IsInterface(f.Signature().Recv().Type()) {
					w.called[f] = true
				}
				w.reach(w.of[o])
			}
		}
		for _, t := range w.types {
			if w.live[w.of[t.Obj()]] {
				w.throughInterfaces(t)
			}
		}
	}
}

func (w *walk) reach(n *node) {
	if n != nil && !w.live[n] {
		w.live[n] = true
		w.todo = append(w.todo, n)
	}
}

// throughInterfaces reaches the methods of t that somebody may call without naming t.
func (w *walk) throughInterfaces(t *types.Named) {
	set := types.NewMethodSet(types.NewPointer(t))
	for i := range set.Len() {
		m := set.At(i).Obj().(*types.Func).Origin()
		n := w.of[m]
		if n == nil || w.live[n] || slices.Contains(byConvention, m.Name()) {
			w.reach(n)
			continue
		}
		for f := range w.called {
			if f.Name() == m.Name() && implements(t, f.Signature().Recv().Type().Underlying().(*types.Interface)) {
				w.reach(n)
			}
		}
		for _, face := range w.foreign {
			for k := range face.NumMethods() {
				if face.Method(k).Name() == m.Name() && implements(t, face) {
					w.reach(n)
				}
			}
		}
	}
}

// byConvention are methods that the standard library looks for by name, without an interface that has one.
var byConvention = []string{"Is", "As", "Unwrap"}

// implements also takes a generic type for its own instance: names and shapes tell enough here.
func implements(t *types.Named, i *types.Interface) bool {
	return t.TypeParams().Len() > 0 || types.Implements(types.NewPointer(t), i)
}
