package mutants

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	wanted    = 2                // entries of the table, at least
	surviving = 10               // one entry in so many may survive, with its reason
	patience  = 10 * time.Minute // for the tests of one mutant; a mutant that hangs is noticed
)

// mutant is an entry of mutants.txt.
type mutant struct {
	line     int
	file     string
	test     []string
	old, new []string
	survives string
}

func (m mutant) String() string { return fmt.Sprintf("mutants.txt:%d %s", m.line, m.file) }

// TestTable: every entry is complete and still finds its text, once.
func TestTable(t *testing.T) {
	all := read(t)
	survivors := 0
	for _, m := range all {
		if _, err := m.apply(); err != nil {
			t.Errorf("%s: %v", m, err)
		}
		if len(m.test) == 0 && m.survives == "" {
			t.Errorf("%s: no packages to test", m)
		}
		if m.survives != "" {
			survivors++
		}
	}
	if survivors*surviving > len(all) {
		t.Errorf("%d of %d entries may survive: more than one in %d", survivors, len(all), surviving)
	}
	if len(all) < wanted {
		t.Errorf("%d entries, want %d", len(all), wanted)
	}
}

// TestMutants: the named tests fail with each mutant.
func TestMutants(t *testing.T) {
	which := os.Getenv("GONGBIAO_MUTANTS")
	if which == "" {
		t.Skip("set GONGBIAO_MUTANTS=all (or a part of a file's name) to run the mutants; it takes a quarter of an hour")
	}
	killed, ran := 0, 0
	for _, m := range read(t) {
		if m.survives != "" || which != "all" && !strings.Contains(m.file, which) {
			continue
		}
		ran++
		if m.run(t) {
			killed++
		}
	}
	t.Logf("%d of %d mutants noticed", killed, ran)
}

// run says whether the tests notice the mutant.
func (m mutant) run(t *testing.T) bool {
	text, err := m.apply()
	if err != nil {
		t.Errorf("%s: %v", m, err)
		return false
	}
	dir := t.TempDir()
	changed, overlay := filepath.Join(dir, "mutant.go"), filepath.Join(dir, "overlay.json")
	original, err := filepath.Abs(filepath.Join(root, m.file))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": {original: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{changed: text, overlay: b} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, "go", append([]string{"test", "-count=1", "-failfast", "-overlay", overlay}, m.test...)...)
	c.Dir = root
	start := time.Now()
	out, err := c.CombinedOutput()
	switch {
	case bytes.Contains(out, []byte("[build failed]")), bytes.Contains(out, []byte("[setup failed]")):
		t.Errorf("%s does not compile:\n%s", m, out)
		return false
	case err == nil:
		t.Errorf("%s: nobody notices\n- %s\n+ %s", m, strings.Join(m.old, "\n  "), strings.Join(m.new, "\n  "))
		return false
	}
	t.Logf("%s noticed (%.0f s): %s", m, time.Since(start).Seconds(), first(out))
	return true
}

// first is the first test that failed.
func first(out []byte) string {
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "--- FAIL") {
			return strings.TrimSpace(line)
		}
	}
	return "not by a test of its own"
}

var root = filepath.Join("..", "..")

// apply is the mutant's file with the change made.
func (m mutant) apply() ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return nil, err
	}
	if len(m.old) == 0 {
		return nil, fmt.Errorf("no text to change")
	}
	lines, at := strings.Split(string(b), "\n"), -1
	for i := range lines {
		if !m.matches(lines[i:]) {
			continue
		}
		if at >= 0 {
			return nil, fmt.Errorf("%q occurs in lines %d and %d", m.old[0], at+1, i+1)
		}
		at = i
	}
	if at < 0 {
		return nil, fmt.Errorf("%q is not there any more", m.old[0])
	}
	changed := append(append(append([]string{}, lines[:at]...), m.replacement(lines[at])...), lines[at+len(m.old):]...)
	return []byte(strings.Join(changed, "\n")), nil
}

// matches compares whole lines; a single line may be a part of one.
func (m mutant) matches(lines []string) bool {
	if len(m.old) == 1 {
		return strings.Count(lines[0], m.old[0]) == 1
	}
	if len(lines) < len(m.old) {
		return false
	}
	for i, l := range m.old {
		if strings.TrimSpace(lines[i]) != l {
			return false
		}
	}
	return true
}

func (m mutant) replacement(line string) []string {
	if len(m.old) > 1 {
		return m.new
	}
	return []string{strings.Replace(line, m.old[0], strings.Join(m.new, "\n"), 1)}
}

func read(t *testing.T) (all []mutant) {
	t.Helper()
	b, err := os.ReadFile("mutants.txt")
	if err != nil {
		t.Fatal(err)
	}
	var m mutant
	done := func() {
		if m.line > 0 {
			all = append(all, m)
		}
		m = mutant{}
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		key, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case strings.HasPrefix(line, "#"):
			continue
		case strings.TrimSpace(line) == "":
			done()
			continue
		case key == "file:":
			m.line, m.file = n, rest
		case key == "test:":
			m.test = strings.Fields(rest)
		case key == "survives:":
			m.survives = rest
		case key == "-":
			m.old = append(m.old, rest)
		case key == "+":
			m.new = append(m.new, rest)
		default:
			t.Fatalf("mutants.txt:%d: %q is no line of an entry", n, line)
		}
	}
	done()
	return all
}
