package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/render"
)

// everything are the files of a folder with their bytes.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameFolder(t *testing.T, what, one, many string) {
	t.Helper()
	a, b := everything(t, one), everything(t, many)
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s: %s is another:\n%.400s\n%.400s", what, name, text, b[name])
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			t.Errorf("%s: %s is too many", what, name)
		}
	}
}

// mixed are records of which some have one name, some cannot be read and some have an unknown key.
func mixed(n int) (names []string) {
	for i := range n {
		switch i % 11 {
		case 3:
			names = append(names, "?")
		case 7:
			names = append(names, "!")
		case 8:
			names = append(names, "同名")
		default:
			names = append(names, fmt.Sprintf("第%d个", i))
		}
	}
	return names
}

func parts(t *testing.T, j Job, n int, order []int) (merged int) {
	t.Helper()
	for _, i := range order {
		j.Shard, j.Guard = Shard{i, n}, nil
		sum, err := Run(t.Context(), &engine, j, func(Result) {})
		if err != nil {
			t.Fatalf("part %d of %d: %v", i, n, err)
		}
		if sum.Merged {
			merged++
		}
	}
	return merged
}

// However many parts, in whatever order, the folder is that of a single run, byte for byte: files, manifest, list of
// failures. Fewer records than parts, inputs that cannot be read, names that are numbered, names made of the data.
func TestShards(t *testing.T) {
	pattern, err := outname.Parse("{年度}/{项目名称}")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		records, parts int
		named, always  bool
	}{{25, 3, false, false}, {25, 3, true, false}, {12, 12, true, false}, {5, 3, false, false}, {5, 3, false, true}, {3, 8, false, true}, {40, 2, true, false}} {
		j := pdfs(t, lines(t, mixed(c.records)...), filepath.Join(t.TempDir(), "absent.json"), lines(t, "独一份"))
		j.Manifest = c.always
		if c.named {
			j.Name = pattern
		}
		whole := j
		whole.Dir = filepath.Join(t.TempDir(), "whole")
		if _, err := Run(t.Context(), &engine, whole, func(Result) {}); err != nil {
			t.Fatal(err)
		}
		order := r.Perm(c.parts)
		for i := range order {
			order[i]++
		}
		if merged := parts(t, j, c.parts, order); merged != 1 {
			t.Errorf("%+v: put together %d times", c, merged)
		}
		sameFolder(t, fmt.Sprintf("%+v", c), whole.Dir, j.Dir)
	}
}

