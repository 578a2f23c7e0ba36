package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// figures are what was measured of a release. They lie beside its folder (out/release.json), not in it: times are not
// the same twice.
type figures struct {
	Version string            `json:"version"`
	Commit  string            `json:"commit"`
	Go      string            `json:"go"`
	Signed  bool              `json:"signed"`
	Targets map[string]figure `json:"targets"`
	Proofs  map[string]result `json:"proofs"` // by the name of the proof
}

// figure is what was measured of a target. Sizes are in bytes.
type figure struct {
	Program int64         `json:"program"`
	Sum     string        `json:"sha256"`
	Build   time.Duration `json:"build"`             // wall time, with whatever lay in the cache
	Again   time.Duration `json:"again,omitempty"`   // the same from nothing in another folder, which came out equal; 0: not done
	Lean    int64         `json:"nofonts,omitempty"` // the program without faces
	Archive int64         `json:"archive,omitempty"`
	Deb     int64         `json:"deb,omitempty"`
	Rpm     int64         `json:"rpm,omitempty"`
	Image   int64         `json:"image,omitempty"`
	Same    string        `json:"same,omitempty"` // what its outputs were held against, in Chinese
}

// result is how a proof came out, in Chinese as the table of docs/release.md says it.
type result struct {
	Passed bool   `json:"passed"`
	Says   string `json:"says"`
}

// readFigures reads what lies beside a release; nothing is there before the first.
func readFigures(dir string) (figures, error) {
	var f figures
	data, err := os.ReadFile(dir + ".json")
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if f.Targets == nil {
		f.Targets = map[string]figure{}
	}
	if f.Proofs == nil {
		f.Proofs = map[string]result{}
	}
	return f, err
}

func (f figures) write(dir string) error {
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(dir+".json", append(data, '\n'), 0o666)
}

// sizes notes how large a target's files are.
func (f figures) sizes(t target, files []made) {
	one := f.Targets[t.String()]
	for _, m := range files {
		for end, at := range map[string]*int64{".zip": &one.Archive, ".tar.gz": &one.Archive, ".deb": &one.Deb, ".rpm": &one.Rpm,
			".oci.tar": &one.Image} {
			if strings.HasSuffix(m.name, "-"+t.String()+end) {
				*at = m.size
			}
		}
	}
	f.Targets[t.String()] = one
}

const (
	tableStart = "<!-- figures: cd cmd/release && go run . prove -table -->"
	tableEnd   = "<!-- /figures -->"
)

// table is the figures as docs/release.md has them.
func (f figures) table() string {
	var b strings.Builder
	signed := "签了名"
	if !f.Signed {
		signed = "没有签名"
	}
	fmt.Fprintf(&b, "%s\n\n`%s`（提交 %.12s，%s，%s）。大小是 MB（10⁶ 字节），时间是秒。*Sizes in MB, times in seconds.*\n\n", tableStart, f.Version, f.Commit, f.Go, signed)
	b.WriteString("| 系统 | 程序 | 不带字体 | 压缩包 | deb | rpm | 镜像 | 做一次 | 从头再做，相同 | 输出 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, t := range targets {
		one, ok := f.Targets[t.String()]
		if !ok {
			fmt.Fprintf(&b, "| %s | 没有做 |  |  |  |  |  |  |  |  |\n", t)
			continue
		}
		again := "没有试"
		if one.Again > 0 {
			again = fmt.Sprintf("%.0f", one.Again.Seconds())
		}
		same := one.Same
		if same == "" {
			same = "没有试"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %.0f | %s | %s |\n", t, mb(one.Program), mb(one.Lean), mb(one.Archive), mb(one.Deb), mb(one.Rpm), mb(one.Image),
			one.Build.Seconds(), again, same)
	}
	b.WriteString("\n| 试了什么 | 结果 |\n| --- | --- |\n")
	for _, p := range proofs() {
		r, ok := f.Proofs[p.name]
		if !ok {
			r.Says = "没有试"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", p.says, r.Says)
	}
	fmt.Fprintf(&b, "\n%s", tableEnd)
	return b.String()
}

func mb(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(n)/1e6)
}

// writeTable puts the table between its marks in docs/release.md.
func (f figures) writeTable(root string) error {
	file := filepath.Join(root, "docs", "release.md")
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), tableStart)
	_, after, ended := strings.Cut(rest, tableEnd)
	if !ok || !ended {
		return fmt.Errorf("%s: no place for the table (%s … %s)", file, tableStart, tableEnd)
	}
	return os.WriteFile(file, []byte(before+f.table()+after), 0o666)
}
