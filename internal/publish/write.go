package publish

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/safefile"
)

// put makes a file of the whole ready.
func (s *site) put(path string, b []byte) error {
	o, err := s.spool.file(path, b)
	s.files = append(s.files, o)
	return err
}

// write makes the rest of the site, then writes all of it. The manifest goes first, under another name, so that a run
// that is cut off still knows its own files; what an earlier run has written and this one has not is removed last.
func (s *site) write(ctx context.Context) error {
	sortForms(s.forms)
	var live []*form
	for _, f := range s.forms {
		if f.live() {
			live = append(live, f)
			continue
		}
		o, err := s.spool.file(f.page(), s.gonePage(f))
		if err != nil {
			return err
		}
		f.files = []output{o}
	}
	for _, make := range []func() error{
		s.styles,
		func() error { return s.lists(live) },
		func() error { return s.search(live) },
		s.changes,
		func() error { return s.data(live) },
		func() error { return s.dataPage(live) },
		func() error { return s.feeds(live) },
		func() error { return s.sitemap(50_000) },
		s.sums,
	} {
		if err := make(); err != nil {
			return err
		}
	}
	list, err := s.manifest()
	if err != nil {
		return err
	}
	if err := s.mayWrite(); err != nil || ctx.Err() != nil {
		return cmp.Or(err, ctx.Err())
	}
	if err := s.out().Reserve(filepath.Join(s.Dir, batch.ManifestName), filepath.Join(s.Dir, partName)); err != nil {
		return err
	}
	part, final := filepath.Join(s.Dir, partName), filepath.Join(s.Dir, batch.ManifestName)
	if old, err := os.ReadFile(final); err == nil && bytes.Equal(old, list) && len(s.stale()) == 0 && len(s.same) == s.count() {
		s.sum.Files = s.count() + 1
		return nil
	}
	if _, err := safefile.Write(part, list, safefile.Options{Force: true, Root: s.Dir}); err != nil {
		return err
	}
	if err := gate.Keep(LogPath(s.Dir), s.day, s.log, s.Guard); err != nil {
		return err
	}
	for o := range s.all {
		if err := s.one(o); err != nil {
			return err
		}
	}
	for _, path := range s.stale() {
		if err := os.Remove(filepath.Join(s.Dir, filepath.FromSlash(path))); err != nil && !absent(err) {
			return safefile.Wrap(path, err)
		}
	}
	s.sum.Files, s.sum.Written = s.count()+1, s.sum.Written+1
	return safefile.Rename(part, final)
}

func (s *site) out() safefile.Options {
	return safefile.Options{Force: s.Force, Guard: s.Guard, Root: s.Dir}
}

// all are the files of the site but the manifest.
func (s *site) all(yield func(output) bool) {
	for _, f := range s.forms {
		for _, o := range f.files {
			if !yield(o) {
				return
			}
		}
	}
	for _, o := range s.files {
		if !yield(o) {
			return
		}
	}
}

func (s *site) count() (n int) {
	for range s.all {
		n++
	}
	return n
}

// sums makes the checksums of all files but itself and the manifest, as sha256sum reads them.
func (s *site) sums() error {
	var all []output
	for o := range s.all {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b output) int { return cmp.Compare(a.path, b.path) })
	var b bytes.Buffer
	for _, o := range all {
		fmt.Fprintf(&b, "%s  %s\n", o.sum, o.path)
	}
	return s.put("SHA256SUMS", b.Bytes())
}

// hash is the checksum of a file of the folder; empty if it is not there.
func (s *site) hash(path string) (string, error) {
	f, err := safefile.Open(filepath.Join(s.Dir, filepath.FromSlash(path)))
	if absent(err) {
		return "", nil
	}
	if err != nil {
		return "", safefile.Wrap(path, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", safefile.Wrap(path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// ours says whether a file is as an earlier run has left it, and so may be replaced or removed.
func (s *site) ours(path, sum string) bool {
	return s.Force || slices.Contains(s.before.sums[path], sum)
}

// mayWrite finds what is there already, and refuses what cannot be written before anything is: files that somebody
// else has written or changed, links, inputs.
func (s *site) mayWrite() error {
	for o := range s.all {
		path := filepath.Join(s.Dir, filepath.FromSlash(o.path))
		if err := s.out().Reserve(path); err != nil {
			return err
		}
		sum, err := s.hash(o.path)
		if err != nil {
			return err
		}
		switch {
		case sum == o.sum:
			s.same[o.path] = true
		case sum != "" && !s.ours(o.path, sum):
			return &safefile.Error{Path: path, Reason: safefile.Exists, Kept: true}
		}
	}
	return nil
}

// stale are files of earlier runs that this one has not, as they were left.
func (s *site) stale() (out []string) {
	now := map[string]bool{}
	for o := range s.all {
		now[o.path] = true
	}
	for path := range s.before.sums {
		if now[path] || !filepath.IsLocal(filepath.FromSlash(path)) {
			continue
		}
		if sum, err := s.hash(path); err == nil && sum != "" && slices.Contains(s.before.sums[path], sum) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// one writes a file unless it is there.
func (s *site) one(o output) error {
	if s.same[o.path] {
		return nil
	}
	to := s.out()
	to.Force = true // mayWrite has looked at what is there
	f, err := safefile.Create(filepath.Join(s.Dir, filepath.FromSlash(o.path)), to)
	if err != nil {
		return err
	}
	defer f.Abort()
	if err := s.spool.copy(f, o.pieces); err != nil {
		return err
	}
	s.sum.Written++
	_, err = f.Commit()
	return err
}
