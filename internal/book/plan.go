package book

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
)

// plan decides the order of the forms and what the book adds to them. Every form must have been measured without an
// error.
func (b *Book) plan() error {
	if len(b.forms) == 0 {
		return errors.New("没有表可装订")
	}
	if b.planned {
		return nil
	}
	b.planned = true
	b.parts = b.arrange()
	var err error
	if b.tables, err = b.summarize(b.parts); err != nil {
		return err
	}
	var years, titles, units []string
	note := func(l *[]string, s string) {
		if s != "" && !slices.Contains(*l, s) {
			*l = append(*l, s)
		}
	}
	for _, f := range b.forms {
		note(&years, f.year)
		note(&titles, f.title)
		if len(f.groups) > 0 {
			note(&units, f.groups[0])
		}
	}
	if b.o.Title == "" {
		b.o.Title = "表格汇编"
		if len(titles) == 1 {
			b.o.Title = titles[0] + "汇编"
		}
		if len(years) == 1 {
			b.year = years[0]
		}
	}
	if b.o.Unit == "" && len(units) == 1 {
		b.o.Unit = units[0]
	}
	return nil
}

// cover is the first page of a file: title, year, which volume, how many, unit and date.
func (b *Book) cover(f *file) *grid.Grid {
	t := newTable([]int64{172}, nil)
	t.PageNumber = grid.PageNumber{}
	t.space(70 * mm)
	t.line(grid.RoleTitle, coverStyle, b.o.Title)
	if b.year != "" {
		t.line(grid.RoleSubtitle, coverLine, "（"+b.year+" 年度）")
	}
	if f.line != "" {
		t.line(grid.RoleSubtitle, coverLine, f.line)
	}
	t.space(10 * mm)
	t.line(grid.RoleNote, coverLine, fmt.Sprintf("共 %d 份", f.count(b)))
	t.space(70 * mm)
	if b.o.Unit != "" {
		t.line(grid.RoleNote, coverLine, b.o.Unit)
	}
	if b.o.Date != "" {
		t.line(grid.RoleNote, coverLine, b.o.Date)
	}
	return &grid.Grid{Meta: grid.Meta{Title: b.o.Title, Name: "封面", Lang: "zh-CN"}, Tables: []grid.Table{t.Table}}
}

func (b *Book) meta() grid.Meta {
	title := b.o.Title
	if b.year != "" {
		title += "（" + b.year + " 年度）"
	}
	subject := fmt.Sprintf("%s，共 %d 份", title, len(b.forms))
	return grid.Meta{Title: title, Author: b.o.Unit, Subject: subject, Lang: "zh-CN"}
}
