package collect

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/width"

	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	late "github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// pattern is a table of a layout, ready to be matched against a sheet: its drawn rows in order, with the repeats
// around them.
type pattern struct {
	name    string
	rows    []rowPattern
	repeats []repeat
	labels  int
	words   map[string]bool // all its labels
}

// repeat is a list's rows first ≤ r < end.
type repeat struct {
	list       templates.OutlineField
	first, end int
	depth      int // 1: outermost
}

// rowPattern is one drawn row.
type rowPattern struct {
	cells   []cellPattern
	repeats []int // around it, outermost first
	labels  int
	fields  int
	maybe   bool // it need not be there
}

// cellPattern is one drawn cell, its joined neighbours to the right included.
type cellPattern struct {
	row       int // the drawn row
	col, cols int
	up        bool         // belongs to the cell above
	over      *cellPattern // that cell
	head      *cellPattern // the label of its column, in a row of labels above
	group     bool         // a merged field
	label     string       // fixed text, normal; of an up cell: that of the cell above
	letters   letters      // of label
	raw       string
	field     *templates.OutlineField // the one field of a cell that holds nothing else
	absent    string
	parts     []templates.OutlinePart
	re        *regexp.Regexp // of a cell with text and fields, or several: one group each
	greedy    *regexp.Regexp // the same, taking as much as it can for each
	holds     []templates.OutlinePart
	computes  bool // only an expression
	struck    bool // some of its text is drawn struck out
	runsOn    bool // an expression follows a field, with nothing between to tell them apart
}

// Cache keeps layouts ready for reading by them, so that many workbooks can be read one after the other or by several
// goroutines. The zero value is empty and ready.
type Cache struct {
	of sync.Map // of *templates.Layout: []*pattern
}

// patterns are the tables of a layout.
func (k *Cache) patterns(l *templates.Layout) []*pattern {
	if k == nil {
		return patternsOf(l)
	}
	p, ok := k.of.Load(l)
	if !ok {
		p, _ = k.of.LoadOrStore(l, patternsOf(l))
	}
	return p.([]*pattern)
}

func patternsOf(l *templates.Layout) (out []*pattern) {
	for _, t := range l.Outline().Tables {
		p := &pattern{name: t.Name}
		p.add(t.Rows, nil, 0, make([]*cellPattern, t.Columns))
		p.heads()
		p.words = map[string]bool{}
		for i := range p.rows {
			p.labels += p.rows[i].labels
			for _, c := range p.rows[i].cells {
				if c.label != "" {
					p.words[c.label] = true
				}
			}
		}
		out = append(out, p)
	}
	return out
}

func (p *pattern) add(nodes []templates.OutlineNode, around []int, optional int, above []*cellPattern) {
	for _, n := range nodes {
		switch {
		case n.Row != nil:
			p.rows = append(p.rows, newRow(n.Row, len(p.rows), around, above))
			if optional > 0 {
				r := &p.rows[len(p.rows)-1]
				r.labels, r.maybe = 0, true
			}
		case n.List != nil:
			k := len(p.repeats)
			p.repeats = append(p.repeats, repeat{list: *n.List, first: len(p.rows), depth: len(around) + 1})
			p.add(n.Rows, append(append([]int(nil), around...), k), optional, above)
			p.repeats[k].end = len(p.rows)
			p.add(n.Else, around, optional+1, above)
		default:
			p.add(n.Rows, around, optional+1, above)
			p.add(n.Else, around, optional+1, above)
		}
	}
}

