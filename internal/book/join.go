package book

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/shard"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/render"
)

// command is what writes parts.
const command = "book --parts"

// Join makes the book of all parts, as if one program had measured their forms, and calls tell with what is to be told
// of each record, in the order in which one program tells it. With errors among them the book must not be written.
// Close must be called in the end. The error says which part is not there, not whole, or does not belong to the others
// or to this program: its release and faces must be those of the parts, and the layouts.
func Join(e *render.Engine, o Options, paths []string, release, faces string, tell func(said json.RawMessage) error) (*Book, error) {
	b, err := New(e, o)
	if err != nil {
		return nil, err
	}
	if err := b.join(paths, release, faces, tell); err != nil {
		return nil, errors.Join(err, quiet(b.Close(), err))
	}
	return b, nil
}

func (b *Book) join(paths []string, release, faces string, tell func(said json.RawMessage) error) error {
	var files []*joint
	var known []shard.Part
	for _, path := range paths {
		f, err := open(path)
		if err != nil {
			return err
		}
		b.laid = append(b.laid, f) // to be closed
		files, known = append(files, f), append(known, shard.Part{Path: path, Head: f.head.Head, End: f.end.End})
	}
	order, err := shard.Fit(known)
	if err != nil {
		return err
	}
	parts := make([]*joint, len(order))
	for i, k := range order {
		if parts[i] = files[k]; parts[i].end.Unread+parts[i].end.Forms != known[k].Mine(known[k].Items) {
			return shard.Cut(parts[i].path)
		}
	}
	first := parts[0]
	switch {
	case first.head.Release != release:
		return shard.Refuse(first.path, "是用别的程序版本排的，要用同一个版本合成", "was made by another release: put the parts together with that one")
	case first.head.Faces != faces:
		return shard.Refuse(first.path, "排时用的字体（--font-dir）和现在的不同", "was made with other faces (--font-dir) than there are now")
	case first.head.Format != b.o.Format:
		return shard.Refuse(first.path, fmt.Sprintf("是照 -o ….%s 排的，合成时 -o 也要是 .%[1]s", first.head.Format),
			fmt.Sprintf("was made for -o ….%s: -o must end in .%[1]s here too", first.head.Format))
	}
	b.o.Groups = first.head.Groups
	b.laid = b.laid[:0]
	for _, f := range parts {
		b.laid = append(b.laid, f)
	}
	if err := unread(parts, tell); err != nil {
		return err
	}
	return b.take(parts, first.end.Items, tell)
}

// unread tells of the inputs that could not be read, which come first.
func unread(parts []*joint, tell func(json.RawMessage) error) error {
	var all []partLine
	for _, f := range parts {
		for range f.end.Unread {
			l, err := f.next()
			if err != nil {
				return err
			}
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(x, y partLine) int { return cmp.Compare(x.Item, y.Item) })
	for _, l := range all {
		if err := tell(l.Said); err != nil {
			return err
		}
	}
	return nil
}

// take takes the forms of all parts in the order of the inputs, and tells of them.
func (b *Book) take(parts []*joint, items int, tell func(json.RawMessage) error) error {
	for k := range items {
		f := parts[k%len(parts)]
		if f.line == nil && f.left > 0 {
			l, err := f.next()
			if err != nil {
				return err
			}
			f.line, f.left = &l, f.left-1
		}
		if f.line == nil || f.line.Item != k {
			continue // an input that could not be read
		}
		if x := f.line.Form; x != nil {
			kin, err := b.kin(f, x)
			if err != nil {
				return err
			}
			b.forms = append(b.forms, &form{at: x.At, size: x.Size, about: x.About, pages: x.Pages, objects: x.Objects,
				sheets: x.Sheets, from: uint16(k % len(parts)), scored: x.Scored, name: strings.Clone(x.Name), kin: kin})
		}
		if err := tell(f.line.Said); err != nil {
			return err
		}
		f.line = nil
	}
	for _, f := range parts {
		if f.left > 0 || f.line != nil {
			return shard.Foreign(f.path, command)
		}
	}
	return nil
}

// kin is what a form of a part has in common with others, of other parts too.
func (b *Book) kin(f *joint, x *partForm) (*kin, error) {
	if x.New != nil && x.Kin == len(f.kins) {
		l, err := b.e.Layouts().Layout(x.New.Layout)
		hash := ""
		if err == nil {
			hash, err = b.e.Layouts().Hash(x.New.Layout)
		}
		switch {
		case err != nil:
			return nil, err
		case hash != x.New.Hash:
			return nil, shard.Refuse(f.path, "排时用的版式 "+x.New.Layout+"（--templates）和现在的不同",
				"was made with another layout "+x.New.Layout+" (--templates) than there is now")
		}
		b.summaries.of.LoadOrStore(x.New.Layout, sync.OnceValue(func() *summary.Summary {
			s, _ := summary.Compile(l.Form, l.Params)
			return s
		}))
		f.kins = append(f.kins, b.same(kin{title: x.New.Title, year: x.New.Year, layout: x.New.Layout, fields: l.Form, groups: x.New.Groups}))
	}
	if x.Kin < 0 || x.Kin >= len(f.kins) {
		return nil, shard.Foreign(f.path, command)
	}
	return f.kins[x.Kin], nil
}

// joint is the file of a part, being joined to others.
type joint struct {
	path string
	f    *os.File
	in   *bufio.Reader // the lines
	head PartHead
	end  partEnd
	left int // records still to be read
	line *partLine
	kins []*kin
	to   int64 // where the forms end
}

// open reads the file's ends, and its lines once, to see that they are whole.
func open(path string) (*joint, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return nil, shard.Unreadable(path, err)
	}
	j := &joint{path: path, f: f}
	if err := j.ends(); err != nil {
		f.Close()
		return nil, err
	}
	return j, nil
}

