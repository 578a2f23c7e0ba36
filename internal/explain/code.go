package explain

import (
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// FormChecks is what one form means by a code of a check.
type FormChecks struct {
	Form   string      `json:"form"`
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Checks []codeCheck `json:"checks"`
}

type codeCheck struct {
	ID       string           `json:"check"`
	Name     string           `json:"name"`
	Severity finding.Severity `json:"severity"`
	Message  string           `json:"message"`
	English  string           `json:"english,omitempty"`
	Hint     string           `json:"hint,omitempty"`
}

// Code is what each form of the library means by a code, or by one case of it; known are the codes they have.
func Code(library *templates.Library, code, kind string) (out []FormChecks, known []string, err error) {
	var forms []string
	for _, l := range library.List() {
		if f := path.Dir(l.ID); !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	for _, form := range forms {
		file, err := library.Checks(form)
		if err != nil {
			return nil, nil, err
		}
		x := FormChecks{Form: form, Code: code, Name: file.Names[code]}
		for _, c := range file.Checks {
			known = append(known, c.Code)
			if c.Code == code && (kind == "" || c.Case == kind) {
				x.Checks = append(x.Checks, described(c))
			}
		}
		if x.Checks != nil {
			out = append(out, x)
		}
	}
	return out, known, nil
}

func described(c check.Check) codeCheck {
	return codeCheck{ID: c.ID(), Name: c.Name, Severity: c.Severity, Message: c.Message, English: c.English, Hint: c.Hint}
}

// Text tells what a form checks under a code. Messages hold the expressions whose values a finding shows.
func (x FormChecks) Text(w io.Writer) {
	fmt.Fprintf(w, "%s  %s（表单 %s）\n", x.Code, x.Name, x.Form)
	for _, c := range x.Checks {
		fmt.Fprintf(w, "\n%s %s %s\n  %s\n", c.ID, c.Severity.Chinese(), c.Name, c.Message)
		if c.Hint != "" {
			fmt.Fprintf(w, "  怎么办：%s\n", c.Hint)
		}
	}
}
