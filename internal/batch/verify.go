package batch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Verdict is what became of one file of a delivered folder.
type Verdict string

const (
	Same    Verdict = "same"
	Changed Verdict = "changed"
	Missing Verdict = "missing"
	Extra   Verdict = "extra"   // not in the manifest
	Link    Verdict = "link"    // a link, or below one, whatever it leads to: what is delivered are files
	Special Verdict = "special" // a folder, pipe or device; it is not opened
	Outside Verdict = "outside" // the manifest names a path that leads out of the folder; it is not followed
)

// Verified is one file of a delivered folder; Path is relative to it, with /.
type Verified struct {
	Path    string  `json:"path"`
	Verdict Verdict `json:"verdict"`
	Record  string  `json:"record,omitempty"`
}

// Verification sums up a delivered folder.
type Verification struct {
	Files    map[Verdict]int
	Findings finding.List // what is wrong with the manifest itself, and the records that failed
}

// OK says whether the folder is what its manifest says, the manifest is whole, and every record was made.
func (v *Verification) OK() bool {
	n := 0
	for _, k := range v.Files {
		n += k
	}
	return n == v.Files[Same] && len(v.Findings) == 0
}

// listed is a file the manifest names.
type listed struct {
	file   File
	record string
}

// Verify judges the manifest of dir, then hashes the files again and calls each for every one that the manifest
// names, in its order, and for every other file of the folder. The error is one of reading the manifest or of ctx.
func Verify(ctx context.Context, dir string, workers int, each func(Verified)) (*Verification, error) {
	a, err := auditManifest(dir)
	if err != nil {
		return nil, err
	}
	jobs := a.files
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
	v := &Verification{Files: map[Verdict]int{}, Findings: a.findings}
	count := func(x Verified) {
		v.Files[x.Verdict]++
		each(x)
	}
	known := map[string]bool{a.name: true}
	if !a.ended { // it may have been cut off before its hash was written down
		known[FailuresName] = true
	}
	for i, j := range jobs {
		known[j.file.Path] = true
		count(Verified{j.file.Path, verdicts[i], j.record})
	}
	extra, err := others(dir, known)
	if err != nil {
		return nil, err
	}
	for _, p := range extra {
		count(Verified{Path: p, Verdict: Extra})
	}
	return v, nil
}

// judge compares a file with what the manifest says of it.
func judge(dir string, f File) Verdict {
	path := filepath.FromSlash(f.Path)
	if !filepath.IsLocal(path) {
		return Outside
	}
	at := dir
	for _, name := range strings.Split(filepath.Clean(path), string(filepath.Separator)) {
		at = filepath.Join(at, name)
		info, err := os.Lstat(at)
		switch {
		case err != nil:
			return Missing
		case info.Mode()&fs.ModeSymlink != 0:
			return Link
		}
	}
	sum, size, err := hashFile(at)
	var special safefile.NotRegular
	switch {
	case errors.As(err, &special):
		return Special
	case err != nil:
		return Missing
	case sum != f.SHA256, f.Bytes >= 0 && size != f.Bytes:
		return Changed
	}
	return Same
}

// others are the files of dir that are not known, in order. What Office leaves beside an open workbook (~$) is no
// part of a delivery.
func others(dir string, known map[string]bool) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return InputError(path, err)
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); !d.IsDir() && !known[rel] && !strings.HasPrefix(d.Name(), "~$") {
			out = append(out, rel)
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}
