package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Run runs the checks of one form on a computed record. The findings are in the order shown: errors first, then by
// place on the form. An error is the form file's (*finding.TemplateError) or the machine's, never the record's.
func (s *Set) Run(r *model.Record, given *Given) (finding.List, error) {
	e := &run{set: s, said: map[string]map[string]bool{}}
	return e.all(r, given)
}

// all runs every check of one form.
func (e *run) all(r *model.Record, given *Given) (finding.List, error) {
	defer e.done()
	e.outer = e.memo()
	at := r.Root().Remembering(e.outer)
	for _, g := range e.set.file.Given {
		rows, err := given.rows(e.set, g.Name, r)
		if err != nil {
			return nil, unable(&g.Pos, "given 的“"+g.Name+"”", r.Name, err)
		}
		at = at.With(g.Name, rows)
	}
	for _, c := range e.set.checks {
		if c.set != -1 || c.idle(given) {
			continue
		}
		if c.of != nil {
			if err := e.formula(c, r); err != nil {
				return nil, unable(&c.of.Pos, "“"+c.of.Name+"”的算式", r.Name, err)
			}
			continue
		}
		if err := e.check(c, r, at); err != nil {
			return nil, unable(&c.Pos, "校验“"+c.ID()+"”", r.Name, err)
		}
	}
	e.habits()
	for i := range e.list {
		e.list[i].Record = r.Name
	}
	e.set.sort(e.list, r)
	return e.list, nil
}

// unable is the error of something in the form file that cannot be evaluated.
func unable(at *finding.Pos, what, record string, err error) error {
	return finding.List{{Code: "CHECK-EXPRESSION", Pos: *at, Record: record,
		Message: fmt.Sprintf("%s不能算：%v", what, err)}}.AsTemplate()
}

// run is the checking of one record.
type run struct {
	set  *Set
	list finding.List
	said map[string]map[string]bool // row or value → codes that have spoken of it
	near []int                      // of list, those that note-when made notes
	// watch, if set, is told how each check ended at each place.
	watch func(c *compiled, at model.At, s State, f *finding.Finding)
	outer *model.Memo   // of the form outside all rows
	memos []*model.Memo // given back when the record is done
	lists [][]inRow     // the places of each list that checks run over, by compiled.over
}

// inRow is a place inside a row of the form.
type inRow struct {
	model.At
	path string
}

// maxRoundings is how many findings of a form note-when may make mere notes. A form with more of them was rounded
// throughout, and none is worth a line.
const maxRoundings = 6

// habits drops the notes of note-when where they are the form's habit.
func (e *run) habits() {
	if len(e.near) <= maxRoundings {
		return
	}
	kept := e.list[:0]
	for i, f := range e.list {
		if !slices.Contains(e.near, i) {
			kept = append(kept, f)
		}
	}
	e.list, e.near = kept, nil
}

// memo is for what is remembered of a row, or of the form outside all rows.
func (e *run) memo() *model.Memo {
	m, _ := e.set.memos.Get().(*model.Memo)
	if m == nil {
		m = &model.Memo{}
	}
	e.memos = append(e.memos, m)
	return m
}

// in are the places inside the rows of a check's list, each with its memo.
func (e *run) in(c *compiled, at model.At) ([]inRow, error) {
	if e.lists == nil {
		e.lists = make([][]inRow, e.set.lists)
	}
	if places := e.lists[c.over]; places != nil {
		return places, nil
	}
	list, err := c.rows.Eval(at)
	if err != nil {
		return nil, err
	}
	places := make([]inRow, len(list.Rows))
	for i, row := range list.Rows {
		places[i] = inRow{at.In(row).Remembering(e.memo()), row.Path}
	}
	e.lists[c.over] = places
	return places, nil
}

// done gives the memos back for the next record.
func (e *run) done() {
	for _, m := range e.memos {
		m.Forget()
		e.set.memos.Put(m)
	}
	e.memos, e.lists = nil, nil
}

func (e *run) tell(c *compiled, at model.At, s State, f *finding.Finding) {
	if e.watch != nil {
		e.watch(c, at, s, f)
	}
}

func (e *run) check(c *compiled, r *model.Record, at model.At) error {
	if c.rows == nil {
		return e.one(c, at.Remembering(e.outer), "")
	}
	if len(c.by) == 0 {
		places, err := e.in(c, at)
		for _, p := range places {
			if err := e.one(c, p.At, p.path); err != nil {
				return err
			}
		}
		return err
	}
	list, err := c.rows.Eval(at)
	if err != nil {
		return err
	}
	keys, groups := groupBy(list.Rows, func(v *model.Value) string {
		var b strings.Builder
		for _, i := range c.by {
			b.WriteString(quantity.Plain(v.Fields[i].Text)) // a space or a wide digit makes no group of its own
			b.WriteByte(0)
		}
		return b.String()
	})
	for _, k := range keys {
		rows := groups[k]
		if err := e.one(c, at.With(group, rows).In(rows[0]), ""); err != nil {
			return err
		}
	}
	return nil
}

