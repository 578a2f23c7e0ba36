package api

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/explain"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *API) form(x *request) error {
	q, err := a.body(x)
	if err != nil {
		return err
	}
	d, err := q.one()
	if err != nil {
		return err
	}
	l, err := a.engine.Layouts().LayoutOf(d, q.Layout)
	if err != nil {
		return err
	}
	if d.Kind != data.Object {
		_, err := model.BindPartial(d, l.Form)
		return err
	}
	o, err := a.judge(q.beside, d, l)
	if err != nil {
		return err
	}
	v := &viewer{d: d, l: l}
	if err := v.bind(); err != nil {
		return err
	}
	f, err := l.ExpandFillable(v.rec)
	if err != nil {
		return err
	}
	out := Form{Layout: l.FullID(), Form: l.Form.ID, Title: f.Grid.Meta.Title, Record: v.rec.Name, Waivers: []finding.Waiver{}}
	if o.Set != nil {
		out.Unit, v.unit = o.Set.Unit(), o.Set.Unit()
	}
	if o.Record != nil {
		out.Waivers = append(out.Waivers, o.Record.Waivers...)
	}
	o.Findings = append(o.Findings, f.Findings...)
	out.Complete = o.Record != nil && !f.Findings.HasErrors()
	for _, x := range o.Findings {
		out.Complete = out.Complete && (x.Severity != finding.Error || !strings.HasPrefix(x.Code, "DATA-"))
	}
	v.findings = o.Findings
	out.Checked = checked(o, x.lang)
	for i := range f.Grid.Tables {
		out.Tables = append(out.Tables, v.table(&f.Grid.Tables[i], f.Pieces[i]))
	}
	v.lists(&out)
	return x.json(out)
}

// viewer shows a record as a form to be filled in.
type viewer struct {
	d    *data.Value // as it came
	l    *templates.Layout
	rec  *model.Record // of what of it can be bound, every list with an item at least
	unit string

	findings finding.List
}

// wrong says whether an error that nobody has answered stands on a place, on what is in it, or on what it is in.
func (v *viewer) wrong(path string) bool {
	return slices.ContainsFunc(v.findings, func(f finding.Finding) bool {
		return f.Severity == finding.Error && f.Waived == nil && f.Path != "" && !f.Wide &&
			(f.Path == path || strings.HasPrefix(path, f.Path+"/") || strings.HasPrefix(f.Path, path+"/"))
	})
}

// entered is what the record has at a path; nil: nothing.
func (v *viewer) entered(path string) *data.Value {
	d := v.d
	for _, name := range pointer.Path(path).Names() {
		switch d.Kind {
		case data.Object:
			if d = d.Member(name); d == nil {
				return nil
			}
		case data.List:
			i := 0
			if _, err := fmt.Sscanf(name, "%d", &i); err != nil || i < 0 || i >= len(d.Items) {
				return nil
			}
			d = d.Items[i]
		default:
			return nil
		}
	}
	return d
}

func mm(l unit.Length) float64 { return float64(l.RoundTo(unit.MM/1000)/(unit.MM/1000)) / 1000 }

func pt(l unit.Length) float64 { return float64(l.RoundTo(unit.Pt/100)/(unit.Pt/100)) / 100 }

func (v *viewer) table(t *grid.Table, pieces [][]templates.Piece) Table {
	out := Table{Name: t.Name, Landscape: t.Paper.Landscape(), Cells: make([]Cell, 0, len(t.Cells))}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, mm(c))
	}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, Row{Role: r.Role.String(), Height: mm(max(r.Height, r.MinHeight))})
	}
	for i := range t.Cells {
		var of []templates.Piece
		if i < len(pieces) {
			of = pieces[i]
		}
		out.Cells = append(out.Cells, v.cell(&t.Cells[i], t.Rows[t.Cells[i].Row].Role, of))
	}
	return out
}

var scopes = map[grid.CellRole]string{grid.ColumnHeader: "col", grid.RowHeader: "row", grid.BothHeader: "both"}

