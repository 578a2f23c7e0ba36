package safefile

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/gongbiao/gongbiao/internal/roll"
)

// Guard knows what a run reads and writes, so that no output is ever an input, or another output. One is filled with
// the inputs before the first write and carried by all Options of the run. The zero value is ready; nil knows
// nothing. Goroutines may share it.
type Guard struct {
	mu      sync.Mutex
	inputs  map[string]string  // by place: as they were named
	files   map[fileID]string  // the same by what the system knows them by: hard links, other spellings
	outputs map[string]*output // those reserved before the first write
	written roll.Roll          // by place, the others: as they were named, and whether they are made
	parents map[string]string  // folders resolved
}

type output struct {
	path string
	made bool // written, or being written
}

// fileID is what the system knows a file by.
type fileID struct{ volume, number uint64 }

// Reads notes files that the run reads.
func (g *Guard) Reads(paths ...string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inputs == nil {
		g.inputs, g.files = map[string]string{}, map[fileID]string{}
	}
	for _, p := range paths {
		k := g.place(p)
		if _, known := g.inputs[k]; known {
			continue
		}
		g.inputs[k] = p
		if id, ok := identify(p); ok {
			g.files[id] = p
		}
		if real, err := filepath.EvalSymlinks(p); err == nil && real != p { // an input through a link: what it leads to
			g.inputs[g.place(real)] = p
		}
	}
}

// ReadsOpen notes a file that the run has open to read, such as what standard input was redirected from.
func (g *Guard) ReadsOpen(f *os.File, name string) {
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return
	}
	id, ok := identifyOpen(f)
	if !ok {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.files == nil {
		g.inputs, g.files = map[string]string{}, map[fileID]string{}
	}
	g.files[id] = name
}

// Taken says which input or reserved output stands in the way of a new output at path.
func (g *Guard) Taken(path string) (by string, taken bool) {
	if g == nil {
		return "", false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if e := g.input(path); e != nil {
		return e.Other, true
	}
	if o := g.outputs[g.place(path)]; o != nil {
		return o.path, true
	}
	return "", false
}

// reserve keeps path for an output that will come.
func (g *Guard) reserve(path string) error { return g.claim(path, false) }

// take lets path be written, once.
func (g *Guard) take(path string) error { return g.claim(path, true) }

func (g *Guard) claim(path string, made bool) error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if e := g.input(path); e != nil {
		return e
	}
	k := g.place(path)
	if o := g.outputs[k]; o != nil {
		if !made || o.made {
			return &Error{Path: path, Reason: Output, Other: o.path}
		}
		o.made = true
		return nil
	}
	old, there, err := g.written.Get(k)
	switch {
	case err != nil:
		return Wrap(path, err)
	case there && (!made || old.N == isMade):
		return &Error{Path: path, Reason: Output, Other: old.Text}
	case there:
		return g.written.Set(old.Spot, isMade)
	case !made:
		if g.outputs == nil {
			g.outputs = map[string]*output{}
		}
		g.outputs[k] = &output{path: path}
		return nil
	}
	if g.written.Open == nil {
		g.written.Open = func() (roll.File, error) { return Scratch("") }
	}
	g.written.Put(k, path, isMade)
	return nil
}

// isMade is the number of an output that is written, or being written; 0: it was given back.
const isMade = 1

// Close gives back what a run with many outputs took; the guard is not used after it.
func (g *Guard) Close() error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.written.Close()
}

// give back what could not be written.
func (g *Guard) giveBack(path string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	k := g.place(path)
	if o := g.outputs[k]; o != nil {
		o.made = false
	} else if old, there, err := g.written.Get(k); err == nil && there {
		_ = g.written.Set(old.Spot, 0) // at worst it is refused when it comes again
	}
}

// again looks at path a moment before something is renamed over it.
func (g *Guard) again(path string) error {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if e := g.input(path); e != nil {
		return e
	}
	return nil
}

// input refuses a path that is an input, by what the system knows it by or by its name.
func (g *Guard) input(path string) *Error {
	if len(g.files) == 0 && len(g.inputs) == 0 {
		return nil
	}
	id, there := identify(path)
	if there {
		if in, ok := g.files[id]; ok {
			return &Error{Path: path, Reason: Input, Other: in}
		}
	}
	in, ok := g.inputs[g.place(path)]
	switch {
	case !ok:
		return nil
	case filepath.Base(in) == filepath.Base(path):
		return &Error{Path: path, Reason: Input, Other: in}
	}
	return &Error{Path: path, Reason: Alike, Other: in}
}

// place is the folder of path, links resolved, and its name as the least particular file system tells names apart.
func (g *Guard) place(path string) string {
	dir := filepath.Dir(path)
	real, ok := g.parents[dir]
	if !ok {
		if g.parents == nil {
			g.parents = map[string]string{}
		}
		real = resolve(dir)
		g.parents[dir] = real
	}
	return real + string(filepath.Separator) + fold(filepath.Base(path))
}

// resolve is a folder without links; of one that is not there, as far as it is.
func resolve(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	rest := ""
	for p := abs; ; p = filepath.Dir(p) {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Join(real, rest)
		}
		if p == filepath.Dir(p) {
			return abs
		}
		rest = filepath.Join(filepath.Base(p), rest)
	}
}

// fold is a name without what some file systems do not tell apart: case (NTFS, APFS; full-width letters too),
// composed and decomposed characters (APFS, HFS+), dots and blanks at the end (Windows).
func fold(name string) string {
	name = strings.Map(func(r rune) rune {
		least := r
		for x := unicode.SimpleFold(r); x != r; x = unicode.SimpleFold(x) {
			least = min(least, x)
		}
		return least
	}, norm.NFC.String(name))
	if cut := strings.TrimRight(name, ". "); cut != "" {
		return cut
	}
	return name
}

// inside refuses a path that leads out of root through a link on its way.
func inside(root, path string) error {
	if root == "" || below(root, filepath.Dir(path)) {
		return nil
	}
	dir := resolve(filepath.Dir(path))
	rel, err := filepath.Rel(resolve(root), dir)
	if err != nil || !filepath.IsLocal(rel) {
		return &Error{Path: path, Reason: Linked, Other: dir}
	}
	return nil
}

// below says whether the way from root to dir, as it is written, leads down by folders alone. No is no answer: it costs
// little, and says yes to nearly all that is asked.
func below(root, dir string) bool {
	rel, err := filepath.Rel(root, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	for ; rel != "."; rel = filepath.Dir(rel) {
		if info, err := os.Lstat(filepath.Join(root, rel)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// look says what is at path, nil if nothing does, and refuses what is no file of ours to write.
func look(path string) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil && reasonOf(err) == Absent:
		return nil, nil
	case err != nil:
		return nil, Wrap(path, err)
	case info.Mode()&fs.ModeSymlink != 0:
		to, _ := os.Readlink(path)
		return nil, &Error{Path: path, Reason: Linked, Other: to}
	case info.IsDir():
		return nil, &Error{Path: path, Reason: IsFolder}
	case !info.Mode().IsRegular():
		return nil, &Error{Path: path, Reason: Special, Err: NotRegular(info.Mode())}
	}
	return info, nil
}
