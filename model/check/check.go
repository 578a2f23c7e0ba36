// Package check runs the checks of a form (勾稽校验). In: checks as data, as form.yaml writes them, a model.Form and records of it.
// Out: findings a clerk can read: where, what stands there, what was expected, the sum that was tried, what to do.
//
// A check is an expression that must hold. What no expression can say is a function of this package offered to the expressions
// (达成, 应得分, 单位关系, …). Names are looked up when the checks are compiled, so a misspelt field is an error of the form file,
// with the nearest known name. What the checks say about targets and actual values rests on internal/quantity.
package check

import (
	"github.com/gongbiao/gongbiao/model/finding"
)

// Check is one check as the form file writes it. Texts may hold {expression} or {expression:format}; $名 stands for an element of Each.
type Check struct {
	Code     string           // F1; stable, several checks may share it
	Case     string           // tells checks of one code apart: F2.舍入; may be empty
	Name     string           // short name for lists and summaries: 资金分项之和
	Severity finding.Severity // as the form grades it
	Off      bool             // not run unless switched on by a layout or a rules file
	Each     []string         // the check once for each of these, put in for $As; one with ? at its end only where the form has it
	As       string
	Rows     string   // path of a list: the check once for each row, names looked up in the row first
	Groups   []string // with Rows: once for each group of rows with equal values in these fields; 本组 is the group
	Set      string   // a name of collect: once for each group of forms with an equal value, 本组 are the forms; 全部 for all in one
	Let      []Let
	When     string   // condition; the check is silent unless it holds
	Holds    string   // what must hold; absent means it cannot be decided, and is silent
	At       string   // the value the finding is about
	Unless   []string // silent where one of these codes has spoken of the same row, or of the same value outside rows
	Expected string
	Sum      string
	Message  string
	English  string // the message in English, in which nothing is put in
	Hint     string
	Pos      finding.Pos
}

// Let is a name for an expression, usable in the expressions after it and in the texts.
type Let struct {
	Name, Expr string
	Pos        finding.Pos
}

// ID is the code with the case: F2.舍入.
func (c *Check) ID() string {
	if c.Case == "" {
		return c.Code
	}
	return c.Code + "." + c.Case
}

// File is everything a form file says about checks.
type File struct {
	ReadAs  []Let             // what names mean in all checks, unless the layout says otherwise
	Names   map[string]string // what each code is called, for summaries
	Given   []Material        // other papers the form may be held against
	Collect []Let             // what each form gives to the checks over a set
	Checks  []Check
}
