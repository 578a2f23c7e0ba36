package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// parts is what the sums of one expression lack: fields that were left out of the record while others of the same sum
// are there. What was entered as a blank ("") or as a mark (/) is meant to be nothing and is not among them.
type parts struct {
	lost []part
}

type part struct {
	value  *Value // the field, or the row whose result lacks something
	column bool   // of a list of which most rows are filled in
}

// sum notes what a sum has lost, if anything of it is there.
func (p *parts) sum(t tally, list bool) {
	if p == nil || t.n == 0 || t.unknown != nil {
		return
	}
	for _, v := range t.absent {
		p.lost = append(p.lost, part{v, list && (t.n >= len(t.absent) || v.Field.Kind == Score)})
	}
}

// plus notes what an addition lacks that cannot be done for it.
func (p *parts) plus(x, y Result) {
	for _, pair := range [][2]Result{{x, y}, {y, x}} {
		if p != nil && pair[0].Kind == IsNumber && pair[1].Kind == Nothing && pair[1].Value != nil && !pair[1].unknown() {
			p.lost = append(p.lost, part{pair[1].Value, true})
		}
	}
}

// lacking gathers the findings about sums that lack something.
type lacking struct {
	r      *Record
	list   finding.List
	tables []*thin
}

// thin is a table of the form with totals that lack whole lines.
type thin struct {
	field           *Field
	totals, missing []string
}

// add takes what a computed value lacks. A cell that is missing in a column or a line that is otherwise filled in was
// forgotten: a warning each. A line that is empty as a whole (a source of money there is not) may well be nothing:
// one note for the table. In a form that prints no zeros neither is worth a word.
func (l *lacking) add(v *Value, p *parts) {
	var names, lines []string
	for _, x := range p.lost {
		name := x.value.Place()
		switch {
		case l.r.Form.Sparse && v.Origin == Computed:
		case slices.Contains(names, name):
		case x.column || l.begun(x.value, v):
			names = append(names, name)
		default:
			lines = append(lines, name)
		}
	}
	switch {
	case len(names) > 0 && v.Origin == Computed:
		l.warn(v, fmt.Sprintf("“%s”算得 %s，没有算进 %s：那里没有填写。", v.Place(), v.Shown(""), several(names)),
			"this total lacks a part that is not filled in")
	case len(names) > 0 && !v.Field.Required:
		l.warn(v, fmt.Sprintf("“%s”算不出来：%s 没有填写。", v.Place(), several(names)),
			"this total cannot be computed: a part of it is not filled in")
	case len(lines) > 0 && v.Origin == Computed:
		t := l.table(v)
		t.totals, t.missing = append(t.totals, v.Place()), append(t.missing, lines...)
	}
}

// table is where the lines that a total lacks are gathered.
func (l *lacking) table(v *Value) *thin {
	top := v.Field
	for top.Parent != nil {
		top = top.Parent
	}
	for _, t := range l.tables {
		if t.field == top {
			return t
		}
	}
	l.tables = append(l.tables, &thin{field: top})
	return l.tables[len(l.tables)-1]
}

// begun says whether the line a missing part belongs to is filled in elsewhere. The line of the total itself does not
// count.
func (l *lacking) begun(missing, total *Value) bool {
	line := l.r.parent(missing)
	return line.Field.Kind == Group && line.Path != "" && line != l.r.parent(total) && !line.Blank()
}

// parent is the group or row that a value is in.
func (r *Record) parent(v *Value) *Value {
	at := strings.LastIndexByte(v.Path, '/')
	if at < 0 {
		return r.Body
	}
	return r.At(v.Path[:at])
}

// several names the first few.
func several(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等 %d 处", strings.Join(names[:most], "、"), len(names))
}

const blankHint = "补上；确实没有的写 0 或 \"/\"，有意空着的写 \"\""

func (l *lacking) warn(v *Value, message, english string) {
	row := l.r.parent(v)
	l.list = append(l.list, finding.Finding{Code: "DATA-PART", Severity: finding.Warning,
		Pos:    finding.Pos{File: l.r.File, Line: row.Line, Col: row.Col},
		Record: l.r.Name, Path: v.Path, Place: v.Place(), Message: message, English: english, Hint: blankHint})
}

// findings are the warnings, and a note for each table whose totals leave out empty lines.
func (l *lacking) findings() finding.List {
	for _, t := range l.tables {
		totals, missing := several(t.totals), several(t.missing)
		l.list = append(l.list, finding.Finding{Code: "DATA-PART", Severity: finding.Note,
			Pos: finding.Pos{File: l.r.File}, Record: l.r.Name,
			Path: string(pointer.Of(t.field.Name)), Place: t.field.Name,
			Message: fmt.Sprintf("%s 只加了填写的各项，没有算进 %s：那里没有填写。", totals, missing), Hint: blankHint,
			English: fmt.Sprintf("%d totals add up what is filled in; %d parts of them are not",
				len(t.totals), len(t.missing))})
	}
	return l.list
}
