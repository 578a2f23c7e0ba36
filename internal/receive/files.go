package receive

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/office"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// Files finds the files to take in: files as given, folders with all below them. What cannot be a form (JSON,
// pictures, the locks of Office, ledgers of earlier runs) is left out; what looks like one but cannot be read is
// taken, to be told of. With documents, web pages and texts are forms, too.
func Files(paths []string, documents bool) ([]string, error) {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := d.Name()
			if strings.HasPrefix(name, ".") && path != p || strings.HasPrefix(name, "~$") {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if !d.IsDir() && isForm(name, documents) && !isLedger(path) {
				out = append(out, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

var forms = []string{".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ett", ".ods", ".doc", ".docx", ".wps",
	".pdf", ".zip", ".rar", ".7z", ".csv"}

// documents are what forms beside workbooks are called, where they are read.
var documents = []string{".html", ".htm", ".mht", ".mhtml", ".rtf", ".docm", ".dotx", ".wpt", ".tsv", ".txt"}

func isForm(name string, all bool) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return slices.Contains(forms, ext) || all && slices.Contains(documents, ext)
}

// load reads a file that is no larger than a form, and says when it was last changed.
func load(file string) (data []byte, changed time.Time, err error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, changed, err
	}
	if info.Size() > collect.MaxFile {
		return nil, changed, fmt.Errorf("文件有 %d MB，超过上限 %d MB", info.Size()>>20, collect.MaxFile>>20)
	}
	f, err := safefile.Open(file)
	if err != nil {
		return nil, changed, err
	}
	defer f.Close()
	data, err = io.ReadAll(f)
	return data, info.ModTime(), err
}

// convert has the documents that only LibreOffice opens saved as .docx, all in one run.
func (j Job) convert(ctx context.Context) (map[string]*office.Result, error) {
	if j.Office == nil {
		return nil, nil
	}
	var files []*intake.File
	var paths []string
	for _, p := range j.Files {
		data, _, err := load(p)
		if err != nil {
			continue // told when it is its turn
		}
		f, err := intake.Open(filepath.Base(p), data, intake.Limits{File: collect.MaxFile, Rows: collect.MaxRows})
		if err == nil && office.Takes(f.Kind) {
			files, paths = append(files, f), append(paths, p)
		}
	}
	if len(files) == 0 {
		return nil, nil
	}
	made, err := j.Office.DOCX(ctx, files...)
	if err != nil {
		return nil, err
	}
	out := map[string]*office.Result{}
	for i, p := range paths {
		out[p] = &made[i]
	}
	return out, nil
}
