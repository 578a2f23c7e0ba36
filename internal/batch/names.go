package batch

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/roll"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// names gives each record a name of its own, in the order of the inputs.
type names struct {
	dir     string
	formats []render.Format
	guard   *safefile.Guard
	taken   *roll.Roll     // by outname.Key: who has it, and the number to try for who wants it too
	err     error          // of a file that cannot be read: then no name is sure any more
	next    map[string]int // the same number for a name that is not free and that nobody in this run has
	kept    *roll.Roll     // by outname.Key: whose file of an earlier run has it, which this run must not take
}

// newNames is for a job; those who have the records in memory keep the names there too.
func newNames(j Job) *names {
	return &names{dir: j.Dir, taken: &roll.Roll{}, kept: &roll.Roll{}, next: map[string]int{}, formats: j.Formats, guard: j.Guard}
}

// spill lets the names of many records be put into a file, in place of memory.
func (n *names) spill() { n.taken.Open, n.kept.Open = scratch, scratch }

func (n *names) close() {
	_ = n.taken.Close()
	_ = n.kept.Close()
}

// free says whether a record may have a name that nobody in this run has; owner is whose file of an earlier run has it.
func (n *names) free(key, who string) (free bool, owner string, err error) {
	e, kept, err := n.kept.Get(key)
	return !kept || e.Text == who, e.Text, err
}

// keep leaves the files of an earlier run to their records.
func (n *names) keep(m *manifest) error {
	for e, err := range m.all() {
		if err != nil {
			return err
		}
		for _, f := range e.Files {
			key := outname.Key(strings.TrimSuffix(f.Path, "."+string(f.Format)))
			if _, there, err := n.kept.Get(key); err != nil {
				return err
			} else if !there {
				n.kept.Put(key, item{input: e.Input, index: e.Index}.place(), 0)
			}
		}
	}
	return nil
}

// take gives base or, if it is that of an input, of another record, or looks like it, base with a number; the note
// says so.
func (n *names) take(base string, it item) (string, finding.List, error) {
	if n.err != nil {
		return "", nil, n.err
	}
	who := it.place()
	name := filepath.ToSlash(filepath.Clean(filepath.FromSlash(base)))
	key := outname.Key(name)
	has, used, err := n.taken.Get(key)
	if n.err = safefile.Wrap(os.TempDir(), err); err != nil {
		return "", nil, n.err
	}
	free, owner, err := n.free(key, who)
	if n.err = safefile.Wrap(os.TempDir(), err); err != nil {
		return "", nil, n.err
	}
	free = free && !used
	file := n.file(name)
	if free && file == "" {
		n.taken.Put(key, who, 0)
		return name, n.long(name), nil
	}
	first, i := has.Text, max(int(has.N), 2)
	if !used {
		first, i = owner, max(n.next[key], 2)
	}
	numbered, err := n.numbered(name, who, &i)
	switch {
	case err != nil:
	case used:
		err = n.taken.Set(has.Spot, uint32(i)+1)
	default:
		n.next[key] = i + 1
	}
	if n.err = safefile.Wrap(os.TempDir(), err); err != nil {
		return "", nil, n.err
	}
	note := finding.Finding{Code: "NAME-COLLISION", Severity: finding.Note,
		Message: fmt.Sprintf("文件名“%s”与 %s 的相同或相似（不分大小写、全角半角），改为“%s”。", name, first, numbered),
		English: fmt.Sprintf("the name %q is that of %s, or looks like it; %q is used", name, first, numbered)}
	if free {
		note.Code = "NAME-INPUT"
		note.Message = fmt.Sprintf("用文件名“%s”会写到 %s 上，那是输入的文件或清单，改为“%s”。", name, file, numbered)
		note.English = fmt.Sprintf("under the name %q it would be written over %s, an input or a list; %q is used", name, file, numbered)
	}
	return numbered, append(finding.List{note}, n.long(numbered)...), nil
}

// numbered takes a name with a number, the first from i on that is free.
func (n *names) numbered(name, who string, i *int) (string, error) {
	for ; ; *i++ {
		numbered := name + "-" + strconv.Itoa(*i)
		key := outname.Key(numbered)
		_, used, err := n.taken.Get(key)
		free, _, wrong := n.free(key, who)
		if err := cmp.Or(err, wrong); err != nil {
			return "", err
		}
		if !used && free && n.file(numbered) == "" {
			n.taken.Put(key, who, 0)
			return numbered, nil
		}
	}
}

// file is the input, or the list of this run, that an output of this name would be written over; empty: none.
func (n *names) file(name string) string {
	for _, f := range n.formats {
		if by, taken := n.guard.Taken(filepath.Join(n.dir, filepath.FromSlash(name)+"."+string(f))); taken {
			return by
		}
	}
	return ""
}

// maxPath is the longest path that all programs on Windows open.
const maxPath = 259

// long notes a path that some programs will not open.
func (n *names) long(name string) finding.List {
	if len(name)+len(n.dir) < 80 {
		return nil
	}
	path, err := filepath.Abs(filepath.Join(n.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil
	}
	units := len(utf16.Encode([]rune(path))) + len(".xlsx")
	if units <= maxPath {
		return nil
	}
	return finding.List{{Code: "NAME-LONG", Severity: finding.Note,
		Message: fmt.Sprintf("文件的完整路径有 %d 个字符，Windows 上有的程序打不开超过 %d 个字符的路径。", units,
			maxPath),
		English: fmt.Sprintf("the path has %d characters, some programs on Windows open no more than %d", units,
			maxPath), Hint: "缩短 --name 的样式，或换一个浅些的文件夹"}}
}

// place is the record as people find it in the inputs.
func (it item) place() string {
	if it.index > 1 {
		return fmt.Sprintf("%s 第 %d 条", it.input, it.index)
	}
	return it.input
}

// NameError says of a record that no file name can be made from it; err is that of outname. It is the data's fault.
func NameError(err error) error {
	f := finding.Finding{Code: "NAME-FIELD", Message: err.Error()}
	var empty *outname.EmptyError
	var field *outname.Error
	switch {
	case errors.As(err, &empty):
		f.Code, f.Hint = "NAME-EMPTY", "改数据，或在 --name 的样式里加上 {序号}"
		f.English = fmt.Sprintf("nothing of %+q can be a file name", empty.Text)
	case errors.As(err, &field):
		f.English = field.English()
	}
	return finding.List{f}.AsData()
}

// lookup gives a name pattern the record's fields as entered, 序号 (001) and 输入 (the input's name). bound is asked
// for what the record does not say itself: computed and unknown fields.
func lookup(it item, bound func() (field func(string) *model.Value, err error)) func(string) (string, bool) {
	return func(name string) (string, bool) {
		switch name {
		case "序号":
			return fmt.Sprintf("%03d", it.index), true
		case "输入":
			return strings.TrimSuffix(filepath.Base(it.input), filepath.Ext(it.input)), true
		}
		if d := it.data.Member(name); d != nil && (d.Kind == data.String || d.Kind == data.Number) {
			return d.Text, true
		}
		field, err := bound()
		if err != nil {
			return "", true // the record fails for this reason, under whatever name
		}
		v := field(name)
		if v == nil || v.Field.Kind == model.Group || v.Field.Kind == model.Rows {
			return "", false
		}
		return v.Text, true
	}
}
