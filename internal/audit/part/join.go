package part

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
)

// Find gives the files of parts that paths stand for: files, and folders that hold some.
func Find(paths []string) (out []string, err error) {
	for _, p := range batch.Expand(paths) {
		if info, err := os.Stat(p); err != nil || !info.IsDir() {
			out = append(out, p)
			continue
		}
		found, err := filepath.Glob(filepath.Join(strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`).Replace(p), "check.*-of-*.jsonl"))
		if err != nil {
			return nil, batch.InputError(p, err)
		}
		if len(found) == 0 {
			return nil, refusal(p, "里没有 check --parts 写的各份结果", "holds no parts that check --parts has written")
		}
		out = append(out, found...)
	}
	return out, nil
}

// refusal is an error about one of the files.
func refusal(path, chinese, english string) error {
	return batch.Input(&spoken{filepath.ToSlash(path) + " " + chinese, filepath.ToSlash(path) + " " + english})
}

// spoken is an error in both languages.
type spoken struct{ chinese, english string }

func (e *spoken) Error() string   { return e.chinese }
func (e *spoken) English() string { return e.english }

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
	var first Head
	for _, path := range paths {
		r, err := open(path)
		if err != nil {
			return nil, nil, err
		}
		h, end, err := r.whole()
		r.f.Close()
		switch {
		case err != nil:
			return nil, nil, err
		case ends == nil:
			first = h
			ends, order = make([]*stop, h.Of), make([]string, h.Of)
		}
		same := h
		same.Part = first.Part
		switch i := h.Part - 1; {
		case same != first:
			return nil, nil, refusal(path, "和 "+filepath.ToSlash(paths[0])+" 不是用同样的选项、同样的份数、同一个版本查的，不能合成；重做这一份",
				"was not made with the options, the number of parts or the release of "+filepath.ToSlash(paths[0])+": do this part again")
		case ends[i] != nil:
			return nil, nil, refusal(path, "和 "+filepath.ToSlash(order[i])+" 是同一份", "is the same part as "+filepath.ToSlash(order[i]))
		default:
			ends[i], order[i] = end, path
		}
	}
	if ends == nil {
		return nil, nil, batch.Input(&spoken{"没有可以合成的结果", "there are no parts to put together"})
	}
	var absent []string
	for i, e := range ends {
		if e == nil {
			absent = append(absent, strconv.Itoa(i+1))
		}
	}
	if absent != nil {
		return nil, nil, batch.Input(&spoken{fmt.Sprintf("分 %d 份的缺第 %s 份，没有合成", first.Of, strings.Join(absent, "、")),
			fmt.Sprintf("of %d parts missing: %s; nothing was put together", first.Of, strings.Join(absent, ", "))})
	}
	for i, e := range ends {
		switch want := (e.Items + first.Of - i - 1) / first.Of; {
		case e.Items != ends[0].Items || e.Seen != ends[0].Seen:
			return nil, nil, refusal(order[i], "是照别的输入查的，不能和第 1 份合成；重做这一份", "was made from other inputs than part 1: do this part again")
		case e.Lines != want:
			return nil, nil, refusal(order[i], notWhole[0], notWhole[1])
		}
	}
	return ends, order, nil
}

var notWhole = [2]string{"不全；重做这一份", "is not whole: do this part again"}

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
			return refusal(r.path, notWhole[0], notWhole[1])
		}
		var odd *json.SyntaxError
		var other *json.UnmarshalTypeError
		if errors.As(err, &odd) || errors.As(err, &other) || errors.Is(err, bufio.ErrBufferFull) {
			return refusal(r.path, "不是 check --parts 写的，或被人改过", "was not written by check --parts, or somebody has altered it")
		}
		return batch.InputError(r.path, err)
	}
}

const mostLine = 256 << 20

func (r *reader) head() (h Head, err error) {
	if err = r.next(&h); err == nil && (h.Of < 2 || h.Of > batch.MaxShards || h.Part < 1 || h.Part > h.Of) {
		err = refusal(r.path, "不是 check --parts 写的，或被人改过", "was not written by check --parts, or somebody has altered it")
	}
	return h, err
}

// whole reads the file to its end.
func (r *reader) whole() (Head, *stop, error) {
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
		err = refusal(r.path, notWhole[0], notWhole[1])
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
		return Line{}, refusal(r.path, "不是 check --parts 写的，或被人改过", "was not written by check --parts, or somebody has altered it")
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
