package docx

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// table reads a table (ECMA-376 Part 1, 17.4).
func (r *reader) table() error {
	r.b.OpenTable(nil, false)
	look, under, pending := r.look, r.under, r.pending
	err := r.rows()
	r.look, r.under, r.pending = look, under, pending
	r.b.CloseTable()
	return err
}

func (r *reader) rows() error {
	return r.children(func(name string) error {
		switch name {
		case "tblPr":
			return r.children(func(name string) error {
				if name != "tblBorders" {
					return nil
				}
				var around, between grid.Border
				err := r.rules(&around, &between)
				r.b.Rules(around, between)
				return err
			})
		case "tblGrid":
			return r.grid()
		case "tr":
			return r.row()
		case "sdt":
			return r.control(r.rows)
		case "customXml", "ins", "moveTo":
			return r.rows()
		}
		return nil
	})
}

// mostColumns are more than Word lets anybody make (63).
const mostColumns = 1024

func (r *reader) grid() error {
	var widths []int
	err := r.children(func(name string) error {
		if name == "gridCol" && len(widths) < mostColumns {
			widths = append(widths, r.length("w"))
		}
		return nil
	})
	r.b.Widths(widths)
	return err
}

// length is an attribute that is a length, in twips: a whole number, or one with a unit in strict files.
func (r *reader) length(name string) int {
	s := r.Attr(name)
	for _, u := range []struct {
		unit  string
		twips int
		per   int
	}{{"pt", 20, 1}, {"mm", 567, 10}, {"cm", 567, 1}, {"in", 1440, 1}, {"pc", 240, 1}, {"", 1, 1}} {
		text, ok := strings.CutSuffix(s, u.unit)
		if !ok {
			continue
		}
		whole, part, _ := strings.Cut(text, ".")
		n := 0
		for _, c := range whole {
			if c < '0' || c > '9' || n > 1<<20 {
				return 0
			}
			n = n*10 + int(c-'0')
		}
		n *= 100
		for i, c := range part {
			if c < '0' || c > '9' {
				return 0
			}
			if i < 2 {
				n += int(c-'0') * []int{10, 1}[i]
			}
		}
		return n * u.twips / u.per / 100
	}
	return 0
}

// rowState is a row that is being read.
type rowState struct {
	flow.Row
	deleted, inserted, open bool
}

// row reads a row. One that a change has deleted is not there.
func (r *reader) row() error {
	var s rowState
	err := r.cells(&s)
	if !s.open && !s.deleted {
		r.b.OpenRow(s.Row)
	}
	if s.deleted || s.inserted {
		r.b.Note(finding.Warning, "READ-TRACKED", "表格里有修订插入或删去的整行：按全部接受读，删去的行不算，插入的算。",
			"在 Word 里接受或拒绝全部修订后再存", "rows that were inserted or deleted by tracked changes were read as accepted")
	}
	return err
}

func (r *reader) cells(s *rowState) error {
	return r.children(func(name string) error {
		switch name {
		case "trPr":
			return r.rowProperties(s)
		case "tc":
			if s.deleted {
				return nil
			}
			if !s.open {
				s.open = true
				r.b.OpenRow(s.Row)
			}
			return r.cell()
		case "sdt":
			return r.control(func() error { return r.cells(s) })
		case "customXml", "ins", "moveTo":
			return r.cells(s)
		}
		return nil
	})
}

func (r *reader) rowProperties(s *rowState) error {
	return r.children(func(name string) error {
		switch name {
		case "gridBefore":
			s.Before = min(max(r.number("val"), 0), mostColumns)
		case "gridAfter":
			s.After = min(max(r.number("val"), 0), mostColumns)
		case "wBefore":
			s.WidthBefore = r.length("w")
		case "trHeight":
			s.Height = flow.Twips(r.length("val"))
		case "tblHeader":
			s.Header = r.val()
		case "hidden":
			s.Hidden = r.val()
		case "del", "moveFrom":
			s.deleted = true
		case "ins", "moveTo":
			s.inserted = true
		}
		return nil
	})
}

// cell reads a cell. One that goes on with the one to its left (hMerge, of old files) widens that.
func (r *reader) cell() error {
	c := flow.Cell{Span: 1}
	open, goesOn := false, false
	l := cellLook{vertical: grid.AlignLeft}
	begin := func() {
		if !open {
			open = true
			if goesOn {
				r.b.Widen(c.Span, c.Width)
			} else {
				r.b.OpenCell(c)
			}
			r.b.Set(func(x *found.Look) {
				x.VAlign = l.vertical
				if l.ruled {
					x.Border, x.Ruled = l.border, true
				}
			})
		}
	}
	err := r.children(func(name string) error {
		if name == "tcPr" && !open {
			return r.cellProperties(&c, &goesOn, &l)
		}
		begin()
		return r.block(name)
	})
	begin()
	if err == nil {
		r.b.CloseCell()
	}
	return err
}

// cellLook is how a cell is set.
type cellLook struct {
	vertical grid.Align
	border   grid.Border
	ruled    bool
}

func (r *reader) cellProperties(c *flow.Cell, goesOn *bool, l *cellLook) error {
	return r.children(func(name string) error {
		switch name {
		case "gridSpan":
			c.Span = max(r.number("val"), 1)
		case "tcW":
			if t := r.Attr("type"); t == "" || t == "dxa" {
				c.Width = r.length("w")
			}
		case "vMerge":
			c.Merge = flow.Goes
			if r.Attr("val") == "restart" {
				c.Merge = flow.First
			}
		case "vAlign":
			l.vertical = map[string]grid.Align{"center": grid.AlignCenter, "bottom": grid.AlignRight}[r.Attr("val")]
			if l.vertical == grid.AlignDefault {
				l.vertical = grid.AlignLeft
			}
		case "tcBorders":
			l.border, l.ruled = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}, true
			var none grid.Border
			return r.rules(&l.border, &none)
		case "hMerge":
			*goesOn = r.Attr("val") != "restart"
		case "cellDel", "cellIns", "cellMerge":
			r.b.Note(finding.Warning, "READ-TRACKED", "表格里有修订插入、删去或合并的格，按现在的样子读。", "在 Word 里接受或拒绝全部修订后再存",
				"cells with tracked changes were read as they are")
		}
		return nil
	})
}
