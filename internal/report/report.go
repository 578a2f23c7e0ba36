// Package report tells people what the checks have found. In: the findings of each form, one form after the other.
// Out: readable text, JSON Lines, a summary, or a workbook (问题清单) to send back to the units.
package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
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
	say := o.words()
	where, name := f.File, f.Record
	if f.Index > 1 {
		where += fmt.Sprintf(say.record, f.Index)
	}
	if f.Unit != "" {
		name += fmt.Sprintf(say.of, f.Unit)
	}
	fmt.Fprintf(w, "%s  %s\n", where, name)
	if len(f.Findings) == 0 {
		fmt.Fprintf(w, "  %s\n\n", say.clean)
		return
	}
	fmt.Fprintf(w, "  %s\n", say.tallied(count(f.Findings)))
	list(w, f.Findings, o)
	fmt.Fprintln(w)
}

// Set writes what was found over the whole set.
func Set(w io.Writer, l finding.List, o Options) {
	if len(l) == 0 {
		return
	}
	fmt.Fprintln(w, o.words().set)
	list(w, l, o)
	fmt.Fprintln(w)
}

func list(w io.Writer, l finding.List, o Options) {
	say, k := o.words(), 0
	for _, f := range l {
		if f.Severity > o.Level {
			continue
		}
		k++
		fmt.Fprintf(w, "  %d. %s\n     %s\n", k, say.head(f, o.Codes), say.message(f))
		var beside []string
		for _, x := range []struct{ word, text string }{{say.printed, f.Printed}, {say.expected, f.Expected}} {
			if x.word != "" && x.text != "" {
				beside = append(beside, x.word+clip(x.text))
			}
		}
		if beside != nil {
			fmt.Fprintf(w, "     %s\n", strings.Join(beside, say.gap))
		}
		for _, x := range []struct{ word, text string }{{say.sum, f.Sum}, {say.readings, either(f, "；")},
			{say.todo, say.hint(f)}} {
			if x.word != "" && x.text != "" {
				fmt.Fprintf(w, "     %s%s\n", x.word, x.text)
			}
		}
	}
}

// head is severity, code and place of a finding.
func (say *words) head(f finding.Finding, codes bool) string {
	head, tag := say.severity(f.Severity), f.Path
	if say.codes {
		head += " " + code(f)
	} else {
		tag = strings.TrimSpace(code(f) + " " + f.Path)
	}
	place := cmp.Or(f.Place, f.Record)
	if codes && tag != "" {
		place = strings.TrimSpace(place + "  [" + tag + "]")
	}
	return head + say.gap + place
}

// code is the code with its case: F2.舍入.
func code(f finding.Finding) string {
	if f.Case == "" {
		return f.Code
	}
	return f.Code + "." + f.Case
}

// either is the ways to read what a question is about, counted.
func either(f finding.Finding, between string) string {
	var out []string
	for i, r := range f.Readings {
		out = append(out, fmt.Sprintf("（%d）%s", i+1, r))
	}
	return strings.Join(out, between)
}

// clip shortens a long text for the screen; the workbook and JSON have it whole.
func clip(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return string(r)
}

// counts are how many errors, warnings and notes there are.
type counts [3]int

func count(l finding.List) (n counts) {
	for _, f := range l {
		n[f.Severity]++
	}
	return n
}

// tallied says how many of each there are, zeros left out.
func (say *words) tallied(n counts) string {
	var parts []string
	for i, word := range say.counts {
		if n[i] > 0 {
			parts = append(parts, fmt.Sprintf(word, n[i]))
		}
	}
	return strings.Join(parts, say.comma)
}

// JSON writes v as one line.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
