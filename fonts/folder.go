package fonts

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/sfnt"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Codes of what may be wrong with the user's folder.
const (
	CodeFolder    = "FONT-FOLDER"    // the folder or a file cannot be read, or there is too much in it
	CodeCorrupt   = "FONT-CORRUPT"   // truncated, contradictory, or no font at all
	CodeFormat    = "FONT-FORMAT"    // CFF outlines, web fonts, no Unicode map
	CodeForbidden = "FONT-FORBIDDEN" // the licence bits forbid embedding
	CodeMap       = "FONT-MAP"       // 字体.yaml is wrong
)

// Limits of a folder: a folder of chosen faces, not the system's font folder.
const (
	maxFolderFiles = 100
	maxFolderBytes = 512 << 20
)

// WithFolder is base with the faces of a folder. Files ending in .ttf, .ttc, .otf, .otc, .woff and .woff2 are read (to
// be told why, where they cannot be used), in the order of their names, other files and sub-folders are left alone.
//
// 字体.yaml (or styles.yaml) in the folder says which file a family takes (see stylemap.go). Without it, a face whose
// family name is that of a known family (宋体, SimSun, 仿宋_GB2312, 方正小标宋简体 …) comes first in that family. All other faces
// are tried last by every family, so that rare characters can be supplied.
//
// What is wrong is reported all at once: the error is a *finding.DataError with one finding a file.
func WithFolder(base *Set, dir string) (*Set, error) {
	w := &folder{dir: dir, base: base}
	w.read()
	styles := w.styles()
	w.findings.Sort()
	if err := w.findings.AsData(); err != nil {
		return nil, err
	}
	fallback := slices.Clone(base.fallback)
	for _, f := range w.faces {
		if !w.used[f] {
			fallback = append(fallback, f)
		}
	}
	return build(styles, fallback), nil
}

// folder is a user's folder being read.
type folder struct {
	dir      string
	base     *Set
	mapFile  string
	faces    []*Face
	byFile   map[string][]*Face // in the order of a collection
	bad      map[string]bool    // files that have a finding already
	used     map[*Face]bool     // taken by a family
	findings finding.List
}

// report notes what is wrong with a file of the folder.
func (w *folder) report(code, file, message, hint string) {
	w.findings = append(w.findings, finding.Finding{Code: code, Pos: finding.Pos{File: filepath.Join(w.dir, file)},
		Message: message, Hint: hint})
}

func (w *folder) read() {
	w.byFile, w.bad, w.used = map[string][]*Face{}, map[string]bool{}, map[*Face]bool{}
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		message := "字体文件夹读不了：" + safefile.Say(err)
		if errors.Is(err, os.ErrNotExist) {
			message = "没有这个字体文件夹"
		} else if errors.Is(err, os.ErrPermission) {
			message = "没有读取这个字体文件夹的权限"
		} else if info, e := os.Stat(w.dir); e == nil && !info.IsDir() {
			message = "不是文件夹"
		}
		w.report(CodeFolder, "", message, "--font-dir 后面写放字体文件的文件夹")
		return
	}
	files, total := 0, int64(0)
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || e.IsDir() {
			continue
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".ttf", ".ttc", ".otf", ".otc", ".woff", ".woff2":
		case ".yaml", ".yml":
			if isMapName(name) {
				if w.mapFile != "" {
					w.report(CodeMap, name, "与 "+w.mapFile+" 重复，只能有一个", "删去其中一个")
				}
				w.mapFile = name
			}
			continue
		default:
			continue
		}
		if info, err := os.Stat(filepath.Join(w.dir, name)); err == nil {
			total += info.Size()
		}
		if files++; files > maxFolderFiles || total > maxFolderBytes {
			w.report(CodeFolder, "", fmt.Sprintf("字体太多（限 %d 个文件、共 %d MB）", maxFolderFiles, maxFolderBytes>>20),
				"只把要用的字体放进一个文件夹，不要指向系统字体文件夹")
			return
		}
		w.readFile(name)
	}
	if files == 0 {
		w.report(CodeFolder, "", "文件夹里没有字体文件（.ttf、.ttc）", "把要用的 TTF 或 TTC 字体放进去")
	}
}

