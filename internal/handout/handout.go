// Package handout makes the workbooks that are handed out to many units. In: a layout and a list (XLSX, CSV), a unit or
// a project a line, whose columns are called as the form's fields. Out: for each line a name and a workbook that has
// what the line says filled in. No files, no flags.
package handout

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/comeback"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// Ready refuses a layout of which what is filled in could not be read back; the findings are the layout's.
func Ready(l *templates.Layout, s workbook.Sizer) error {
	lost, err := comeback.Try(l, s)
	if err != nil {
		return err
	}
	return lost.AsTemplate()
}

// List reads a list of units. o says what its columns may be called besides; the layout is l. Notes go to tell.
// Errors: *finding.DataError when it is no such list or has no line.
func List(name string, text []byte, l *templates.Layout, o ledger.Options, tell func(finding.List)) ([]*data.Value, error) {
	o.Layout, o.Form = l.ID, func(string) (*model.Form, error) { return l.Form, nil }
	var list []*data.Value
	err := ledger.Read(name, text, o, func(d *data.Value, err error) error {
		if list = append(list, d); d != nil {
			tell(d.Notes)
		}
		return err
	})
	if err == nil && len(list) == 0 {
		err = finding.List{{Code: "DATA-EMPTY", Pos: finding.Pos{File: name}, Message: "名单里没有一行。",
			English: "the list has no line", Hint: "第一行是列名，下面每行一个单位或项目"}}.AsData()
	}
	return list, err
}

// Names are the names of the workbooks, without ending, in the order of the list; no two are the same. free says of a
// name whether it may be had.
func Names(list []*data.Value, l *templates.Layout, p *outname.Pattern, free func(name string) bool) ([]string, error) {
	taken, names := outname.Names{}, make([]string, len(list))
	for i, d := range list {
		name, err := nameOf(d, l, p, i)
		if err != nil {
			return nil, err
		}
		names[i] = taken.Take(name, free)
	}
	return names, nil
}

// nameOf is the name of a line's workbook: by the pattern, else unit and title, else its number.
func nameOf(d *data.Value, l *templates.Layout, p *outname.Pattern, i int) (string, error) {
	number := fmt.Sprintf("%03d", i+1)
	look := func(name string) (string, bool) {
		if name == "序号" {
			return number, true
		}
		v := d
		for _, part := range strings.Split(name, ".") {
			if v = v.Member(part); v == nil {
				_, err := l.Form.Root().Resolve(name)
				return "", err == nil
			}
		}
		return v.Text, v.Kind == data.String || v.Kind == data.Number
	}
	if p != nil {
		return p.Expand(look)
	}
	var parts []string
	for _, path := range []string{l.Form.Author, l.Form.Title} {
		if s, ok := look(path); ok && strings.TrimSpace(s) != "" {
			parts = append(parts, outname.Clean(s))
		}
	}
	if len(parts) == 0 {
		return number, nil
	}
	return strings.Join(parts, "-"), nil
}
