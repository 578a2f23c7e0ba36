package templates

import (
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Layout says how one place prints one form. It is read-only and may be shared by goroutines.
type Layout struct {
	ID        string // self-evaluation/shanghai
	Version   string // 2022
	Name      string
	Place     string // 上海市
	Source    string // the document the layout follows
	Confirmed string // what is confirmed, and what is not
	File      string
	Form      *model.Form // the form with what the layout adds to it and takes from it
	Params    model.Params

	fresh  func() (*formFile, finding.List) // the form as its file has it
	grades *yaml.Node                       // the layout's checks:
	readAs *yaml.Node                       // read-as:

	declares *yaml.Node // and declares:

	where []yamltree.Part // whose lines are whose
	lent  []string        // ids of layouts whose blocks it uses

	title   []part // document title, nil: the printed title line
	author  *fieldRef
	subject []part
	tables  []table
	across  *across // 骑缝章
}

// FullID is the id with its version: self-evaluation/shanghai@2022.
func (l *Layout) FullID() string { return l.ID + "@" + l.Version }

// table is one table of a layout, ready to be filled in.
type table struct {
	name             string
	paper            grid.Paper
	pageNumber       grid.PageNumber
	columns          []unit.Length
	header, footer   string
	continued        continued
	newPage          bool
	cutMerges        bool
	maxScale         int
	rowHeight        notation.RowHeight
	fitPage, tighten int // percent
	above            []op
	rows             []op
	below            []op
}

// continued is what is at the head of a table's pages after the first. The zero value is the title and the record's
// name.
type continued struct {
	none  bool
	parts []part
}

// An op is one step of filling in a table: it makes rows.
type op interface{ run(x *expander) }

// rowOp makes one drawn row.
type rowOp struct {
	role              grid.RowRole
	at                yamltree.Pos
	height, minHeight unit.Length
	air               unit.Length
	keepAbove, break_ bool
	foot              bool // at the foot of each page
	section           []part
	cells             []cell
	heads             bool // nothing but labels: the row heads the ones below
}

// headOp numbers a header and the rows it heads.
type headOp struct{ rows []op }

// repeatOp makes its rows once for each item of a list.
type repeatOp struct {
	list       *fieldRef
	merge      [][]int // for each level the place of its field inside an item
	mergeNames []string
	categories []category
	heading    []op // before each group of the first merge level, its own header on further pages
	rows       []op
	sums       []*subtotal // below its groups, outermost first
	empty      []op
	fill       int  // at least so many items, blank ones at the end
	fillPage   bool // blank items to the foot of the page
	apart      bool // items with an empty value are never merged
	at         yamltree.Pos
}

// category is a value of the merged fields that keeps a row when no item has it.
type category struct{ parent, name string }

// whenOp makes rows only if a condition holds.
type whenOp struct {
	cond        *model.Formula
	depth       int
	at          yamltree.Pos
	rows, else_ []op
}

// cell is one drawn cell, ready to be filled in.
type cell struct {
	join    notation.Join
	at      yamltree.Pos
	parts   []part
	style   *grid.Style
	border  grid.Border
	role    grid.CellRole
	label   bool
	level   int // merge level of a group cell, −1 otherwise
	depth   int // of a group cell: number of the repeat that merges it
	inside  int // number of repeats around the cell
	fixed   string
	static  bool      // nothing but fixed text
	only    *fieldRef // the one field of a cell that holds nothing else
	first   *fieldRef // the first field of the cell
	seal    *grid.Seal
	pic     *grid.Picture
	source  *fieldRef   // the field seal or pic is taken from
	spans   []grid.Span // of fixed
	spanned bool        // some parts have a style of their own
	slants  int         // diagonals through the cell
}

// part is a piece of a cell's text, ready to be filled in.
type part struct {
	kind   notation.Kind
	text   string
	ref    *fieldRef
	expr   *model.Formula
	format string
	shift  int32 // of the format: see number.Scale
	rich   bool  // the format is more than a field may have: see number.KnowsPrinted
	absent string
	choice string
	depth  int       // repeats around it
	group  int       // in a group cell: the repeat that merges, else 0
	level  int       // and the merge level
	of     *subtotal // of whose group the expression is
	at     yamltree.Pos
	seal   *grid.Seal
	pic    *grid.Picture
	drawn  bool // a field that is a picture
	slants int
	sum    *grid.PageSum
	span   string      // name of its own style
	look   *grid.Style // that style on the cell's
	width  unit.Length // of the line that stands for an absent value, or for the text
}

// fieldRef finds a field's value: down from the item of repeat number depth (0: the record) by places in Fields.
type fieldRef struct {
	field *model.Field
	depth int
	chain []int
	path  string // below that item, as a JSON Pointer
	place string // below that item, as people write it
}

// value follows the chain; never nil.
func (r *fieldRef) value(x *expander) *model.Value {
	v := x.frames[r.depth].item
	for _, i := range r.chain {
		if v == nil || i >= len(v.Fields) {
			return &model.Value{Field: r.field}
		}
		v = v.Fields[i]
	}
	if v == nil {
		return &model.Value{Field: r.field}
	}
	return v
}

// ref makes a fieldRef for a field seen from inside lists (innermost last); ok is false if a list that is not among
// them is in the way.
func ref(form *model.Form, f *model.Field, lists []*model.Field) (*fieldRef, bool) {
	r := &fieldRef{field: f}
	var names []string
	for c := f; ; c = c.Parent {
		names = append([]string{c.Name}, names...)
		siblings := form.Fields
		if c.Parent != nil {
			siblings = c.Parent.Fields
		}
		r.chain = append([]int{slices.Index(siblings, c)}, r.chain...)
		if c.Parent == nil {
			break
		}
		if c.Parent.Kind == model.Rows {
			if r.depth = slices.Index(lists, c.Parent) + 1; r.depth == 0 {
				return nil, false
			}
			break
		}
	}
	r.path = string(pointer.Of(names...))
	r.place = strings.Join(names, " ")
	return r, true
}

// files is where a layout's pictures lie.
type files struct {
	fsys fs.FS
	dir  string
	base *files // of the layout it extends
}
