// Package workbook makes an official form as a workbook to be filled in. In: a layout, and what is known of the
// record already. Out: the bytes of an .xlsx with the layout's own grid, in which only the answer cells are open,
// with drop-downs, notes, live formulas and hints; package workbook/collect reads it back.
//
// Every answer cell keeps what is typed as text, to the character, and has a defined name; a hidden sheet says which
// datum each name stands for (see Marks).
package workbook

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/templates"
)

// Sizer decides every size of a grid; *render.Engine is one.
type Sizer interface {
	Measure(*grid.Grid) (*grid.Measured, error)
}

// Options of New; the zero value works.
type Options struct {
	Form        string    // what the record says under "form"; empty: the layout's id
	Rows        int       // rows for the items of each list; 0: DefaultRows
	Spare       int       // rows more, hidden until they are needed; 0: DefaultSpare, negative: none
	Blocks      int       // for lists that hold lists: how many; 0: one
	Date        time.Time // in the file's properties; zero: none
	Application string
	Typed       bool // what is given counts as typed in by those who fill the form in: to try how a filled-in form reads
}

const (
	DefaultRows  = 15
	DefaultSpare = 20
	MaxRows      = 500 // rows and spare rows of a list
)

// New writes the workbook. given is what is known already, nil for an empty form; its missing fields are left to be
// filled in. Errors: *finding.DataError when given is wrong, *finding.TemplateError when the layout cannot be
// written.
func New(l *templates.Layout, given *data.Value, s Sizer, o Options) ([]byte, error) {
	if o.Form == "" {
		o.Form = l.ID
	}
	if o.Rows <= 0 {
		o.Rows = DefaultRows
	}
	if o.Spare == 0 {
		o.Spare = DefaultSpare
	}
	o.Spare, o.Blocks = max(o.Spare, 0), max(o.Blocks, 1)
	if o.Rows+o.Spare > MaxRows || o.Blocks > MaxRows {
		return nil, finding.List{{Code: "FORM-ROWS", Message: fmt.Sprintf("一个列表最多 %d 行", MaxRows),
			English: fmt.Sprintf("a list has at most %d rows", MaxRows)}}.AsData()
	}
	w := &writer{l: l, o: o, hidden: map[string]bool{}, place: map[string]place{}, formulas: map[string]string{},
		answers: map[place]bool{}, boxes: map[string]int{}, scaled: map[string]bool{}}
	if err := w.bind(given); err != nil {
		return nil, err
	}
	g, err := l.ExpandOpen(w.rec)
	if err != nil {
		return nil, err
	}
	if err := w.computed(g); err != nil {
		return nil, err
	}
	w.room(g)
	if w.m, err = s.Measure(g); err != nil {
		return nil, err
	}
	return w.write()
}

// writer is a workbook under way.
type writer struct {
	l       *templates.Layout
	o       Options
	rec     *model.Record // what is given, lists filled up with empty items
	known   *model.Record // the same, computed
	hidden  map[string]bool
	m       *grid.Measured
	sheets  []string
	place   map[string]place // by path: its answer cell
	names   []mark
	answers map[place]bool
	boxes   map[string]int  // by path: how many answer cells it has
	scaled  map[string]bool // by path: its answer is in another unit than the datum; no formula may name it

	formulas map[string]string     // by path
	entered  map[*model.Field]bool // fields of which something is given
	lists    lists
}

// place is where a datum is.
type place struct {
	table, row, col, rows, cols int
}

// mark is a defined name, the datum it stands for, and where.
type mark struct {
	name, path string
	at         place
}

// bind fills the lists up and binds.
func (w *writer) bind(given *data.Value) error {
	d := &data.Value{Kind: data.Object}
	if given != nil {
		d = &data.Value{Kind: given.Kind, Members: given.Members, File: given.File, Index: given.Index,
			Pos: given.Pos, Text: given.Text, Items: given.Items}
	}
	if d.Kind == data.Object {
		d = w.fill(d, w.l.Form.Fields, "")
	}
	var err error
	if w.rec, err = model.BindPartial(d, w.l.Form); err != nil {
		return err
	}
	if w.known, err = model.BindPartial(d, w.l.Form); err != nil {
		return err
	}
	if err := w.known.Compute(w.l.Params); err != nil && finding.Of(err) == nil {
		return err // what cannot be computed yet is no matter
	}
	return nil
}

// fill adds empty items to the lists of an object and notes which of them are hidden.
func (w *writer) fill(d *data.Value, fields []*model.Field, path string) *data.Value {
	out := *d
	out.Members = append([]data.Member(nil), d.Members...)
	for _, f := range fields {
		if f.Kind != model.Group && f.Kind != model.Rows || f.Aside {
			continue
		}
		at := string(pointer.Path(path).Child(f.Name))
		k := -1
		for i := range out.Members {
			if out.Members[i].Name == f.Name {
				k = i
			}
		}
		if k < 0 {
			k = len(out.Members)
			out.Members = append(out.Members, data.Member{Name: f.Name, Value: &data.Value{}})
		}
		v := out.Members[k].Value
		switch {
		case f.Kind == model.Group && v.Kind == data.Null:
			v = &data.Value{Kind: data.Object}
			fallthrough
		case f.Kind == model.Group && v.Kind == data.Object:
			v = w.fill(v, f.Fields, at)
		case f.Kind == model.Rows && (v.Kind == data.List || v.Kind == data.Null):
			v = w.items(v, f, at)
		}
		out.Members[k].Value = v
	}
	return &out
}

