package publish

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// partName is the manifest of a run that is writing: what it will have written.
const partName = batch.ManifestName + ".part"

// line is a line of the manifest: one of a batch, which verify reads, with what the next run wants to know.
type line struct {
	batch.Entry
	Form *form `json:"published,omitempty"`
}

// manifest is what former runs have left.
type manifest struct {
	forms []*form
	sums  map[string][]string // by path: the checksums our file may have
}

// readManifest reads the manifest of a folder, and over it that of a run that was cut off.
func readManifest(dir string) (*manifest, error) {
	m := &manifest{sums: map[string][]string{}}
	for _, name := range []string{batch.ManifestName, partName} {
		path := filepath.Join(dir, name)
		f, err := safefile.Open(path)
		if absent(err) {
			continue
		}
		if err != nil {
			return nil, batch.InputError(path, err)
		}
		err = m.read(bufio.NewReaderSize(f, 64<<10), name == batch.ManifestName)
		_ = f.Close()
		if err != nil {
			return nil, batch.Input(finding.List{{Code: "PUBLISH-MANIFEST", Pos: finding.Pos{File: filepath.ToSlash(path)},
				Message: "读不了这个站的清单：" + err.Error(), English: "the manifest of the site cannot be read: " + err.Error(),
				Hint: "清单坏了就不知道哪些网页是我们写的；请取回备份，或写到一个新文件夹"}}.AsData())
		}
	}
	return m, nil
}

// read takes lines; what was published is told by the finished manifest alone.
func (m *manifest) read(in *bufio.Reader, finished bool) error {
	for n := 1; ; n++ {
		text, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 && n > 1 {
			var l line
			if e := json.Unmarshal(text, &l); e != nil {
				if !finished {
					return nil // cut off in the middle of a line
				}
				return fmt.Errorf("第 %d 行", n)
			}
			for _, f := range l.Files {
				m.sums[f.Path] = append(m.sums[f.Path], f.SHA256)
			}
			if l.Form != nil && finished {
				m.forms = append(m.forms, l.Form)
			}
		} else if n == 1 && len(text) > 0 {
			var h batch.Head
			if e := json.Unmarshal(text, &h); finished && (e != nil || h.Manifest != 1 || h.Name != "publish") {
				return fmt.Errorf("它不是公开站的清单")
			}
		}
		if err != nil {
			return nil
		}
	}
}

// manifest is the manifest of this run: forms by address, then the files of the whole.
func (s *site) manifest() ([]byte, error) {
	formats := append([]render.Format{render.HTML, "json"}, s.Formats...)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	put := func(v any) error { return e.Encode(v) }
	if err := put(batch.Head{Manifest: 1, Release: s.Options.Producer, Formats: formats, Name: "publish"}); err != nil {
		return nil, err
	}
	n := 0
	for _, f := range s.forms {
		l := line{batch.Entry{Input: f.Address, Index: 1, Record: f.Name, Unit: f.Unit, Data: f.Data, Layout: f.Layout, Kind: batch.Fine}, f}
		if f.live() {
			n++
		} else {
			l.Index = 0
		}
		for _, o := range f.files {
			l.Files = append(l.Files, fileOf(o))
		}
		if err := put(l); err != nil {
			return nil, err
		}
	}
	whole := line{Entry: batch.Entry{Input: "site", Kind: batch.Fine}}
	for _, o := range s.files {
		whole.Files = append(whole.Files, fileOf(o))
	}
	if err := put(whole); err != nil {
		return nil, err
	}
	err := put(batch.Tail{End: true, Records: n})
	return b.Bytes(), err
}

func fileOf(o output) batch.File {
	format := render.Format(filepath.Ext(o.path))
	if format != "" {
		format = format[1:]
	}
	return batch.File{Path: o.path, Format: format, Bytes: o.size, SHA256: o.sum}
}
