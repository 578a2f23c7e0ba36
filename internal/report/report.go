// Package report tells people what the checks have found. In: the findings of each form, one form after the other. Out: readable text,
// JSON Lines, a summary, or a workbook (问题清单) to send back to the units.
package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Form is what is told of one form.
type Form struct {
	File     string       `json:"file"`
	Index    int          `json:"index"`              // which record of the file, from 1
	Record   string       `json:"record,omitempty"`   // 项目名称
	Unit     string       `json:"unit,omitempty"`     // 实施单位
	Layout   string       `json:"layout,omitempty"`   // with version
	Total    string       `json:"total,omitempty"`    // 总分 as printed
	Grade    string       `json:"grade,omitempty"`    // 优 良 …
	Computed []Computed   `json:"computed,omitempty"` // fields the record left out
	Findings finding.List `json:"findings"`
}

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
	English bool
}

// Text writes the report of one form.
func Text(w io.Writer, f Form, o Options) {
	if o.English {
		textEnglish(w, f, o)
		return
	}
	e, warn, n := count(f.Findings)
	name := f.Record
	if f.Unit != "" {
		name += "（" + f.Unit + "）"
	}
	where := f.File
	if f.Index > 1 {
		where += fmt.Sprintf(" 第 %d 条", f.Index)
	}
	fmt.Fprintf(w, "%s  %s\n", where, name)
	if len(f.Findings) == 0 {
		fmt.Fprintf(w, "  没有发现问题\n\n")
		return
	}
	fmt.Fprintf(w, "  %s\n", counts(e, warn, n))
	list(w, f.Findings, o)
	fmt.Fprintln(w)
}

// Set writes what was found over the whole set.
func Set(w io.Writer, l finding.List, o Options) {
	if len(l) == 0 {
		return
	}
	if o.English {
		fmt.Fprintln(w, "over the whole set")
		listEnglish(w, l, o)
	} else {
		fmt.Fprintln(w, "整批表放在一起看")
		list(w, l, o)
	}
	fmt.Fprintln(w)
}

func list(w io.Writer, l finding.List, o Options) {
	k := 0
	for _, f := range l {
		if f.Severity > o.Level {
			continue
		}
		k++
		place := f.Place
		if place == "" {
			place = f.Record
		}
		if o.Codes {
			place = strings.TrimSpace(place + "  [" + strings.TrimSpace(code(f)+" "+f.Path) + "]")
		}
		fmt.Fprintf(w, "  %d. %s　%s\n", k, f.Severity.Chinese(), place)
		fmt.Fprintf(w, "     %s\n", f.Message)
		if f.Printed != "" || f.Expected != "" {
			var parts []string
			if f.Printed != "" {
				parts = append(parts, "表上："+clip(f.Printed))
			}
			if f.Expected != "" {
				parts = append(parts, "应为："+clip(f.Expected))
			}
			fmt.Fprintf(w, "     %s\n", strings.Join(parts, "　"))
		}
		if f.Sum != "" {
			fmt.Fprintf(w, "     算式：%s\n", f.Sum)
		}
		if f.Hint != "" {
			fmt.Fprintf(w, "     怎么办：%s\n", f.Hint)
		}
	}
}

// code is the code with its case: F2.舍入.
func code(f finding.Finding) string {
	if f.Case == "" {
		return f.Code
	}
	return f.Code + "." + f.Case
}

// clip shortens a long text for the screen; the workbook and JSON have it whole.
func clip(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return string(r)
}

func count(l finding.List) (errors, warnings, notes int) {
	for _, f := range l {
		switch f.Severity {
		case finding.Error:
			errors++
		case finding.Warning:
			warnings++
		default:
			notes++
		}
	}
	return
}

func counts(e, w, n int) string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{e, "错误"}, {w, "警告"}, {n, "提示"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 处", p.word, p.n))
		}
	}
	return strings.Join(parts, "，")
}

// JSON writes v as one line.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Summary counts what was found over many forms; the zero value is ready. It keeps a line a kind and a line a unit.
type Summary struct {
	Forms    int            `json:"forms"`
	Faulty   int            `json:"faulty"` // forms with an error
	Clean    int            `json:"clean"`  // forms without a finding
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Notes    int            `json:"notes"`
	Kinds    []*Kind        `json:"kinds"`
	Units    []*Unit        `json:"units"`
	Grades   map[string]int `json:"grades,omitempty"`
	Changed  []Change       `json:"changed,omitempty"` // checks switched off or re-graded
	kinds    map[string]*Kind
	units    map[string]*Unit
}

// Kind is how often one check spoke.
type Kind struct {
	Code     string           `json:"code"`
	Name     string           `json:"name"`
	Severity finding.Severity `json:"severity"`
	Count    int              `json:"count"`
	Forms    int              `json:"forms"`
}

