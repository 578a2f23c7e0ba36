// Package report tells people what the checks have found. In: the findings of each form, one form after the other.
// Out: readable text, JSON Lines, a summary, or a workbook (问题清单) to send back to the units. What is counted and what
// is told together says package remark.
package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Form is what is told of one form.
type Form struct {
	File      string       `json:"file"`
	Index     int          `json:"index"`              // which record of the file, from 1
	Record    string       `json:"record,omitempty"`   // 项目名称
	Unit      string       `json:"unit,omitempty"`     // 实施单位
	Layout    string       `json:"layout,omitempty"`   // with version
	Total     string       `json:"total,omitempty"`    // 总分 as printed
	Grade     string       `json:"grade,omitempty"`    // 优 良 …
	Computed  []Computed   `json:"computed,omitempty"` // fields the record left out
	Findings  finding.List `json:"findings"`
	Counts    remark.Tally `json:"counts"`    // of Findings, by place: what Text says first; JSON fills it in
	Unchecked int          `json:"unchecked"` // how many checks were not run; JSON fills it in
	Skipped   []Skip       `json:"-"`         // these checks
}

// Skip is a check that was not run on a form, and why. Change has the same for a layout.
type Skip struct{ ID, Name, Why string }

// Computed is a field that was filled in.
type Computed struct {
	Path  string `json:"path"`
	Place string `json:"place"`
	Value string `json:"value"`
}

// Options of the readable report.
type Options struct {
	Codes   bool             // codes and JSON Pointers too
	Level   finding.Severity // findings less severe are left out: Note shows all
	All     bool             // a place an entry, every hint, every name
	Width   int              // columns of a line, a Chinese character having two; 0: LineWidth
	English bool
}

// Text writes the report of one form: how many places to mend, to look at, what was not checked; then the entries.
func Text(w io.Writer, f Form, o Options) {
	say := o.words()
	where, name := f.File, f.Record
	if f.Index > 1 {
		where += fmt.Sprintf(say.record, f.Index)
	}
	if f.Unit != "" {
		name += fmt.Sprintf(say.of, f.Unit)
	}
	fmt.Fprintf(w, "%s  %s\n", where, name)
	Head(w, f, o)
	list(w, f.Findings, o)
	if o.All && len(f.Skipped) > fewNamed { // their names come after what is to be mended
		o.fill(w, "  "+o.words().byName, "    ", o.words().between, o.words().reasons(f.Skipped, o, 0, true))
	}
}

// Head writes the first lines of a report: how many places to mend, to look at, were explained; what was not checked.
func Head(w io.Writer, f Form, o Options) {
	say := o.words()
	switch n := remark.Count(f.Findings); {
	case n == remark.Tally{}:
		fmt.Fprintf(w, "  %s\n", say.clean)
	default:
		fmt.Fprintf(w, "  "+say.mend+"\n", n.Mend())
		fmt.Fprintf(w, "  "+say.look+"\n", n.Look(), n.Warnings, n.Notes)
		if n.Explained > 0 {
			fmt.Fprintf(w, "  "+say.explained+"\n", n.Explained)
		}
	}
	if most := fewNamed; len(f.Skipped) > 0 {
		if len(f.Skipped) > most {
			most, o.All = 0, false
		}
		o.fill(w, "  "+say.unchecked, "    ", say.between, say.reasons(f.Skipped, o, most, true))
	}
}

// Set writes what was found over the whole set.
func Set(w io.Writer, l finding.List, o Options) {
	if len(l) == 0 {
		return
	}
	fmt.Fprintln(w, o.words().set)
	list(w, l, o)
}

// list writes the entries of a list. A hint is told once a check.
func list(w io.Writer, l finding.List, o Options) {
	say := o.words()
	var hinted map[string]bool // nil: every hint
	if !o.All {
		hinted = map[string]bool{}
	}
	answered := false
	for _, e := range remark.Fold(l, o.All) {
		f := e.First()
		if f.Severity > o.Level {
			continue
		}
		if f.Waived != nil && !answered {
			answered = true
			fmt.Fprintf(w, "  %s\n", say.answered)
		}
		told := say.entry(&e, o)
		also := slices.DeleteFunc(e.Also, func(x remark.Entry) bool { return x.First().Severity > o.Level })
		for _, x := range also {
			told = append(told, say.beside(&x, len(e.Findings), o)...)
		}
		e.Also = also
		if forms := say.forms(e.Findings, mostForms); forms != nil {
			told = append(told, say.rests+strings.Join(forms, say.and))
		}
		if hints := e.Hints(say.hint, hinted); hints != nil {
			told = append(told, say.todo+strings.Join(hints, say.between))
		}
		if a := f.Waived; a != nil {
			told = append(told, say.answer+remark.Answer(a))
		}
		o.fill(w, fmt.Sprintf("  %d. %s%s", e.Number, say.head(&e, o.Codes), say.gap), "     ", say.gap, told)
	}
}

