package publish_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/gongbiao/gongbiao/internal/publish"
	"github.com/gongbiao/gongbiao/render"
)

// edited is a file of records with one text replaced, once.
func edited(t *testing.T, in, old, new string) string {
	t.Helper()
	b, err := os.ReadFile(in)
	if err != nil || bytes.Count(b, []byte(old)) != 1 {
		t.Fatalf("%q is there %d times, %v", old, bytes.Count(b, []byte(old)), err)
	}
	out := filepath.Join(t.TempDir(), filepath.Base(in))
	if err := os.WriteFile(out, bytes.Replace(b, []byte(old), []byte(new), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// field is the value of the first member of this name in the record of a line.
func field(t *testing.T, in string, line int, name string) string {
	t.Helper()
	b, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(strings.Split(string(b), "\n")[line], `"`+name+`":"`)
	value, _, ok2 := strings.Cut(rest, `"`)
	if !ok || !ok2 {
		t.Fatalf("line %d has no %s", line, name)
	}
	return value
}

// The same records give the same bytes, whatever their order and however many work at once.
func TestSameBytes(t *testing.T) {
	in := records(t, "self-evaluation/shanghai", 12)
	b, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	slices.Reverse(lines)
	turned := filepath.Join(t.TempDir(), "b.jsonl")
	if err := os.WriteFile(turned, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	one, two := filepath.Join(t.TempDir(), "站"), filepath.Join(t.TempDir(), "site")
	formats := func(j *publish.Job) { j.Formats = []render.Format{render.XLSX} }
	if sum, _, err := site(t, one, formats, in); err != nil || sum.Refused > 0 || sum.Written != sum.Files {
		t.Fatal(sum, err)
	}
	if _, _, err := site(t, two, func(j *publish.Job) { formats(j); j.Workers = 1 }, turned); err != nil {
		t.Fatal(err)
	}
	if d := differ(files(t, one), files(t, two)); len(d) > 0 {
		t.Errorf("other bytes: %v", d)
	}
	if sum, _, err := site(t, one, formats, in); err != nil || sum.Written != 0 || sum.Changes[publish.Same] != 12 {
		t.Error(sum, err)
	}
}

// One changed record changes its own files, the lists and the data, and its address stays; what changed is said.
func TestOneChanged(t *testing.T) {
	in, dir := records(t, "self-evaluation/shanghai", 12), filepath.Join(t.TempDir(), "站")
	if _, _, err := site(t, dir, nil, in); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	goal := field(t, in, 4, "预期目标")
	later := func(j *publish.Job) { j.Date = j.Date.AddDate(0, 1, 0) }
	sum, told, err := site(t, dir, later, edited(t, in, goal, goal+"（修订）"))
	if err != nil || sum.Changes[publish.Changed] != 1 || sum.Changes[publish.Same] != 11 {
		t.Fatal(sum, err)
	}
	var own string
	for _, r := range told {
		if r.Change == publish.Changed {
			own = strings.TrimSuffix(r.Page, ".html")
		}
	}
	want := []string{"SHA256SUMS", "changes.html", "data/forms.csv", "data/forms.json", "data/self-evaluation-shanghai-2022.csv",
		"feed.xml", own + ".html", own + ".json", "list/department-*.xml", "manifest.jsonl", "sitemap.xml"}
	got := differ(before, files(t, dir))
	for i, name := range got {
		if strings.HasPrefix(name, "list/department-") {
			got[i] = "list/department-*.xml" // one: that of its department
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("changed %v, want %v", got, want)
	}
	for _, name := range []string{"changes.html", "feed.xml"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.Contains(string(b), "更新：年度总体目标 预期目标") {
			t.Errorf("%s does not say what changed, %v", name, err)
		}
	}
}

// Every link of every page leads to a file of the site and to a place in it; nothing leads out.
func TestLinks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "站")
	one, two := records(t, "self-evaluation/shanghai", 3), records(t, "goal-declaration/shanghai", 2)
	all := func(j *publish.Job) { j.Formats = []render.Format{render.PDF, render.XLSX, render.OFD} }
	if sum, told, err := site(t, dir, all, one, two); err != nil || sum.Refused > 0 {
		t.Fatal(sum, told, err)
	}
	if sum, _, err := site(t, dir, func(j *publish.Job) { all(j); j.Withdraw = true }, one); err != nil || sum.Changes[publish.Withdrawn] != 2 {
		t.Fatal(sum, err)
	}
	have := files(t, dir)
	linked := map[string]bool{}
	for page := range have {
		if path.Ext(page) != ".html" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, page))
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if a.Key != "href" && a.Key != "src" || strings.HasPrefix(a.Val, "data:") {
					continue
				}
				to, part, _ := strings.Cut(a.Val, "#")
				target := page
				if to != "" {
					target = path.Join(path.Dir(page), to)
				}
				linked[target] = true
				if have[target] == "" || part != "" && !bytes.Contains(b, []byte(`id="`+part+`"`)) {
					t.Errorf("%s: %s leads nowhere", page, a.Val)
				}
			}
		}
	}
	for name := range have {
		if !linked[name] && name != "sitemap.xml" {
			t.Errorf("nothing leads to %s", name)
		}
	}
}

