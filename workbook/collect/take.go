package collect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// Value is one datum as it was read.
type Value struct {
	Path  string `json:"path"`  // JSON Pointer (RFC 6901) into the record
	Place string `json:"place"` // the same in words: 绩效指标 第 3 行 得分
	Text  string `json:"text"`
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"` // of the sheet, such as D6; of merged ones the first
	// Confidence is 1 where a name of ours says what the cell is, else from 0.3 to 0.98: less, the more of its row is
	// not as drawn.
	Confidence float64 `json:"confidence"`

	where     string // the cell in words
	ticks     []string
	field     *model.Field
	computed  computed
	inherited bool // a merged group cell that began further up
	given     bool // the form was handed out with it
	literal   bool // a number, not a text
	meant     bool // a blank that was entered as such
	formula   bool // the result of a formula
	x         *cell
	whole     string // the whole text of the cell, when only the first part was taken for the value
	scaled    bool   // out of a cell in another unit, 万元 for 元
}

// computed says what a cell of a computed field tells of its value.
type computed uint8

const (
	entered   computed = iota
	ours               // our own live formula
	asPrinted          // by us, and not entered
)

// taker takes the values out of an aligned sheet.
type taker struct {
	b        *book
	s        *sheet
	a        *aligner
	out      []*Value
	byPath   map[string]*Value
	list     finding.List
	next     map[string]int // items of each list so far, by its path
	item     []string       // path of the current item of each repeat around
	pruned   finding.List
	heads    []heading            // the last of each field
	headings map[*cellPattern]int // written otherwise, of which no cell was read yet: where list has the warning

	column map[int]int // drawn column to the sheet's, as most rows have it
	states map[int]int // row of the sheet to the drawn row it is, from 1
	cells  map[string]spot
	lines  map[*found.Line]bool  // those that were read
	headed map[*model.Field]bool // names of groups that are printed in a row of their own, above
	root   *object
}

// spot is a cell of a workbook.
type spot struct {
	s *sheet
	x *cell
}

// spotOf notes the cell of a field, filled in or not.
func (t *taker) spotOf(path string, x *cell) {
	if _, ok := t.cells[path]; !ok {
		t.cells[path] = spot{t.s, x}
	}
}

func (t *taker) say(sev finding.Severity, code string, x *cell, path, message, hint string) {
	f := finding.Finding{Code: code, Severity: sev, Pos: finding.Pos{File: t.b.name}, Path: path, Message: message,
		Hint: hint}
	if x != nil {
		f.Place, f.Printed = t.s.where(x), x.text
	}
	t.list = append(t.list, f)
}

// take goes through the aligned rows.
func (t *taker) take(rows []matched) {
	prev := -1
	t.heads = nil
	t.columns(rows)
	t.states = map[int]int{}
	for _, m := range rows {
		t.states[m.row] = m.state + 1
	}
	for _, m := range rows {
		t.enter(prev, m.state)
		prev = m.state
		for _, p := range m.pairs {
			t.pair(m, p)
		}
		t.under(m)
		t.another(m)
	}
}

// columns finds the column of the sheet that each drawn column is in most rows.
func (t *taker) columns(rows []matched) {
	votes := map[int]map[int]int{}
	for _, m := range rows {
		for _, p := range m.pairs {
			if p.c != nil && p.x != nil {
				if votes[p.c.col] == nil {
					votes[p.c.col] = map[int]int{}
				}
				votes[p.c.col][p.x.col]++
			}
		}
	}
	t.column = map[int]int{}
	for c, v := range votes {
		best := -1
		for x, n := range v {
			if best < 0 || n > v[best] || n == v[best] && x < best {
				best = x
			}
		}
		t.column[c] = best
	}
}

// enter finds out which items a row belongs to.
func (t *taker) enter(prev, state int) {
	around := t.a.p.rows[state].repeats
	loop := -1 // the innermost repeat both rows are in, when it goes round
	if prev >= state {
		for i, k := range around {
			if r := t.a.p.repeats[k]; r.first <= prev && prev < r.end {
				loop = i
			}
		}
	}
	item := append([]string{}, t.item...)
	t.item = t.item[:0]
	for i, k := range around {
		r := t.a.p.repeats[k]
		same := prev >= 0 && r.first <= prev && prev < r.end && i < len(item) && (loop < 0 || i < loop)
		if same {
			t.item = append(t.item, item[i])
			continue
		}
		base := t.base(r.list.Depth) + r.list.Path
		n := t.next[base]
		t.next[base]++
		t.item = append(t.item, fmt.Sprintf("%s/%d", base, n))
		item = item[:min(i, len(item))]
	}
}