func newRow(row *templates.OutlineRow, number int, around []int, above []*cellPattern) rowPattern {
	r := rowPattern{repeats: around}
	for i := range row.Cells {
		d := &row.Cells[i]
		if d.Left && len(r.cells) > 0 {
			last := &r.cells[len(r.cells)-1]
			last.cols++
			continue
		}
		if d.Up && len(r.cells) > 0 && above[i] != nil {
			if last := &r.cells[len(r.cells)-1]; last.up && i > 0 && above[i-1] == above[i] {
				last.cols++
				continue
			}
		}
		c := cellPattern{row: number, col: i, cols: 1, up: d.Up, group: d.Group, struck: d.Struck}
		if d.Up {
			if a := above[i]; a != nil {
				c.label, c.letters, c.raw, c.over = a.label, a.letters, a.raw, a
			}
		} else {
			c.compile(d.Parts)
		}
		r.cells = append(r.cells, c)
	}
	r.count()
	for i := range r.cells {
		c := &r.cells[i]
		if c.up {
			continue
		}
		kept := new(cellPattern)
		*kept = *c
		for k := c.col; k < c.col+c.cols && k < len(above); k++ {
			above[k] = kept
		}
	}
	return r
}

// heads gives the answers below a row of labels the label of their column.
func (p *pattern) heads() {
	now := map[int]*cellPattern{}
	for i := range p.rows {
		r := &p.rows[i]
		if n := r.words(); n > 1 && n > r.fields {
			next := map[int]*cellPattern{}
			for k := range r.cells {
				switch c := &r.cells[k]; {
				case c.up:
					next[c.col] = now[c.col]
				case c.label != "":
					next[c.col] = c
				}
			}
			now = next
			continue
		}
		for k := range r.cells {
			if c := &r.cells[k]; c.field != nil || c.re != nil {
				if h := now[c.col]; h != nil && h.cols == c.cols {
					c.head = h
				}
			}
		}
	}
}

// words counts labels, also of a row that need not be there.
func (r *rowPattern) words() (n int) {
	for i := range r.cells {
		if c := &r.cells[i]; c.label != "" && !c.up {
			n++
		}
	}
	return n
}

// headed are the fields that a list prints in no cell that goes down its rows: those of rows of headings, which are
// printed where the name changes. It sets false for the others.
func (p *pattern) headed(of map[*model.Field]bool) {
	for i := range p.rows {
		if len(p.rows[i].repeats) == 0 {
			continue
		}
		for k := range p.rows[i].cells {
			c := &p.rows[i].cells[k]
			if c.up || c.field == nil {
				continue
			}
			f := c.field.Field
			if was, ok := of[f]; (!ok || was) && len(p.rows[i].cells) == 1 {
				of[f] = true
			} else {
				of[f] = false
			}
		}
	}
}

// count counts labels and answers.
func (r *rowPattern) count() {
	for i := range r.cells {
		switch c := &r.cells[i]; {
		case c.up:
		case c.label != "":
			r.labels++
		case c.field != nil || c.re != nil:
			r.fields++
		}
	}
}

// compile makes a pattern of a cell's pieces.
func (c *cellPattern) compile(parts []templates.OutlinePart) {
	c.parts = parts
	text, others := "", 0
	for _, p := range parts {
		if p.Kind == templates.OutlineText {
			text += p.Text
		} else {
			others++
		}
	}
	switch {
	case others == 0:
		c.raw, c.label = text, normal(text)
		c.letters = lettersOf(c.label)
		return
	case len(parts) == 1 && parts[0].Kind == templates.OutlineValue:
		f := parts[0].Field
		c.field, c.absent = &f, parts[0].Absent
		return
	case len(parts) == 1 && parts[0].Kind == templates.OutlineComputed:
		c.computes = true
		return
	}
	c.raw = text // empty: nothing is printed but the fields
	c.re, c.greedy = c.expression(parts, "*?"), c.expression(parts, "*")
	for i, p := range parts {
		switch p.Kind {
		case templates.OutlineValue:
			c.runsOn = c.runsOn || i+1 < len(parts) && parts[i+1].Kind == templates.OutlineComputed
			c.holds = append(c.holds, p)
		case templates.OutlineTick, templates.OutlineCheck, templates.OutlineChoices:
			c.holds = append(c.holds, p)
		}
	}
}

