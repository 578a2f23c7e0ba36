package batch

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/render"
)

// delivered is a folder of a finished batch: PDF and XLSX of each name, see lines.
func delivered(t *testing.T, names ...string) string {
	t.Helper()
	j := Job{Inputs: []string{lines(t, names...)}, Formats: render.Formats(), Dir: filepath.Join(t.TempDir(), "out"), Manifest: true}
	do(t.Context(), j)
	return j.Dir
}

// verified is what Verify says of a folder, a line each; "" if all is well.
func verified(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	v, err := Verify(t.Context(), dir, 2, func(x Verified) {
		if x.Verdict != Same {
			out = append(out, fmt.Sprintf("%s %s", x.Verdict, x.Path))
		}
	})
	if err != nil {
		return "error " + err.Error()
	}
	for _, f := range v.Findings {
		out = append(out, f.Code+" "+f.Message)
	}
	if v.OK() != (len(out) == 0) {
		t.Errorf("OK is %v with %q", v.OK(), out)
	}
	return strings.Join(out, "\n")
}

func manifestOf(t *testing.T, dir string) [][]byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.SplitAfter(bytes.TrimSuffix(b, []byte("\n")), []byte("\n"))
}

func putManifest(t *testing.T, dir string, lines ...[]byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, ManifestName), bytes.Join(lines, nil), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Whatever line of a manifest is lost, doubled, cut or moved behind the end, and whether or not the files of its
// record are taken away with it, the folder is not as it was delivered.
func TestManifestLines(t *testing.T) {
	dir := delivered(t, "甲", "乙", "丙")
	if got := verified(t, dir); got != "" {
		t.Fatalf("as delivered: %s", got)
	}
	whole := manifestOf(t, dir)
	if len(whole) != 5 {
		t.Fatalf("%d lines", len(whole))
	}
	last := append(bytes.Clone(whole[4]), '\n')
	for i := range whole {
		for name, forged := range map[string][][]byte{
			"lost":    slices.Delete(slices.Clone(whole), i, i+1),
			"doubled": slices.Insert(slices.Clone(whole), i, whole[i], []byte("\n")),
			"cut":     slices.Replace(slices.Clone(whole), i, i+1, whole[i][:len(whole[i])/2], []byte("\n")),
			"behind":  append(slices.Delete(slices.Clone(whole), i, i+1), []byte("\n"), whole[i]),
			"empty":   slices.Replace(slices.Clone(whole), i, i+1, []byte("{}\n")),
		} {
			if name == "behind" && i == 4 {
				continue
			}
			putManifest(t, dir, forged...)
			if got := verified(t, dir); got == "" {
				t.Errorf("line %d %s: not seen", i+1, name)
			}
		}
	}
	for i, want := range []string{"MANIFEST-RECORD-MISSING 清单上没有 {in} 第 1 条", "MANIFEST-RECORD-MISSING 清单上没有 {in} 第 2 条",
		"MANIFEST-COUNT 末行合计 3 条，清单上有 2 条：缺 {in} 第 3 条"} {
		gone := delivered(t, "甲", "乙", "丙")
		ls := manifestOf(t, gone)
		_, input, _ := strings.Cut(string(ls[1]), `"input":"`)
		input, _, _ = strings.Cut(input, `"`)
		putManifest(t, gone, slices.Delete(ls, i+1, i+2)...)
		for _, ext := range []string{".pdf", ".xlsx"} {
			if err := os.Remove(filepath.Join(gone, fmt.Sprintf("in-%03d%s", i+1, ext))); err != nil {
				t.Fatal(err)
			}
		}
		got := verified(t, gone)
		if !strings.Contains(got, strings.Replace(want, "{in}", input, 1)) {
			t.Errorf("record %d lost with its files: %q, want %q", i+1, got, want)
		}
	}
	for name, forged := range map[string][2]string{
		"a count":          {`"records":3`, `"records":2`},
		"failures":         {`"failed":0`, `"failed":1`},
		"a version":        {`"manifest":1`, `"manifest":2`},
		"a kind":           {`"kind":"fine"`, `"kind":"good"`},
		"no kind":          {`"kind":"fine",`, ``},
		"an index":         {`"index":2`, `"index":4`},
		"a hash":           {`"sha256":"`, `"sha256":"0`},
		"a size":           {`"bytes":`, `"bytes":1`},
		"a format":         {`"format":"pdf"`, `"format":"ofd"`},
		"another's file":   {`in-002.pdf`, `in-001.pdf`},
		"a path":           {`in-002.pdf`, `../in-002.pdf`},
		"an absolute path": {`in-002.pdf`, `/etc/passwd`},
		"no files":         {`"files":[`, `"files":[],"fils":[`},
	} {
		text := strings.ReplaceAll(string(bytes.Join(whole[:4], nil))+string(last), forged[0], forged[1])
		putManifest(t, dir, []byte(text))
		if got := verified(t, dir); got == "" {
			t.Errorf("%s changed: not seen", name)
		}
	}
}

