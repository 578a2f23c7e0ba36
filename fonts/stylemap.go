package fonts

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
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
// Keys are family names or their aliases; file, index, bold are understood for 文件, 序号, 粗体. Files are names in the folder itself.

func isMapName(name string) bool {
	switch strings.ToLower(name) {
	case "字体.yaml", "字体.yml", "styles.yaml", "styles.yml":
		return true
	}
	return false
}

const maxMapBytes = 1 << 20

// mapped puts the faces that the style map names in front of their families.
func (w *folder) mapped(styles []style) []style {
	f, err := safefile.Open(filepath.Join(w.dir, w.mapFile))
	if err != nil {
		w.report(CodeMap, w.mapFile, "读不了："+reason(err), "")
		return styles
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxMapBytes+1))
	if err != nil || len(data) > maxMapBytes {
		w.report(CodeMap, w.mapFile, "读不了，或大于 1 MB", "")
		return styles
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		w.report(CodeMap, w.mapFile, "不是正确的 YAML："+strings.TrimPrefix(err.Error(), "yaml: "), "每行写 字体名: 文件名")
		return styles
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Tag == "!!null" {
		return styles
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		w.at(top, "应为“字体名: 文件名”的对照表")
		return styles
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(top.Content); i += 2 {
		k, v := top.Content[i], top.Content[i+1]
		if k.Kind != yaml.ScalarNode || strings.TrimSpace(k.Value) == "" {
			w.at(k, "字体名应为文字")
			continue
		}
		n := slices.IndexFunc(styles, func(s style) bool { return s.name == k.Value || slices.Contains(s.aliases, k.Value) })
		if n < 0 {
			styles = append(styles, style{name: k.Value})
			n = len(styles) - 1
		}
		st := &styles[n]
		if seen[st.name] {
			w.at(k, fmt.Sprintf("%s 写了两次（别名 %s）", st.name, k.Value))
			continue
		}
		seen[st.name] = true
		own, bold := w.entry(v)
		if own != nil {
			st.own = slices.Insert(slices.Clone(st.own), 0, w.link(own, st))
		}
		if bold != nil {
			st.bold = slices.Insert(slices.Clone(st.bold), 0, w.link(bold, st))
		}
	}
	return styles
}

// at notes a mistake at a place of the style map.
func (w *folder) at(n *yaml.Node, message string) {
	w.findings = append(w.findings, finding.Finding{Code: CodeMap, Message: message,
		Pos: finding.Pos{File: filepath.Join(w.dir, w.mapFile), Line: n.Line, Col: n.Column}})
}

// entry reads the value of a family: a file name, or 文件, 序号, 粗体.
func (w *folder) entry(n *yaml.Node) (own, bold *Face) {
	switch n.Kind {
	case yaml.ScalarNode:
		return w.face(n, 0), nil
	case yaml.MappingNode:
	default:
		w.at(n, "应为文件名，或 文件、序号、粗体")
		return nil, nil
	}
	var file *yaml.Node
	index := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch k.Value {
		case "文件", "file":
			file = v
		case "序号", "index":
			i, err := strconv.Atoi(v.Value)
			if err != nil || i < 0 {
				w.at(v, fmt.Sprintf("序号 %q 应为 0、1、2……", v.Value))
				return nil, nil
			}
			index = i
		case "粗体", "bold":
			var inner *Face
			if bold, inner = w.entry(v); inner != nil {
				w.at(v, "粗体里不能再写粗体")
			}
		default:
			w.at(k, fmt.Sprintf("不认识 %q，只有 文件、序号、粗体", k.Value))
		}
	}
	switch {
	case file != nil:
		own = w.face(file, index)
	case bold == nil && len(w.findings) == 0:
		w.at(n, "没有写 文件")
	}
	return own, bold
}

// face is the face a file name in the style map stands for.
func (w *folder) face(n *yaml.Node, index int) *Face {
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
		w.at(n, "文件应为文件名")
	case w.bad[n.Value]:
		// its own finding says why
	case faces == nil:
		w.at(n, fmt.Sprintf("文件夹里没有字体文件 %q", n.Value))
	case index >= len(faces):
		w.at(n, fmt.Sprintf("%s 里只有 %d 款字体，没有序号 %d（从 0 数）", n.Value, len(faces), index))
	default:
		w.used[faces[index]] = true
		return faces[index]
	}
	return nil
}
