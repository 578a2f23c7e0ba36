package batch

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Piece is one record that somebody else makes, with what only those know who have read all inputs: where it stood and
// what its files are called. Of an input or record that cannot be made, Entry is all that will be said (Done).
type Piece struct {
	Entry *Entry       `json:"entry"`
	Done  bool         `json:"done,omitempty"`
	Base  string       `json:"base,omitempty"` // name of its files, numbered
	Notes finding.List `json:"notes,omitempty"`
	Data  *wire        `json:"data,omitempty"`
}

// wire is a data.Value with the places of everything, so that what is found in it is found where it stands.
type wire struct {
	Kind    data.Kind    `json:"k,omitempty"`
	Text    string       `json:"t,omitempty"`
	Names   []wireName   `json:"n,omitempty"`
	Members []*wire      `json:"m,omitempty"`
	Items   []*wire      `json:"i,omitempty"`
	Pos     finding.Pos  `json:"p,omitzero"`
	File    string       `json:"f,omitempty"`
	Index   int          `json:"x,omitempty"`
	Notes   finding.List `json:"notes,omitempty"`
}

type wireName struct {
	Name string      `json:"t"`
	Pos  finding.Pos `json:"p,omitzero"`
}

func toWire(v *data.Value) *wire {
	w := &wire{Kind: v.Kind, Text: v.Text, Pos: v.Pos, File: v.File, Index: v.Index, Notes: v.Notes}
	for _, m := range v.Members {
		w.Names, w.Members = append(w.Names, wireName{m.Name, m.Pos}), append(w.Members, toWire(m.Value))
	}
	for _, x := range v.Items {
		w.Items = append(w.Items, toWire(x))
	}
	return w
}

// value is the record again; nil if that is none.
func (w *wire) value() *data.Value {
	if w == nil || len(w.Names) != len(w.Members) {
		return nil
	}
	v := &data.Value{Kind: w.Kind, Text: w.Text, Pos: w.Pos, File: w.File, Index: w.Index, Notes: w.Notes}
	for i, n := range w.Names {
		m := w.Members[i].value()
		if m == nil {
			return nil
		}
		v.Members = append(v.Members, data.Member{Name: n.Name, Pos: n.Pos, Value: m})
	}
	for _, x := range w.Items {
		y := x.value()
		if y == nil {
			return nil
		}
		v.Items = append(v.Items, y)
	}
	return v
}

// Plan reads the inputs of a job and gives out all names, as Run does; each gets the records in the order of the
// inputs. Nothing is made and nothing written. Errors: of each, of ctx, and what is wrong with the layout asked for.
func Plan(ctx context.Context, e *render.Engine, j Job, each func(Piece) error) error {
	if j.Guard == nil {
		j.Guard = &safefile.Guard{}
		defer j.Guard.Close()
	}
	j.Guard.Reads(filesIn(j.Source.Dir, j.Inputs)...)
	r := newRun(e, j)
	r.names.spill()
	defer r.close()
	if err := r.out().Reserve(r.beside()...); err != nil {
		return err
	}
	return r.Source.all(ctx, r.Inputs, func(it item) error {
		if it.err != nil {
			res := it.result(nil, it.err)
			return each(Piece{Entry: res.line(r.Dir), Done: true})
		}
		x, _, base, notes, failed := r.first(ctx, it)
		if failed != nil {
			return each(Piece{Entry: failed.line(r.Dir), Done: true})
		}
		return each(Piece{Entry: x, Base: base, Notes: notes, Data: toWire(it.data)})
	})
}

// Maker makes pieces of a job. Several goroutines may use it.
type Maker struct {
	r      *run
	mu     sync.Mutex
	hashes map[string]string // of layouts with version
}

// NewMaker is for a job as Plan got it; its inputs are not looked at.
func NewMaker(e *render.Engine, j Job) *Maker {
	j.Guard = &safefile.Guard{}
	return &Maker{r: newRun(e, j), hashes: map[string]string{}}
}