// Parts that run at once put the manifest together once.
func TestShardsAtOnce(t *testing.T) {
	j := pdfs(t, lines(t, mixed(30)...))
	whole := j
	whole.Dir = filepath.Join(t.TempDir(), "whole")
	if _, err := Run(t.Context(), &engine, whole, func(Result) {}); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			own := j
			own.Shard = Shard{i + 1, 4}
			if _, err := Run(t.Context(), &engine, own, func(Result) {}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	sameFolder(t, "at once", whole.Dir, j.Dir)
}

// A part that is cut off is done again, with --resume or from the beginning; the others stay as they are.
func TestShardCutOff(t *testing.T) {
	for _, resume := range []bool{false, true} {
		j := pdfs(t, lines(t, mixed(30)...))
		whole := j
		whole.Dir = filepath.Join(t.TempDir(), "whole")
		if _, err := Run(t.Context(), &engine, whole, func(Result) {}); err != nil {
			t.Fatal(err)
		}
		parts(t, j, 3, []int{1, 3})
		ctx, stop := context.WithCancel(t.Context())
		own := j
		own.Shard = Shard{2, 3}
		n := 0
		sum, err := Run(ctx, &engine, own, func(Result) {
			if n++; n == 4 {
				stop()
			}
		})
		if stop(); err != nil || !sum.Interrupted || sum.Merged || exists(filepath.Join(j.Dir, ManifestName)) {
			t.Fatal(sum, err)
		}
		own.Resume = resume
		made := 0
		sum, err = Run(t.Context(), &engine, own, func(r Result) {
			if len(r.Files) > 0 && r.Files[0].Outcome != Kept {
				made++
			}
		})
		if err != nil || !sum.Merged {
			t.Fatal(sum, err)
		}
		if resume && made > 6 {
			t.Errorf("%d files made again", made)
		}
		sameFolder(t, fmt.Sprintf("resume %t", resume), whole.Dir, j.Dir)

		// One part once more, as after a kill over the merging, or to mend what failed: the manifest stands, and is the
		// same with what is new.
		j.Resume = true
		if err := os.Remove(filepath.Join(j.Dir, "in-002.pdf")); err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{3, 2} {
			if merged := parts(t, j, 3, []int{i}); merged != 1 {
				t.Error("not put together again")
			}
			if got := everything(t, j.Dir); got[ManifestName] != everything(t, whole.Dir)[ManifestName] {
				t.Error("the manifest is another")
			}
		}
		sameFolder(t, "again", whole.Dir, j.Dir)
	}
}

// Parts of other inputs, with other options, or not whole are not put together, and it is said which is to be done
// again.
func TestShardsThatDoNotFit(t *testing.T) {
	in := lines(t, mixed(20)...)
	for what, spoil := range map[string]func(j *Job){
		"照别的输入做的": func(j *Job) { j.Inputs = []string{lines(t, mixed(21)...)} },
		"别的选项":    func(j *Job) { j.Formats = []render.Format{render.PDF, render.HTML} },
	} {
		j := pdfs(t, in)
		parts(t, j, 2, []int{1})
		own := j
		spoil(&own)
		own.Shard = Shard{2, 2}
		own.Force = true
		_, err := Run(t.Context(), &engine, own, func(Result) {})
		var input *inputError
		if !errors.As(err, &input) || !strings.Contains(err.Error(), what) || exists(filepath.Join(j.Dir, ManifestName)) {
			t.Errorf("%s: %v", what, err)
		}
		own = j
		own.Shard, own.Force = Shard{2, 2}, true
		if sum, err := Run(t.Context(), &engine, own, func(Result) {}); err != nil || !sum.Merged {
			t.Errorf("%s, done again: %v", what, err)
		}
	}
	j := pdfs(t, in)
	parts(t, j, 2, []int{1})
	path := filepath.Join(j.Dir, Shard{1, 2}.manifest())
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l := strings.SplitAfter(string(b), "\n")
	if err := os.WriteFile(path, []byte(strings.Join(slices.Delete(l, 2, 3), "")), 0o600); err != nil {
		t.Fatal(err)
	}
	j.Shard = Shard{2, 2}
	if _, err := Run(t.Context(), &engine, j, func(Result) {}); err == nil || !strings.Contains(err.Error(), "manifest.1-of-2.jsonl 不全") {
		t.Errorf("a line less: %v", err)
	}
}

func TestParseShard(t *testing.T) {
	for s, want := range map[string]Shard{"1/1": {}, "1/2": {1, 2}, "5/5": {5, 5}, "10000/10000": {10000, 10000}} {
		if got, err := ParseShard(s); err != nil || got != want {
			t.Errorf("%s: %v %v", s, got, err)
		}
	}
	for _, s := range []string{"", "1", "0/2", "3/2", "a/b", "1/0", "-1/2", "1/2/3", "1/10001", " 1/2"} {
		if got, err := ParseShard(s); err == nil {
			t.Errorf("%q: %v", s, got)
		}
	}
	for _, name := range []string{"manifest.1-of-2.jsonl", "manifest.12-of-300.jsonl"} {
		if !isPart(name) {
			t.Error(name)
		}
	}
	for _, name := range []string{"manifest.jsonl", "manifest.1-of-2.json", "manifest.01-of-2.jsonl", "manifest.-of-.jsonl", "x.jsonl", "1-of-2"} {
		if isPart(name) {
			t.Error(name)
		}
	}
}
