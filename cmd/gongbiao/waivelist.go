package main

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/finding"
)

// waived is a waiver of a record as --list tells it.
type waived struct {
	File   string `json:"file"`
	Index  int    `json:"index"`
	Record string `json:"record,omitempty"`
	State  string `json:"state"` // holds, lapsed, idle, twice; set: it is about several forms
	finding.Waiver
	Message string `json:"message,omitempty"` // why it does not hold
}

// stateWords are the states for people.
var stateWords = map[string][2]string{"holds": {"有效", "holds"}, "lapsed": {"已失效", "lapsed"},
	"idle": {"没有对上问题", "answers nothing"}, "twice": {"没有用", "not used"}, "set": {"整批的", "of the set"}}

// told are the waivers of a record and what has become of them.
func told(input string, index int, o *audit.Outcome) (out []waived) {
	if o.Record == nil {
		return nil
	}
	for _, w := range o.Waivers {
		x := waived{File: input, Index: index, Record: o.Record.Name, State: "set", Waiver: w}
		for _, f := range o.Findings {
			switch {
			case f.Waived != nil && f.Waived.Pos == w.Pos:
				x.State = "holds"
			case !strings.HasPrefix(f.Code, "WAIVER-") || f.Pos != w.Pos || f.Code == "WAIVER-LASTS":
			default:
				x.State, x.Message = strings.ToLower(strings.TrimPrefix(f.Code, "WAIVER-")), f.Message
			}
		}
		out = append(out, x)
	}
	return out
}

// listed prints the waivers of all records.
func (w *waiving) listed() error {
	if w.json {
		for _, x := range w.all {
			if err := report.JSON(w.stdout, x); err != nil {
				return err
			}
		}
		return w.stdout.err
	}
	lang := 0
	if w.lang == "en" {
		lang = 1
	}
	of := ""
	for i, x := range w.all {
		if key := fmt.Sprint(x.File, x.Index); key != of {
			of = key
			fmt.Fprintf(w.people(), "%s  %s\n", x.File, x.Record)
		}
		fmt.Fprintf(w.people(), "  %d. %s  %s %s\n     %s  （%s，%s）\n", i+1, stateWords[x.State][lang], x.Code, x.At, x.Reason, x.By, x.Date)
		if x.Message != "" && lang == 0 {
			fmt.Fprintf(w.people(), "     %s\n", x.Message)
		}
	}
	if len(w.all) == 0 {
		w.sayf("没有说明")
	}
	return w.stdout.err
}
