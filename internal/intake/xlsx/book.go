// Package xlsx reads workbooks that others made. In: a file that package intake let in. Out: its sheets as tables of
// package found. What a cell holds is decided by intake/sheet, for this format and the old one alike.
//
// The parts are read as a stream, with limits on everything. How cells, rows and columns are set is read in the same
// pass where it is wanted (Dressed). docs/decisions/0025-one-reader.md says why the reader is our own.
package xlsx

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/scan"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Book is a workbook whose sheets can be read.
type Book struct {
	Sheets []Sheet
	Names  []Name       // defined names, as they come
	Notes  finding.List // what of the file is left alone

	file    *intake.File
	parts   map[string]*zip.File // by folded name
	styles  *styles
	strings []rich
	links   []scan.Relation
	theme   []string   // colours, once read
	decided sheet.Book // what is decided about cells
}

// Sheet is a sheet with cells; sheets of charts and dialogs are left out.
type Sheet struct {
	Name   string
	Hidden bool
	part   *zip.File
}

// Name is a defined name: '表'!$A$1 under a name of the workbook, or of one sheet.
type Name struct{ Name, Refers, Sheet string }

// Range is the one range a name refers to, and the sheet it is on; ok is false if it is anything else.
func (n Name) Range() (sheet string, at found.Span, ok bool) {
	i := strings.LastIndexByte(n.Refers, '!')
	if i < 0 {
		return "", at, false
	}
	sheet = n.Refers[:i]
	if len(sheet) > 1 && sheet[0] == '\'' && sheet[len(sheet)-1] == '\'' {
		sheet = strings.ReplaceAll(sheet[1:len(sheet)-1], "''", "'")
	} else if strings.ContainsAny(sheet, "!,' ") {
		return "", at, false // several
	}
	at, ok = found.ParseSpan(n.Refers[i+1:])
	return sheet, at, ok
}

// Open opens a workbook: what f is otherwise is the error. Errors are *finding.DataError.
func Open(f *intake.File) (*Book, error) {
	if f.Kind != intake.Workbook {
		return nil, f.Refuse()
	}
	b := &Book{file: f, Notes: f.Notes, parts: map[string]*zip.File{}, decided: sheet.Book{File: f.Name, Room: f.Room()}}
	for _, p := range f.Zip.File {
		b.parts[intake.Fold(p.Name)] = p
	}
	if err := b.load(); err != nil {
		return nil, b.fault("", err)
	}
	return b, nil
}

// fault is the error of a part that cannot be read; where is the sheet, empty for the workbook.
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
		what = "工作表“" + where + "”已损坏，读不出来"
	}
	for _, e := range []error{scan.ErrXML, scan.ErrDeep, scan.ErrLong, scan.ErrCode, scan.ErrTypes} {
		if errors.Is(err, e) {
			what += "：" + e.Error()
		}
	}
	var at *badPlace
	if errors.As(err, &at) {
		what += "：" + at.what
	}
	return intake.Damaged(name, what+"。")
}

// badPlace says what is wrong with a sheet that is well-formed.
type badPlace struct{ what string }

func (e *badPlace) Error() string { return e.what }

// costName is what is counted for a name beside its characters, in bytes.
const costName = 64

// keep counts bytes that are kept of what is read.
func (b *Book) keep(n int) bool {
	b.decided.Room -= int64(n)
	return b.decided.Room >= 0
}

// open opens a part of the package; nil if it is not there.
func (b *Book) open(name string) (io.ReadCloser, error) {
	p := b.parts[intake.Fold(name)]
	if p == nil {
		return nil, nil
	}
	r, err := p.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, b.file.Limits.Part+1), r}, nil
}

// relations reads the links of a part; none if it has none.
func (b *Book) relations(of string) ([]scan.Relation, error) {
	r, err := b.open(scan.Links(of))
	if r == nil {
		return nil, err
	}
	defer r.Close()
	return scan.Relations(r, of, intake.MaxParts)
}

// load reads what belongs to the workbook as a whole.
func (b *Book) load() error {
	main := "xl/workbook.xml"
	if b.parts[main] == nil {
		top, err := b.relations("") // those of the package
		if err != nil {
			return err
		}
		for _, r := range top {
			if r.Kind == "officeDocument" {
				main = r.Target
			}
		}
	}
	links, err := b.relations(main)
	if err != nil {
		return err
	}
	b.links = links
	if err := b.workbook(main, links); err != nil {
		return err
	}
	for _, l := range links {
		if l.Kind != "styles" && l.Kind != "sharedStrings" {
			continue
		}
		r, err := b.open(l.Target)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		if l.Kind == "styles" {
			b.styles, err = readStyles(r, b.keep)
		} else {
			b.strings, err = readStrings(r, b.file.Limits.Cells, b.keep)
		}
		r.Close()
		if err != nil {
			return err
		}
	}
	if b.styles == nil {
		b.styles, err = readStyles(nil, b.keep)
	}
	return err
}

// workbook reads the list of sheets.
func (b *Book) workbook(main string, links []scan.Relation) error {
	r, err := b.open(main)
	if err != nil {
		return err
	}
	if r == nil {
		return &badPlace{"没有 workbook.xml"}
	}
	defer r.Close()
	s := newScanner(r)
	var all []string // names of sheets, of charts too
	err = s.Elements(func(name string) error {
		switch name {
		case "workbookPr":
			b.decided.From1904 = s.On("date1904", false)
		case "definedName":
			n := Name{Name: s.Attr("name")}
			if i, err := strconv.Atoi(s.Attr("localSheetId")); err == nil && i >= 0 && i < len(all) {
				n.Sheet = all[i]
			}
			if n.Refers, err = s.All(); err != nil {
				return err
			}
			if b.Names = append(b.Names, n); !b.keep(costName + len(n.Name) + len(n.Refers)) {
				return errMuch
			}
		case "sheet":
			if s.Depth() == 3 {
				all = append(all, s.Attr("name"))
				b.sheet(Sheet{Name: s.Attr("name"), Hidden: strings.Contains(strings.ToLower(s.Attr("state")),
					"hidden")}, s.Attr("id"), links)
			}
		}
		return nil
	})
	if err == nil && len(b.Sheets) == 0 {
		return &badPlace{"里面没有工作表"}
	}
	return err
}

func (b *Book) sheet(s Sheet, id string, links []scan.Relation) {
	for _, l := range links {
		if l.ID != id {
			continue
		}
		if l.Kind != "worksheet" {
			return // a chart, a dialog, a macro sheet
		}
		s.part = b.parts[intake.Fold(l.Target)]
	}
	b.Sheets = append(b.Sheets, s)
}

// scanner reads the parts of a workbook, and of them what several parts write alike: fonts, colours, texts.
type scanner struct{ *scan.Scanner }

// Elements within each other: no part of a workbook has more.
const maxDepth = 64

func newScanner(r io.Reader) *scanner { return &scanner{scan.New(r, maxDepth)} }