// groupBy divides rows by a key, keys in order of their first appearance.
func groupBy(rows []*model.Value, key func(*model.Value) string) (keys []string, groups map[string][]*model.Value) {
	groups = map[string][]*model.Value{}
	for _, r := range rows {
		k := key(r)
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], r)
	}
	return keys, groups
}

// one runs a check at one place.
func (e *run) one(c *compiled, at model.At, row string) error {
	if c.when != nil {
		if ok, _, err := c.when.Holds(at); err != nil || !ok {
			e.tell(c, at, Silent, nil)
			return err
		}
	}
	ok, known, err := c.holds.Holds(at)
	if err != nil || ok || !known {
		state := Passed
		if !known {
			state = Silent
		}
		e.tell(c, at, state, nil)
		return err
	}
	where := model.Result{}
	if c.at != nil {
		if where, err = c.at.Eval(at); err != nil {
			return err
		}
	}
	f, near, err := c.finding(at, where.Value)
	if err != nil {
		return err
	}
	key := row
	if key == "" {
		key = f.Path
	}
	for _, u := range c.Unless {
		if e.said[key][u] {
			e.tell(c, at, Overruled, &f)
			return nil
		}
	}
	if e.said[key] == nil {
		e.said[key] = map[string]bool{}
	}
	e.said[key][c.Code], e.said[key][c.ID()] = true, true
	if near {
		e.near = append(e.near, len(e.list))
	}
	e.list = append(e.list, f)
	e.tell(c, at, Failed, &f)
	return nil
}

// finding is what a check says about a value; near, that note-when made a note of it.
func (c *compiled) finding(at model.At, v *model.Value) (f finding.Finding, near bool, err error) {
	f.Code, f.Case, f.Severity = c.Code, c.Case, c.severity
	if v != nil {
		f.Path, f.Place = v.Path, Place(at.Record(), v)
		f.Pos = finding.Pos{File: at.Record().File, Line: v.Line, Col: v.Col}
		if v.Field.Kind != model.Group && v.Field.Kind != model.Rows {
			f.Printed = v.Shown("")
		} else {
			f.Wide = true
		}
	}
	for _, t := range []struct {
		to   *string
		text text
	}{{&f.Expected, c.expected}, {&f.Sum, c.sum}, {&f.Message, c.message}, {&f.English, c.english}, {&f.Hint, c.hint}, {&f.Advice, c.advice}} {
		if *t.to, err = t.text.String(at); err != nil {
			return f, false, err
		}
	}
	if c.strict != nil && f.Severity == c.Severity { // a rule that grades it otherwise wins
		if yes, _, err := c.strict.Holds(at); err != nil || yes {
			f.Severity = finding.Error
			if err != nil {
				return f, false, err
			}
		}
	}
	if c.lenient != nil && c.severity == c.Severity {
		if near, _, err = c.lenient.Holds(at); err != nil {
			return f, false, err
		}
		if near {
			f.Severity = finding.Note
		}
	}
	for _, x := range c.readings {
		r, err := x.Eval(at)
		if err != nil {
			return f, false, err
		}
		if said := Say(r, ""); said != "" {
			f.Readings = append(f.Readings, said)
		}
	}
	return f, near, nil
}

// Place is where a value is on the form, in words: 绩效指标 第 3 行“智能窗口办件量” 得分. An item is called by the fields the
// form's Summary.Rows names, else by its first required text, else by its first text.
func Place(r *model.Record, v *model.Value) string {
	return pointer.Path(v.Path).PlaceWith(func(row pointer.Path) string {
		x := r.At(string(row))
		for _, name := range append(slices.Clone(r.Form.Summary.Rows), firstText(x.Field)) {
			if t := x.Get(name); t != nil && strings.TrimSpace(t.Text) != "" {
				return strings.Join(strings.Fields(t.Text), "")
			}
		}
		return ""
	})
}

// firstText is the name of the first required text of a list, else of its first text; empty if it has none.
func firstText(list *model.Field) string {
	first := ""
	for _, f := range list.Fields {
		if f.Kind == model.Text && f.Required {
			return f.Name
		}
		if f.Kind == model.Text && first == "" {
			first = f.Name
		}
	}
	return first
}