func (j *joint) ends() error {
	info, err := j.f.Stat()
	if err != nil {
		return shard.Unreadable(j.path, err)
	}
	tail := make([]byte, trailer)
	if info.Size() < trailer {
		return shard.Cut(j.path)
	}
	if _, err := j.f.ReadAt(tail, info.Size()-trailer); err != nil {
		return shard.Unreadable(j.path, err)
	}
	var want string
	if n, err := fmt.Sscanf(string(tail), "%16x %64s\n", &j.to, &want); n != 2 || err != nil || j.to < 0 || j.to > info.Size()-trailer {
		return shard.Cut(j.path)
	}
	lines := func() *io.SectionReader { return io.NewSectionReader(j.f, j.to, info.Size()-trailer-j.to) }
	sum, last := sha256.New(), &lastLine{}
	if _, err := io.Copy(io.MultiWriter(sum, last), lines()); err != nil {
		return shard.Unreadable(j.path, err)
	}
	var end partLine
	if hex.EncodeToString(sum.Sum(nil)) != want || json.Unmarshal(last.line, &end) != nil || end.End == nil {
		return shard.Foreign(j.path, command)
	}
	j.end, j.left = *end.End, end.End.Forms
	j.in = bufio.NewReaderSize(lines(), 64<<10)
	raw, err := j.in.ReadBytes('\n')
	if err != nil || json.Unmarshal(raw, &j.head) != nil || !j.head.Valid() {
		return shard.Foreign(j.path, command)
	}
	return nil
}

// lastLine keeps the last line of what is written to it.
type lastLine struct {
	line  []byte
	ended bool
}

func (l *lastLine) Write(b []byte) (int, error) {
	for line := range strings.Lines(string(b)) {
		if l.ended {
			l.line = l.line[:0]
		}
		l.line, l.ended = append(l.line, line...), strings.HasSuffix(line, "\n")
	}
	return len(b), nil
}

// next reads a line.
func (j *joint) next() (l partLine, err error) {
	raw, err := j.in.ReadBytes('\n')
	if err != nil || json.Unmarshal(raw, &l) != nil || l.Said == nil {
		return l, shard.Foreign(j.path, command)
	}
	if x := l.Form; x != nil && (x.At < 0 || x.About < 0 || x.Size < x.About || x.At > j.to-int64(x.Size)) {
		return l, shard.Foreign(j.path, command)
	}
	return l, nil
}

func (j *joint) get(at int64, size int) ([]byte, error) {
	b := make([]byte, size)
	if _, err := j.f.ReadAt(b, at); err != nil {
		return nil, shard.Unreadable(j.path, err)
	}
	return b, nil
}

func (j *joint) broken() error { return shard.Foreign(j.path, command) }

func (j *joint) close() error { return j.f.Close() }
