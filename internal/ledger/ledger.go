// Package ledger reads records from a ledger (台账): a CSV or XLSX file with one row for each indicator, or for each
// item of whatever list the form has. In: the bytes of the file and a model.Form that says what the columns may be
// called. Out: data.Value records, one after the other, as if they had been written as JSON.
//
// Columns of the project itself are repeated in every row of the project or left blank below its first; docs/batch.md
// says how columns are named and where a record begins. What is entered is kept to the character. What is in doubt (a
// column no field is called, a name that may mean two fields, a project whose rows contradict each other) is an
// error, never a guess.
package ledger

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Options say how to read a ledger. Form is required.
type Options struct {
	Layout string                                   // layout of all records; empty: the column form (or 版式) says it in the first row
	Form   func(layout string) (*model.Form, error) // the form of a layout, prepared
	Sheet  string                                   // sheet of an XLSX file; empty: the only one that is not empty
	Ignore []string                                 // columns to leave unread
	Map    []Alias                                  // columns that are called otherwise than their fields
	Unzip  int64                                    // bytes that a workbook may have unpacked; 0: 1 GiB
}

// Is says whether a file of this name is read as a ledger: .csv, .tsv, .xlsx, .xlsm.
func Is(name string) bool {
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".csv", ".tsv", ".xlsx", ".xlsm":
		return true
	}
	return false
}

// MaxBytes is the largest ledger that is read.
const MaxBytes = 512 << 20

// Read calls each for every record of a ledger, in order. A project whose rows contradict each other comes as nil and
// a *finding.DataError, and the reading goes on. What each returns ends it and is returned. Other errors are
// *finding.DataError (the file is no ledger of this form) or those of Options.Form.
func Read(name string, data []byte, o Options, each func(*data.Value, error) error) error {
	if len(data) > MaxBytes {
		return stop(name, "DATA-SIZE", 0, 0, fmt.Sprintf("台账超过 %d MB。", MaxBytes>>20), "请分成几个文件")
	}
	rows, err := open(name, data, o)
	if err != nil {
		return err
	}
	r := &reader{name: name, o: o, rows: rows, each: each}
	return r.read()
}

// Enter is the error of a file that no reader lets in: it is larger than a ledger may be, unpacked too, or damaged. A
// file that is no ledger is none of these.
func Enter(name string, data []byte, o Options) error {
	_, err := enter(name, data, o)
	return err
}

func enter(name string, data []byte, o Options) (*intake.File, error) {
	l := limits
	l.Unzip = cmp.Or(o.Unzip, l.Unzip)
	return intake.Open(name, data, l)
}

// open finds out what kind of file it is: by its content, not by its name.
func open(name string, data []byte, o Options) (rowReader, error) {
	f, err := enter(name, data, o)
	if err != nil {
		return nil, err
	}
	plain := strings.HasSuffix(strings.ToLower(name), ".csv") || strings.HasSuffix(strings.ToLower(name), ".tsv")
	switch {
	case f.Kind == intake.Workbook:
		return openSheet(f, o.Sheet)
	case f.Kind == intake.Text, plain && (f.Kind == intake.Unknown || f.Kind == intake.JSON):
		c, err := openCSV(name, data)
		if err == nil && !plain && Is(name) {
			c.said = finding.List{{Code: "LEDGER-TEXT", Severity: finding.Note, Pos: finding.Pos{File: name},
				Message: "文件里是 CSV 文本，不是 Excel 工作簿，只是名字像；按 CSV 读。",
				English: "the file holds CSV text, not a workbook, and was read as CSV"}}
		}
		return c, err
	case plain && f.Kind == intake.Blank:
		return nil, stop(name, "DATA-EMPTY", 0, 0, "台账是空的。", "第一行应是列名")
	}
	return nil, f.Refuse()
}

// cell is a cell as its reader sees it. Text is what is shown; number the value behind it, if it is one.
type cell struct {
	text, number string
	kind         found.Kind
	hides        bool         // text does not tell the whole of number
	said         finding.List // errors make the cell unusable
}

func (c *cell) blank() bool { return strings.TrimSpace(c.text) == "" && len(c.said) == 0 }
func (c *cell) empty() bool { return c.text == "" && len(c.said) == 0 && c.kind == found.Empty }

// same says whether two cells hold the same.
func (c *cell) same(o *cell) bool { return c.text == o.text && c.number == o.number }

// row is a row with its number as the file's own program counts.
type row struct {
	line  int
	cells []cell
}

// rowReader gives one row after the other; nil at the end. head is the number of rows that make the header.
type rowReader interface {
	next() (*row, error)
	head() int
	notes() finding.List // about the file as a whole
}

func stop(name, code string, line, col int, message, hint string) error {
	return finding.List{{Code: code, Pos: finding.Pos{File: name, Line: line, Col: col}, Message: message,
		Hint: hint}}.AsData()
}
