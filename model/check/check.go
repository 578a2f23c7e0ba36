// Package check runs the checks of a form (勾稽校验). In: checks as data, as form files write them, a model.Form and
// records of it. Out: findings a clerk can read: where, what is there, what was expected, the sum that was tried,
// what to do.
//
// A check is an expression that must hold (Check.Holds) under a condition (When), for one value of a form (At), for
// each row of a list (Rows), for each group of rows (Groups, 本组 in expressions), or over the forms of a set (Set). It
// is silent where it cannot be decided because something is missing. What it says are texts with expressions in
// braces.
//
// The road is Parse, (*File).Compile, then (*Set).Run for each record and a Collector for the set:
//
//   - Parse reads the YAML of a checks.yaml, or of a form file that holds its checks: codes, read-as, given, collect
//     and checks.
//   - Compile looks every name up in the form as one layout has it. A misspelt field is an error of the file, with
//     line and nearest name; a check that needs what the layout leaves out is skipped, and Skipped says so. Rules
//     switch checks off, grade them otherwise and change settings.
//   - Run checks one computed record. Of several checks about one value a later one may yield to an earlier (Unless).
//   - Given reads other papers (declarations, accounts) a record is held against; expressions see them as lists.
//   - A Collector keeps a few texts of each record (collect) and runs the checks over all of them.
//
// The package knows no trade. What no expression can say is a function the caller offers in Target.Functions; a
// layout loaded by package templates has its functions already, see templates.(*Layout).Checks. Errors are
// *finding.TemplateError, all mistakes at once: what is wrong is the form file, never the record.
package check

import "github.com/gongbiao/gongbiao/model/finding"

// Check is one check as the form file writes it. Expected, Sum, Message, English, Hint and Advice may hold
// {expression} or {expression:format}, where the format is that of a field (0.00, #,##0.##, 0.00%) or 账, a number as
// accounts write it. $名 is an element of Each, or a part of a Thing that the form declares.
type Check struct {
	Code     string           // F1; stable, several checks may share it
	Case     string           // tells checks of one code apart: F2.舍入; may be empty
	Name     string           // short name for lists and summaries: 资金分项之和
	Severity finding.Severity // as the form grades it
	Strict   string           // a condition under which it is an error whatever the form says: 参数.按比例计分 == "规定"
	Lenient  string           // a condition under which it is a note only: 绝对值(甲 - 乙) <= 0.01; see maxRoundings
	Off      bool             // not run unless switched on by a layout or a rules file
	Each     []string         // once for each of these, put in for $As; with ? at the end only where the form has it
	As       string
	For      string   // a Thing: once for each that the form declares
	Rows     string   // path of a list: once for each row, names looked up in the row first
	Groups   []string // with Rows: once for each group of rows with equal values in these fields; 本组 is the group
	Set      string   // a name of collect: once for each group of forms of one value, 本组; 全部: all in one; 每张: each alone
	Among    string   // with Set: which forms take part
	Near     string   // with Set: a name of collect, a sketch; of each group, once for each group of those that are alike
	Alike    int      // with Near: in hundredths, how much
	From     int      // with Set: only groups of at least so many forms
	Of       string   // with Set: the name of collect that a group is called by in a report; empty: that of its key
	Let      []Let
	When     string   // condition; the check is silent unless it holds
	Holds    string   // what must hold; absent means it cannot be decided, and the check is silent
	At       string   // the value the finding is about
	Unless   []string // silent where one of these codes has spoken of the same row, or of the same value outside rows
	Expected string
	Sum      string
	Message  string
	English  string // the message in English, with the same expressions
	Hint     string
	Advice   string   // the hint in English
	Readings []string // of a question: expressions, each a way to read what is there; absent ones are left out
	Pos      finding.Pos
}

// Let is a name for an expression, usable in the expressions after it and in the texts. Or are what it is instead in a
// form that lacks a part of Expr.
type Let struct {
	Name, Expr string
	Or         []string
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
