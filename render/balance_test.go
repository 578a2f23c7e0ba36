package render

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/templates"
)

// TestBalance looks at every shipped layout with its own samples and with invented records, usual, longest, with
// nothing but what is required, with 200 rows: no last page has three rows or fewer unless more would take half of it,
// and no label is broken one character short or inside the brackets of its unit.
func TestBalance(t *testing.T) {
	racing.Apart(t)
	lib, e := templates.Embedded(), new(Engine)
	seeds := uint64(1)
	if racing.Full() {
		seeds = 10
	}
	for _, info := range lib.List() {
		l, err := lib.Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		look := func(name string) func(*data.Value, error) error {
			return func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				f, err := e.Load(t.Context(), d, l.ID)
				if err != nil {
					return err
				}
				m, err := f.Measured()
				if err != nil {
					return err
				}
				for i := range m.Tables {
					for _, s := range unbalanced(&m.Tables[i]) {
						t.Errorf("%s, %s: %s", l.ID, name, s)
					}
				}
				return nil
			}
		}
		for name, text := range lib.Samples(info.ID) {
			if err := data.Read(name, text, look(name)); err != nil {
				t.Error(err)
			}
		}
		sum, _ := summary.Compile(l.Form, l.Params)
		for k, name := range sample.Cases {
			if name == "rare" || name == "many" && !racing.Full() {
				continue
			}
			for seed := uint64(1); seed <= seeds; seed++ {
				o := sample.Options{Layout: l.ID, Seed: seed, Summary: sum, Case: sample.Case(k)}
				called := fmt.Sprintf("%s %d", name, seed)
				if err := data.Read(called, sample.Append(nil, l.Form, o, 0), look(called)); err != nil {
					t.Errorf("%s, %s: %v", l.ID, called, err)
				}
			}
		}
	}
}

// unbalanced says what is out of balance in a table.
func unbalanced(t *grid.MeasuredTable) (out []string) {
	if n := len(t.Pages); n > 1 {
		last := t.Pages[n-1]
		rows := map[int]bool{}
		for r := last.First; r < last.End; r++ {
			if t.Rows[r].Role.Bordered() {
				rows[t.Rows[r].Source] = true
			}
		}
		above := t.Rows[last.First].Source - 1 // the row that would have to come along
		height := t.PageHeight(n - 1)
		for r := last.First - 1; r >= 0 && t.Rows[r].Source >= above; r-- {
			height += t.Rows[r].Height
		}
		if len(rows) <= 3 && height <= t.Room/2 && !t.Rows[last.First].BreakTo {
			out = append(out, fmt.Sprintf("the last of %d pages has %d rows, %s pt of %s", n, len(rows), t.PageHeight(n-1).PtString(), t.Room.PtString()))
		}
	}
	for k := 1; k < len(t.Pages); k++ {
		first := &t.Rows[t.Pages[k].First]
		if free := t.Room - t.PageHeight(k-1); !first.BreakTo && !first.Cut && free > t.Room*2/5 {
			out = append(out, fmt.Sprintf("page %d of %d: %s pt of %s are empty", k, len(t.Pages), free.PtString(), t.Room.PtString()))
		}
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if s := torn(t, c); s != "" {
			out = append(out, s)
		}
		if s := lonely(c); s != "" {
			out = append(out, s)
		}
		if c.Style.Align != grid.AlignCenter || c.Style.Stack || c.Role == grid.Data || c.Role == grid.TextLine || len(c.Lines) < 2 ||
			utf8.RuneCountInString(c.Text) > 30 { // a text, no label
			continue
		}
		room := -5 * unit.Px
		for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
			room += w
		}
		for k := 1; k < len(c.Lines); k++ {
			a, b := &c.Lines[k-1], &c.Lines[k]
			if !a.Last && b.Last && utf8.RuneCountInString(c.Text[b.Start:b.End]) == 1 && utf8.RuneCountInString(c.Text[a.Start:a.End]) > 2 {
				out = append(out, fmt.Sprintf("%q is broken one character short", c.Text))
			}
			open := strings.LastIndexAny(c.Text[:b.Start], "（(")
			if open < 0 || a.Last || strings.ContainsAny(c.Text[open:b.Start], "）)") {
				continue
			}
			if end := strings.IndexAny(c.Text[b.Start:], "）)"); end > 0 {
				whole := c.Text[open : b.Start+end]
				if unit.Length(utf8.RuneCountInString(whole)+1)*c.Size <= room {
					out = append(out, fmt.Sprintf("%q is broken inside its brackets", c.Text))
				}
			}
		}
	}
	return out
}

// torn says where a page ends inside an item of a few rows: a datum beside two lines or three.
func torn(t *grid.MeasuredTable, c *grid.MeasuredCell) string {
	if c.Role != grid.Data || c.RowSpan == 1 || c.RowSpan > 3 || t.Rows[c.Row+c.RowSpan-1].Source-c.SourceRow+1 != c.RowSpan {
		return ""
	}
	height := unit.Length(0)
	for r := c.Row; r < c.Row+c.RowSpan; r++ {
		height += t.Rows[r].Height
	}
	for k := 1; k < len(t.Pages) && height <= t.Room/4; k++ {
		if at := t.Pages[k].First; c.Row < at && at < c.Row+c.RowSpan {
			return fmt.Sprintf("page %d of %d ends inside the item of %q", k, len(t.Pages), c.Text)
		}
	}
	return ""
}

// lonely says whether a paragraph ends with a character alone that the line above could give another.
func lonely(c *grid.MeasuredCell) string {
	if c.Style.Stack {
		return ""
	}
	for k := 1; k < len(c.Lines); k++ {
		above, last := c.Text[c.Lines[k-1].Start:c.Lines[k-1].End], c.Text[c.Lines[k].Start:c.Lines[k].End]
		r, n := utf8.DecodeRuneInString(last)
		if !c.Lines[k].Last || c.Lines[k-1].Last || n < len(last) || r < 0x3400 || utf8.RuneCountInString(above) <= 3 {
			continue
		}
		if b, _ := utf8.DecodeLastRuneInString(above); b >= 0x3400 && b < 0xa000 {
			return fmt.Sprintf("%q stands alone under %q", last, above)
		}
	}
	return ""
}
