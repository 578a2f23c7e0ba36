package grid

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/unit"
)

func TestDump(t *testing.T) {
	label := &Style{Name: "label", Family: "宋体", Size: 9 * unit.Pt, Align: AlignCenter, VAlign: AlignCenter}
	n := decimal.RequireFromString("0.9798")
	thin := Border{Thin, Thin, Thin, Thin}
	table := Table{
		Name: "表", Paper: Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 15 * unit.MM},
		Columns: []unit.Length{10 * unit.MM, 20 * unit.MM},
		Rows:    []Row{{Header: 1, Role: RoleHeader}, {KeepAbove: true, MinHeight: 12 * unit.Pt}},
		Cells: []Cell{
			{Row: 0, Col: 0, RowSpan: 2, ColSpan: 1, Role: RowHeader, Text: "执行\n率", Style: label, Border: thin},
			{Row: 0, Col: 1, RowSpan: 1, ColSpan: 1, Text: "97.98%", Number: &n, Style: label, Path: "/率", Place: "率", Computed: true, Border: thin},
			{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Style: label, Border: Border{Top: Thin, Left: Double}},
		},
	}
	g := Grid{Meta: Meta{Layout: "x/y@1", Title: "题"}, Tables: []Table{table}}
	want := `grid x/y@1
title "题"
style label 宋体 9pt center center

table 1 "表" A4 210×297 margins 15 0 0 0 mm
columns 10 20 mm
row 0 header header=1
  0,0 2×1 row-header @label "执行\n率"
  0,1 @label "97.98%" =0.9798 /率 “率” computed
row 1 body min=12pt keep
  1,1 @label "" border t..d
`
	var b strings.Builder
	if err := g.Dump(&b); err != nil || b.String() != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, b.String(), want)
	}
	m := Measured{Meta: g.Meta, Tables: []MeasuredTable{{
		Paper: table.Paper, Scale: 100, Columns: table.Columns,
		Rows: []MeasuredRow{{Row: table.Rows[0], Height: 15 * unit.Pt}, {Row: table.Rows[1], Height: 12 * unit.Pt, Source: 1}},
		Cells: []MeasuredCell{{
			Cell: table.Cells[0], Size: 8 * unit.Pt, Pitch: 10 * unit.Pt,
			Lines: []Line{{Start: 0, End: 6, Last: true}, {Start: 7, End: 10, Last: true}},
		}},
		HEdges: [][]BorderKind{{Thin, Thin}, {NoBorder, Hair}, {Thick, Double}},
		VEdges: [][]BorderKind{{Thin, Thin, Medium}, {Thin, Thin, Thin}},
		Pages:  []PageSpan{{First: 0, End: 1}, {Repeat: []int{0}, First: 1, End: 2}},
	}}}
	want = `measured x/y@1
title "题"
style label 宋体 9pt center center

table 1 A4 210×297 margins 15 0 0 0 mm
columns 10 20 mm
row 0 header header=1 15pt  —tt  |ttm
  0,0 2×1 row-header @label "执行\n率" size=8pt pitch=10pt
    / 执行 ¶
    / 率 ¶
row 1 body min=12pt keep 12pt  —.h  |ttt
bottom  —kd
page 1 rows 0–0
page 2 rows 1–1 repeat 0
`
	b.Reset()
	if err := m.Dump(&b); err != nil || b.String() != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, b.String(), want)
	}
}
