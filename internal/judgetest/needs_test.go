package judgetest

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestNeeds judges what real layouts need, one small layout a need; templates/testdata/needs holds them with their
// records and the tables they must draw.
func TestNeeds(t *testing.T) {
	t.Parallel()
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

// TestSeals judges a form with photographs, a seal over letters and strips of it at the edges of its pages. Nothing
// else a form prints is transparent.
func TestSeals(t *testing.T) {
	shared(t)
	seals, out := filepath.Join(root, "templates", "testdata", "seals"), t.TempDir()
	gongbiao(t, "render", filepath.Join(seals, "seal", "place.json"), "--templates", seals, "-o", out)
	pdf, xlsx := filepath.Join(out, "place.pdf"), filepath.Join(out, "place.xlsx")
	judge(t, "pdf_check.py", "--brief", "--require", strings.ReplaceAll(wants, "no-transparency,", ""), pdf)
	judge(t, "xlsx_check.py", "--brief", xlsx)
	judge(t, "compare_pdf_xlsx.py", pdf, xlsx)
}
