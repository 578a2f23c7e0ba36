package archtest

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks: every relative link of a Markdown file leads to a file of the repository.
func TestLinks(t *testing.T) {
	root := filepath.Join("..", "..")
	n := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".md") {
			return nil
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		for _, m := range link.FindAllStringSubmatch(string(b), -1) {
			to, _, _ := strings.Cut(m[1], "#")
			if to == "" || strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
				continue
			}
			n++
			if _, err := os.Stat(filepath.Join(filepath.Dir(p), filepath.FromSlash(to))); err != nil {
				t.Errorf("%s links to %s, which is not there", p, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 10 {
		t.Errorf("only %d links found: the test is broken", n)
	}
}

var paper = regexp.MustCompile(`[A-Za-z0-9_./-]+\.md\b`)

// TestPapers: a paper that a comment cites is in the repository, as it is named or under docs.
func TestPapers(t *testing.T) {
	files, fset := parseAll(t)
	n := 0
	for _, f := range files {
		for _, group := range f.ast.Comments {
			for _, name := range paper.FindAllString(group.Text(), -1) {
				n++
				found := false
				for _, at := range []string{name, path.Join("docs", name), path.Join(f.pkg, name)} {
					_, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(at)))
					found = found || err == nil
				}
				if !found {
					t.Errorf("%s cites %s, which is not in the repository", fset.Position(group.Pos()), name)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d papers cited: the test is broken", n)
	}
}
