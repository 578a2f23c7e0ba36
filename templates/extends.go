package templates

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// own are the keys a layout never takes from the one it extends: what it is called, and what it rests on.
var own = []string{"layout", "version", "name", "place", "source", "confirmed", "extends"}

// drawnKeys go together: a layout that draws its own tables takes no drawing of one table from its base, and the other
// way round.
var drawnKeys = []string{"columns", "above", "rows", "below"}

// changesKey goes with rows: a layout that draws its own rows takes no changes of others from its base.
const changesKey = "changes"

// baseLayout is what a layout extends: its file, already matched against what it extends itself.
type baseLayout struct {
	source *notation.Source
	files  files
}

// bases finds what a layout extends or borrows from; what is the word before its id in messages: extends, from.
type bases func(id, what string) (*baseLayout, finding.List)

// maxExtends is how many layouts may extend one another.
const maxExtends = 4

// extend lays a layout's keys over those of the layout it extends: a key that is in the file replaces the base's
// whole key, the others are the base's. Mistakes found later in an inherited key are reported in the base's file.
func extend(s *notation.Source, fl *files, find bases) bool {
	m, _ := s.Names(s.Root, "版式")
	v := m.Get("extends")
	if v == nil {
		return true
	}
	id, ok := s.Text(v, "extends")
	if !ok {
		return false
	}
	form, place, _ := strings.Cut(id, "/")
	if lay := m.Get("layout"); form == "" || place == "" || lay != nil && strings.Contains(lay.Value, "/") && path.Dir(lay.Value) != form {
		s.Errorf(yamltree.At(v), "LAYOUT-EXTENDS", "如 extends: self-evaluation/shanghai", "extends“%s”应是同一表单的另一个版式", id)
		return false
	}
	if find == nil {
		s.Errorf(yamltree.At(v), "LAYOUT-EXTENDS", "", "这里不能用 extends")
		return false
	}
	base, list := find(id, "extends 的")
	if base == nil {
		blame(s, v, list)
		return false
	}
	fl.base = &base.files
	shift := behind(s, base.source)
	drawsTables, drawsOne := m.Has("tables"), slices.ContainsFunc(drawnKeys, m.Has)
	for i := 0; i+1 < len(base.source.Root.Content); i += 2 {
		k, v := base.source.Root.Content[i], base.source.Root.Content[i+1]
		switch {
		case k.Value == "blocks" && m.Has("blocks"):
			laid(s, m.Get("blocks"), shifted(v, shift))
		case k.Value == changesKey && (m.Has("rows") || drawsTables):
		case k.Value == changesKey && m.Has(changesKey):
			m.Get(changesKey).Content = append(shifted(v, shift).Content, m.Get(changesKey).Content...)
		case m.Has(k.Value), slices.Contains(own, k.Value):
		case drawsTables && slices.Contains(drawnKeys, k.Value), drawsOne && k.Value == "tables":
		default:
			s.Root.Content = append(s.Root.Content, shifted(k, shift), shifted(v, shift))
		}
	}
	return true
}

// blame reports what is wrong with another layout where this one names it, unless it has a place of its own.
func blame(s *notation.Source, at *yaml.Node, list finding.List) {
	for _, f := range list {
		if f.Pos.File == "" {
			f.Pos = s.Pos(yamltree.At(at))
		}
		s.List = append(s.List, f)
	}
}

// behind lays the lines of another file behind those of s and says by how many lines they moved.
func behind(s, other *notation.Source) (shift int) {
	shift = len(s.Lines)
	for _, p := range other.Parts {
		s.Parts = append(s.Parts, yamltree.Part{After: p.After + shift, File: p.File})
	}
	s.Lines = append(s.Lines, other.Lines...)
	return shift
}

// shifted is a copy of a node some lines further down.
func shifted(n *yaml.Node, lines int) *yaml.Node {
	c := *n
	c.Line += lines
	c.Content = make([]*yaml.Node, len(n.Content))
	for i := range n.Content {
		c.Content[i] = shifted(n.Content[i], lines)
	}
	return &c
}

// bases finds layouts for a file of this library: those of top and below, but not the file itself, so that another
// version of an embedded layout may extend it. chain are the files on the way.
func (l *Library) bases(top *Library, chain []keptKey) bases {
	return func(id, what string) (*baseLayout, finding.List) {
		fail := func(code, message, hint string) finding.List {
			return finding.List{{Code: code, Message: message, Hint: hint}}
		}
		if len(chain) > maxExtends {
			return nil, fail("LAYOUT-EXTENDS", "extends 连了太多层", "")
		}
		name, version := split(id)
		looped := false
		for lib := top; lib != nil; lib = lib.base {
			file, ok := lib.find(name, version)
			if !ok {
				continue
			}
			if slices.Contains(chain, keptKey{lib, file}) {
				looped = true
				continue
			}
			if list := top.refused(lib, file); list != nil {
				return nil, list
			}
			shown := path.Join(filepath.ToSlash(lib.dir), file)
			data, err := readLimited(lib.fsys, file)
			if err != nil {
				return nil, unreadable(shown, err)
			}
			b := &baseLayout{files: files{fsys: lib.fsys, dir: path.Dir(file)}}
			b.source = notation.Read(shown, data)
			if b.source.Root == nil {
				return nil, b.source.List
			}
			if _, ok := b.source.Mapping(b.source.Root, "版式", layoutKeys...); !ok || b.source.List.HasErrors() {
				return nil, b.source.List
			}
			below := top
			if lib.fsys == fs.FS(shipped) {
				below = lib
			}
			if !extend(b.source, &b.files, lib.bases(below, append(slices.Clone(chain), keptKey{lib, file}))) {
				return nil, b.source.List
			}
			return b, nil
		}
		if looped {
			return nil, fail("LAYOUT-EXTENDS", strings.TrimSpace(strings.TrimSuffix(what, "的"))+" 成了循环："+id, "")
		}
		f, _ := l.nearest(id)
		return nil, fail("LAYOUT-EXTENDS", what+f.Message, f.Hint)
	}
}

// lookup is where a picture lies: beside the layout, else beside the one it extends.
func (f files) lookup(name string) (fs.FS, string, bool) {
	for x := &f; x != nil; x = x.base {
		if x.fsys == nil {
			continue
		}
		full := path.Join(x.dir, name)
		if info, err := fs.Stat(x.fsys, full); err == nil && info.Mode().IsRegular() {
			return x.fsys, full, true
		}
	}
	return nil, "", false
}
