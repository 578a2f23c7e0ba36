package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// module is another's work in the program.
type module struct {
	Path, Version, Dir string
	licence            string   // SPDX
	texts              []string // files of Dir: licences and notices
	copyright          string   // its first line
}

// phrases tell licences apart, by words that no other of them has; spaces are single.
var phrases = []struct{ id, has string }{
	{"Apache-2.0", "Apache License Version 2.0, January 2004"},
	{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"BSD-3-Clause", "Redistribution and use in source and binary forms"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose with or without fee is hereby granted"},
	{"Unlicense", "This is free and unencumbered software released into the public domain"},
}

// spdx is the licence that a text is, several if it has several; empty: none that we know.
func spdx(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	var out []string
	for _, p := range phrases {
		if !strings.Contains(text, p.has) {
			continue
		}
		id := p.id
		if id == "BSD-3-Clause" && !strings.Contains(text, "Neither the name") && !strings.Contains(text, "nor the names") {
			id = "BSD-2-Clause"
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// allowed are the licences that a module of the program may have; another is refused until somebody has decided.
var allowed = []string{"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC"}

var (
	licenceFile   = pattern.Late(`(?i)^(licen[cs]e|copying|notice|third_party)([.-].*)?$`)
	copyrightLine = pattern.Late(`(?m)^\W*(Copyright .*\d{4}.*|Copyright .*\(c\).*|Copyright .*[Aa]uthors.*)$`)
)

// read finds out the licence of a module from the files in its folder.
func (m *module) read() error {
	list, err := os.ReadDir(m.Dir)
	if err != nil {
		return err
	}
	var ids []string
	for _, e := range list {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return err
		}
		m.texts = append(m.texts, e.Name())
		if c := copyrightLine.FindStringSubmatch(string(text)); c != nil && m.copyright == "" {
			m.copyright = strings.TrimRight(strings.Join(strings.Fields(c[1]), " "), " .*-/")
		}
		if strings.HasPrefix(strings.ToUpper(e.Name()), "NOTICE") {
			continue
		}
		for _, id := range spdx(string(text)) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return fmt.Errorf("%s: no licence that we know in %s", m.Path, m.Dir)
	}
	for _, id := range ids {
		if !slices.Contains(allowed, id) {
			return fmt.Errorf("%s is under %s, which nobody has allowed (docs/decisions/0002-dependencies.md)", m.Path, id)
		}
	}
	m.licence = strings.Join(ids, " AND ")
	return nil
}

// linked are the modules that the program has on any of the systems, sorted, with their licences.
func linked(root string) ([]module, error) {
	all := map[string]module{}
	for _, system := range []string{"linux/amd64", "linux/loong64", "windows/amd64", "darwin/arm64"} {
		goos, goarch, _ := strings.Cut(system, "/")
		c := exec.Command("go", "list", "-deps", "-json=Module", "./cmd/gongbiao")
		c.Dir, c.Env = root, environment("GOOS="+goos, "GOARCH="+goarch)
		out, err := said(c)
		if err != nil {
			return nil, err
		}
		for d := json.NewDecoder(strings.NewReader(out)); ; {
			var p struct {
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := d.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				return nil, err
			}
			if m := p.Module; m != nil && !m.Main {
				all[m.Path] = module{Path: m.Path, Version: m.Version, Dir: m.Dir}
			}
		}
	}
	var out []module
	for _, path := range slices.Sorted(maps.Keys(all)) {
		m := all[path]
		if err := m.read(); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

const (
	noticeBegin = "The program links these modules; their licences are in the folder licences/ of every archive."
	noticeEnd   = "(Written by go run . notice in cmd/release; archtest holds it against go list.)"
)

// notice writes the modules into NOTICE.
func notice(root string, _ []string) error {
	list, err := linked(root)
	if err != nil {
		return err
	}
	file := filepath.Join(root, "NOTICE")
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, _, _ := bytes.Cut(text, []byte(noticeBegin))
	return os.WriteFile(file, append(bytes.TrimRight(head, "\n"), []byte("\n\n"+modulesText(list))...), 0o666)
}

func modulesText(list []module) string {
	var b strings.Builder
	b.WriteString(noticeBegin + "\n\n")
	for _, m := range list {
		fmt.Fprintf(&b, "- %s %s. %s\n", m.Path, m.Version, strings.TrimPrefix(m.copyright+". "+m.licence, ". "))
	}
	fmt.Fprintf(&b, "- The Go standard library and runtime. Copyright 2009 The Go Authors. BSD-3-Clause\n\n%s\n", noticeEnd)
	return b.String()
}

// licences are the full texts of all licences, for the archives.
func licences(list []module, root string) (tree, error) {
	var t tree
	for _, m := range list {
		for _, name := range m.texts {
			if err := t.addFile("licences/"+strings.ReplaceAll(m.Path, "/", "_")+"/"+name, filepath.Join(m.Dir, name)); err != nil {
				return nil, err
			}
		}
	}
	if err := t.addFile("licences/go/LICENSE", filepath.Join(runtime.GOROOT(), "LICENSE")); err != nil {
		return nil, err
	}
	if err := t.addFile("licences/fonts/LICENSES.md", filepath.Join(root, "fonts", "LICENSES.md")); err != nil {
		return nil, err
	}
	return t, t.addFolder("licences/fonts", filepath.Join(root, "fonts", "licenses"))
}