// expression matches a cell's text, a group for each piece that holds a field. many is *? or *: where they part a
// text differently, it can be read in more than one way.
func (c *cellPattern) expression(parts []templates.OutlinePart, many string) *regexp.Regexp {
	var re strings.Builder
	re.WriteString(`(?s)^` + spaces)
	for i, p := range parts {
		switch p.Kind {
		case templates.OutlineText:
			if i > 0 && i+1 < len(parts) && normal(p.Text) == "" {
				re.WriteString(`[\s\p{Zs}]+`) // nothing else parts two fields
				continue
			}
			literal(&re, p.Text)
		case templates.OutlineComputed, templates.OutlineOrdinal:
			re.WriteString(`.` + many)
		case templates.OutlineValue:
			if p.Field.Field.Kind == model.Year {
				re.WriteString(`((?:[0-9０-９]{4})?[_\s\p{Zs}]*)`)
				continue
			}
			re.WriteString(`(.` + many + `)`)
		case templates.OutlineTick:
			re.WriteString(spaces + `(` + tickMarks + `)` + spaces)
		case templates.OutlineCheck:
			re.WriteString(spaces + `([√✓✔☑vV]?)` + spaces)
		case templates.OutlineChoices:
			re.WriteString(`(.*)`)
		}
	}
	re.WriteString(spaces + `$`)
	return regexp.MustCompile(re.String())
}

// spaces is white space of any width in a pattern.
const spaces = `[\s\p{Zs}]*`

// The marks of a box that is ticked, and of one that is not.
const (
	ticked    = "☑☒■√✓✔"
	unticked  = "□☐○"
	tickMarks = "[" + ticked + unticked + "]?"
)

// stamp is what a label may say beside its name: where a seal or a signature goes.
var stamp = late.Late(`[（(](?:加盖)?(?:盖章|公章|签章|签字|签名)[）)]`)

// literal matches a fixed text whatever its width and spacing, and with or without a word on seals.
func literal(re *strings.Builder, s string) {
	for at := stamp.FindStringIndex(s); at != nil; at = stamp.FindStringIndex(s) {
		plain(re, s[:at[0]])
		re.WriteString(`(?:`)
		plain(re, s[at[0]:at[1]])
		re.WriteString(`)?`)
		s = s[at[1]:]
	}
	plain(re, s)
}

func plain(re *strings.Builder, s string) {
	space := false
	for _, r := range s {
		if strings.ContainsRune(" \t\n\u3000\u00a0", r) {
			if !space {
				re.WriteString(spaces)
			}
			space = true
			continue
		}
		space = false
		narrow := width.Narrow.String(string(r))
		wide := width.Widen.String(string(r))
		re.WriteString(`(?:` + regexp.QuoteMeta(string(r)))
		up, _ := phrase.Shift(string(r), true)
		down, _ := phrase.Shift(string(r), false)
		for _, o := range []string{narrow, wide, up, down} { // m2 may be m²
			if o != string(r) {
				re.WriteString(`|` + regexp.QuoteMeta(o))
			}
		}
		re.WriteString(`)` + spaces)
	}
}

// ticksIn finds the ticked choices in “☑甲 □乙”, in the order of the choices.
func ticksIn(f *model.Field, s string) (on []string, known bool) {
	for _, choice := range f.Choices {
		i := indexFolded(s, choice)
		if i < 0 {
			continue
		}
		before := strings.TrimRight(s[:i], " \t\u3000")
		r := []rune(before)
		if len(r) == 0 {
			continue
		}
		switch last := r[len(r)-1]; {
		case strings.ContainsRune(ticked, last):
			on, known = append(on, choice), true
		case strings.ContainsRune(unticked, last):
			known = true
		}
	}
	return on, known
}

// indexFolded is the place of a choice in a text, not as a part of a longer choice's beginning.
func indexFolded(s, choice string) int {
	from := 0
	for {
		i := strings.Index(s[from:], choice)
		if i < 0 {
			return -1
		}
		i += from
		before := []rune(strings.TrimRight(s[:i], " \t\u3000"))
		if len(before) > 0 && strings.ContainsRune(ticked+unticked, before[len(before)-1]) {
			return i
		}
		from = i + len(choice)
	}
}
