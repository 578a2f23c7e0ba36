package publish_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/publish"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// records writes n invented records of a layout into a file.
func records(t testing.TB, layout string, n int) string {
	t.Helper()
	l, err := templates.Embedded().Layout(layout)
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for i := range n {
		b = append(sample.Append(b, l.Form, sample.Options{Layout: layout, Seed: 7, Year: 2024}, i), '\n')
	}
	path := filepath.Join(t.TempDir(), strings.ReplaceAll(layout, "/", "-")+".jsonl")
	if err := os.WriteFile(path, bytes.ReplaceAll(b, []byte("\n\n"), []byte("\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// site publishes and gives what was told.
func site(t testing.TB, dir string, change func(*publish.Job), inputs ...string) (publish.Summary, []publish.Report, error) {
	t.Helper()
	j := publish.Job{Inputs: inputs, Auditor: &audit.Auditor{Library: templates.Embedded()}, Dir: dir, URL: "https://example.gov.cn/jx/",
		Date: time.Date(2025, 5, 20, 1, 0, 0, 0, time.UTC), Guard: &safefile.Guard{}, Source: batch.Source{}, Gate: &gate.Gate{Refuse: publish.Open}}
	if change != nil {
		change(&j)
	}
	var told []publish.Report
	sum, err := publish.Run(t.Context(), &render.Engine{}, j, func(r publish.Report) { told = append(told, r) })
	return sum, told, err
}

// files are the checksums of all files of a folder.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// differ are the files that are otherwise in b, or in one alone.
func differ(a, b map[string]string) (out []string) {
	for p := range a {
		if a[p] != b[p] {
			out = append(out, p)
		}
	}
	for p := range b {
		if a[p] == "" {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func BenchmarkPublish(b *testing.B) {
	in := records(b, "self-evaluation/shanghai", 500)
	for b.Loop() {
		if sum, _, err := site(b, filepath.Join(b.TempDir(), "站"), nil, in); err != nil || sum.Refused > 0 {
			b.Fatal(sum, err)
		}
	}
}
