// Package waiver holds findings against what somebody has answered to them. In: a checked record with its findings,
// and waivers (豁免): code, place, reason, hand, date. Out: the findings, those that are answered marked as such, none
// hidden; and findings about the waivers: one that has lapsed, one that answers nothing, one that cannot lapse.
//
// A waiver lapses when a cell that its finding rests on is no longer as it was seen. It can know that only if it says
// what was seen, which See gives and the command waive writes; one without holds until somebody takes it away. Waivers
// stand in the record itself, or in a file beside it (Book); Add, Remove and Edit change the text of either and
// nothing else in it.
package waiver

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Case is a checked record and what was answered to it.
type Case struct {
	Record   *model.Record
	Checks   *check.Set
	Given    *check.Given
	Findings finding.List
	Waivers  []finding.Waiver // of the record, then those of a file beside it
}

// Apply gives the findings with those that are answered marked, and findings about the waivers, errors first. Waivers
// of checks over several forms are left over, for Together.
func (c Case) Apply() (finding.List, []finding.Waiver, error) {
	if len(c.Waivers) == 0 {
		return c.Findings, nil, nil
	}
	j := &judge{Case: c, out: slices.Clone(c.Findings), codes: codesOf(c.Checks), at: map[string][]int{},
		answers: map[string][]int{}}
	for i, f := range j.out {
		j.at[f.Path] = append(j.at[f.Path], i)
	}
	for i := range c.Waivers {
		j.place(i)
	}
	if err := j.hold(); err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(j.out, func(a, b finding.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	return j.out, j.left, nil
}

// judge is the answering of one record.
type judge struct {
	Case
	out     finding.List
	codes   codes
	places  *places          // made when a waiver asks
	at      map[string][]int // findings by path
	answers map[string][]int // by finding, as check.Uses tells them apart: the waivers that speak of it
	order   []string         // of answers
	left    []finding.Waiver
	guessed int // how often somebody was asked what he may have meant
}

// guess says whether to look for what may have been meant: not for thousands of waivers of one record.
func (j *judge) guess() bool {
	const most = 100
	j.guessed++
	return j.guessed <= most
}

// place finds the findings that a waiver speaks of.
func (j *judge) place(i int) {
	w := &j.Waivers[i]
	switch {
	case j.codes.set[w.Code] && !j.codes.own[w.Code]:
		j.left = append(j.left, *w)
		return
	case !j.codes.known(w.Code):
		hint := ""
		if j.guess() {
			hint = alike.DidYouMean(w.Code, j.codes.all)
		}
		j.idle(*w, "", fmt.Sprintf("没有“%s”这个代码", finding.Short(w.Code)), hint, "the code is not known")
		return
	}
	if j.places == nil {
		j.places = placesOf(j.Record)
	}
	at := where{paths: []string{""}}
	if w.At != "" {
		at = j.places.find(w.At)
	}
	any := j.hits(w.Code, at.paths)
	hits := slices.DeleteFunc(slices.Clone(any), func(i int) bool { return !strings.Contains(key(j.out[i].Message), key(w.Says)) })
	switch keys := j.keys(hits); {
	case len(any) > 0 && len(hits) == 0:
		j.lapsed(*w, j.out[any[0]], fmt.Sprintf("当时说的是“%s”，现在不是", finding.Short(w.Says)))
	case len(keys) == 0 && j.codes.set[w.Code]: // I2.表名 is of one form, I2 over several
		j.left = append(j.left, *w)
	case len(at.paths) == 0:
		hint := ""
		if j.guess() {
			if near := j.places.nearest(w.At); near != "" {
				hint = finding.DidYouMean(near)
			}
		}
		j.idle(*w, "", fmt.Sprintf("表上没有“%s”这个位置", finding.Short(w.At)), hint, "there is no such place")
	case len(keys) == 0:
		j.gone(*w, at.paths)
	case len(keys) > 1:
		j.idle(*w, "", "它可能说的是几个："+j.said(hits), "写全代码和位置，还分不清的用“问题”写明是哪一句，一个一项", "it may speak of several findings")
	case at.renamed:
		f := j.out[hits[0]]
		j.lapsed(*w, f, "这一行的名称变了，现在是“"+f.Place+"”")
	default:
		if j.answers[keys[0]] == nil {
			j.order = append(j.order, keys[0])
		}
		j.answers[keys[0]] = append(j.answers[keys[0]], i)
	}
}

// hits are the findings at paths under a code: that very check's, or those of any case of it if none is.
func (j *judge) hits(code string, paths []string) []int {
	var exact, cases []int
	for _, p := range paths {
		for _, i := range j.at[p] {
			if j.out[i].ID() == code {
				exact = append(exact, i)
			} else if j.out[i].Code == code {
				cases = append(cases, i)
			}
		}
	}
	if exact != nil {
		return exact
	}
	return cases
}

// keyOf tells findings apart: two of one check may be about one cell.
func keyOf(f finding.Finding) string { return f.ID() + "\x00" + f.Path + "\x00" + f.Message }

// keys are the findings as waivers tell them apart.
func (j *judge) keys(hits []int) (out []string) {
	for _, i := range hits {
		if k := keyOf(j.out[i]); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// said names findings.
func (j *judge) said(hits []int) string {
	var out []string
	for _, i := range hits {
		s := strings.TrimSpace(j.out[i].ID() + " " + j.out[i].Place)
		if j.several(j.out[i]) {
			s += "“" + finding.Short(j.out[i].Message) + "”"
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	const most = 3
	if len(out) > most {
		return strings.Join(out[:most], "；") + fmt.Sprintf(" 等 %d 处", len(out))
	}
	return strings.Join(out, "；")
}

// several says whether another finding has the code and the place of one.
func (j *judge) several(f finding.Finding) bool {
	return slices.ContainsFunc(j.at[f.Path], func(i int) bool { return j.out[i].ID() == f.ID() && keyOf(j.out[i]) != keyOf(f) })
}

// hold marks the findings whose waivers hold: of several for one finding the last that does.
func (j *judge) hold() error {
	var asked finding.List
	for _, k := range j.order {
		if slices.ContainsFunc(j.answers[k], func(i int) bool { return len(j.Waivers[i].Seen) > 0 }) {
			asked = append(asked, j.finding(k))
		}
	}
	now := map[string][]finding.Seen{}
	if len(asked) > 0 {
		uses, err := See(j.Case, asked)
		if err != nil {
			return err
		}
		for i, f := range asked {
			now[keyOf(f)] = uses[i]
		}
	}
	for _, k := range j.order {
		j.answer(k, now[k])
	}
	return nil
}

func (j *judge) finding(k string) finding.Finding {
	i := slices.IndexFunc(j.out, func(f finding.Finding) bool { return keyOf(f) == k })
	return j.out[i]
}

// answer marks one finding, or says why its waivers do not hold. now is what its cells hold.
func (j *judge) answer(k string, now []finding.Seen) {
	f := j.finding(k)
	list := j.answers[k]
	holds := -1
	for _, i := range list {
		if w := j.Waivers[i]; len(w.Seen) == 0 || len(changes(w.Seen, now, j.cell)) == 0 {
			holds = i
		}
	}
	last := holds
	if last < 0 {
		last = list[len(list)-1]
	}
	for _, i := range list {
		if i != last {
			j.add(j.Waivers[i], second(j.Waivers[i], f, j.Waivers[last]))
		}
	}
	w := j.Waivers[last]
	if holds < 0 {
		j.lapsed(w, f, tell(changes(w.Seen, now, j.cell)))
		return
	}
	for i := range j.out {
		if keyOf(j.out[i]) == k {
			j.out[i].Waived = &w
		}
	}
	if len(w.Seen) == 0 {
		j.add(w, lasting(w, f))
	}
}

// cell is what stands at a place.
func (j *judge) cell(place string) (string, bool) {
	at := j.places.find(place)
	if len(at.paths) != 1 || at.renamed {
		return "", false
	}
	return j.Record.At(at.paths[0]).Text, true
}

// See are what a waiver of each of these findings of the case keeps as seen.
func See(c Case, l finding.List) ([][]finding.Seen, error) {
	uses, err := c.Checks.Uses(c.Record, c.Given, l)
	if err != nil {
		return nil, err
	}
	for i, f := range l {
		if uses[i] == nil {
			uses[i] = spoken(f)
			if v := c.Record.At(f.Path); v != nil && f.Path != "" {
				uses[i] = append([]finding.Seen{{Place: f.Place, Text: v.Text}}, uses[i]...)
			}
		}
		uses[i] = kept(uses[i])
	}
	return uses, nil
}

// spoken is what is seen of a finding that no cells are known for: its sentence and its sum.
func spoken(f finding.Finding) []finding.Seen {
	return []finding.Seen{{Place: spokenPlace, Text: strings.TrimSpace(f.Message + " " + f.Sum)}}
}

// tell says what has changed.
func tell(l []change) string {
	const most = 3
	var out []string
	for _, c := range l[:min(len(l), most)] {
		switch {
		case strings.HasPrefix(c.place, restPlace):
			out = append(out, "算到的其他格变了")
		case c.place == spokenPlace:
			out = append(out, fmt.Sprintf("当时说的是“%s”", c.was))
		case c.is == "":
			out = append(out, fmt.Sprintf("%s 当时是“%s”，现在空着或没有了", c.place, c.was))
		case c.was == "":
			out = append(out, fmt.Sprintf("%s 当时空着或没有，现在是“%s”", c.place, c.is))
		default:
			out = append(out, fmt.Sprintf("%s 当时是“%s”，现在是“%s”", c.place, c.was, c.is))
		}
	}
	if len(l) > most {
		return strings.Join(out, "；") + fmt.Sprintf("；共变了 %d 处", len(l))
	}
	return strings.Join(out, "；")
}
