package templates

import (
	"path"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

func (o *repeatOp) run(x *expander) {
	rep := &repeating{op: o, count: make([]int, len(o.merge))}
	if x.try != nil {
		rep.items = x.try.items(o.list.field)
	} else {
		rep.items = o.list.value(x).Rows
	}
	rep.real = len(rep.items)
	var kept map[*model.Value]bool
	if len(o.categories) > 0 && x.try == nil && !x.open {
		rep.items, kept = o.withCategories(rep.items)
	}
	blanks := o.blanks(x, rep)
	rep.filled = len(rep.items) - blanks
	if len(rep.items) == 0 {
		x.all(o.empty)
		return
	}
	outer, header, under := len(x.frames), x.header, x.under
	rep.under = header
	parent := &x.frames[outer-1]
	x.frames = append(x.frames, frame{rep: rep})
	for i, item := range rep.items {
		rep.i = i
		rep.same = 0
		if i > 0 {
			rep.same = o.equal(rep.items[i-1], item)
		}
		blank := i >= len(rep.items)-blanks
		if x.open || blank {
			rep.same = 0
		}
		if x.try != nil && i > 0 {
			rep.same = min(x.try.same, len(o.merge))
		}
		for k := rep.same; k < len(o.merge); k++ {
			if k == rep.same {
				rep.count[k]++
			} else {
				rep.count[k] = 1
			}
		}
		f := &x.frames[outer]
		f.item, f.count, f.kept = item, i+1, kept[item] || blank
		f.blank, f.fill = blank, blank && o.fillPage
		f.at = parent.at.In(item)
		f.place = ""
		if item.Path != "" {
			f.place = pointer.Path(item.Path).Place()
		}
		if x.try == nil && !x.open && !blank && rep.same < len(o.merge) {
			x.noteApart(rep, item)
		}
		o.head(x, rep)
		x.all(o.rows)
		o.sumUp(x, rep)
		if x.try != nil && len(x.rows) > maxDrawn {
			x.errs.Errorf(o.at, "LAYOUT-TOO-MANY-ROWS", "", "repeat 展开后的行太多")
			break
		}
	}
	x.frames, x.header, x.under = x.frames[:outer], header, under
}

// blanks adds blank items behind those of the record, and says how many. A form to be filled in has its own.
func (o *repeatOp) blanks(x *expander, rep *repeating) int {
	n := 0
	switch {
	case x.try != nil || x.open:
	case o.fillPage:
		n = 1 // the layout engine knows how many
	default:
		n = max(o.fill-len(rep.items), 0)
	}
	if n > 0 {
		rep.items = append([]*model.Value(nil), rep.items...)
	}
	for range n {
		rep.items = append(rep.items, blankItem(o.list.field))
	}
	return n
}

// head prints the heading of the group that begins with the current item. For the other items of a group it notes that
// the merged value is there.
func (o *repeatOp) head(x *expander, rep *repeating) {
	if len(o.heading) == 0 {
		return
	}
	if rep.same == 0 {
		x.headers++
		x.header, x.under = x.headers, rep.under
		x.all(o.heading)
		return
	}
	for _, h := range o.heading {
		if r, ok := h.(*rowOp); ok {
			for i := range r.cells {
				if c := &r.cells[i]; c.level >= 0 && c.level < rep.same {
					x.mark(c)
				}
			}
		}
	}
}

// key is the text of a merged field in an item.
func (o *repeatOp) key(item *model.Value, level int) string { return keyOf(item, o.merge[level]) }

// equal is on how many merge levels, from the outermost, two items are equal.
func (o *repeatOp) equal(a, b *model.Value) int {
	n := 0
	for n < len(o.merge) && o.key(a, n) == o.key(b, n) && !(o.apart && o.key(a, n) == "") {
		n++
	}
	return n
}

// group is the items of the group the current item begins or belongs to, on a merge level. Empty categories are none of
// them.
func (r *repeating) group(level int) []*model.Value {
	from, to := r.i, r.i+1
	for from > 0 && r.op.equal(r.items[from-1], r.items[from]) > level {
		from--
	}
	for to < len(r.items) && r.op.equal(r.items[to-1], r.items[to]) > level {
		to++
	}
	if r.real == len(r.items) {
		return r.items[from:to]
	}
	var out []*model.Value
	for _, v := range r.items[from:to] {
		if v.Origin != model.Absent {
			out = append(out, v)
		}
	}
	return out
}

// noteApart notes a group that was there before: its items are not together, so it is printed twice.
func (x *expander) noteApart(r *repeating, item *model.Value) {
	o := r.op
	if r.seen == nil {
		r.seen = make(map[string]int, 16)
	}
	var b strings.Builder
	for k := range o.merge {
		t := o.key(item, k)
		b.WriteString(t)
		b.WriteByte(0)
		if k < r.same || t == "" {
			continue
		}
		key := b.String()
		first, again := r.seen[key]
		if !again {
			r.seen[key] = r.i
			continue
		}
		name := strings.ReplaceAll(strings.TrimSuffix(key, "\x00"), "\x00", " › ")
		x.noteOnce(&r.apart, finding.Finding{Code: "GROUP-APART", Severity: finding.Note, Record: x.rec.Name,
			Pos:  finding.Pos{File: x.rec.File, Line: item.Line, Col: item.Col},
			Path: item.Path, Place: pointer.Path(item.Path).Place(),
			Message: "“" + name + "”的各行不相邻（第 " + strconv.Itoa(first+1) + " 行已有），按原来的次序打印成两组",
			Hint:    "要合并成一组，请把它们排在一起"})
		return
	}
}

// apart are the groups of a list that were there before: one note tells of all of them.
type apart struct {
	at      int    // of the note
	message string // about the first
	rows    []string
}

// apartRows is how many rows a note names.
const apartRows = 10

// noteOnce makes the note, or adds the row of another group to it.
func (x *expander) noteOnce(a *apart, f finding.Finding) {
	n, _ := strconv.Atoi(path.Base(f.Path))
	if a.rows = append(a.rows, strconv.Itoa(n+1)); len(a.rows) == 1 {
		a.at, a.message = len(x.notes), f.Message
		x.notes = append(x.notes, f)
		return
	}
	more := a.rows[1:]
	shown := strings.Join(more[:min(len(more), apartRows)], "、")
	if len(more) > apartRows {
		shown += "……"
	}
	x.notes[a.at].Message = a.message + "；这样的还有 " + strconv.Itoa(len(more)) + " 处：第 " + shown + " 行起"
}

// withCategories adds an item for each category no item has, at its place among the others; nothing is reordered.
func (o *repeatOp) withCategories(items []*model.Value) ([]*model.Value, map[*model.Value]bool) {
	two := len(o.merge) > 1 && o.categories[0].parent != ""
	is := func(v *model.Value, c category) bool {
		if !two {
			return named(o.key(v, 0), c.name)
		}
		return named(o.key(v, 0), c.parent) && named(o.key(v, 1), c.name)
	}
	out := append([]*model.Value(nil), items...)
	kept := map[*model.Value]bool{}
	for n, c := range o.categories {
		there := false
		for _, v := range out {
			there = there || is(v, c)
		}
		if there {
			continue
		}
		// after the nearest category before it of the same parent, else before the parent's first item, else after the
		// parent before
		at := 0
		for m := n - 1; m >= 0 && at == 0; m-- {
			if o.categories[m].parent == c.parent {
				at = last(out, func(v *model.Value) bool { return is(v, o.categories[m]) })
			}
		}
		if at == 0 && two {
			if i := first(out, func(v *model.Value) bool { return named(o.key(v, 0), c.parent) }); i >= 0 {
				at = i
			} else {
				for m := n - 1; m >= 0 && at == 0; m-- {
					at = last(out, func(v *model.Value) bool { return named(o.key(v, 0), o.categories[m].parent) })
				}
			}
		}
		v := blankItem(o.list.field)
		kept[v] = true
		if two {
			parent := c.parent
			if i := first(out, func(v *model.Value) bool { return named(o.key(v, 0), c.parent) }); i >= 0 {
				parent = o.key(out[i], 0) // 产出指标（50分）, so that it joins
			}
			setText(v, o.merge[0], parent)
			setText(v, o.merge[1], c.name)
		} else {
			setText(v, o.merge[0], c.name)
		}
		out = append(out[:at], append([]*model.Value{v}, out[at:]...)...)
	}
	return out, kept
}

// named says whether a text is a category's name, points behind it allowed: 产出指标（50分）.
func named(text, name string) bool {
	rest, ok := strings.CutPrefix(text, name)
	return ok && (rest == "" || strings.HasPrefix(strings.TrimSpace(rest), "(") || strings.HasPrefix(strings.TrimSpace(rest), "（"))
}

// last is the place after the last item that fits, 0 if none does.
func last(items []*model.Value, fits func(*model.Value) bool) int {
	for i := len(items) - 1; i >= 0; i-- {
		if fits(items[i]) {
			return i + 1
		}
	}
	return 0
}

func first(items []*model.Value, fits func(*model.Value) bool) int {
	for i, v := range items {
		if fits(v) {
			return i
		}
	}
	return -1
}

// blankItem is an item of a list in which everything is absent.
func blankItem(f *model.Field) *model.Value {
	v := &model.Value{Field: f, Fields: make([]*model.Value, len(f.Fields))}
	for i, c := range f.Fields {
		if c.Kind == model.Group {
			v.Fields[i] = blankItem(c)
		} else {
			v.Fields[i] = &model.Value{Field: c}
		}
	}
	return v
}

func setText(v *model.Value, chain []int, text string) {
	for _, i := range chain {
		v = v.Fields[i]
	}
	v.Text, v.Origin = text, model.Computed
}
