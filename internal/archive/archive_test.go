package archive_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/archive"
	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// packet archives n invented records.
func packet(t *testing.T, dir string, n int, change func(*archive.Job)) (archive.Summary, []archive.Report, error) {
	t.Helper()
	l, err := templates.Embedded().Layout("self-evaluation/national")
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for i := range n {
		b = append(sample.Append(b, l.Form, sample.Options{Layout: l.ID, Seed: 7, Year: 2024}, i), '\n')
	}
	in := filepath.Join(t.TempDir(), "in.jsonl")
	if err := os.WriteFile(in, bytes.ReplaceAll(b, []byte("\n\n"), []byte("\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	j := archive.Job{Inputs: []string{in}, Auditor: &audit.Auditor{Library: templates.Embedded()}, Dir: dir, Layout: "handover/common",
		Options: render.Options{Date: time.Date(2025, 6, 30, 1, 0, 0, 0, time.UTC), Producer: "test"}, Guard: &safefile.Guard{},
		Gate: &gate.Gate{Refuse: archive.Open}, Formats: []render.Format{render.XLSX}}
	if change != nil {
		change(&j)
	}
	var told []archive.Report
	sum, err := archive.Run(t.Context(), &render.Engine{}, j, func(r archive.Report) { told = append(told, r) })
	return sum, told, err
}

// verified is what is wrong with a packet, as codes and places.
func verified(t *testing.T, dir string) (out []string) {
	t.Helper()
	var sound []string
	v, err := batch.Verify(t.Context(), dir, 2, func(x batch.Verified) {
		if x.Verdict == batch.Same {
			sound = append(sound, x.Path)
		} else {
			out = append(out, string(x.Verdict)+" "+x.Path)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	more, err := archive.Verify(t.Context(), dir, sound)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(v.Findings, more...) {
		rel, _ := filepath.Rel(dir, filepath.FromSlash(f.Pos.File))
		out = append(out, f.Code+" "+filepath.ToSlash(rel))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The schema that is published is the one packets hold.
func TestSchema(t *testing.T) {
	golden.File(t, filepath.Join("..", "..", "docs", "archive-metadata.xsd"), archive.Schema(nil))
}

// Whatever is done to a packet is seen: by the manifest, and, where it was made to fit, by what stands behind it.
func TestTampered(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "a")
	if sum, told, err := packet(t, whole, 3, nil); err != nil || sum.Items != 3 || sum.Refused > 0 {
		t.Fatal(sum, told, err)
	}
	if got := verified(t, whole); got != nil {
		t.Fatal(got)
	}
	sheet, err := filepath.Glob(filepath.Join(whole, "0002", "*.xlsx"))
	if err != nil || len(sheet) != 1 {
		t.Fatal(sheet, err)
	}
	xlsx := "0002/" + filepath.Base(sheet[0])
	// refit makes a list of checksums or the manifest say what a file is now.
	refit := func(dir, path, old string, lists ...string) {
		t.Helper()
		was, is := archive.Digests([]byte(old)), archive.Digests([]byte(read(t, filepath.Join(dir, path))))
		for _, l := range lists {
			text := read(t, filepath.Join(dir, l))
			text = strings.ReplaceAll(strings.ReplaceAll(text, was[0], is[0]), was[1], is[1])
			size := regexp.MustCompile(`("path":"` + regexp.QuoteMeta(path) + `","format":"[a-z]*","bytes":)\d+`)
			text = size.ReplaceAllString(text, fmt.Sprintf("${1}%d", len(read(t, filepath.Join(dir, path)))))
			write(t, filepath.Join(dir, l), text)
		}
	}
	for _, c := range []struct {
		name string
		do   func(dir string)
		want string
	}{
		{"changed", func(dir string) { write(t, filepath.Join(dir, xlsx), "x") }, "changed " + xlsx},
		{"changed, and the manifest", func(dir string) {
			old := read(t, filepath.Join(dir, xlsx))
			write(t, filepath.Join(dir, xlsx), old+"x")
			refit(dir, xlsx, old, "manifest.jsonl")
		}, "ARCHIVE-DIGEST " + xlsx},
		{"changed, with all lists of checksums", func(dir string) {
			old := read(t, filepath.Join(dir, xlsx))
			write(t, filepath.Join(dir, xlsx), old+"x")
			sums := [2]string{read(t, filepath.Join(dir, "SHA256SUMS")), read(t, filepath.Join(dir, "SM3SUMS"))}
			refit(dir, xlsx, old, "SHA256SUMS", "SM3SUMS", "manifest.jsonl")
			refit(dir, "SHA256SUMS", sums[0], "manifest.jsonl")
			refit(dir, "SM3SUMS", sums[1], "manifest.jsonl")
		}, "ARCHIVE-DIGEST " + xlsx},
		{"changed, with its metadata", func(dir string) {
			old, about := read(t, filepath.Join(dir, xlsx)), read(t, filepath.Join(dir, "0002/元数据.xml"))
			write(t, filepath.Join(dir, xlsx), old[:len(old)-1]+"x")
			refit(dir, xlsx, old, "SHA256SUMS", "SM3SUMS", "manifest.jsonl", "0002/元数据.xml")
			refit(dir, "0002/元数据.xml", about, "SHA256SUMS", "SM3SUMS", "manifest.jsonl")
		}, "ARCHIVE-DIGEST 0002/元数据.xml"},
		{"missing", func(dir string) { _ = os.Remove(filepath.Join(dir, "0001", "元数据.xml")) }, "missing 0001/元数据.xml"},
		{"missing list", func(dir string) { _ = os.Remove(filepath.Join(dir, "归档移交清册.pdf")) }, "ARCHIVE-INCOMPLETE 归档移交清册.pdf"},
		{"extra", func(dir string) { write(t, filepath.Join(dir, "0001", "x.exe"), "x") }, "extra 0001/x.exe"},
		{"an item out of the manifest and off the disk", func(dir string) {
			_ = os.RemoveAll(filepath.Join(dir, "0003"))
			var kept []string
			for _, l := range strings.SplitAfter(read(t, filepath.Join(dir, "manifest.jsonl")), "\n") {
				if !strings.Contains(l, `"input":"0003"`) {
					kept = append(kept, l)
				}
			}
			write(t, filepath.Join(dir, "manifest.jsonl"), strings.Replace(strings.Join(kept, ""), `"records":3`, `"records":2`, 1))
		}, "ARCHIVE-LIST 归档移交清册.json"},
		{"a path that leads out", func(dir string) {
			text := read(t, filepath.Join(dir, "manifest.jsonl"))
			write(t, filepath.Join(dir, "manifest.jsonl"), strings.Replace(text, `"path":"0001/元数据.xml"`, `"path":"../../etc/passwd"`, 1))
		}, "outside ../../etc/passwd"},
		{"a link", func(dir string) {
			at := filepath.Join(dir, filepath.FromSlash(xlsx))
			_ = os.Rename(at, filepath.Join(dir, "..", "elsewhere"))
			if os.Symlink(filepath.Join("..", "..", "elsewhere"), at) != nil {
				t.Skip("no links here")
			}
		}, "link " + xlsx},
		{"metadata of another shape", func(dir string) {
			at := filepath.Join(dir, "0001/元数据.xml")
			old := read(t, at)
			write(t, at, strings.Replace(old, "<语种>", "<字种>x</字种><语种>", 1))
			refit(dir, "0001/元数据.xml", old, "SHA256SUMS", "SM3SUMS", "manifest.jsonl", "归档移交清册.json")
		}, "ARCHIVE-METADATA 0001/元数据.xml"},
		{"entities in the metadata", func(dir string) {
			at := filepath.Join(dir, "0001/元数据.xml")
			old := read(t, at)
			write(t, at, strings.Replace(old, "?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"aaaa\">]>\n", 1))
			refit(dir, "0001/元数据.xml", old, "SHA256SUMS", "SM3SUMS", "manifest.jsonl", "归档移交清册.json")
		}, "ARCHIVE-METADATA 0001/元数据.xml"},
		{"metadata that are huge", func(dir string) {
			at := filepath.Join(dir, "0001/元数据.xml")
			old := read(t, at)
			write(t, at, old+strings.Repeat(" ", 17<<20))
			refit(dir, "0001/元数据.xml", old, "manifest.jsonl")
		}, "ARCHIVE-METADATA 0001/元数据.xml"},
	} {
		dir := filepath.Join(t.TempDir(), "p")
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		c.do(dir)
		if got := verified(t, dir); !slices.Contains(got, c.want) {
			t.Errorf("%s: %q, want %s", c.name, got, c.want)
		}
	}
}

// Nothing is left of a run that refuses a record, and nothing is written over.
func TestRefused(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a")
	sum, told, err := packet(t, dir, 3, func(j *archive.Job) { j.Gate.Allow = []gate.Allowance{{Place: "无此处", Reason: "x"}} })
	if err != nil || len(sum.Idle) != 1 || len(told) != 3 {
		t.Errorf("%+v %v", sum, err)
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Error(left)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if sum, _, err := packet(t, dir, 1, nil); err != nil || sum.Items != 1 {
		t.Error("an empty folder is as good as none", sum, err)
	}
	before := read(t, filepath.Join(dir, "manifest.jsonl"))
	if _, _, err := packet(t, dir, 2, nil); err == nil || read(t, filepath.Join(dir, "manifest.jsonl")) != before {
		t.Error("written over", err)
	}
	file := filepath.Join(parent, "file")
	write(t, file, "x")
	if _, _, err := packet(t, file, 1, nil); err == nil || read(t, file) != "x" {
		t.Error("a file was written over", err)
	}
}

// A profile renames elements in metadata and schema alike, and gives what no form says.
func TestProfile(t *testing.T) {
	p, err := archive.ReadProfile("p.yaml", []byte(`namespace: "http://example.org/a&b"
elements: {电子文件: record, 题名: title, 算法: algorithm, 年度: 题名}
values: {全宗号: J<012>, 保管期限: 10年, 移交单位: 甲}
forms: {self-evaluation: {保管期限: 永久}}
`))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "a")
	if _, _, err := packet(t, dir, 2, func(j *archive.Job) { j.Profile = p }); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, dir); got != nil {
		t.Error(got)
	}
	text := read(t, filepath.Join(dir, "0001", "元数据.xml"))
	for _, want := range []string{`<record xmlns="http://example.org/a&amp;b">`, "<全宗号>J&lt;012&gt;</全宗号>", "<题名>2024</题名>", "<title>2024年度", `algorithm="SM3"`, "<保管期限>永久<"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	d := xml.NewDecoder(strings.NewReader(read(t, filepath.Join(dir, "元数据.xsd"))))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"elements: {题目: a}", "elements: {题名: 责任者}", "elements: {题名: a b}", "elements: {题名: a, 日期: a}", "values: {题名: x}", "namespace: ' '", "x", ""} {
		if _, err := archive.ReadProfile("p.yaml", []byte(bad)); err == nil {
			t.Errorf("%s: taken", bad)
		}
	}
}

// The examples of GB/T 32905-2016, Annex A.
func TestSM3(t *testing.T) {
	for text, want := range map[string]string{
		"abc":                      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		strings.Repeat("abcd", 16): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
	} {
		if got := archive.Digests([]byte(text))[1]; got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
