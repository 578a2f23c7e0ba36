package batch

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// file is an input with the name its outputs get.
type file struct {
	path string
	base string // without extension; of a file found in a folder with its way from there
	err  error  // what keeps it from being read
}

// records are the extensions read from a folder.
var records = map[string]bool{".json": true, ".jsonl": true, ".ndjson": true, ".yaml": true, ".yml": true,
	".csv": true, ".tsv": true, ".xlsx": true}

// files replaces patterns by what they match and folders by the record files in them, in the order of their names, at
// any depth; dir is where they are named from. Of what is found in a folder, hidden files and what this program wrote
// itself are left out; note is told of the latter.
func files(dir string, inputs []string, note func(finding.Finding)) (out []file) {
	for _, p := range Expand(inputs) {
		info, err := os.Stat(within(dir, p))
		if p == Stdin || err != nil || !info.IsDir() {
			name := inputName(p)
			out = append(out, file{path: p, base: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))})
			continue
		}
		f := folder{root: within(dir, p), listed: map[string]bool{}}
		err = filepath.WalkDir(f.root, f.visit)
		out = append(out, f.files...)
		switch {
		case err != nil:
			out = append(out, file{path: p, err: err})
		case len(f.files) > 0:
			if note != nil && len(f.own) > 0 {
				note(f.skipped())
			}
		case len(f.own) > 0:
			out = append(out, file{path: p, err: &inputError{finding.List{f.onlyOwn()}.AsData()}})
		default:
			out = append(out, file{path: p,
				err: unreadable(p, "INPUT-EMPTY", "文件夹里没有记录文件（.json .jsonl .yaml .csv .xlsx）",
					"no record files in the folder")})
		}
	}
	return out
}

// Files are the files that inputs stand for, those in folders included; what cannot be read is left out, as whoever
// reads it will say so.
func Files(inputs []string) []string { return filesIn("", inputs) }

func filesIn(dir string, inputs []string) []string {
	var out []string
	for _, f := range files(dir, inputs, nil) {
		if f.err == nil && f.path != Stdin {
			out = append(out, within(dir, f.path))
		}
	}
	return out
}

// within is the path of an input that is named from dir; empty: the working folder.
func within(dir, path string) string {
	if dir == "" || path == Stdin || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// Expand replaces patterns such as 2022/*.json by the files they match, in order, because the Windows command line
// leaves that to the program. What names a file, matches nothing or is no pattern stays as it is.
func Expand(paths []string) []string {
	var out []string
	for _, p := range paths {
		if !strings.ContainsAny(p, "*?[") {
			out = append(out, p)
			continue
		}
		if _, err := os.Lstat(p); err == nil {
			out = append(out, p)
			continue
		}
		if found, err := filepath.Glob(p); err == nil && len(found) > 0 {
			out = append(out, found...)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// folder is a folder being looked through.
type folder struct {
	root   string
	files  []file
	own    []string        // what this program wrote
	listed map[string]bool // outputs in the manifests met so far
}

func (f *folder) visit(path string, d fs.DirEntry, err error) error {
	if err != nil {
		return InputError(path, err)
	}
	name := d.Name()
	hidden := path != f.root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$"))
	switch {
	case d.IsDir() && hidden:
		return filepath.SkipDir
	case d.IsDir():
		f.manifest(path)
		return nil
	case hidden, name == ManifestName, isPart(name), !records[strings.ToLower(filepath.Ext(name))]:
		return nil
	case name == FailuresName, strings.HasSuffix(name, "."+string(render.Seals)), f.listed[filepath.Clean(path)], isOwn(path):
		f.own = append(f.own, path)
		return nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe that nobody has named would be waited for
		f.files = append(f.files, file{path: path, err: InputError(path, safefile.NotRegular(info.Mode()))})
		return nil
	}
	rel, err := filepath.Rel(f.root, path)
	if err != nil {
		return err
	}
	f.files = append(f.files, file{path: path, base: filepath.ToSlash(strings.TrimSuffix(rel, filepath.Ext(rel)))})
	return nil
}

// manifest remembers what the manifest of a folder says was written there: these are outputs even if Excel has saved
// them since.
func (f *folder) manifest(dir string) {
	m, err := readManifest(filepath.Join(dir, ManifestName))
	if err != nil {
		return // none, or none that says anything
	}
	defer m.close()
	for e, err := range m.all() {
		if err != nil {
			return
		}
		for _, x := range e.Files {
			f.listed[filepath.Join(dir, filepath.FromSlash(x.Path))] = true
		}
	}
}

// skippedNames is how many files a note names.
const skippedNames = 3

func (f *folder) skipped() finding.Finding {
	names := f.own[:min(len(f.own), skippedNames)]
	more, etc := "", ""
	if len(f.own) > len(names) {
		more, etc = "……", " …"
	}
	return finding.Finding{
		Code: "INPUT-OWN", Severity: finding.Note, Pos: finding.Pos{File: f.root},
		Message: fmt.Sprintf("这个文件夹里有 %d 个文件是本程序写出的，不当作记录读：%s%s", len(f.own), strings.Join(names, "、"), more),
		English: fmt.Sprintf("%d files in the folder were written by this program and are not read as records: %s%s",
			len(f.own), strings.Join(names, ", "), etc),
	}
}

// onlyOwn is the error of a folder that has nothing else in it.
func (f *folder) onlyOwn() finding.Finding {
	x := f.skipped()
	x.Code, x.Severity = "INPUT-EMPTY", finding.Error
	x.Message, x.English = "文件夹里没有记录文件；"+x.Message, "no record files in the folder; "+x.English
	x.Hint = "要读其中一个，请写出它的文件名；填报表用 gongbiao form collect 收"
	return x
}

// application is how the properties of every workbook this program writes begin. One that Excel or WPS has saved
// since says their name: it may be a ledger by now, and is read.
var application = []byte("<Application>Gongbiao")

// isOwn says whether a file is a workbook just as this program wrote it.
func isOwn(path string) bool {
	return bytes.Contains(intake.Peek(path, "docProps/app.xml"), application)
}
