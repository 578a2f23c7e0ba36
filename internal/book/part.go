package book

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/shard"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// PartHead is what a part of a book was asked to do.
type PartHead struct {
	shard.Head
	Format render.Format `json:"format"`
	Groups []string      `json:"groups,omitempty"`
	Faces  string        `json:"faces,omitempty"` // hash of the user's own
}

// Part writes the file of a part: its forms as they were measured, then, a line each, what is told and kept of them.
// It is in its place when WritePart has returned, not before.
type Part struct {
	p     *safefile.Pending
	out   *bufio.Writer
	at    int64
	lines *spool // what follows the forms
	kins  map[*kin]int
	seen  *shard.Seen
	end   partEnd
}

// partLine is what is told of a record or of an input that could not be read; Form is nil of what is not printed. The
// inputs that could not be read come first, as a book tells of them.
type partLine struct {
	Item int             `json:"item"` // of all the inputs, from 0
	Said json.RawMessage `json:"said,omitempty"`
	Form *partForm       `json:"form,omitempty"`
	End  *partEnd        `json:"end,omitempty"` // of the last line
}

// partForm is a form and where in the file it is.
type partForm struct {
	Name    string   `json:"name"`
	Kin     int      `json:"kin"`           // from 0
	New     *partKin `json:"new,omitempty"` // that kin, when it is told first
	At      int64    `json:"at"`
	Size    int32    `json:"size"`
	About   int32    `json:"about"`
	Pages   int32    `json:"pages"`
	Objects int32    `json:"objects"`
	Sheets  int32    `json:"sheets,omitempty"`
	Scored  bool     `json:"scored,omitempty"`
}

type partKin struct {
	Title  string   `json:"title"`
	Year   string   `json:"year,omitempty"`
	Layout string   `json:"layout"`
	Hash   string   `json:"hash"` // of the layout's files
	Groups []string `json:"groups"`
}

type partEnd struct {
	shard.End
	Unread int `json:"unread"` // inputs, the first lines
	Forms  int `json:"forms"`  // records, printed or not
}

// trailer is the end of the file: where the lines begin, and the SHA-256 of what is from there to it.
const trailer = 16 + 1 + 2*sha256.Size + 1

// PartPattern is how the files of parts are called.
const PartPattern = "book.*-of-*.part"

// CreatePart begins the file of a part in a folder, over one that is there.
func CreatePart(dir string, h PartHead, temp string, o safefile.Options) (*Part, error) {
	o.Force = true // nobody but us calls a file so
	lines, err := newSpool(temp)
	if err != nil {
		return nil, err
	}
	p := &Part{lines: lines, kins: map[*kin]int{}, seen: shard.NewSeen()}
	if p.p, err = safefile.Create(filepath.Join(dir, fmt.Sprintf("book.%d-of-%d.part", h.Part, h.Of)), o); err != nil {
		_ = lines.close()
		return nil, err
	}
	p.out = bufio.NewWriterSize(p.p, 256<<10)
	return p, p.line(h)
}

// Abort takes away what was written; after WritePart it does nothing.
func (p *Part) Abort() error {
	p.p.Abort()
	return p.lines.close()
}

// Saw notes a record or input of this part or another; see shard.Seen.
func (p *Part) Saw(input string, index int, d *data.Value, layout string) {
	p.seen.Saw(input, index, d, layout)
}

// Unread tells of an input of this part that could not be read. All are told of before WritePart.
func (p *Part) Unread(item int, said any) error {
	p.end.Unread++
	raw, err := json.Marshal(said)
	if err != nil {
		return err
	}
	return p.line(partLine{Item: item, Said: raw})
}

func (p *Part) line(v any) error {
	raw, err := json.Marshal(v)
	if err == nil {
		_, err = p.lines.put(append(raw, '\n'))
	}
	return err
}

// WritePart measures every form of the book and writes the part. said gives what is to be told of each.
func (b *Book) WritePart(ctx context.Context, p *Part, said func(Result) any) error {
	hashes := map[string]string{}
	err := b.measureAll(ctx, func(i int, x *laid, r Result) (err error) {
		p.end.Forms++
		l := partLine{Item: r.Item}
		if x != nil {
			if l.Form, err = p.form(b, b.forms[i], x, hashes); err != nil {
				return err
			}
		}
		b.forms[i] = nil // told
		if l.Said, err = json.Marshal(said(r)); err != nil {
			return err
		}
		return p.line(l)
	})
	if err != nil {
		return err
	}
	return p.close()
}

// form writes a form.
func (p *Part) form(b *Book, f *form, x *laid, hashes map[string]string) (*partForm, error) {
	out := &partForm{Name: f.name, At: p.at, Size: int32(len(x.bytes)), About: x.about, Pages: f.pages, Objects: f.objects,
		Sheets: f.sheets, Scored: f.scored}
	n, known := p.kins[f.kin]
	if !known {
		n = len(p.kins)
		p.kins[f.kin] = n
		hash, ok := hashes[f.layout]
		if !ok {
			var err error
			if hash, err = b.e.Layouts().Hash(f.layout); err != nil {
				return nil, err
			}
			hashes[f.layout] = hash
		}
		out.New = &partKin{Title: f.title, Year: f.year, Layout: f.layout, Hash: hash, Groups: f.groups}
	}
	out.Kin = n
	p.at += int64(len(x.bytes))
	_, err := p.out.Write(x.bytes)
	return out, err
}

// close writes the lines and the trailer, and puts the file in its place.
func (p *Part) close() error {
	p.end.End = p.seen.End()
	if err := p.line(partLine{End: &p.end}); err != nil {
		return err
	}
	if err := p.lines.w.Flush(); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(p.out, sum), io.NewSectionReader(p.lines.f, 0, p.lines.end)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(p.out, "%016x %s\n", p.at, hex.EncodeToString(sum.Sum(nil))); err != nil {
		return err
	}
	if err := p.out.Flush(); err != nil {
		return err
	}
	_, err := p.p.Commit()
	return err
}