// Nothing is written while a record is refused, a file is in the way or something vanished; a run that was cut off
// knows its own files.
func TestRefused(t *testing.T) {
	in, dir := records(t, "self-evaluation/shanghai", 3), filepath.Join(t.TempDir(), "站")
	goal := field(t, in, 1, "预期目标")
	bad := edited(t, in, goal, "联系张三13800138000")
	sum, told, err := site(t, dir, nil, bad)
	if err != nil || sum.Refused != 1 || len(told[1].Findings) != 1 || told[1].Findings[0].Code != "PERSONAL-MOBILE" {
		t.Fatal(sum, told, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("something was written")
	}
	// Errors of checks name the record and quote it: no number in full there either.
	named := edited(t, in, field(t, in, 1, "项目名称")+`"`, `热线13800138000"`)
	text, err := os.ReadFile(named)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(text, []byte("热线"))
	score := []byte(`"得分":"`)
	text = append(text[:at:at], bytes.Replace(text[at:], score, append(score, '7'), 1)...)
	if err := os.WriteFile(named, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if sum, told, err = site(t, dir, nil, named); err != nil || sum.Refused == 0 {
		t.Fatal(sum, told, err)
	}
	if said, err := json.Marshal(told); err != nil || bytes.Contains(said, []byte("13800138000")) || !bytes.Contains(said, []byte("138******00")) {
		t.Error(err, string(said))
	}
	if _, err := os.Stat(publish.LogPath(dir)); err == nil {
		t.Error("the log was written")
	}
	if _, _, err := site(t, dir, nil, in); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	if sum, told, err := site(t, dir, nil, bad); err != nil || sum.Refused != 1 || sum.Written > 0 {
		t.Error(sum, told, err)
	}
	fewer := edited(t, in, field(t, in, 2, "项目名称"), "另一个项目")
	if sum, told, err := site(t, dir, nil, fewer); err != nil || told[3].Findings[0].Code != "PUBLISH-GONE" || sum.Written > 0 {
		t.Error(sum, told, err)
	}
	if d := differ(before, files(t, dir)); len(d) > 0 {
		t.Errorf("changed: %v", d)
	}
	// Somebody edits a page by hand; the next change of it is refused.
	index := filepath.Join(dir, "index.html")
	if err := os.WriteFile(index, []byte("手改"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := site(t, dir, nil, in); err == nil || !strings.Contains(err.Error(), "index.html") {
		t.Error(err)
	}
	if _, _, err := site(t, dir, func(j *publish.Job) { j.Force = true }, in); err != nil {
		t.Error(err)
	}
	// Cut off after the manifest of the run and half of its files.
	part := filepath.Join(dir, "manifest.jsonl.part")
	changed := edited(t, in, goal, goal+"。")
	done := filepath.Join(t.TempDir(), "站")
	if _, _, err := site(t, done, nil, in); err != nil {
		t.Fatal(err)
	}
	if _, _, err := site(t, done, nil, changed); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"manifest.jsonl=" + part, "data/forms.csv=" + filepath.Join(dir, "data/forms.csv"),
		"changes.html=" + filepath.Join(dir, "changes.html")} {
		from, to, _ := strings.Cut(name, "=")
		b, err := os.ReadFile(filepath.Join(done, from))
		if err == nil {
			err = os.WriteFile(to, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := site(t, dir, nil, changed); err != nil {
		t.Error(err)
	}
	if d := differ(files(t, done), files(t, dir)); len(d) > 0 {
		t.Errorf("after a run that was cut off: %v", d)
	}
}