// Fits says whether the layout of a piece is here the one that it was planned with. A piece whose record names none
// that is there fits everywhere.
func (m *Maker) Fits(p Piece) bool {
	if p.Done || p.Entry.Layout == "" {
		return true
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	h, ok := m.hashes[p.Entry.Layout]
	if !ok {
		h, _ = m.r.e.Layouts().Hash(p.Entry.Layout)
		m.hashes[p.Entry.Layout] = h
	}
	return h == p.Entry.LayoutHash
}

// ErrAltered: the record of a piece is not the one that was planned.
var ErrAltered = errors.New("the record is not the one that was read")

// Make makes the files of a piece, and gives the line of the manifest and what the files on it hold. Errors: that of
// ctx, and ErrAltered; what is wrong with the record is in the line.
func (m *Maker) Make(ctx context.Context, p Piece) (*Entry, [][]byte, error) {
	if p.Done {
		return p.Entry, nil, nil
	}
	d := p.Data.value()
	if d == nil || HashOf(d) != p.Entry.Data {
		return nil, nil, ErrAltered
	}
	made := map[string][]byte{}
	one := *m.r
	one.hold = func(path string, data []byte) { made[path] = data }
	res := one.one(ctx, item{input: p.Entry.Input, index: p.Entry.Index, data: d}, nil, p.Base, p.Notes)
	if res.stopped || ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	res.entry = p.Entry
	files := make([][]byte, len(res.Files))
	for i, f := range res.Files {
		files[i] = made[f.Path]
	}
	return res.line(m.r.Dir), files, nil
}

// Lost is the line of a piece that nobody could make, and why.
func (m *Maker) Lost(p Piece, why string) *Entry {
	e := *p.Entry
	e.Kind, e.Message, e.Record = Internal, why, p.Base // nobody knows more of it
	return &e
}

// Gather puts the lines that Makers have made, in the order of the inputs, together into the manifest and the list of
// failures that Run would have left in the job's folder. fetch gets the content of each file for its place there, of
// several at a time; a file that is there as it is to be is not asked for.
func Gather(ctx context.Context, e *render.Engine, j Job, lines func(put func(*Entry) error) error,
	fetch func(*Entry, File) ([]byte, error)) (sum Summary, err error) {
	if j.Guard == nil {
		j.Guard = &safefile.Guard{}
		defer j.Guard.Close()
	}
	j.Guard.Reads(filesIn(j.Source.Dir, j.Inputs)...)
	r := newRun(e, j)
	r.sum = &sum
	defer r.close()
	unlock, err := safefile.Lock(ctx, j.Dir, false)
	if err != nil {
		return sum, err
	}
	defer unlock()
	if err := r.out().Reserve(r.beside()...); err != nil {
		return sum, err
	}
	r.log = journal{dir: j.Dir, out: r.out(), name: ManifestName}
	if r.earlier, err = known(j.Dir, ManifestName); err != nil {
		return sum, safefile.Wrap(filepath.Join(j.Dir, ManifestName), err)
	}
	type laid struct {
		*Entry
		err error
	}
	return sum, r.gather(func(put func(*Entry) error) error {
		feed := func(ctx context.Context, do func(func() laid) error) error {
			return lines(func(x *Entry) error {
				if err := ctx.Err(); err != nil {
					return err
				}
				return do(func() laid { return laid{x, r.layAll(x, fetch)} })
			})
		}
		return InOrder(ctx, laying, feed, func(x laid) error {
			if x.err != nil {
				return x.err
			}
			sum.Count(x.result(j.Dir))
			return put(x.Entry)
		})
	})
}

// laying is how many records' files are fetched at a time: what takes long is the way to the store and the disk.
const laying = 16

func (r *run) layAll(x *Entry, fetch func(*Entry, File) ([]byte, error)) error {
	for _, f := range x.Files {
		if err := r.lay(x, f, fetch); err != nil {
			return err
		}
	}
	return nil
}

// lay puts a file in its place.
func (r *run) lay(x *Entry, f File, fetch func(*Entry, File) ([]byte, error)) error {
	path := filepath.Join(r.Dir, filepath.FromSlash(f.Path))
	if sum, _, err := hashFile(path); err == nil && sum == f.SHA256 {
		return nil
	}
	data, err := fetch(x, f)
	switch {
	case err != nil:
		return err
	case hashBytes(data) != f.SHA256:
		return &inputError{&spoken{f.Path + " 在存储里的内容不是做出来的那个", f.Path + ": what the store holds is not what was made"}}
	}
	to := r.out()
	_, err = safefile.Write(path, data, to)
	var other *safefile.Error
	if errors.As(err, &other) && other.Reason == safefile.Exists && r.earlier.ours(r.Dir, path) {
		to.Force = true
		_, err = safefile.Write(path, data, to)
	}
	return err
}

// ParseEntry reads the line of a manifest.
func ParseEntry(line []byte) (*Entry, error) {
	e := new(Entry)
	if err := json.Unmarshal(line, e); err != nil {
		return nil, err
	}
	if e.Input == "" || !e.Kind.known() {
		return nil, errors.New("no line of a manifest")
	}
	return e, nil
}

// Line is the line of a manifest.
func (e *Entry) Line() []byte { return appendLine(nil, e) }
