package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

var engine render.Engine

// lines writes a JSON Lines file; each name becomes a record, "!" a line that cannot be read, "?" one with an unknown
// key.
func lines(t *testing.T, names ...string) string {
	t.Helper()
	var b strings.Builder
	for _, n := range names {
		switch n {
		case "!":
			b.WriteString("{\"form\": \n")
		case "?":
			b.WriteString(`{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "甲", "项目名": "甲"}` + "\n")
		default:
			fmt.Fprintf(&b, `{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "%s"}`+"\n", n)
		}
	}
	p := filepath.Join(t.TempDir(), "in.jsonl")
	if err := os.WriteFile(p, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return p
}

func pdfs(t *testing.T, inputs ...string) Job {
	return Job{Inputs: inputs, Formats: []render.Format{render.PDF}, Dir: filepath.Join(t.TempDir(), "out")}
}

// run gives each result as "index kind file".
func do(ctx context.Context, j Job) (got []string, sum Summary) {
	sum, _ = Run(ctx, &engine, j, func(r Result) {
		s := fmt.Sprintf("%d %s", r.Index, r.Kind)
		for _, f := range r.Files {
			s += " " + filepath.Base(f.Path)
		}
		got = append(got, s)
	})
	return got, sum
}

func want(t *testing.T, got []string, lines ...string) {
	t.Helper()
	if !slices.Equal(got, lines) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(lines, "\n\t"))
	}
}

// Results come in the order of the inputs whatever finishes first, and one that fails stops no other.
func TestOrder(t *testing.T) {
	var names, lots []string
	for i := range 60 {
		names = append(names, fmt.Sprint("项目", i))
		lots = append(lots, fmt.Sprintf("%d fine in-%03d.pdf", i+1, i+1))
	}
	names[30], lots[30] = "?", "31 data"
	names[40], lots[40] = "!", "41 unreadable"
	j := pdfs(t, lines(t, names...))
	j.Workers = 7
	got, sum := do(t.Context(), j)
	want(t, got, lots...)
	if sum.Records != 60 || sum.Failed != 2 || sum.Exit() != ExitSome {
		t.Errorf("%+v: exit %d", sum, sum.Exit())
	}
}

func TestBook(t *testing.T) {
	j := pdfs(t, lines(t, "甲", "乙"))
	j.Book = filepath.Join(j.Dir, "all.pdf")
	got, _ := do(t.Context(), j)
	want(t, got, "1 fine", "2 fine", "0 fine all.pdf")
	j.Inputs = []string{lines(t, "甲", "?", "乙")}
	j.Force = true
	before, _ := os.ReadFile(j.Book)
	got, sum := do(t.Context(), j)
	want(t, got, "1 fine", "2 data", "3 fine", "0 skipped")
	if after, _ := os.ReadFile(j.Book); string(after) != string(before) || len(after) == 0 || sum.Exit() != ExitSome {
		t.Errorf("a book that lacks a form was written, exit %d", sum.Exit())
	}
}

func TestNames(t *testing.T) {
	j := pdfs(t, lines(t, "甲", "甲", "乙/丙"))
	j.Name, _ = outname.Parse("{年度}-{项目名称}")
	got, sum := do(t.Context(), j)
	want(t, got, "1 fine 2022-甲.pdf", "2 fine 2022-甲-2.pdf", "3 fine 2022-乙／丙.pdf")
	if sum.Exit() != ExitFine {
		t.Errorf("exit %d", sum.Exit())
	}
}

// A panic over one record is an error of that record.
func TestPanic(t *testing.T) {
	err := func() (err error) {
		defer guard(&err)
		panic("boom")
	}()
	r := item{input: "x", index: 1}.result(nil, err)
	if r.Kind != Internal || !strings.Contains(r.Message, "boom") || !strings.Contains(r.Message, "batch_test.go") {
		t.Errorf("%+v", r)
	}
}