// base is the path of the item a field of this depth belongs to.
func (t *taker) base(depth int) string {
	if depth == 0 || depth > len(t.item) {
		return ""
	}
	return t.item[depth-1]
}

// at is a value of a cell, still without its text.
func (t *taker) at(x *cell) *Value {
	sheet, at := t.s.place(x)
	return &Value{Sheet: sheet, Cell: at, where: t.s.where(x), x: x}
}

func (t *taker) path(f *templates.OutlineField) string { return t.base(f.Depth) + f.Path }

func (t *taker) pair(m matched, p pair) {
	c, x := p.c, p.x
	if c == nil || x == nil {
		return // a cell that is not drawn is said at the end, if it holds something
	}
	if x.line != nil {
		if t.lines[x.line] {
			return // between two tables, and of the first
		}
		defer func() {
			if x.used {
				t.lines[x.line] = true
			}
		}()
	}
	goesOn := x.row < m.row
	t.doubt(m, c, x)
	switch {
	case c.up:
		if x.kind == found.Empty || x.norm == c.label || goesOn && t.labelOf(c, x) {
			x.used = true
		}
		if a := c.over; goesOn && a != nil && a.field != nil && a.group { // a group's name in its heading
			t.wasCut(x, a.field.Field, t.path(a.field))
			t.keep(m, a.field, x, x.text, nil, true)
		}
	case c.label != "":
		if like := t.a.like(c, x); like == 1 {
			x.used = true
		} else if like > 0 && x.name == "" {
			x.used = true
			t.label(m, p, fmt.Sprintf("标签“%s”写成了“%s”，按位置认作同一格。", shorten(c.raw), shorten(x.text)), "")
		} else if t.b.foreign && t.a.p.words[x.norm] && x.name == "" {
			x.used = true
			t.label(m, p, fmt.Sprintf("应是标签“%s”的格写着“%s”，那是别处的标签；旁边的格是按位置认的。", shorten(c.raw), shorten(x.text)), "请核对")
		}
	case c.field != nil:
		t.one(m, c, x, goesOn)
	case c.re != nil:
		t.several(m, c, x, goesOn)
	case c.computes:
		x.used = true
		if r := []rune(x.norm); len(r) > longFigure && !x.computed && x.formula == "" && !x.figure() {
			t.say(finding.Note, "READ-LEFT", x, "", fmt.Sprintf("“%s”在自动算出的格里，没有收。", shorten(x.text)), "")
		}
	}
}

// one takes a cell that holds one field.
func (t *taker) one(m matched, c *cellPattern, x *cell, goesOn bool) {
	if i, ok := t.headings[c.head]; ok && c.head != nil && x.text != "" {
		t.list[i].Path = t.path(c.field)
		delete(t.headings, c.head)
	}
	if goesOn && !c.group {
		if x.kind != found.Empty {
			t.say(finding.Error, "READ-MERGED", x, "", fmt.Sprintf("“%s”的格从上面合并下来，看不出第 %d 行填的是什么。",
				c.field.Field.Name, m.row+1), "取消这些格的合并，逐行填写")
		}
		return
	}
	if c.group {
		t.wasCut(x, c.field.Field, t.path(c.field))
	}
	x.used = true
	t.spotOf(t.path(c.field), x)
	if x.name != "" && x.kind != found.Empty && t.column[c.col] != x.col {
		// Its name says one thing, the head of its column another: a cell that was dragged away.
		t.say(finding.Error, "READ-MOVED", x, t.path(c.field),
			fmt.Sprintf("这一格原来是“%s”，现在不在这一列，看不出“%s”是哪一项的。", c.field.Field.Name, shorten(x.text)),
			"填报表里的格可能被拖动过；请把内容复制到正确的格里")
		return
	}
	if t.misnamed(x, c.field.Field) || t.untouched(c, x, []templates.OutlineField{*c.field}) {
		return
	}
	if x.text == c.absent {
		switch computed, meant := t.signs(x); {
		case computed: // "" was written
			v := t.at(x)
			v.Path, v.field, v.Confidence = t.path(c.field), c.field.Field, t.confidence(m, x)
			t.add(v)
			return
		case x.kind != found.Empty && !meant:
			return
		}
	}
	t.keep(m, c.field, x, x.text, nil, goesOn)
}