func (w *writer) items(d *data.Value, f *model.Field, path string) *data.Value {
	out := &data.Value{Kind: data.List, Pos: d.Pos, Items: append([]*data.Value(nil), d.Items...)}
	show, spare := max(len(d.Items), w.o.Rows), w.o.Spare
	if holdsList(f) {
		show, spare = max(len(d.Items), w.o.Blocks), 0
	}
	for len(out.Items) < show+spare {
		out.Items = append(out.Items, &data.Value{Kind: data.Object})
	}
	for i, item := range out.Items {
		at := string(pointer.Path(path).Item(i))
		w.hidden[at] = i >= show
		if item.Kind == data.Object {
			out.Items[i] = w.fill(item, f.Fields, at)
		}
	}
	return out
}

// holdsList says whether the items of a list have lists of their own on the form: they are blocks of it then.
func holdsList(f *model.Field) bool {
	for _, c := range f.Fields {
		if c.Aside {
			continue
		}
		if c.Kind == model.Rows || c.Kind == model.Group && holdsList(c) {
			return true
		}
	}
	return false
}

// computed shows what the form computes where it is inside a text, (20分), and no formula can.
func (w *writer) computed(g *grid.Grid) error {
	with, err := w.l.ExpandOpen(w.known)
	if err != nil {
		return err
	}
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			c := &g.Tables[i].Cells[k]
			if v := w.rec.At(c.Path); c.Path != "" && v != nil && v.Origin == model.Absent && c.Input &&
				strings.Trim(c.Text, "—-/－ ") != "" && i < len(with.Tables) && k < len(with.Tables[i].Cells) {
				c.Text, c.Spans = with.Tables[i].Cells[k].Text, with.Tables[i].Cells[k].Spans
			}
		}
	}
	return nil
}

// room makes rows that hold nothing but texts to be written high enough to write in.
func (w *writer) room(g *grid.Grid) {
	for i := range g.Tables {
		t := &g.Tables[i]
		long := make([]bool, len(t.Rows))
		for r := range long {
			long[r] = t.Rows[r].Role.Bordered() && t.Rows[r].Height == 0
		}
		asks := make([]bool, len(t.Rows))
		for k := range t.Cells {
			c := &t.Cells[k]
			asks[c.Row] = asks[c.Row] || c.Input
			f := w.field(c.Path)
			if f != nil && f.MaxLen >= 100 && c.Input {
				t.Rows[c.Row].MinHeight = max(t.Rows[c.Row].MinHeight, textRoom)
			}
			if !c.Input || f == nil || f.Kind != model.Text || c.ColSpan < 2 ||
				strings.ContainsAny(c.Path, "0123456789") {
				long[c.Row] = false
			}
		}
		for r := range long {
			if long[r] && asks[r] {
				t.Rows[r].MinHeight = max(t.Rows[r].MinHeight, textRoom)
			}
		}
	}
}

// textRoom is the height of a row for a text of several lines.
const textRoom = 72 * unit.Pt

// field is the field of a datum.
func (w *writer) field(path string) *model.Field {
	if path == "" {
		return nil
	}
	if v := w.rec.At(path); v != nil {
		return v.Field
	}
	return nil
}

func (w *writer) write() ([]byte, error) {
	for i := range w.m.Tables {
		for k := range w.m.Tables[i].Cells {
			c := &w.m.Tables[i].Cells[k]
			f := w.field(c.Path)
			if !c.Input || f == nil {
				continue
			}
			_, there := w.place[c.Path]
			if there && f.Kind != model.Choice { // printed once more; the boxes of a choice are answers each
				continue
			}
			p := place{i, c.Row, c.Col, c.RowSpan, c.ColSpan}
			if !there {
				w.place[c.Path] = p
				w.scaled[c.Path] = c.Shift != 0
			}
			w.boxes[c.Path]++
			w.answers[p] = true
			w.names = append(w.names, mark{fmt.Sprintf("gb_%d", len(w.names)+1), c.Path, p})
		}
	}
	b := xlsx.NewBook(xlsx.Options{Date: w.o.Date, Application: w.o.Application, Edit: w.edit, Finish: w.finish,
		Named: func(sheets []string) {
			w.sheets = sheets
			w.live()
		}})
	if _, err := b.Add(w.m, false); err != nil {
		return nil, err
	}
	b.Raw().Recalculate = true
	for _, s := range []*ooxml.Sheet{w.waivers(b.Raw()), w.guide(b.Raw()), w.lists.sheet(b.Raw()),
		w.marks(b.Raw())} {
		if s == nil {
			continue
		}
		if err := b.Raw().Add(s); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
