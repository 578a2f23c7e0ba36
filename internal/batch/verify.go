package batch

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// Verdict is what became of one file of a delivered folder.
type Verdict string

const (
	Same    Verdict = "same"
	Changed Verdict = "changed"
	Missing Verdict = "missing"
	Extra   Verdict = "extra" // not in the manifest
)

// Verified is one file of a delivered folder; Path is relative to it, with /.
type Verified struct {
	Path    string  `json:"path"`
	Verdict Verdict `json:"verdict"`
	Record  string  `json:"record,omitempty"`
}

// Verification sums up a delivered folder.
type Verification struct {
	Same, Changed, Missing, Extra int
	Complete                      bool // the run came to its end
	Damaged                       int  // lines of the manifest that cannot be read
	Failed                        int  // records without their files
}

// OK says whether the folder is what its manifest says.
func (v *Verification) OK() bool {
	return v.Changed+v.Missing+v.Extra+v.Damaged == 0 && v.Complete
}

// Verify hashes the files of dir anew and calls each for every one that the manifest names, in its order, and then for every other
// file of the folder. The error is one of reading the manifest or of ctx.
func Verify(ctx context.Context, dir string, workers int, each func(Verified)) (*Verification, error) {
	m, err := ReadManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, unreadable(filepath.Join(dir, ManifestName), "MANIFEST-MISSING", "文件夹里没有清单，无从核对", "no manifest in the folder")
	}
	if err != nil {
		return nil, InputError(filepath.Join(dir, ManifestName), err)
	}
	v := &Verification{Complete: m.Tail != nil, Damaged: m.Damaged}
	type job struct {
		file   File
		record string
	}
	var jobs []job
	listed := map[string]bool{ManifestName: true}
	for _, e := range m.Entries {
		if e.Kind.Failed() {
			v.Failed++
		}
		for _, f := range e.Files {
			jobs = append(jobs, job{f, e.Record})
		}
	}
	if m.Tail != nil && m.Tail.List != "" {
		jobs = append(jobs, job{File{Path: FailuresName, SHA256: m.Tail.List, Bytes: -1}, ""})
	}
	verdicts := make([]Verdict, len(jobs))
	var wg sync.WaitGroup
	for w := range max(workers, 1) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(jobs) && ctx.Err() == nil; i += max(workers, 1) {
				verdicts[i] = judge(dir, jobs[i].file)
			}
		}()
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	count := func(x Verified) {
		switch x.Verdict {
		case Same:
			v.Same++
		case Changed:
			v.Changed++
		case Missing:
			v.Missing++
		case Extra:
			v.Extra++
		}
		each(x)
	}
	for i, j := range jobs {
		listed[j.file.Path] = true
		count(Verified{j.file.Path, verdicts[i], j.record})
	}
	extra, err := others(dir, listed)
	if err != nil {
		return nil, err
	}
	for _, p := range extra {
		count(Verified{Path: p, Verdict: Extra})
	}
	return v, nil
}

// judge compares a file with what the manifest says of it. A path that leads out of the folder is no file of ours.
func judge(dir string, f File) Verdict {
	path := filepath.FromSlash(f.Path)
	if !filepath.IsLocal(path) {
		return Missing
	}
	sum, size, err := hashFile(filepath.Join(dir, path))
	switch {
	case err != nil:
		return Missing
	case sum != f.SHA256, f.Bytes >= 0 && size != f.Bytes:
		return Changed
	}
	return Same
}

// others are the files of dir that are not listed, in order.
func others(dir string, listed map[string]bool) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return safefile.Wrap(path, err)
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); !d.IsDir() && !listed[rel] && !strings.HasPrefix(d.Name(), "~$") {
			out = append(out, rel)
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}
