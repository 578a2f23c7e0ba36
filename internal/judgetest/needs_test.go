package judgetest

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestNeeds judges what real layouts need, one small layout a need; templates/testdata/needs holds them with their
// records and the tables they must draw.
func TestNeeds(t *testing.T) {
	shared(t)
	needs := filepath.Join(root, "templates", "testdata", "needs")
	records, err := filepath.Glob(filepath.Join(needs, "*", "*.json"))
	if err != nil || len(records) < 8 {
		t.Fatal(records, err)
	}
	out := t.TempDir()
	for _, record := range records {
		name := filepath.Base(filepath.Dir(record)) + "-" + strings.TrimSuffix(filepath.Base(record), ".json")
		gongbiao(t, "render", record, "--templates", needs, "-o", out, "--name", name)
	}
	judgeFiles(t, out, nil)
}
