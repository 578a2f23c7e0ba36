package part

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/shard"
)

// Find gives the files of parts that paths stand for: files, and folders that hold some.
func Find(paths []string) ([]string, error) { return shard.Find(paths, "check.*-of-*.jsonl", command) }

const command = "check --parts"

// Join calls each for every line of all parts in the order of the inputs, as one program would have told of them. That
// all parts are there, whole, and made of the same inputs with the same options is known before the first line.
func Join(paths []string, each func(Line) error) (End, error) {
	ends, order, err := fit(paths)
	if err != nil {
		return End{}, err
	}
	readers := make([]*reader, len(order))
	for i, path := range order {
		if readers[i], err = open(path); err != nil {
			return End{}, err
		}
		defer readers[i].f.Close()
		if _, err := readers[i].head(); err != nil {
			return End{}, err
		}
	}
	for k := range ends[0].Items {
		r := readers[k%len(readers)]
		l, err := r.line()
		if err == nil {
			err = each(l)
		}
		if err != nil {
			return End{}, err
		}
	}
	first := ends[0]
	advise(first.Set, first.Advice)
	return End{Set: first.Set, Name: called(first.Names), Changed: first.Changed}, nil
}

// fit reads all parts once; the ends and paths it gives are in the order of the parts.
func fit(paths []string) (ends []*stop, order []string, err error) {
	var files []shard.Part
	for _, path := range paths {
		r, err := open(path)
		if err != nil {
			return nil, nil, err
		}
		h, end, err := r.whole()
		r.f.Close()
		if err != nil {
			return nil, nil, err
		}
		files, ends = append(files, shard.Part{Path: path, Head: h, End: end.End}), append(ends, end)
	}
	which, err := shard.Fit(files)
	if err != nil {
		return nil, nil, err
	}
	all := ends
	ends = nil
	for _, k := range which {
		if f := files[k]; all[k].Lines != f.Mine(f.Items) {
			return nil, nil, shard.Cut(f.Path)
		}
		ends, order = append(ends, all[k]), append(order, files[k].Path)
	}
	return ends, order, nil
}

// reader reads the file of a part.
type reader struct {
	path  string
	f     *os.File
	in    *bufio.Reader
	names map[[2]string]string
	skips [][]report.Skip
}

func open(path string) (*reader, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return nil, batch.InputError(path, err)
	}
	return &reader{path: path, f: f, in: bufio.NewReaderSize(f, 64<<10), names: map[[2]string]string{}}, nil
}

// next reads a line into v; more than mostLine no record brings.
func (r *reader) next(v any) error {
	var line []byte
	for {
		piece, err := r.in.ReadSlice('\n')
		line = append(line, piece...)
		if errors.Is(err, bufio.ErrBufferFull) && len(line) < mostLine {
			continue
		}
		if err == nil {
			err = json.Unmarshal(line, v)
		}
		switch {
		case err == nil:
			return nil
		case errors.Is(err, io.EOF):
			return shard.Cut(r.path)
		}
		var odd *json.SyntaxError
		var other *json.UnmarshalTypeError
		if errors.As(err, &odd) || errors.As(err, &other) || errors.Is(err, bufio.ErrBufferFull) {
			return shard.Foreign(r.path, command)
		}
		return batch.InputError(r.path, err)
	}
}

const mostLine = 256 << 20

func (r *reader) head() (h shard.Head, err error) {
	if err = r.next(&h); err == nil && !h.Valid() {
		err = shard.Foreign(r.path, command)
	}
	return h, err
}

// whole reads the file to its end.
func (r *reader) whole() (shard.Head, *stop, error) {
	h, err := r.head()
	for n := 0; err == nil; n++ {
		var s stored
		if err = r.next(&s); err == nil && s.End != nil {
			if s.End.Lines != n {
				break
			}
			return h, s.End, nil
		}
	}
	if err == nil {
		err = shard.Cut(r.path)
	}
	return h, nil, err
}

// line reads the next line.
func (r *reader) line() (Line, error) {
	var s stored
	if err := r.next(&s); err != nil {
		return Line{}, err
	}
	known := slices.Contains([]Kind{Looked, Unread, Lost}, s.Kind)
	if s.Skipped != nil && s.Skips == len(r.skips)+1 {
		r.skips = append(r.skips, s.Skipped)
	}
	if s.Form == nil || !known || s.Skips < 0 || s.Skips > len(r.skips) {
		return Line{}, shard.Foreign(r.path, command)
	}
	f := *s.Form
	if s.Skips > 0 {
		f.Skipped = r.skips[s.Skips-1]
	}
	advise(f.Findings, s.Advice)
	for code, said := range s.Names {
		r.names[[2]string{f.Layout, code}] = said
	}
	return Line{Kind: s.Kind, Form: f, Name: func(code string) string { return r.names[[2]string{f.Layout, code}] }}, nil
}

// called is a table of names as a function.
func called(names map[string]string) func(string) string {
	return func(code string) string { return names[code] }
}
