// Package ledger reads records from a ledger (台账): a CSV or XLSX file with one row for each indicator, or for each item of
// whatever list the form has. In: the bytes of the file and a model.Form that says what the columns may be called. Out: model.Data
// records, one after the other, as if they had been written as JSON.
//
// Columns of the project itself are repeated in every row of the project or left blank below its first; docs/batch.md says how
// columns are named and where a record begins. What is entered is kept to the character. What is in doubt (a column no field is
// called, a name that may mean two fields, a project whose rows contradict each other) is an error, never a guess.
package ledger

import (
	"fmt"
	"path"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Options say how to read a ledger. Form is required.
type Options struct {
	Layout string                                   // layout of all records; empty: the column form (or 版式) says it in the first row
	Form   func(layout string) (*model.Form, error) // the form of a layout, prepared
	Sheet  string                                   // sheet of an XLSX file; empty: the only one that is not empty
	Ignore []string                                 // columns to leave unread
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

// Read calls each for every record of a ledger, in order. A project whose rows contradict each other comes as nil and a
// *finding.DataError, and the reading goes on. What each returns ends it and is returned. Other errors are *finding.DataError
// (the file is no ledger of this form) or those of Options.Form.
func Read(name string, data []byte, o Options, each func(*model.Data, error) error) error {
	if len(data) > MaxBytes {
		return stop(name, "DATA-SIZE", 0, 0, fmt.Sprintf("台账超过 %d MB。", MaxBytes>>20), "请分成几个文件")
	}
	var rows rowReader
	var err error
	if strings.HasPrefix(string(data[:min(4, len(data))]), "PK\x03\x04") {
		rows, err = openXLSX(name, data, o.Sheet)
	} else {
		rows, err = openCSV(name, data)
	}
	if err != nil {
		return err
	}
	defer rows.close()
	r := &reader{name: name, o: o, rows: rows, each: each}
	return r.read()
}

// cell is a cell as its reader sees it. Text is what is shown; Raw the value behind it when that says more, else empty.
type cell struct {
	text, raw string
	fault     string // what makes the cell unusable, such as #DIV/0!
}

func (c cell) blank() bool { return strings.TrimSpace(c.text) == "" }

// row is a row with its number as the file's own program counts.
type row struct {
	line  int
	cells []cell
}

// rowReader gives one row after the other; nil at the end. head is the number of rows that make the header.
type rowReader interface {
	next() (*row, error)
	head() int
	close()
}

func stop(name, code string, line, col int, message, hint string) error {
	return finding.List{{Code: code, Pos: finding.Pos{File: name, Line: line, Col: col}, Message: message, Hint: hint}}.AsData()
}
