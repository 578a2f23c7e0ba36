// Package intake is the door for files that come in from outside. In: the bytes of a file and limits. Out: what kind
// of file it is, by its content and whatever its name says; for packages (XLSX and its kin) the parts, checked from
// their directory before anything is unpacked; or the one sentence that tells a clerk what it is instead and what to
// do. The readers are below: intake/xlsx.
//
// Nothing of a file is ever run, followed or fetched: macros, links to other files, data connections and embedded
// objects are named in the notes and left alone.
package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Limits are what a caller is ready to read; 0 is the limit of a filled-in form, which has some 20 kB and 100 rows.
type Limits struct {
	File   int64 // bytes of the file
	Unzip  int64 // bytes of all its parts
	Part   int64 // bytes of one part
	Parts  int
	Sheets int
	Rows   int // of a sheet
	Cells  int // that hold something, of a sheet; also the strings all sheets share
	// Kept is how many bytes what is read may take beyond the size of the file: cells, texts and what is said of them.
	// A small file may say a text a million times.
	Kept int64
}

// The limits of a filled-in form.
const (
	MaxFile   = 32 << 20
	MaxUnzip  = 192 << 20
	MaxPart   = 64 << 20
	MaxParts  = 4000
	MaxSheets = 64
	MaxRows   = 5000
	MaxCells  = 1 << 20
	MaxKept   = 24 << 20 // a form has less than 1 MB
)

func (l Limits) orForm() Limits {
	return Limits{cmp.Or(l.File, MaxFile), cmp.Or(l.Unzip, MaxUnzip), cmp.Or(l.Part, MaxPart),
		cmp.Or(l.Parts, MaxParts),
		cmp.Or(l.Sheets, MaxSheets), cmp.Or(l.Rows, MaxRows), cmp.Or(l.Cells, MaxCells),
		cmp.Or(l.Kept, MaxKept)}
}

// File is a file whose kind is known.
type File struct {
	Name   string
	Data   []byte
	Kind   Kind
	Limits Limits       // without zeros
	Zip    *zip.Reader  // of a Workbook: within the limits, no part twice
	Notes  finding.List // what of it is left alone
	Looks  bool         // readers of documents tell how tables are set, too
}

// Open looks at a file. Errors are *finding.DataError: larger than the limits, or damaged so that its kind cannot be
// made use of. A kind the caller does not read is no error here: see Refuse.
func Open(name string, data []byte, l Limits) (*File, error) {
	l = l.orForm()
	f := &File{Name: name, Data: data, Limits: l}
	if int64(len(data)) > l.File {
		return nil, Fail(name, "READ-TOO-LARGE", fmt.Sprintf("文件有 %d MB，超过上限 %d MB。", len(data)>>20, l.File>>20),
			"删去图片和多余的工作表后再存", fmt.Sprintf("the file is larger than %d MB", l.File>>20))
	}
	if f.Kind = kindOf(name, data); f.Kind != Package {
		return f, nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if !bytes.Contains(data, []byte("PK\x05\x06")) { // the directory at the end is missing
			return nil, Fail(name, "READ-DAMAGED", "文件已损坏，打不开：后半截没有了，多半是下载或拷贝时断了。", "重新下载或请对方重发", "the file is cut off")
		}
		return nil, Damaged(name, "文件已损坏，打不开。")
	}
	f.Zip = z
	return f, f.unpack()
}

// Room is how many bytes may be kept of what is read of the file.
func (f *File) Room() int64 { return f.Limits.Kept + int64(len(f.Data)) }

// TooMuch is the error of a file that has more in it than there is room for.
func (f *File) TooMuch() error {
	return Fail(f.Name, "READ-BOMB", "文件里的文字和表格比任何一份表都多，没有读。", "只留下要读的表格，另存后再交",
		"the file holds more than any form")
}

// Fail is the error of a file that is not read at all.
func Fail(name, code, message, hint, english string) error {
	return finding.List{{Code: code, Pos: finding.Pos{File: name}, Message: message, English: english,
		Hint: hint}}.AsData()
}

// Damaged is the error of a workbook that is one but cannot be read.
func Damaged(name, message string) error {
	return Fail(name, "READ-DAMAGED", message, "用 Excel 或 WPS 打开后另存为 .xlsx", "the workbook is damaged")
}