// Unit is what was found in the forms of one unit.
type Unit struct {
	Name     string `json:"name"`
	Forms    int    `json:"forms"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
}

// Change is a check that did not run or ran with another severity.
type Change struct {
	Layout string `json:"layout"`
	ID     string `json:"check"`
	Name   string `json:"name"`
	Why    string `json:"why"`
}

// Add counts a form; name tells what a code is called.
func (s *Summary) Add(f Form, name func(code string) string) {
	if s.kinds == nil {
		s.kinds, s.units, s.Grades = map[string]*Kind{}, map[string]*Unit{}, map[string]int{}
	}
	e, w, n := count(f.Findings)
	s.Forms++
	s.Errors, s.Warnings, s.Notes = s.Errors+e, s.Warnings+w, s.Notes+n
	if e > 0 {
		s.Faulty++
	}
	if e+w+n == 0 {
		s.Clean++
	}
	if f.Grade != "" {
		s.Grades[f.Grade]++
	}
	if f.Unit != "" {
		u := s.units[f.Unit]
		if u == nil {
			u = &Unit{Name: strings.Clone(f.Unit)}
			s.units[u.Name] = u
			s.Units = append(s.Units, u)
		}
		u.Forms, u.Errors, u.Warnings = u.Forms+1, u.Errors+e, u.Warnings+w
	}
	s.findings(f.Findings, name)
}

// AddSet counts the findings over the whole set.
func (s *Summary) AddSet(l finding.List, name func(code string) string) {
	if s.kinds == nil {
		s.kinds = map[string]*Kind{}
	}
	e, w, n := count(l)
	s.Errors, s.Warnings, s.Notes = s.Errors+e, s.Warnings+w, s.Notes+n
	s.findings(l, name)
}

func (s *Summary) findings(l finding.List, name func(code string) string) {
	seen := map[string]bool{}
	for _, x := range l {
		key := x.Code + x.Severity.String()
		k := s.kinds[key]
		if k == nil {
			k = &Kind{Code: x.Code, Name: name(x.Code), Severity: x.Severity}
			s.kinds[key] = k
			s.Kinds = append(s.Kinds, k)
		}
		k.Count++
		if !seen[key] {
			seen[key] = true
			k.Forms++
		}
	}
}

// Sort puts kinds by severity and count, units with the most errors first.
func (s *Summary) Sort() {
	slices.SortFunc(s.Kinds, func(a, b *Kind) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	slices.SortFunc(s.Units, func(a, b *Unit) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), cmp.Compare(b.Warnings, a.Warnings), cmp.Compare(b.Forms, a.Forms), cmp.Compare(a.Name, b.Name))
	})
}

// shownUnits is how many of the worst units the readable summary names.
const shownUnits = 10

// Text writes the summary.
func (s *Summary) Text(w io.Writer, o Options) {
	s.Sort()
	if o.English {
		s.textEnglish(w, o)
		return
	}
	fmt.Fprintf(w, "共查 %d 张表：%d 张有错误，%d 张没有问题。", s.Forms, s.Faulty, s.Clean)
	if c := counts(s.Errors, s.Warnings, s.Notes); c != "" {
		fmt.Fprintf(w, "%s。", c)
	}
	fmt.Fprintln(w)
	if len(s.Kinds) > 0 && s.Forms > 1 {
		fmt.Fprintln(w, "各类问题")
		for _, k := range s.Kinds {
			if k.Severity > o.Level {
				continue
			}
			code := ""
			if o.Codes {
				code = k.Code + " "
			}
			fmt.Fprintf(w, "  %s　%s%s　%d 处，%d 张表\n", k.Severity.Chinese(), code, k.Name, k.Count, k.Forms)
		}
	}
	if len(s.Units) > 1 {
		fmt.Fprintln(w, "问题最多的单位")
		for i, u := range s.Units {
			if i == shownUnits || u.Errors+u.Warnings == 0 {
				break
			}
			fmt.Fprintf(w, "  %s　%d 张表，错误 %d 处，警告 %d 处\n", u.Name, u.Forms, u.Errors, u.Warnings)
		}
	}
	if len(s.Changed) > 0 {
		fmt.Fprintln(w, "没有启用或改了级别的校验")
		for _, c := range gather(s.Changed, o.Codes) {
			fmt.Fprintf(w, "  %s\n", c)
		}
	}
}

// maxNamed is how many checks one line names; the workbook and JSON name all.
const maxNamed = 8

// gather puts changes with one reason on one line.
func gather(l []Change, codes bool) (out []string) {
	names := map[string][]string{}
	var order []string
	for _, c := range l {
		if names[c.Why] == nil {
			order = append(order, c.Why)
		}
		n := c.Name
		if codes {
			n = c.ID + " " + n
		}
		if !slices.Contains(names[c.Why], n) {
			names[c.Why] = append(names[c.Why], n)
		}
	}
	for _, why := range order {
		l, more := names[why], ""
		if len(l) > maxNamed {
			l, more = l[:maxNamed], fmt.Sprintf(" 等 %d 项", len(l))
		}
		out = append(out, why+"："+strings.Join(l, "、")+more)
	}
	return out
}
