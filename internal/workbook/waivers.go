package workbook

import (
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/unit"
)

// WaiverSheet is the sheet of a record's waivers, a row each; a form without any has none. Whoever fills a form in may
// add rows, or a sheet of this name with the same head.
const WaiverSheet = data.WaiverKey

// WaiverHead are the names in the first row of that sheet.
func WaiverHead() (names []string) {
	for _, f := range model.WaiverList().Fields {
		names = append(names, f.Name)
	}
	return names
}

// waivers is the sheet of the waivers that were given, nil if none were.
func (w *writer) waivers(b *ooxml.Book) *ooxml.Sheet {
	if len(w.rec.Waivers) == 0 {
		return nil
	}
	s := &ooxml.Sheet{Name: WaiverSheet, Print: plainPrint, Freeze: ooxml.Freeze{Rows: 1}}
	look := ooxml.Format{Font: ooxml.Font{Name: "宋体", Size: 10 * unit.Pt}, Number: "@",
		Align:  ooxml.Alignment{Horizontal: "left", Vertical: "center", Wrap: true},
		Border: ooxml.Border{Top: "thin", Right: "thin", Bottom: "thin", Left: "thin"}}
	head := look
	head.Font.Bold = true
	names := WaiverHead()
	row := func(f ooxml.Format, text func(name string) string) {
		out := ooxml.Row{Grows: true, Height: 27 * unit.Pt}
		for c, name := range names {
			x := ooxml.Cell{Col: c, Style: b.Style(f)}
			if t := text(name); t != "" {
				x.Style, x.Kind, x.Value = b.TextStyle(f, t), ooxml.Text, t
			}
			out.Cells = append(out.Cells, x)
		}
		s.Rows = append(s.Rows, out)
	}
	for _, width := range []unit.Length{16, 45, 25, 60, 16, 22, 40} {
		s.Columns = append(s.Columns, ooxml.Column{Width: width * unit.MM})
	}
	row(head, func(name string) string { return name })
	for _, x := range w.rec.Waivers {
		d := model.WaiverData(x, true)
		row(look, func(name string) string {
			if v := d.Member(name); v != nil {
				return v.Text
			}
			return ""
		})
	}
	s.Print.Landscape = true
	s.Print.Area = ooxml.Range{R2: len(s.Rows) - 1, C2: len(names) - 1}
	s.Print.Scale = ooxml.FitWidth(s.Columns, 257*unit.MM)
	return s
}
