package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// codeLike is what somebody may have meant as a code: DATA-RATE, F2, F2.舍入.
var codeLike = regexp.MustCompile(`^[A-Za-z]+[0-9]*(-[A-Za-z0-9]+)*(\.\p{Han}+)?$`)

// explainCode prints what the registry, or a form of the library, says of a code.
func (a *app) explainCode(c *cobra.Command, given string) error {
	if _, err := os.Stat(given); err == nil || !codeLike.MatchString(given) {
		return usagef("参数的个数不对，应写成：%s", c.UseLine())
	}
	code, kind, _ := strings.Cut(given, ".")
	code = strings.ToUpper(code)
	if e, ok := finding.Lookup(code); ok && kind == "" {
		if a.json {
			return a.printJSON(e)
		}
		if a.lang == "en" {
			fmt.Fprintf(a.people(), "%s  %s\n\n%s\n", e.Code, e.English, e.AboutEnglish)
		} else {
			fmt.Fprintf(a.people(), "%s  %s\n\n%s\n", e.Code, e.Name, e.About)
		}
		return nil
	}
	of, known, err := a.checksOf(code, kind)
	switch {
	case err != nil:
		return err
	case len(of) > 0 && a.json:
		return a.printJSON(of)
	case len(of) > 0:
		for i, x := range of {
			if i > 0 {
				fmt.Fprintln(a.people())
			}
			x.text(a.people(), code)
		}
		return nil
	}
	for _, e := range finding.Registry() {
		known = append(known, e.Code)
	}
	if near := alike.Nearest(code, known); near != "" {
		return usagef("没有“%s”这个代码，%s", given, meant{near})
	}
	return usagef("没有“%s”这个代码；全部代码见 docs/findings.md，校验的代码见 gongbiao template doc 版式", given)
}

// formChecks is what one form means by a code of a check.
type formChecks struct {
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

// checksOf is what each form of the library means by a code, or by one case of it; known are the codes they have.
func (a *app) checksOf(code, kind string) (out []formChecks, known []string, err error) {
	library, err := a.library()
	if err != nil {
		return nil, nil, err
	}
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
		x := formChecks{Form: form, Code: code, Name: file.Names[code]}
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

// text tells what a form checks under a code. Messages hold the expressions whose values a finding shows.
func (x formChecks) text(w io.Writer, code string) {
	fmt.Fprintf(w, "%s  %s（表单 %s）\n", code, x.Name, x.Form)
	for _, c := range x.Checks {
		fmt.Fprintf(w, "\n%s %s %s\n  %s\n", c.ID, c.Severity.Chinese(), c.Name, c.Message)
		if c.Hint != "" {
			fmt.Fprintf(w, "  怎么办：%s\n", c.Hint)
		}
	}
}