func (v *viewer) cell(c *grid.Cell, row grid.RowRole, pieces []templates.Piece) Cell {
	out := Cell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Scope: scopes[c.Role], Text: c.Text,
		Ruled: row.Bordered()}
	if s := c.Style; s != nil {
		out.Family, out.Bold, out.Size, out.Stack = cmp.Or(s.Family, "宋体"), s.Bold, pt(s.Size), s.Stack
		out.Align, out.VAlign = alignOf(s.Align), valigns[s.VAlign]
		if s.Fill != 0 {
			out.Fill = fmt.Sprintf("#%02x%02[1]x%02[1]x", s.Fill)
		}
	}
	out.VAlign = cmp.Or(out.VAlign, "middle")
	if c.Seal != nil {
		out.Seal = cmp.Or(c.Seal.Name, " ")
	}
	switch {
	case slices.ContainsFunc(pieces, func(p templates.Piece) bool { return p.Path != "" }):
		out.Role, out.Text = "answer", ""
		for _, p := range pieces {
			out.Parts = append(out.Parts, v.part(p))
		}
		if len(out.Parts) > 0 && c.Place != "" {
			out.Parts[slices.IndexFunc(out.Parts, func(p Part) bool { return p.Path != "" })].Place = c.Place
		}
	case len(pieces) > 0:
		out.Role = "computed"
	case row == grid.RoleTitle || row == grid.RoleSubtitle:
		out.Role = "title"
	case row == grid.RoleNote:
		out.Role = "note"
	case out.Scope != "":
		out.Role = "label"
	default:
		out.Role = "text"
	}
	return out
}

func alignOf(a grid.Align) string {
	if a == grid.AlignDefault {
		return "left"
	}
	return a.String()
}

var valigns = map[grid.Align]string{grid.AlignLeft: "top", grid.AlignCenter: "middle", grid.AlignRight: "bottom"}

// part is a piece of a cell.
func (v *viewer) part(p templates.Piece) Part {
	if p.Path == "" {
		return Part{Text: p.Text}
	}
	return v.answer(p.Path, p.Field, p)
}

// answer is where a datum is entered.
func (v *viewer) answer(path string, f *model.Field, p templates.Piece) Part {
	out := Part{Path: path, Place: pointer.Path(path).Place(), Input: input(f, p, v.unit)}
	if d := v.entered(path); d != nil && d.Kind != data.Null {
		out.Given = true
		switch d.Kind {
		case data.List:
			out.Ticks = []string{}
			for _, item := range d.Items {
				out.Ticks = append(out.Ticks, item.Text)
			}
			out.Entered = strings.Join(out.Ticks, "、")
		case data.Object:
			out.Entered = string(d.AppendJSON(nil, ""))
		default:
			out.Entered = d.Text
			if f.Kind == model.Choice && f.Multiple && d.Text != "" {
				out.Ticks = []string{d.Text}
			}
		}
	}
	m := v.rec.At(path)
	if out.Missing = f.Required && strings.TrimSpace(out.Entered) == ""; m != nil && m.Field == f {
		if f.Compute != "" {
			out.Computes = true
			if out.Computed = explain.Offer(v.rec, m); out.Computed != "" {
				out.From = explain.Sources(v.rec, m)
				out.Unsure = slices.ContainsFunc(out.From, v.wrong)
			}
			out.ComputedOnly = !out.Given && m.Origin == model.Computed
			out.Missing = out.Missing && out.Computed == ""
		}
		if m.Text == "" && p.Kind == templates.OutlineValue {
			out.Blank = p.Text
		}
	}
	return out
}

// input is how a field is entered.
func input(f *model.Field, p templates.Piece, amounts string) *Input {
	in := &Input{Kind: "text", Required: f.Required, Hint: f.Hint, MaxLen: f.MaxLen, Choices: f.Choices}
	switch {
	case p.Kind == templates.OutlineTick, p.Kind == templates.OutlineCheck:
		in.Kind, in.Tick, in.Several = "tick", p.Choice, f.Multiple
	case f.Kind == model.Choice && f.Multiple:
		in.Kind = "ticks"
	case f.Kind == model.Choice:
		in.Kind = "choice"
	case f.Kind.Numeric():
		in.Kind = "number"
	case f.Kind == model.Date:
		in.Kind = "date"
	case f.Kind == model.Year:
		in.Kind = "year"
	}
	switch f.Kind {
	case model.Money:
		in.Unit = amounts
	case model.Rate:
		in.Unit = "%"
	case model.Score:
		in.Unit = "分"
	}
	return in
}
