package onefile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The shapes in which the modules of the page import and export. Whatever begins with one of the two words and has
// another shape stops the build.
var (
	importNames = regexp.MustCompile(`^import \{ ([\w$, ]+) \} from '\./([\w-]+\.js)';$`)
	importAll   = regexp.MustCompile(`^import \* as ([\w$]+) from '\./([\w-]+\.js)';$`)
	exported    = regexp.MustCompile(`^export ((?:async )?function|class|const) ([\w$]+)`)
)

// bundler makes one classic script of modules: a browser loads no module and no second file from a disk. Each module
// becomes a function that gives what it exports; what it imports stands before it.
type bundler struct {
	read  func(name string) (string, error)
	out   strings.Builder
	done  []string
	under []string // modules being read, for circles
}

// bundle is the script of the modules that entries need, run in their order.
func bundle(read func(name string) (string, error), entries ...string) (string, error) {
	b := &bundler{read: read}
	b.out.WriteString("'use strict';\n")
	for _, e := range entries {
		if err := b.add(e); err != nil {
			return "", err
		}
	}
	return b.out.String(), nil
}

// variable is what a module is called in the script.
func variable(name string) string {
	return "$" + strings.ReplaceAll(strings.TrimSuffix(name, ".js"), "-", "_")
}

func (b *bundler) add(name string) error {
	switch {
	case slices.Contains(b.done, name):
		return nil
	case slices.Contains(b.under, name):
		return fmt.Errorf("%s imports itself, through %s", name, strings.Join(b.under, ", "))
	}
	text, err := b.read(name)
	if err != nil {
		return err
	}
	b.under = append(b.under, name)
	var body strings.Builder
	var exports []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case importNames.MatchString(line):
			m := importNames.FindStringSubmatch(line)
			if err := b.add(m[2]); err != nil {
				return err
			}
			line = fmt.Sprintf("const { %s } = %s;", strings.ReplaceAll(m[1], " as ", ": "), variable(m[2]))
		case importAll.MatchString(line):
			m := importAll.FindStringSubmatch(line)
			if err := b.add(m[2]); err != nil {
				return err
			}
			line = fmt.Sprintf("const %s = %s;", m[1], variable(m[2]))
		case exported.MatchString(line):
			exports = append(exports, exported.FindStringSubmatch(line)[2])
			line = strings.TrimPrefix(line, "export ")
		case strings.HasPrefix(line, "import") || strings.HasPrefix(line, "export"):
			return fmt.Errorf("%s: %q is an import or export of a shape that is not known here", name, line)
		}
		body.WriteString(line + "\n")
	}
	b.under = b.under[:len(b.under)-1]
	b.done = append(b.done, name)
	fmt.Fprintf(&b.out, "const %s = (() => {\n%sreturn { %s };\n})();\n", variable(name), body.String(), strings.Join(exports, ", "))
	return nil
}
