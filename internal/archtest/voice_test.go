package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// dialect are the words of the left column of CONTRIBUTING's table "Words" that a machine can tell.
var dialect = regexp.MustCompile(`(?i)\b(reckon\w*|anew|parted|wherefrom|whereof|thereof|said so|people say it|lays? over|laid over)\b`)

// longest is how long a line of a comment may be, in characters; a tab is four.
const longest = 120

// idea is how many lines a file outside tests may have.
const idea = 400

// TestVoice: comments and papers are plain English, and a person can read them beside the code.
func TestVoice(t *testing.T) {
	files, fset := parseAll(t)
	for _, f := range files {
		for _, group := range f.ast.Comments {
			for _, c := range group.List {
				if w := dialect.FindString(c.Text); w != "" {
					t.Errorf("%s: %q: see Words in CONTRIBUTING.md", fset.Position(c.Pos()), w)
				}
			}
		}
	}
	papers, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob(filepath.Join("..", "..", "docs", "decisions", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(papers, decisions...) {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			if w := dialect.FindString(line); w != "" {
				t.Errorf("%s:%d: %q: see Words in CONTRIBUTING.md", p, i+1, w)
			}
		}
	}
}

// TestLineLength: a comment that stands on lines of its own is not wider than the page.
func TestLineLength(t *testing.T) {
	files, _ := parseAll(t)
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(b), "\n") {
			if !strings.HasPrefix(strings.TrimSpace(line), "// ") || strings.HasPrefix(f.name, "model/data/example") { // what an example prints is one line
				continue
			}
			if n := len([]rune(strings.ReplaceAll(line, "\t", "    "))); n > longest {
				t.Errorf("%s:%d: %d characters, at most %d", f.name, i+1, n, longest)
			}
		}
	}
}

// TestFileLength: a file is one idea.
func TestFileLength(t *testing.T) {
	files, _ := parseAll(t)
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(b), "\n"); n > idea && !f.test {
			t.Errorf("%s has %d lines, at most %d: find the second idea in it", f.name, n, idea)
		}
	}
}