// Records that failed, or were made with errors, are named; the list of failures is judged like any file.
func TestVerifyFailures(t *testing.T) {
	dir := delivered(t, "甲", "?", "!", "丁")
	got := verified(t, dir)
	if n := strings.Count(got, "MANIFEST-FAILED"); n != 2 || strings.Count(got, "\n") != 1 || !strings.Contains(got, "第 2 条") || !strings.Contains(got, "第 3 条") {
		t.Errorf("%s", got)
	}
	list := filepath.Join(dir, FailuresName)
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(list, append(data, 0), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, dir); !strings.Contains(got, "changed "+FailuresName) {
		t.Errorf("%s", got)
	}
	if err := os.Remove(list); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, dir); !strings.Contains(got, "missing "+FailuresName) {
		t.Errorf("%s", got)
	}
	ls := manifestOf(t, dir)
	end := ls[len(ls)-1]
	at := bytes.Index(end, []byte(`,"list"`))
	putManifest(t, dir, append(ls[:len(ls)-1], append(bytes.Clone(end[:at]), '}'))...)
	if got := verified(t, dir); !strings.Contains(got, "MANIFEST-LIST") {
		t.Errorf("%s", got)
	}
	flawed := delivered(t, "甲\U00013000") // a hieroglyph: the PDF is refused, the workbook is made
	if got := verified(t, flawed); !strings.HasPrefix(got, "MANIFEST-F") {
		t.Errorf("%s", got)
	}
}

// A batch whose failures were mended one input at a time counts all its records.
func TestVerifyAfterOnlyFailed(t *testing.T) {
	in := []string{lines(t, "甲", "?"), lines(t, "乙", "?")}
	j := Job{Inputs: in, Formats: []render.Format{render.XLSX}, Dir: filepath.Join(t.TempDir(), "out"), Manifest: true}
	do(t.Context(), j)
	fine, err := os.ReadFile(lines(t, "甲", "丙"))
	if err != nil {
		t.Fatal(err)
	}
	j.OnlyFailed = true
	for i, left := range []int{1, 0} {
		if err := os.WriteFile(in[i], fine, 0o666); err != nil {
			t.Fatal(err)
		}
		j.Inputs = in[i : i+1]
		do(t.Context(), j)
		if got := verified(t, j.Dir); strings.Count(got, "MANIFEST-FAILED") != left || left == 0 && got != "" {
			t.Errorf("after %d: %s", i+1, got)
		}
		_, err := os.Stat(filepath.Join(j.Dir, FailuresName))
		if (err == nil) != (left > 0) {
			t.Errorf("after %d: list of failures: %v", i+1, err)
		}
	}
}

// The same file named twice is two records of one place; both are judged.
func TestVerifyInputTwice(t *testing.T) {
	in := lines(t, "甲", "乙")
	j := Job{Inputs: []string{in, in}, Formats: []render.Format{render.XLSX}, Dir: filepath.Join(t.TempDir(), "out"), Manifest: true}
	got, _ := do(t.Context(), j)
	if len(got) == 4 {
		if got := verified(t, j.Dir); got != "" {
			t.Errorf("%s", got)
		}
	}
}