// signs says how the mark of an absent value came into a cell: computed, as we print it, or meant, typed by someone.
// In a form to be filled in it was typed if something else was there before.
func (t *taker) signs(x *cell) (computed, meant bool) {
	if x.name == "" || !t.b.marks.tells {
		return x.computed, x.meant
	}
	return false, x.text != t.b.marks.text[x.name]
}

// untouched takes the values a cell was handed out with, if it still says what it said then.
func (t *taker) untouched(c *cellPattern, x *cell, fields []templates.OutlineField) bool {
	m := &t.b.marks
	if x.name == "" || !m.tells || x.text != m.text[x.name] || t.a.named[x.name] != fields[0].Field || x.formula != "" {
		return false
	}
	base, depth := strings.TrimSuffix(m.path[x.name], fields[0].Path), fields[0].Depth
	found := false
	for i := range fields {
		f := &fields[i]
		from := base
		for d := depth; d > f.Depth; d-- {
			from = string(pointer.Path(from[:max(strings.LastIndexByte(from, '/'), 0)]).Row())
		}
		g, ok := m.given[from+f.Path]
		if !ok || f.Depth > depth {
			continue
		}
		found = true
		v := t.at(x)
		v.Path, v.Text, v.ticks, v.literal, v.field, v.given, v.Confidence = t.path(f), g.text, g.ticks, g.literal, f.Field, true, 1
		t.add(v)
	}
	return found
}

// misnamed says whether a cell has a name that is not of the fields at its place, and refuses it then.
func (t *taker) misnamed(x *cell, fields ...*model.Field) bool {
	n := t.a.named[x.name]
	if x.name == "" || x.kind == found.Empty || n == nil || slices.Contains(fields, n) {
		return false
	}
	t.say(finding.Error, "READ-MOVED", x, "", fmt.Sprintf("这一格原来是“%s”，现在在“%s”的位置，看不出“%s”是哪一项的。", n.Name,
		fields[0].Name, shorten(x.text)), "填报表里的格可能被拖动过；请把内容复制到正确的格里")
	return true
}

// several takes a cell with text around its fields.
func (t *taker) several(m matched, c *cellPattern, x *cell, goesOn bool) {
	x.used = true
	var fields []*model.Field
	var all []templates.OutlineField
	plain := true
	for i := range c.holds {
		h := &c.holds[i]
		t.spotOf(t.path(&h.Field), x)
		fields, all = append(fields, h.Field.Field), append(all, h.Field)
		plain = plain && h.Kind == templates.OutlineValue
	}
	switch {
	case x.kind == found.Empty || t.misnamed(x, fields...) || plain && t.untouched(c, x, all):
	case c.runsOn:
		t.runOn(m, c, x, goesOn)
	case blank(x.text):
		t.say(finding.Note, "READ-BLANK", x, t.path(&c.holds[0].Field), "格里只有空格，按没有填写。", "")
	default:
		t.matched(m, c, x, goesOn)
	}
}

// matched takes a cell by the pattern of its text.
func (t *taker) matched(m matched, c *cellPattern, x *cell, goesOn bool) {
	got := c.re.FindStringSubmatch(x.text)
	if got == nil {
		t.otherwise(m, c, x, goesOn)
		return
	}
	other := c.greedy.FindStringSubmatch(x.text)
	for i := range c.holds {
		if len(other) > i+1 && trim(other[i+1]) != trim(got[i+1]) {
			t.refuse(c, x, t.path(&c.holds[i].Field), "“%s”按官方表的写法“%s”有几种读法，分不清。")
			return
		}
	}
	for i := range c.holds {
		h, s := &c.holds[i], trim(got[i+1])
		switch h.Kind {
		case templates.OutlineValue:
			if s != "" && s != h.Absent {
				t.keep(m, &h.Field, x, s, nil, goesOn)
				if v := t.byPath[t.path(&h.Field)]; v != nil && v.x == x && h.Field.Field.Compute != "" {
					v.computed = asPrinted // if it is what the form computes, nobody can tell
				}
			}
		case templates.OutlineTick, templates.OutlineCheck:
			if s != "" && !strings.ContainsAny(s, unticked) {
				t.keep(m, &h.Field, x, h.Choice, []string{h.Choice}, goesOn)
			}
		case templates.OutlineChoices:
			t.choices(m, h, x, s, goesOn)
		}
	}
}
