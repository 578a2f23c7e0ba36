package collect

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// Options of Read; the zero value works.
type Options struct {
	Library *templates.Library // where layouts are looked for; nil: the embedded ones
	With    *templates.Layout  // the layout to read by, whatever the workbook says; nil: see Layout
	Layout  string             // the same by name, with or without version; empty: as the workbook says, else the likest
	// Documents has files of other kinds read as well: Word, web pages, old workbooks, PDF, text with tabs or commas.
	Documents bool
	Unzip     int64  // bytes that a file may have unpacked; 0: 192 MiB
	Cache     *Cache // for several calls; nil: each makes the layouts ready for itself
}

// Result is what a workbook holds.
type Result struct {
	File     string            `json:"file"`
	Form     string            `json:"form,omitempty"`     // what the record says under form
	Layout   string            `json:"layout,omitempty"`   // it was read by, with version
	Marked   bool              `json:"marked"`             // a workbook of ours, with its hidden sheet
	Changed  bool              `json:"changed"`            // rows, columns or labels are no longer as they were handed out
	Unfilled bool              `json:"unfilled"`           // nothing was filled in beside what it was handed out with
	Partial  bool              `json:"partial"`            // something that must be filled in is missing: it cannot be printed
	Fit      float64           `json:"fit"`                // share of the layout's labels that were found, 0 to 1
	Next     string            `json:"next,omitempty"`     // the layout that fits second best, where layouts were compared
	NextFit  float64           `json:"nextFit,omitempty"`  // its share of labels
	Missing  []string          `json:"missing,omitempty"`  // labels of the layout that another kind of file than a workbook lacks
	Values   []*Value          `json:"values,omitempty"`   // in the order of the form
	Findings finding.List      `json:"findings,omitempty"` // sorted; READ-* are about the workbook, others about the record
	Record   *model.Record     `json:"-"`                  // bound, not computed; nil if an error was met
	Data     []byte            `json:"-"`                  // the record as JSON
	Used     *templates.Layout `json:"-"`                  // the layout it was read by
	Told     bool              `json:"-"`                  // the workbook says itself what it was handed out with
}

// Located is a list of findings about the record, such as those of a check, with the cells they are about.
func (r *Result) Located(l finding.List) finding.List {
	out := slices.Clone(l)
	for i := range out {
		f := &out[i]
		f.Pos, f.Record = finding.Pos{File: filepath.Base(r.File)}, ""
		for _, v := range r.Values {
			if v.Path == f.Path {
				f.Place = v.Place + "（" + v.where + "）"
			}
		}
	}
	return out
}

// Refused says whether the reading met an error, which Findings say: then there is no record. Who keeps many
// results may let Record go and bind Data again.
func (r *Result) Refused() bool { return r.Data == nil }

// Read reads one workbook; name is for messages. A workbook that cannot be read is no error: it has the reasons in
// Findings and no Record. Errors are those of the layouts (*finding.DataError where Options.Layout names none,
// *finding.TemplateError) and of the machine.
func Read(name string, data []byte, o Options) (*Result, error) {
	res := &Result{File: name}
	b, err := read(filepath.Base(name), data, o)
	if err != nil {
		l := finding.Of(err)
		if l == nil {
			return nil, err
		}
		res.Findings = l
		return res, nil
	}
	res.Findings = append(res.Findings, b.notes...)
	res.Marked = b.marks.there
	lib := o.Library
	if lib == nil {
		lib = templates.Embedded()
	}
	best, err := choose(b, lib, o, res)
	if err != nil || best == nil {
		return res, err
	}
	best.finish(res)
	for _, v := range res.Values {
		v.x = nil // it holds the whole sheet, and results are kept by the thousand
	}
	return res, nil
}

// trial is a layout matched against a workbook.
type trial struct {
	b      *book
	l      *templates.Layout
	named  map[string]*model.Field
	tables []laid
	fit    float64
	cost   float64
}

// laid is a table of a layout and the sheet it was found on.
type laid struct {
	p    *pattern
	s    *sheet
	a    *aligner
	rows []matched
	fit  float64
	cost float64
}

// Shares of a layout's labels that must be found.
const (
	enough  = 0.6        // for a workbook to be of the layout at all
	hopeful = enough / 2 // for a sheet to be one table of several
	copied  = 0.8        // of those on the sheet that is read, for another sheet to be a copy of it
	worthIt = 3          // one label in so many must be somewhere on a sheet, for it to be looked at closely
)