func TestCancelled(t *testing.T) {
	var names []string
	for i := range 500 {
		names = append(names, fmt.Sprint("项目", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	sum, _ := Run(ctx, &engine, pdfs(t, lines(t, names...)), func(Result) {
		if n++; n == 3 {
			cancel()
		}
	})
	if n > 100 || sum.Exit() != ExitInterrupted {
		t.Errorf("%d results after the end, exit %d", n, sum.Exit())
	}
}

// The exit code of what went wrong with one record, and of a batch.
func TestExit(t *testing.T) {
	data := finding.List{{Code: "X"}}.AsData()
	layout := finding.List{{Code: "X"}}.AsTemplate()
	disk := &safefile.Error{Reason: safefile.Full}
	for _, c := range []struct {
		err        error
		one, batch int
	}{
		{nil, ExitFine, ExitFine},
		{data, ExitData, ExitSome},
		{layout, ExitUnreadable, ExitSome},
		{Input(data), ExitUnreadable, ExitSome},
		{disk, ExitUnwritable, ExitUnwritable},
		{NameError(errors.New("名")), ExitData, ExitSome},
		{fmt.Errorf("the machine"), ExitUnreadable, ExitSome},
	} {
		var one, many Summary
		one.Count(item{input: "x", index: 1}.result(nil, c.err))
		many.Count(item{input: "x", index: 1}.result(nil, nil))
		many.Count(item{input: "x", index: 2}.result(nil, c.err))
		if one.Exit() != c.one || many.Exit() != c.batch {
			t.Errorf("%v: exit %d and %d, want %d and %d", c.err, one.Exit(), many.Exit(), c.one, c.batch)
		}
	}
}

// Of a folder, what Excel and systems leave beside the records is not read: locks of open workbooks, hidden files.
func TestFolderOfInputs(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"甲.json", "~$乙.xlsx", ".丙.json", "~$丁/戊.json", "注.txt", "己/庚.csv"} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte("{}"), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, p := range Files([]string{dir}) {
		rel, _ := filepath.Rel(dir, p)
		got = append(got, filepath.ToSlash(rel))
	}
	want(t, got, "己/庚.csv", "甲.json")
}

// From ten records on there is a manifest, with fewer only if it is asked for.
func TestFewNeedNoManifest(t *testing.T) {
	for n, wanted := range map[int]bool{9: false, 10: true} {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprint("项目", i))
		}
		j := pdfs(t, lines(t, names...))
		do(t.Context(), j)
		if exists(filepath.Join(j.Dir, ManifestName)) != wanted {
			t.Errorf("%d records: a manifest is there: %v", n, !wanted)
		}
	}
}

// A name in use gets the first number that is free; a path that some programs cannot open is noted.
func TestTaken(t *testing.T) {
	n := newNames(Job{Dir: t.TempDir()})
	var got []string
	for i, base := range []string{"甲", "甲", "乙-2", "乙", "乙"} {
		name, _, _ := n.take(base, item{input: "x", index: i + 1})
		got = append(got, name)
	}
	want(t, got, "甲", "甲-2", "乙-2", "乙", "乙-3")
	room := 259 - len(n.dir) - len("/.xlsx") // MAX_PATH of Windows without the nought at its end
	for extra, noted := range map[int]bool{0: false, 1: true} {
		_, notes, _ := n.take(strings.Repeat("a", room+extra), item{input: "x"})
		if len(notes) > 0 != noted {
			t.Errorf("a path of %d characters: %v", 259+extra, notes)
		}
	}
	kept := newNames(Job{Dir: n.dir})
	kept.kept.Put(outname.Key("丙"), "x 第 2 条", 0)
	for i, want := range []string{"丙-2", "丙"} {
		if name, _, _ := kept.take("丙", item{input: "x", index: i + 1}); name != want {
			t.Errorf("record %d: %s, want %s", i+1, name, want)
		}
	}
}