// readFile loads all faces of one file. Every outline is walked now, so that a corrupt font is reported before the
// first form, not in the middle of a batch.
func (w *folder) readFile(name string) {
	data, err := readString(filepath.Join(w.dir, name))
	if err != nil {
		w.bad[name] = true
		w.report(CodeFolder, name, "字体文件读不了："+reason(err), "")
		return
	}
	count, err := sfnt.Count(data)
	if err != nil {
		w.refuse(name, err)
		return
	}
	for i := range count {
		font, err := sfnt.Parse(data, i)
		if err == nil {
			err = font.Embeddable()
		}
		if err == nil {
			err = font.Validate()
		}
		if err != nil {
			w.refuse(name, err)
			return
		}
		f := &Face{file: name, own: true, data: data}
		f.read.Store(font)
		if count > 1 {
			f.file = fmt.Sprintf("%s#%d", name, i)
		}
		f.name = w.uniqueName(font)
		w.faces = append(w.faces, f)
		w.byFile[name] = append(w.byFile[name], f)
	}
}

func (w *folder) refuse(name string, err error) {
	w.bad[name] = true
	code, hint := CodeCorrupt, "重新复制或下载这个字体；不用它就移走"
	var e *sfnt.Error
	if errors.As(err, &e) {
		switch e.Kind {
		case sfnt.CFF:
			code, hint = CodeFormat, "换成同一字体的 TrueType 版（.ttf），或用字体工具把轮廓转成 TrueType"
		case sfnt.NoUnicode:
			code, hint = CodeFormat, "换成带 Unicode 映射的版本"
		case sfnt.Forbidden:
			code, hint = CodeForbidden, "请换一款准许嵌入的字体，或向字体厂商取得授权版本"
		case sfnt.NotFont:
			code, hint = CodeFormat, "只收 TrueType 字体（.ttf、.ttc）；不用它就移走"
		}
	}
	w.report(code, name, err.Error(), hint)
}

// uniqueName is the PostScript name, made different from the faces there are.
func (w *folder) uniqueName(font *sfnt.Font) string {
	name := font.PostScriptName()
	if name == "" {
		name = "UserFont"
	}
	taken := func(s string) bool {
		return w.base.Face(s) != nil || slices.ContainsFunc(w.faces, func(f *Face) bool { return f.name == s })
	}
	unique := name
	for n := 2; taken(unique); n++ {
		unique = fmt.Sprintf("%s-%d", name, n)
	}
	return unique
}

// styles is the base's families with the user's faces put in front.
func (w *folder) styles() []style {
	styles := slices.Clone(w.base.styles)
	if w.mapFile != "" {
		return w.mapped(styles)
	}
	for i := range styles {
		st := &styles[i]
		var own, bold []link
		for _, f := range w.faces {
			if !w.named(f, append([]string{st.name}, st.aliases...)) {
				continue
			}
			w.used[f] = true
			if f.font().Metrics().Bold && st.name != Title && st.name != Hei { // both are heavy by nature
				bold = append(bold, w.link(f, st))
			} else {
				own = append(own, w.link(f, st))
			}
		}
		st.own, st.bold = slices.Concat(own, st.own), slices.Concat(bold, st.bold)
	}
	return styles
}

// link is a face in a family; in a Latin family it is asked for Latin only, like the embedded one.
func (w *folder) link(f *Face, st *style) link { return link{f, len(st.own) > 0 && st.own[0].latin} }

// named says whether one of the face's family names is one of these.
func (w *folder) named(f *Face, names []string) bool {
	for _, id := range []int{sfnt.NameFamily, sfnt.NameTypoFamily, sfnt.NameFull} {
		for _, have := range f.font().Names(id) {
			if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, have) }) {
				return true
			}
		}
	}
	return false
}

// readString reads a file into a string without a second copy.
func readString(path string) (string, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if info.Size() > maxFolderBytes {
		return "", errors.New("文件太大")
	}
	var b strings.Builder
	b.Grow(int(info.Size()))
	if _, err := io.Copy(&b, io.LimitReader(f, maxFolderBytes)); err != nil {
		return "", err
	}
	return b.String(), nil
}

// reason is a system error in Chinese where it is a common one.
func reason(err error) string {
	switch {
	case errors.Is(err, os.ErrPermission):
		return "没有读取权限"
	case errors.Is(err, os.ErrNotExist):
		return "文件不存在（可能是失效的链接）"
	}
	return safefile.Say(err)
}
