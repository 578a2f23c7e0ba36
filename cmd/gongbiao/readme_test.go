package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The README has a line for every command, and a link to every page of docs; the site has each page in its sidebar.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "| `gongbiao ") {
			rows = append(rows, line)
		}
	}
	has := func(words ...string) bool {
	row:
		for _, r := range rows {
			for _, w := range words {
				if !strings.Contains(r, w) {
					continue row
				}
			}
			return true
		}
		return false
	}
	a := &app{stdout: &sticky{w: io.Discard}, stderr: new(bytes.Buffer), getenv: os.Getenv}
	for _, c := range a.command().Commands() {
		if !has(c.Name()) {
			t.Errorf("README.md has no line for gongbiao %s", c.Name())
		}
		for _, sub := range c.Commands() {
			if c.Name() != "completion" && !sub.Hidden && !has(c.Name(), sub.Name()) {
				t.Errorf("README.md does not name gongbiao %s %s", c.Name(), sub.Name())
			}
		}
	}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	sidebar, err := os.ReadFile("../../site/index.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if !bytes.Contains(sidebar, []byte(" <docs/"+strings.TrimSuffix(filepath.Base(p), ".md")+">\n")) {
			t.Errorf("site/index.txt does not list docs/%s", filepath.Base(p))
		}
		if !bytes.Contains(text, []byte("](docs/"+filepath.Base(p)+")")) {
			t.Errorf("README.md does not link docs/%s", filepath.Base(p))
		}
	}
}
