package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// The report in English. Places, names of units and projects, and hints are those of the form. Codes are always told, for the names of
// the kinds are Chinese.

func textEnglish(w io.Writer, f Form, o Options) {
	where, name := f.File, f.Record
	if f.Index > 1 {
		where += fmt.Sprintf(" record %d", f.Index)
	}
	if f.Unit != "" {
		name += " (" + f.Unit + ")"
	}
	fmt.Fprintf(w, "%s  %s\n", where, name)
	if len(f.Findings) == 0 {
		fmt.Fprintf(w, "  no problem found\n\n")
		return
	}
	fmt.Fprintf(w, "  %s\n", countsEnglish(count(f.Findings)))
	listEnglish(w, f.Findings, o)
	fmt.Fprintln(w)
}

func listEnglish(w io.Writer, l finding.List, o Options) {
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
		if o.Codes && f.Path != "" {
			place += "  [" + f.Path + "]"
		}
		fmt.Fprintf(w, "  %d. %s %s  %s\n     %s\n", k, f.Severity, code(f), place, f.InEnglish())
		if hint := f.EnglishHint(); hint != "" {
			fmt.Fprintf(w, "     hint: %s\n", hint)
		}
	}
}

func countsEnglish(e, w, n int) string {
	return fmt.Sprintf("errors %d, warnings %d, notes %d", e, w, n)
}

func (s *Summary) textEnglish(w io.Writer, o Options) {
	fmt.Fprintf(w, "forms checked: %d, with errors %d, without a finding %d; %s\n", s.Forms, s.Faulty, s.Clean, countsEnglish(s.Errors, s.Warnings, s.Notes))
	if len(s.Kinds) > 0 && s.Forms > 1 {
		fmt.Fprintln(w, "kinds of problems")
		for _, k := range s.Kinds {
			if k.Severity <= o.Level {
				fmt.Fprintf(w, "  %s %s: %d, in forms: %d\n", k.Severity, k.Code, k.Count, k.Forms)
			}
		}
	}
	if len(s.Units) > 1 {
		fmt.Fprintln(w, "units with the most problems")
		for i, u := range s.Units {
			if i == shownUnits || u.Errors+u.Warnings == 0 {
				break
			}
			fmt.Fprintf(w, "  %s: forms %d, errors %d, warnings %d\n", u.Name, u.Forms, u.Errors, u.Warnings)
		}
	}
	var changed []string
	for _, c := range s.Changed {
		if !slices.Contains(changed, c.ID) {
			changed = append(changed, c.ID)
		}
	}
	if len(changed) > 0 {
		fmt.Fprintf(w, "checks switched off or re-graded: %s\n", strings.Join(changed, ", "))
	}
}