// A run that was stopped has no end, whether its manifest was still written or only the journal is there.
func TestVerifyUnfinished(t *testing.T) {
	dir := delivered(t, "甲", "乙", "丙")
	ls := manifestOf(t, dir)
	putManifest(t, dir, ls[:4]...)
	if got := verified(t, dir); !strings.HasPrefix(got, "MANIFEST-UNFINISHED") {
		t.Errorf("%s", got)
	}
	if err := os.Rename(filepath.Join(dir, ManifestName), filepath.Join(dir, journalName)); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, dir); !strings.HasPrefix(got, "MANIFEST-UNFINISHED") {
		t.Errorf("%s", got)
	}
	if err := os.WriteFile(filepath.Join(dir, journalName), bytes.Join(ls, nil), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, dir); !strings.HasPrefix(got, "MANIFEST-UNFINISHED") {
		t.Errorf("a journal with an end: %s", got)
	}
}

// A line without an end takes no memory of its length.
func TestManifestLongLine(t *testing.T) {
	dir := delivered(t, "甲")
	ls := manifestOf(t, dir)
	long := append(bytes.Repeat([]byte(" "), maxLine+10), '\n')
	putManifest(t, dir, ls[0], ls[1], long, ls[2])
	if got := verified(t, dir); !strings.HasPrefix(got, "MANIFEST-LINE 清单第 3 行超过") {
		t.Errorf("%s", got)
	}
	m, err := readManifest(filepath.Join(dir, ManifestName))
	if err != nil || m.size != 1 || len(m.lists) != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}

// quickly fails instead of hanging.
func quickly(t *testing.T, do func() string) string {
	t.Helper()
	done := make(chan string, 1)
	go func() { done <- do() }()
	select {
	case s := <-done:
		return s
	case <-time.After(20 * time.Second):
		t.Fatal("hangs")
		return ""
	}
}

// What stands where a file should is not followed, not opened, and named for what it is.
func TestVerifyNoFiles(t *testing.T) {
	kinds := map[string]func(path, copy string) error{
		"link":    func(path, copy string) error { return os.Symlink(copy, path) },
		"special": func(path, _ string) error { return os.Mkdir(path, 0o777) },
	}
	for kind, make := range kinds {
		for _, what := range []string{"in-002.pdf", FailuresName} {
			dir := delivered(t, "甲", "乙", "?")
			path, elsewhere := filepath.Join(dir, what), filepath.Join(t.TempDir(), "copy")
			if err := os.Rename(path, elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := make(path, elsewhere); err != nil {
				t.Skip(err)
			}
			got := quickly(t, func() string { return verified(t, dir) })
			if !strings.Contains(got, kind+" "+what) {
				t.Errorf("%s for %s: %s", kind, what, got)
			}
		}
		dir := delivered(t, "甲")
		path, elsewhere := filepath.Join(dir, ManifestName), filepath.Join(t.TempDir(), "copy")
		if err := os.Rename(path, elsewhere); err != nil {
			t.Fatal(err)
		}
		if err := make(path, elsewhere); err != nil {
			t.Skip(err)
		}
		if got := quickly(t, func() string { return verified(t, dir) }); !strings.HasPrefix(got, "error ") {
			t.Errorf("%s for the manifest: %s", kind, got)
		}
	}
	dir, elsewhere := delivered(t, "甲"), t.TempDir()
	ls := manifestOf(t, dir)
	for i := range ls {
		ls[i] = bytes.ReplaceAll(ls[i], []byte(`"in.`), []byte(`"sub/in.`))
	}
	putManifest(t, dir, ls...)
	for _, name := range []string{"in.pdf", "in.xlsx"} {
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(elsewhere, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "sub")); err != nil {
		t.Skip(err)
	}
	if got := verified(t, dir); !strings.Contains(got, "link sub/in.pdf") || !strings.Contains(got, "extra sub") {
		t.Errorf("a folder that is a link: %s", got)
	}
}

// What Office leaves beside a workbook that somebody has open is no part of a delivery; any other file is told.
func TestVerifyLocks(t *testing.T) {
	dir := delivered(t, "甲")
	for name, want := range map[string]string{"~$甲.xlsx": "", "外.xlsx": "extra 外.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := verified(t, dir); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		os.Remove(filepath.Join(dir, name))
	}
}