// entry is what an entry says, piece by piece, without its hint.
func (say *words) entry(e *remark.Entry, o Options) (out []string) {
	t := e.Tell(say.message)
	if t.Sentence != "" {
		out = append(out, t.Sentence)
	}
	for _, x := range []struct{ word, text string }{{say.printed, o.clip(t.Printed)}, {say.expected, o.clip(t.Expected)},
		{say.sum, t.Sum}, {say.readings, t.Readings}} {
		if x.text != "" {
			out = append(out, x.word+x.text)
		}
	}
	for i, p := range t.Each {
		end := say.between
		if i == len(t.Each)-1 {
			end = ""
		}
		told := say.place(p, o)
		if end != "" {
			told = strings.TrimSuffix(told, "。") // a text quoted to its full stop
		}
		out = append(out, told+end)
	}
	return out
}

// place is one place of an entry with what is its own.
func (say *words) place(p remark.Place, o Options) string {
	var values []string
	for _, v := range p.Values {
		switch v.What {
		case remark.Printed:
			values = append(values, say.printed+o.clip(v.Text))
		case remark.Expected:
			values = append(values, say.expected+o.clip(v.Text))
		default:
			values = append(values, v.Text)
		}
	}
	if values == nil {
		return p.Label
	}
	return p.Label + say.colon + strings.Join(values, say.comma)
}

// beside is what else is said of the places of an entry, of so many places in all.
func (say *words) beside(x *remark.Entry, places int, o Options) []string {
	told := say.entry(x, o)
	where := ""
	if places > 1 && len(x.Findings) < places {
		where = x.Rows()
	}
	told[0] = say.also(say.severity(x.First().Severity), where) + told[0]
	return told
}

// head is severity, code and place of an entry.
func (say *words) head(e *remark.Entry, codes bool) string {
	f := e.First()
	head, tag := say.severity(f.Severity), ""
	if say.codes {
		head += " " + f.ID()
	} else {
		tag = f.ID()
	}
	for _, x := range e.Also {
		tag += " " + x.First().ID()
	}
	for _, x := range e.Findings {
		tag += " " + x.Path
	}
	where := e.Where()
	if tag = strings.Join(strings.Fields(tag), " "); codes && tag != "" {
		where = strings.TrimSpace(where + "  [" + tag + "]")
	}
	if where == "" {
		return head
	}
	return head + say.gap + where
}

// LineWidth is how many columns a line has at most when it holds more than one piece, where nobody says.
const LineWidth = 160

// fill writes pieces in lines, as many to a line as have room; no piece is cut.
func (o Options) fill(w io.Writer, head, indent, gap string, pieces []string) {
	width := cmp.Or(o.Width, LineWidth)
	line, used := head, columnsOf(head)
	for i, p := range pieces {
		n := columnsOf(p)
		switch {
		case i == 0:
			line, used = line+p, used+n
		case used+columnsOf(gap)+n > width:
			fmt.Fprintln(w, strings.TrimRight(line, " 　"))
			line, used = indent+p, columnsOf(indent)+n
		default:
			line, used = line+gap+p, used+columnsOf(gap)+n
		}
	}
	fmt.Fprintln(w, strings.TrimRight(line, " 　"))
}

// columnsOf is how wide a text is on a terminal.
func columnsOf(s string) (n int) {
	for _, r := range s {
		if n++; r >= 0x2E80 || r == '“' || r == '”' || r == '…' {
			n++
		}
	}
	return n
}

// clip shortens a long text for the screen; the workbook and JSON have it whole, and so has All.
func (o Options) clip(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 && !o.All {
		return string(r[:39]) + "…"
	}
	return string(r)
}

// JSON writes a form as one line.
func (f Form) JSON(w io.Writer) error {
	f.Counts, f.Unchecked = remark.Count(f.Findings), len(f.Skipped)
	return JSON(w, f)
}

// JSON writes v as one line.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// unique are the texts of a list, each once.
func unique(l []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range l {
		if !seen[s] {
			seen[s], out = true, append(out, s)
		}
	}
	return out
}

// fewNamed is how many checks the report of a form names; of more it tells the numbers. The summary names more, All
// every one.
const fewNamed = 5

// reasons are the checks that were not run, gathered by reason in the order of the first: 没有分值列，未查 27 项.
func (say *words) reasons(l []Skip, o Options, most int, counted bool) (out []string) {
	names := map[string][]string{}
	var order []string
	for _, s := range l {
		why := say.why(s.Why)
		if names[why] == nil {
			order = append(order, why)
		}
		name := cmp.Or(s.Name, s.ID)
		switch {
		case say.codes:
			name = s.ID
		case o.Codes:
			name = s.ID + " " + name
		}
		names[why] = append(names[why], name)
	}
	for _, why := range order {
		l := names[why]
		text := why
		if counted {
			text = fmt.Sprintf(say.because, why, len(l))
		}
		l = unique(l)
		if o.All || len(l) <= most {
			text += fmt.Sprintf(say.these, strings.Join(l, say.and))
		} else if most > fewNamed {
			text += fmt.Sprintf(say.these, strings.Join(l[:most], say.and)+say.more)
		}
		out = append(out, text)
	}
	return out
}
