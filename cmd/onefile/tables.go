package main

import (
	"bytes"
	"compress/flate"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// table is a table of numbers that a module has in the program as it is: the program of a release has it compressed,
// until somebody needs it.
type table struct {
	name  string
	width int // bytes of a number
}

// packTables takes the tables out of a file of a module, and makes another that has them compressed, with a function
// that puts them in: whoever needs them calls unpack first. Of a table the lowest bytes of all numbers come first, then
// the next: so they are more alike.
func packTables(file, text string, tables []table) (rest, packed string, err error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, text, parser.SkipObjectResolution)
	if err != nil {
		return "", "", err
	}
	var all []byte
	var names, fill strings.Builder
	rest = text
	for _, t := range slices.Backward(tables) { // the last first, so that the places of the others stay
		lit, decl := variable(f, t.name)
		if lit == nil {
			return "", "", fmt.Errorf("%s has no %s: look at cmd/onefile/lean.go again", file, t.name)
		}
		numbers, err := numbers(lit)
		if err != nil {
			return "", "", fmt.Errorf("%s: %s: %w", file, t.name, err)
		}
		for shift := range t.width {
			for _, n := range numbers {
				all = append(all, byte(n>>(8*shift)))
			}
		}
		kind := "uint" + strconv.Itoa(8*t.width)
		fmt.Fprintf(&names, "var %s []%s\n\n", t.name, kind)
		fmt.Fprintf(&fill, "\t%s, all = numbers[%s](all, %d, %d)\n", t.name, kind, len(numbers), t.width)
		rest = rest[:set.Position(decl.Pos()).Offset] + rest[set.Position(decl.End()).Offset:]
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return "", "", err
	}
	if _, err := w.Write(all); err != nil {
		return "", "", err
	}
	if err := w.Close(); err != nil {
		return "", "", err
	}
	return rest, "package " + f.Name.Name + `

import (
	"compress/flate"
	"io"
	"strings"
	"sync"
)

` + names.String() + `var unpack = sync.OnceFunc(func() {
	all, err := io.ReadAll(flate.NewReader(strings.NewReader(packed)))
	if err != nil {
		panic(err)
	}
` + fill.String() + `})

func numbers[T uint16 | uint32](all []byte, n, width int) ([]T, []byte) {
	out := make([]T, n)
	for p := range width {
		for i, b := range all[p*n : p*n+n] {
			out[i] |= T(b) << (8 * p)
		}
	}
	return out, all[n*width:]
}

const packed = ` + strconv.Quote(b.String()) + "\n", nil
}

// variable finds a variable of a file that is declared by itself, and its value.
func variable(f *ast.File, name string) (*ast.CompositeLit, *ast.GenDecl) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR || len(g.Specs) != 1 {
			continue
		}
		s := g.Specs[0].(*ast.ValueSpec)
		if len(s.Names) == 1 && s.Names[0].Name == name && len(s.Values) == 1 {
			if lit, ok := s.Values[0].(*ast.CompositeLit); ok {
				return lit, g
			}
		}
	}
	return nil, nil
}

// numbers are what a table holds; places that it leaves out hold zero.
func numbers(table *ast.CompositeLit) ([]uint64, error) {
	var out []uint64
	put := func(at int, n uint64) {
		for len(out) <= at {
			out = append(out, 0)
		}
		out[at] = n
	}
	at := 0
	for _, e := range table.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			n, err := number(kv.Key)
			if err != nil {
				return nil, err
			}
			at, e = int(n), kv.Value
		}
		n, err := number(e)
		if err != nil {
			return nil, err
		}
		put(at, n)
		at++
	}
	if length, err := number(table.Type.(*ast.ArrayType).Len); err == nil && int(length) > len(out) {
		put(int(length)-1, 0)
	}
	return out, nil
}

func number(e ast.Expr) (uint64, error) {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return 0, fmt.Errorf("%T is no number", e)
	}
	n, ok := constant.Uint64Val(constant.MakeFromLiteral(lit.Value, lit.Kind, 0))
	if !ok {
		return 0, fmt.Errorf("%s is too large", lit.Value)
	}
	return n, nil
}
