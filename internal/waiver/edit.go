package waiver

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Add writes a waiver into the text of a record file (JSON, JSON Lines, YAML), behind those the record has; index is
// which record, from 1. Not a byte of the rest changes: the text is cut at one place, and read again to see that every
// record says what it said. Errors: *finding.DataError; WAIVER-WRITE where the text cannot be cut as it is written.
func Add(name string, text []byte, index int, w finding.Waiver) ([]byte, error) {
	return edit(name, text, index, func(e *editor) bool { return e.add(model.WaiverData(w, false)) },
		func(old []*data.Value) []*data.Value { return append(old, model.WaiverData(w, false)) })
}

// Remove takes waiver item (from 0) of a record out of the text of its file. The last one takes the list with it.
func Remove(name string, text []byte, index, item int) ([]byte, error) {
	return edit(name, text, index, func(e *editor) bool { return e.remove(item) },
		func(old []*data.Value) []*data.Value { return append(old[:item:item], old[item+1:]...) })
}

// New is the text of a file of waivers with one in it: JSON by its name, else YAML.
func New(name string, w finding.Waiver) []byte {
	d := data.ObjectOf()
	d.Put(data.ListOf(model.WaiverData(w, false)), data.WaiverKey)
	if strings.EqualFold(path.Ext(name), ".json") {
		return d.JSON()
	}
	return []byte("# 对校验问题的说明：gongbiao check --waivers 这个文件。不印在表上。\n" + data.WaiverKey + ":\n" +
		strings.Join(blockItem(model.WaiverData(w, false), "  "), "\n") + "\n")
}

// editor is one record in the text of its file.
type editor struct {
	text   []byte // without a byte order mark
	lines  []int  // where each begins
	lead   int    // blanks before the record's line that its columns do not count
	eol    string
	record *data.Value
	own    *data.Member // of the waivers; nil: it has none
	out    []byte
}

// edit cuts the text at one record and sees that nothing else changed.
func edit(name string, text []byte, index int, cut func(*editor) bool, want func([]*data.Value) []*data.Value) ([]byte, error) {
	body := bytes.TrimPrefix(text, []byte("\uFEFF"))
	before, err := records(name, text)
	if err != nil {
		return nil, err
	}
	if index < 1 || index > len(before) || before[index-1] == nil || before[index-1].Kind != data.Object {
		return nil, cannot(name, fmt.Sprintf("第 %d 条记录读不出来。", index), "the record cannot be read")
	}
	e := &editor{text: body, eol: "\n", record: before[index-1]}
	if i := bytes.IndexByte(body, '\n'); i > 0 && body[i-1] == '\r' {
		e.eol = "\r\n"
	}
	e.lines = append(e.lines, 0)
	for i, c := range body {
		if c == '\n' {
			e.lines = append(e.lines, i+1)
		}
	}
	e.lead = e.leading()
	old := []*data.Value{}
	for i := range e.record.Members {
		if m := &e.record.Members[i]; m.Name == data.WaiverKey {
			e.own, old = m, m.Value.Items
		}
	}
	said := "这个文件里的写法不能就地改，没有改动它。"
	if !cut(e) {
		return nil, cannot(name, said, "the text is written in a way that cannot be changed in place; nothing was changed")
	}
	after, err := records(name, e.out)
	if err != nil || !same(before, after, index-1, want(append([]*data.Value(nil), old...))) {
		return nil, cannot(name, said, "the text is written in a way that cannot be changed in place; nothing was changed")
	}
	return append(text[:len(text)-len(body):len(text)-len(body)], e.out...), nil
}

func cannot(name, message, english string) error {
	return finding.List{{Code: "WAIVER-WRITE", Pos: finding.Pos{File: name}, Message: message, English: english,
		Hint: "用 --waivers 写在旁边的文件里"}}.AsData()
}

// records are all records of a file; one that cannot be taken is nil.
func records(name string, text []byte) (out []*data.Value, err error) {
	err = data.Read(name, text, func(d *data.Value, err error) error {
		out = append(out, d)
		return nil
	})
	return out, err
}

// same says whether every record is as before, but for the waivers of one, which are as wanted.
func same(before, after []*data.Value, at int, want []*data.Value) bool {
	if len(before) != len(after) {
		return false
	}
	for i := range before {
		a, b := before[i], after[i]
		if a == nil || b == nil {
			if a != b {
				return false
			}
			continue
		}
		if i == at {
			have := b.Member(data.WaiverKey)
			if have == nil {
				have = data.ListOf()
			}
			if !bytes.Equal(data.ListOf(want...).AppendJSON(nil, ""), have.AppendJSON(nil, "")) {
				return false
			}
			a, b = without(a), without(b)
		}
		if !bytes.Equal(a.AppendJSON(nil, ""), b.AppendJSON(nil, "")) {
			return false
		}
	}
	return true
}

func without(d *data.Value) *data.Value {
	out := *d
	out.Members = nil
	for _, m := range d.Members {
		if m.Name != data.WaiverKey {
			out.Members = append(out.Members, m)
		}
	}
	return &out
}

// leading are the blanks before a record on a line of its own, as JSON Lines may have them.
func (e *editor) leading() int {
	at := e.offset(e.record.Pos)
	if at < 0 || at < len(e.text) && e.text[at] == '{' {
		return 0
	}
	line := e.text[e.lines[e.record.Pos.Line-1]:]
	n := len(line) - len(bytes.TrimLeft(line, " \t\r"))
	if n < len(line) && line[n] == '{' {
		return n
	}
	return 0
}

// offset is the byte of a place that the reader told, -1 if there is none.
func (e *editor) offset(p finding.Pos) int {
	if p.Line < 1 || p.Line > len(e.lines) || p.Col < 1 {
		return -1
	}
	at := e.lines[p.Line-1]
	for range p.Col - 1 {
		_, n := utf8.DecodeRune(e.text[min(at, len(e.text)):])
		if n == 0 {
			return -1
		}
		at += n
	}
	return at + e.lead
}

// replace puts in s for the text from a to b.
func (e *editor) replace(a, b int, s string) bool {
	if a < 0 || b < a || b > len(e.text) {
		return false
	}
	e.out = append(append(append(make([]byte, 0, len(e.text)+len(s)), e.text[:a]...), s...), e.text[b:]...)
	return true
}

// add writes a waiver behind the others.
func (e *editor) add(w *data.Value) bool {
	at := e.offset(e.record.Pos)
	if at >= 0 && at < len(e.text) && e.text[at] == '{' {
		return e.addInBrackets(w, at)
	}
	return e.addInBlock(w)
}

// remove takes a waiver out.
func (e *editor) remove(item int) bool {
	if e.own == nil || item < 0 || item >= len(e.own.Value.Items) {
		return false
	}
	if at := e.offset(e.own.Value.Pos); at >= 0 && at < len(e.text) && e.text[at] == '[' {
		return e.removeInBrackets(item, at)
	}
	return e.removeInBlock(item)
}