// Layouts that differ by less than both are as like a workbook as each other.
const (
	sameFit  = 0.02
	sameCost = 0.5
)

// choose lays the layout of a workbook over it: the one that is asked for, or that it names, or the one that fits
// best. It is nil where findings say why there is none.
func choose(b *book, lib *templates.Library, o Options, res *Result) (*trial, error) {
	if o.With != nil {
		return try(b, o.With, o.Cache), nil
	}
	if o.Layout == "" && b.marks.layout == "" {
		return likest(b, lib, o.Cache, res), nil
	}
	l, err := asked(b, lib, o.Layout, res)
	if l == nil || err != nil {
		return nil, err
	}
	t := try(b, l, o.Cache)
	if t.fit < enough {
		res.say(b, finding.Error, "READ-NO-FORM", fmt.Sprintf("没有一张工作表像“%s”（版式 %s）。", l.Name, l.FullID()), "看看是不是交错了文件")
		return nil, nil
	}
	return t, nil
}

// asked is the layout that the caller or else the workbook names. Of the workbook's another version will do, as a
// warning says.
func asked(b *book, lib *templates.Library, name string, res *Result) (*templates.Layout, error) {
	if name != "" {
		return lib.Layout(name)
	}
	want := b.marks.layout
	l, err := lib.Layout(want)
	if err == nil {
		return l, nil
	}
	id, _, _ := strings.Cut(want, "@")
	if l, err := lib.Layout(id); err == nil {
		res.say(b, finding.Warning, "READ-VERSION", fmt.Sprintf("填报表是按版式 %s 做的，这里没有，按 %s 读。", want, l.FullID()), "")
		return l, nil
	}
	if finding.Of(err) == nil {
		return nil, err
	}
	res.say(b, finding.Error, "READ-LAYOUT", fmt.Sprintf("填报表是按版式 %s 做的，这里没有这个版式。", want),
		"用 --templates 指出它所在的文件夹，或用 -t 指定版式")
	return nil, nil
}

