package fromblank

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// The spreadsheet of every shipped layout, read back, is the form's grid; and the layout made of it draws that grid
// again.
func TestShipped(t *testing.T) {
	racing.Apart(t)
	var e render.Engine
	for _, i := range templates.Embedded().List() {
		for name, data := range templates.Embedded().Samples(i.ID) {
			t.Run(i.ID+"/"+name, func(t *testing.T) {
				f := load(t, &e, name, data, i.ID)
				x, err := e.Bytes(t.Context(), render.XLSX, render.Options{}, f)
				if err != nil {
					t.Fatal(err)
				}
				m, err := f.Measured()
				if err != nil {
					t.Fatal(err)
				}
				want := dump(t, flat(m))
				g, _, err := Read("x.xlsx", x)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(want, dump(t, plainRoles(g))); d != "" {
					t.Fatalf("the workbook is read otherwise than it was written (- form, + read):\n%s", firstLines(d))
				}
				again := convert(t, "x.xlsx", x)
				if d := cmp.Diff(want, dump(t, plainRoles(again))); d != "" {
					t.Errorf("the layout made of it draws another grid (- form, + layout):\n%s", firstLines(d))
				}
			})
		}
	}
}

func firstLines(d string) string {
	lines := strings.Split(d, "\n")
	if len(lines) > 60 {
		lines = append(lines[:60], "…")
	}
	return strings.Join(lines, "\n")
}

func load(t *testing.T, e *render.Engine, name string, raw []byte, id string) (f *render.Form) {
	t.Helper()
	err := data.Read(name, raw, func(d *data.Value, err error) error {
		if err == nil && f == nil {
			f, err = e.Load(t.Context(), d, id)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// convert makes a layout of a workbook, loads it without an error, and fills the empty record in.
func convert(t *testing.T, name string, data []byte) *grid.Grid {
	t.Helper()
	r, err := Convert(name, data, Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "made"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"here.yaml": r.Layout, "form.yaml": r.Form} {
		if err := os.WriteFile(filepath.Join(dir, "made", name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"here.yaml", "form.yaml"} {
		list, err := templates.Embedded().Lint(filepath.Join(dir, "made", name), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.Severity == finding.Error {
				t.Fatalf("%s\n%s", f.Line(), r.Layout)
			}
		}
	}
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := load(t, &render.Engine{Library: lib}, "r.json", r.Record, "").Grid()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func dump(t *testing.T, g *grid.Grid) string {
	t.Helper()
	var b bytes.Buffer
	if err := gridtest.Check(g); err != nil {
		t.Fatal(err)
	}
	if err := g.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// flat is what a spreadsheet can hold of a measured form, as a grid.
func flat(m *grid.Measured) *grid.Grid {
	g := &grid.Grid{Meta: grid.Meta{Lang: "zh-CN"}}
	pages := 0
	for i := range m.Tables {
		pages += len(m.Tables[i].Pages)
	}
	for i := range m.Tables {
		mt := &m.Tables[i]
		t := grid.Table{Name: mt.Name, Paper: mt.Paper, PageNumber: mt.PageNumber, Columns: mt.Columns, Header: mt.Header, Footer: mt.Footer}
		if t.PageNumber.OnlyIf2 && pages < 2 {
			t.PageNumber = grid.PageNumber{}
		}
		t.PageNumber.Default = false // the workbook has it
		if len(m.Tables) > 1 {       // with the number of all sheets' pages written out
			t.PageNumber.Format = strings.ReplaceAll(t.PageNumber.Format, "{pages}", strconv.Itoa(pages))
		}
		for _, r := range mt.Rows {
			t.Rows = append(t.Rows, grid.Row{Role: r.Role, Height: r.Height})
		}
		for k := range mt.Cells {
			c := mt.Cells[k].Cell
			s := *c.Style
			s.Size = mt.Cells[k].Size
			c.Style = &s
			c.Border = borderOf(&t, &c, mt.VEdges, mt.HEdges)
			t.Cells = append(t.Cells, c)
		}
		g.Tables = append(g.Tables, t)
	}
	return plainRoles(g)
}

// plainRoles is a copy of a grid with what neither a spreadsheet nor an empty record knows left out: who heads whom,
// the paths of data, the names of styles, rules of growth. It is made of the form's grid and of those it is compared
// with.
func plainRoles(g *grid.Grid) *grid.Grid {
	out := &grid.Grid{Meta: grid.Meta{Lang: "zh-CN"}}
	styles := map[grid.Style]*grid.Style{}
	for _, t := range g.Tables {
		u := grid.Table{Paper: t.Paper, Columns: t.Columns, PageNumber: t.PageNumber, Header: t.Header, Footer: t.Footer}
		if u.PageNumber.OnlyIf2 = false; u.PageNumber.Default { // the workbook had none
			u.PageNumber = grid.PageNumber{}
		}
		if len(g.Tables) > 1 {
			u.Name = t.Name
		}
		above := true
		for _, r := range t.Rows {
			role := grid.RoleBody
			switch {
			case !r.Role.Bordered() && above:
				role = grid.RoleHead
			case !r.Role.Bordered():
				role = grid.RoleNote
			default:
				above = false
			}
			u.Rows = append(u.Rows, grid.Row{Role: role, Height: r.Height})
		}
		for _, c := range t.Cells {
			s := *c.Style
			s.Name = ""
			if s.Family == "" {
				s.Family = "宋体"
			}
			if s.Family == "小标宋" { // Windows has none
				s.Family, s.Bold = "宋体", true
			}
			if s.Align == grid.AlignDefault {
				s.Align = grid.AlignLeft
			}
			if s.VAlign == grid.AlignDefault {
				s.VAlign = grid.AlignCenter
			}
			s.PadLeft = (s.Size.Scale(int64(s.Indent), 100) + s.PadLeft) / ooxml.IndentStep * ooxml.IndentStep
			s.Indent, s.Overflow, s.Floor, s.Long = 0, grid.Grow, 0, 0
			if s.Align != grid.AlignLeft {
				s.PadLeft = 0
			}
			if styles[s] == nil {
				styles[s] = &s
			}
			role := grid.Data
			if !u.Rows[c.Row].Role.Bordered() {
				role = grid.TextLine
			}
			u.Cells = append(u.Cells, grid.Cell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Role: role, Text: c.Text, Style: styles[s], Border: c.Border})
		}
		out.Tables = append(out.Tables, u)
	}
	return out
}
