package check

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Collector gathers what the checks over a set of forms need: a few short texts a form, never the forms themselves.
// The forms may be of any kinds and layouts: a check over the set is run once, over those whose layout has what it
// names and does not switch it off. The zero value is ready.
type Collector struct {
	sets  []*Set
	given []*Given // of each set: the other papers, as it reads them
	batch []*Given // of each set: its records that are papers for the others
	forms keep
	texts []string // room for those of one form
}

// Spill lets the texts of many forms be put where open says, in place of memory; the first Add comes after it. Close
// gives it back.
func (c *Collector) Spill(open func() (Scratch, error)) { c.forms.open = open }

// Close gives back what Spill opened; nothing is asked of the Collector after it.
func (c *Collector) Close() error { return c.forms.close() }

// Add takes one form into the set. s are its checks, given the other papers as these read them.
func (c *Collector) Add(s *Set, given *Given, r *model.Record) error {
	n := slices.Index(c.sets, s)
	if n < 0 {
		n, c.sets = len(c.sets), append(c.sets, s)
		c.given, c.batch = append(c.given, nil), append(c.batch, nil)
	}
	if c.given[n] == nil {
		c.given[n] = given
	}
	texts := append(c.texts[:0], r.File, r.Name)
	at := r.Root()
	for _, col := range s.collect {
		v, err := col.expr.Eval(at)
		if err != nil {
			return unable(&finding.Pos{}, "collect 的“"+col.name+"”", r.Name, err)
		}
		text := v.String()
		if v.Kind == model.IsNumber {
			text = Say(v, "")
		}
		texts = append(texts, text)
	}
	err := c.forms.add(n, r.Index, texts)
	clear(texts) // they would keep the whole record in memory
	c.texts = texts[:0]
	if err != nil {
		return err
	}
	return c.paper(n, r)
}

// paper keeps a record that is a paper for other forms of the batch.
func (c *Collector) paper(n int, r *model.Record) error {
	s := c.sets[n]
	if !slices.ContainsFunc(s.file.Given, func(m Material) bool { return m.Batch && slices.Contains(m.Forms, s.form.ID) }) {
		return nil
	}
	t, err := s.taker()
	if err != nil {
		return err
	}
	if c.batch[n] != nil {
		t.to = c.batch[n]
	}
	c.batch[n] = t.to
	t.unit, t.from = unitOf(s.form, s.params), finding.Form{File: r.File, Index: r.Index, Record: strings.Clone(r.Name)}
	for i := range s.file.Given {
		m := &s.file.Given[i] // one that lacks what tells where it belongs is its own finding
		if m.Batch && slices.Contains(m.Forms, s.form.ID) && !t.lacks(m, record{r.Body}, nil) {
			if err := t.named(m, record{r.Body}, nil, finding.Finding{Code: "CHECK-GIVEN"}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Findings runs the checks over the set. Record is what the group is called, 全部 for the whole set; Forms are those that
// a finding rests on.
func (c *Collector) Findings() (finding.List, error) {
	if c.forms.len() == 0 {
		return nil, nil
	}
	x := &crossing{Collector: c, said: map[string]map[int]bool{}}
	var done []string
	for n, s := range c.sets {
		for _, k := range s.checks {
			if id := k.ID() + "\x00" + k.element; k.set != -1 && !slices.Contains(done, id) {
				done = append(done, id)
				if err := x.check(n, k); err != nil {
					return nil, unable(&k.Pos, "校验“"+k.ID()+"”", "", err)
				}
			}
		}
	}
	return x.list, c.forms.wrong
}
