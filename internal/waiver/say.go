package waiver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// codes are the codes findings may have.
type codes struct {
	all      []string
	own, set map[string]bool // checks of one form, and those over several, with and without their case
	off      map[string]bool // checks that do not run
}

func codesOf(s *check.Set) codes {
	c := codes{own: map[string]bool{}, set: map[string]bool{}, off: map[string]bool{}}
	for _, k := range s.Checks() {
		to := c.own
		if k.Set != "" {
			to = c.set
		}
		for _, id := range []string{k.Code, k.ID()} {
			to[id] = true
			c.all = append(c.all, id)
		}
	}
	for _, k := range s.Skipped() {
		code, _, _ := strings.Cut(k.ID, ".")
		for _, id := range []string{code, k.ID} {
			c.off[id] = true
			c.all = append(c.all, id)
		}
	}
	slices.Sort(c.all)
	c.all = slices.Compact(c.all)
	return c
}

func (c codes) known(code string) bool {
	if c.own[code] || c.set[code] || c.off[code] {
		return true
	}
	_, ok := finding.Lookup(code)
	return ok
}

// about begins what is said of a waiver.
func about(w finding.Waiver) string {
	s := "对“" + finding.Short(w.Code)
	if w.At != "" {
		s += " " + finding.Short(w.At)
	}
	return fmt.Sprintf("%s”的说明（%s，%s）", s, finding.Short(w.By), finding.Short(w.Date))
}

func (j *judge) add(w finding.Waiver, f finding.Finding) {
	f.Pos, f.Record = w.Pos, j.Record.Name
	j.out = append(j.out, f)
}

// lapsed says that the cells a finding rests on are no longer as they were.
func (j *judge) lapsed(w finding.Waiver, f finding.Finding, why string) {
	j.add(w, Lapsed(w, f, why))
}

// Lapsed is the finding that a waiver no longer holds.
func Lapsed(w finding.Waiver, f finding.Finding, why string) finding.Finding {
	return finding.Finding{Code: "WAIVER-LAPSED", Severity: finding.Warning, Path: f.Path, Place: f.Place,
		Message: about(w) + "已失效：" + why + "。",
		English: "the answer to " + f.ID() + " has lapsed: a cell it rests on has changed",
		Hint:    "再核对；还要说明的，用 gongbiao waive 重新写；不用的删去"}
}

// lasting is the finding that a waiver does not know when it lapses.
func lasting(w finding.Waiver, f finding.Finding) finding.Finding {
	return finding.Finding{Code: "WAIVER-LASTS", Severity: finding.Note, Path: f.Path, Place: f.Place,
		Message: about(w) + "没有写明当时表上是什么（所见），以后这些格改了，它也不会自己失效。",
		English: "the answer to " + f.ID() + " does not say what was seen, so it will not lapse by itself",
		Hint:    "用 gongbiao waive 再写一次，就会记下"}
}

// second is the finding that another waiver speaks of the same finding.
func second(w finding.Waiver, f finding.Finding, other finding.Waiver) finding.Finding {
	return finding.Finding{Code: "WAIVER-TWICE", Severity: finding.Note, Path: f.Path, Place: f.Place,
		Message: fmt.Sprintf("%s没有用：同一个问题有 %s（%s）的说明。", about(w), finding.Short(other.By), finding.Short(other.Date)),
		English: "the same finding has another answer, and this one is not used", Hint: "删去不用的一项"}
}

// gone says that what a waiver answers is not found any more, with what is nearest to it.
func (j *judge) gone(w finding.Waiver, paths []string) {
	place := j.places.said(paths[0])
	hint := "不用的删去"
	var here, elsewhere []int
	for i, f := range j.Findings {
		code, _, _ := strings.Cut(w.Code, ".")
		switch {
		case slices.Contains(paths, f.Path):
			here = append(here, i)
		case f.Code == code:
			elsewhere = append(elsewhere, i)
		}
	}
	switch {
	case j.codes.off[w.Code] && !j.codes.own[w.Code]:
		hint = "这条校验没有启用"
	case elsewhere != nil && !j.answered(elsewhere):
		hint = "这个代码现在说的是：" + j.said(elsewhere)
	case here != nil:
		hint = "这个位置现在的问题是：" + j.said(here)
	}
	j.idle(w, place, "那里没有这个问题", hint, "there is no such finding at that place")
	if len(paths) == 1 {
		j.out[len(j.out)-1].Path = paths[0]
	}
}

// answered says whether every one of the findings has an answer at its very place: then none of them is what was meant.
func (j *judge) answered(l []int) bool {
	for _, i := range l {
		if j.answers[keyOf(j.Findings[i])] == nil {
			return false
		}
	}
	return true
}

// idle says that a waiver answers nothing.
func (j *judge) idle(w finding.Waiver, place, why, hint, english string) {
	f := Idle(w, why, hint, english)
	f.Place = place
	j.add(w, f)
}

// Idle is the finding that a waiver answers nothing.
func Idle(w finding.Waiver, why, hint, english string) finding.Finding {
	return finding.Finding{Code: "WAIVER-IDLE", Severity: finding.Note, Message: about(w) + "没有对上问题：" + why + "。",
		English: "an answer to " + finding.Short(w.Code) + " answers nothing: " + english, Hint: hint}
}
