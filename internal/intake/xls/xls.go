// Package xls reads workbooks of Excel 97 to 2003 and of WPS (.xls, .et): BIFF8 in a compound file. In: a file that
// package intake let in. Out: its sheets as tables of package found; what a cell holds is decided by intake/sheet, as
// for new workbooks.
//
// Records and their numbers are those of [MS-XLS]. Formulas are not written out, their stored results are taken; their
// tokens are only gone through for references to other files. What is older than BIFF8, or has a password, is refused
// by name.
package xls

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Book is a workbook whose sheets can be read.
type Book struct {
	Sheets []Sheet
	Notes  finding.List // what of the file is left alone

	file    *intake.File
	data    []byte // the stream
	decided sheet.Book
	strings texts
	looks   looks
	refs    references
}

// Sheet is a sheet with cells; those of charts and macros are left out.
type Sheet struct {
	Name   string
	Hidden bool
	at     int // of its first record
}

// errDamaged is what cannot be read, in words; most say only that.
type errDamaged string

func (e errDamaged) Error() string { return string(e) }

var (
	errMany = errors.New("too many cells")
	errMuch = errors.New("too much")
)

// Open opens a workbook: what f is otherwise is the error. Errors are *finding.DataError.
func Open(f *intake.File) (*Book, error) {
	if f.Kind != intake.XLS {
		return nil, f.Refuse()
	}
	b := &Book{file: f, Notes: f.Notes, decided: sheet.Book{File: f.Name, Room: f.Room()}}
	if err := b.unpack(); err != nil {
		return nil, b.fault("", err)
	}
	if err := b.globals(); err != nil {
		return nil, b.fault("", err)
	}
	return b, nil
}

// Read has each sheet of a workbook as a table.
func Read(f *intake.File) (*found.Document, error) {
	b, err := Open(f)
	if err != nil {
		return nil, err
	}
	d := &found.Document{Notes: b.Notes}
	for _, s := range b.Sheets {
		t, err := b.Table(s)
		if err != nil {
			return nil, err
		}
		d.Tables = append(d.Tables, t)
	}
	return d, nil
}

// fault is the error of what cannot be read; where is the sheet, empty for the workbook.
func (b *Book) fault(where string, err error) error {
	if finding.Of(err) != nil {
		return err
	}
	name := b.file.Name
	if errors.Is(err, errMuch) {
		return b.file.TooMuch()
	}
	if errors.Is(err, errMany) {
		return intake.Fail(name, "READ-ROWS", fmt.Sprintf("有内容的格超过上限 %d 个。", b.file.Limits.Cells),
			"分成几个文件，或删去不要的内容", "too many cells")
	}
	what := "文件已损坏，读不出来"
	if where != "" {
		what = sheet.Of(where) + "已损坏，读不出来"
	}
	var said errDamaged
	if errors.As(err, &said) && said != "" {
		what += "：" + string(said)
	}
	return intake.Damaged(name, what+"。")
}

// unpack takes the stream of the workbook out of the compound file.
func (b *Book) unpack() error {
	data := b.file.Data
	if !bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		b.data = data // records without a container: read, or refused for what they are
		return nil
	}
	old := false
	c, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return errDamaged("文件的目录不对")
	}
	for _, e := range c.File {
		top := len(e.Path) == 0
		switch {
		case top && strings.EqualFold(e.Name, "Workbook") && b.data == nil:
			if e.Size > int64(len(data)) {
				return errDamaged("后半截没有了，多半是下载或拷贝时断了")
			}
			b.data = make([]byte, e.Size)
			if n, err := io.ReadFull(e, b.data); err != nil && n < len(b.data) {
				return errDamaged("后半截没有了，多半是下载或拷贝时断了")
			}
		case top && strings.EqualFold(e.Name, "Book"):
			old = true
		case strings.HasPrefix(e.Name, "_VBA_PROJECT"):
			b.note(intake.Macros)
		case top && strings.HasPrefix(e.Name, "MBD"):
			b.note(intake.Embedded)
		}
	}
	if b.data == nil && old {
		return b.old()
	}
	if b.data == nil {
		return errDamaged("里面没有工作簿")
	}
	return nil
}

// old refuses what is older than BIFF8.
func (b *Book) old() error {
	return intake.Fail(b.file.Name, "READ-XLS", "这是 Excel 5.0/95 或更早的 .xls 文件，读不了。", "用 Excel 或 WPS 打开，另存为 .xlsx",
		"a workbook of Excel 95 or before")
}

// note says once what of the file is left alone.
func (b *Book) note(what intake.Left) {
	n := what.Note(b.file.Name)
	for _, x := range b.Notes {
		if x.Code == n.Code && x.Message == n.Message {
			return
		}
	}
	b.Notes = append(b.Notes, n)
}

// Table reads a sheet: the cells that hold something, decided upon. An error is a *finding.DataError: the sheet
// cannot be read.
func (b *Book) Table(s Sheet) (*found.Table, error) {
	r := &reader{Book: b, s: b.decided.New(s.Name, s.Hidden), rec: records{b: b.data, i: s.at}}
	if err := r.read(); err != nil {
		return nil, b.fault(s.Name, err)
	}
	if err := r.s.Finish(); err != nil {
		return nil, b.fault(s.Name, errDamaged(err.Error()))
	}
	return r.s.Table, nil
}
