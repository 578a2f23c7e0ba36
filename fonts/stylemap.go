package fonts

import (
	"cmp"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"go.yaml.in/yaml/v3"
)

// The style map of a folder:
//
//	小标宋: 方正小标宋简体.ttf
//	宋体:
//	  文件: simsun.ttc
//	  序号: 0              # which font of a collection, from 0
//	  粗体: simsunb.ttf    # also with 文件 and 序号
//	隶书: SIMLI.TTF        # a family of one's own
//
// Keys are family names or their aliases; file, index, bold are understood for 文件, 序号, 粗体. Files are names in the
// folder itself.

func isMapName(name string) bool {
	switch strings.ToLower(name) {
	case "字体.yaml", "字体.yml", "styles.yaml", "styles.yml":
		return true
	}
	return false
}

// mapped puts the faces that the style map names in front of their families.
func (w *folder) mapped(styles []style) []style {
	f, err := safefile.Open(filepath.Join(w.dir, w.mapFile))
	if err != nil {
		w.report(CodeMap, w.mapFile, "读不了："+reason(err), "")
		return styles
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, yamltree.MaxSize+1))
	if err != nil {
		w.report(CodeMap, w.mapFile, "读不了："+reason(err), "")
		return styles
	}
	m := &styleMap{*yamltree.Read(filepath.Join(w.dir, w.mapFile), data, yamltree.Options{Code: CodeMap, MayBeEmpty: true}), w}
	if m.Root != nil && m.Root.Tag != "!!null" {
		styles = m.styles(styles)
	}
	w.findings = append(w.findings, m.List...)
	return styles
}

// styleMap is the style map of a folder being read.
type styleMap struct {
	yamltree.Source
	folder *folder
}

func (m *styleMap) styles(styles []style) []style {
	families, _ := m.Names(m.Root, "字体对照表")
	seen := map[string]bool{}
	for _, k := range families.Keys {
		if strings.TrimSpace(k) == "" {
			m.Errorf(families.At[k], CodeMap, "", "字体名应为文字")
			continue
		}
		n := slices.IndexFunc(styles, func(s style) bool { return s.name == k || slices.Contains(s.aliases, k) })
		if n < 0 {
			styles = append(styles, style{name: k})
			n = len(styles) - 1
		}
		st := &styles[n]
		if seen[st.name] {
			m.Errorf(families.At[k], CodeMap, "", "%s 写了两次（别名 %s）", st.name, k)
			continue
		}
		seen[st.name] = true
		own, bold := m.entry(families.Get(k))
		if own != nil {
			st.own = slices.Insert(slices.Clone(st.own), 0, m.folder.link(own, st))
		}
		if bold != nil {
			st.bold = slices.Insert(slices.Clone(st.bold), 0, m.folder.link(bold, st))
		}
	}
	return styles
}

func (m *styleMap) fail(n *yaml.Node, format string, args ...any) {
	m.Errorf(yamltree.At(n), CodeMap, "", format, args...)
}

// entry reads the value of a family: a file name, or 文件, 序号, 粗体.
func (m *styleMap) entry(n *yaml.Node) (own, bold *Face) {
	switch n.Kind {
	case yaml.ScalarNode:
		return m.face(n, 0), nil
	case yaml.MappingNode:
	default:
		m.fail(n, "应为文件名，或 文件、序号、粗体")
		return nil, nil
	}
	said := len(m.List)
	keys, _ := m.Mapping(n, "字体", "文件", "序号", "粗体", "file", "index", "bold")
	part := func(name, english string) *yaml.Node {
		return cmp.Or(keys.Get(name), keys.Get(english))
	}
	if v := part("粗体", "bold"); v != nil {
		var inner *Face
		if bold, inner = m.entry(v); inner != nil {
			m.fail(v, "粗体里不能再写粗体")
		}
	}
	file, index := part("文件", "file"), 0
	if v := part("序号", "index"); v != nil {
		i, err := strconv.Atoi(v.Value)
		if err != nil || i < 0 {
			m.fail(v, "序号 %q 应为 0、1、2……", v.Value)
			return nil, nil
		}
		index = i
	}
	switch {
	case file != nil:
		own = m.face(file, index)
	case bold == nil && len(m.List) == said:
		m.fail(n, "没有写 文件")
	}
	return own, bold
}

// face is the face a file name in the style map stands for.
func (m *styleMap) face(n *yaml.Node, index int) *Face {
	w := m.folder
	faces := w.byFile[n.Value]
	if faces == nil {
		for name, list := range w.byFile { // Windows does not tell capitals from small letters; at most one matches there
			if strings.EqualFold(name, n.Value) && (faces == nil || name < faces[0].file) {
				faces = list
			}
		}
	}
	switch {
	case n.Kind != yaml.ScalarNode || n.Value == "":
		m.fail(n, "文件应为文件名")
	case w.bad[n.Value]:
		// its own finding says why
	case faces == nil:
		m.fail(n, "文件夹里没有字体文件 %q", n.Value)
	case index >= len(faces):
		m.fail(n, "%s 里只有 %d 款字体，没有序号 %d（从 0 数）", n.Value, len(faces), index)
	default:
		w.used[faces[index]] = true
		return faces[index]
	}
	return nil
}