// likest is the layout that fits best.
func likest(b *book, lib *templates.Library, k *Cache, res *Result) *trial {
	var all []*trial
	for _, info := range lib.List() {
		if !info.Current {
			continue
		}
		l, err := lib.Layout(info.ID)
		if err != nil {
			continue // template lint says what is wrong with a layout of the user's
		}
		if t := try(b, l, k); t.fit >= enough {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		res.say(b, finding.Error, "READ-NO-FORM", "没有一张工作表像已知的表。", "用 -t 指定版式；有哪些版式：gongbiao template list")
		return nil
	}
	slices.SortStableFunc(all, func(x, y *trial) int {
		if !nearly(x.fit, y.fit) {
			return cmp.Compare(y.fit, x.fit)
		}
		return cmp.Or(cmp.Compare(x.cost, y.cost), strings.Compare(x.l.ID, y.l.ID))
	})
	t := all[0]
	res.say(b, finding.Note, "READ-BY-LABELS", fmt.Sprintf("文件里没有公表的标记，按标签和格线读；版式认作 %s（%s），标签对上 %d%%。",
		t.l.FullID(), t.l.Name, int(t.fit*100)), "要换版式请用 -t")
	if len(all) > 1 {
		res.Next, res.NextFit = all[1].l.FullID(), all[1].fit
	}
	if len(all) > 1 && all[1].fit > t.fit-sameFit && all[1].cost < t.cost+sameCost {
		if b.foreign {
			res.say(b, finding.Error, "READ-AMBIGUOUS",
				fmt.Sprintf("版式 %s 和 %s 一样像，不知是哪一个。", t.l.FullID(), all[1].l.FullID()), "用 -t 指定版式")
			return nil
		}
		res.say(b, finding.Warning, "READ-AMBIGUOUS",
			fmt.Sprintf("版式 %s 和 %s 一样像，按前者读。", t.l.FullID(), all[1].l.FullID()), "用 -t 指定版式")
	}
	return t
}

func (r *Result) say(b *book, sev finding.Severity, code, message, hint string) {
	r.Findings = append(r.Findings, finding.Finding{Code: code, Severity: sev, Pos: finding.Pos{File: b.name},
		Message: message, Hint: hint})
}

// try lays a layout over a workbook: each table over the sheet where most of its labels are found.
func try(b *book, l *templates.Layout, k *Cache) *trial {
	t := &trial{b: b, l: l, named: map[string]*model.Field{}}
	for name, path := range b.marks.path {
		if f := fieldAt(l.Form, path); f != nil {
			t.named[name] = f
		}
	}
	taken := map[*sheet]bool{}
	found, labels := 0.0, 0
	for _, p := range k.patterns(l) {
		best := t.sheetOf(p, taken, false)
		if best.s == nil {
			best = t.sheetOf(p, taken, true)
		}
		if best.s != nil {
			taken[best.s.base] = true
			found += best.fit * float64(p.labels)
			t.cost += best.cost
		}
		labels += p.labels
		t.tables = append(t.tables, best)
	}
	if labels > 0 {
		t.fit = found / float64(labels)
	}
	return t
}

// sheetOf lays a table over the sheet it fits best, of those that are hidden or not.
func (t *trial) sheetOf(p *pattern, taken map[*sheet]bool, hidden bool) laid {
	best := laid{p: p}
	for _, s := range t.b.sheets {
		if taken[s] || s.hidden != hidden {
			continue
		}
		x := lay(p, s.suited(p), t.named)
		better := best.s == nil || x.fit > best.fit+slack+worthWhole(s) || !s.whole && nearly(x.fit, best.fit) && x.cost < best.cost
		if x.fit >= hopeful && better {
			best = x
		}
	}
	return best
}

// worthWhole is by how much all tables of a document as one must fit better than one of them.
func worthWhole(s *sheet) float64 {
	if s.whole {
		return sameFit
	}
	return 0
}

// lay lays a table over a sheet, and over what was taken for repeated headings, where the drawing shows that it is not.
func lay(p *pattern, s *sheet, named map[string]*model.Field) laid {
	x := layOnce(p, s, named)
	if kept := x.kept(); len(kept) > 0 {
		return layOnce(p, s.with(kept), named)
	}
	return x
}

// layOnce lays a table over a sheet, twice: the second time it is known which column is which.
func layOnce(p *pattern, s *sheet, named map[string]*model.Field) laid {
	x := laid{p: p, s: s, a: newAligner(p, s, named, usual())}
	if !x.a.worth() {
		return x
	}
	x.rows, x.cost = x.a.run()
	x.a.anchor(x.rows)
	if x.a.moved() {
		x.rows, x.cost = x.a.run()
	}
	n := 0.0
	for _, r := range x.rows {
		for _, c := range r.pairs {
			if c.c != nil && c.x != nil && c.c.label != "" && !c.c.up && x.p.rows[r.state].labels > 0 {
				n += x.a.like(c.c, c.x)
			}
		}
	}
	if p.labels > 0 {
		x.fit = min(n/float64(p.labels), 1)
	}
	return x
}

// worth says whether a sheet may be the form at all: enough labels are somewhere on it, or a name of ours is.
func (a *aligner) worth() bool {
	there := map[string]bool{}
	for r := range a.segs {
		for _, x := range a.segs[r] {
			if x.name != "" {
				return true
			}
			there[x.norm] = true
		}
	}
	n, all := 0, 0
	for i := range a.p.rows {
		for _, c := range a.p.rows[i].cells {
			if c.label != "" && !c.up {
				all++
				if there[c.label] {
					n++
				}
			}
		}
	}
	return n*worthIt >= all && n > 0
}

// moved says whether some drawn column is another column of the sheet.
func (a *aligner) moved() bool {
	for c, x := range a.heads {
		if x != nil && x.col != c.col {
			return true
		}
	}
	for c, x := range a.cols {
		if c != x {
			return true
		}
	}
	return false
}

// fieldAt is the field of the datum at a path.
func fieldAt(form *model.Form, path string) (f *model.Field) {
	fields := form.Fields
	for _, name := range pointer.Path(path).Names() {
		if f != nil && f.Kind == model.Rows && strings.Trim(name, "0123456789") == "" {
			continue
		}
		i := slices.IndexFunc(fields, func(c *model.Field) bool { return c.Name == name })
		if i < 0 {
			return nil
		}
		f = fields[i]
		fields = f.Fields
	}
	return f
}
